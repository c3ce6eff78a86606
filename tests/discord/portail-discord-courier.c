/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-courier.h"

enum
{
  FLOOD_CHUNK_BYTES = 64 * 1024,
  CHUNKS_IN_MIB = 1024 * 1024 / FLOOD_CHUNK_BYTES,
};

struct _PortailDiscordCourier
{
  GPtrArray *waiting; /* of Waiting */
  void (*on_changed) (gpointer owner);
  gpointer owner;
};

/* An answer that is ready and not sent yet. */
typedef struct
{
  PortailDiscordCourier *courier;
  SoupServerMessage *message;
  GSource *timer; /* NULL when it is held */
} Waiting;

typedef struct
{
  GBytes *chunk;
  guint chunks_left;
} Flood;

static void
waiting_free (gpointer item)
{
  Waiting *waiting = item;
  if (waiting->timer != NULL)
    {
      g_source_destroy (waiting->timer);
      g_source_unref (waiting->timer);
    }
  g_object_unref (waiting->message);
  g_free (waiting);
}

PortailDiscordCourier *
portail_discord_courier_new (void (*on_changed) (gpointer owner), gpointer owner)
{
  PortailDiscordCourier *self = g_new0 (PortailDiscordCourier, 1);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  self->on_changed = on_changed;
  self->owner = owner;
  return self;
}

void
portail_discord_courier_free (PortailDiscordCourier *self)
{
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

static gboolean
on_timer (gpointer item)
{
  Waiting *waiting = item;
  soup_server_message_unpause (waiting->message);
  g_ptr_array_remove (waiting->courier->waiting, waiting);
  return G_SOURCE_REMOVE;
}

static void
wait_with_answer (PortailDiscordCourier *self, SoupServerMessage *message, GSource *timer)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  waiting->courier = self;
  waiting->message = g_object_ref (message);
  waiting->timer = timer;
  if (timer != NULL)
    {
      g_source_set_callback (timer, on_timer, waiting, NULL);
      g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
      g_source_attach (timer, context);
    }
  soup_server_message_pause (message);
  g_ptr_array_add (self->waiting, waiting);
  self->on_changed (self->owner);
}

void
portail_discord_courier_release (PortailDiscordCourier *self)
{
  for (guint i = self->waiting->len; i > 0; i--)
    {
      Waiting *waiting = g_ptr_array_index (self->waiting, i - 1);
      if (waiting->timer != NULL)
        continue;
      soup_server_message_unpause (waiting->message);
      g_ptr_array_remove_index (self->waiting, i - 1);
    }
  self->on_changed (self->owner);
}

guint
portail_discord_courier_count_held (PortailDiscordCourier *self)
{
  guint count = 0;
  for (guint i = 0; i < self->waiting->len; i++)
    count += ((Waiting *) g_ptr_array_index (self->waiting, i))->timer == NULL;
  return count;
}

static void
flood_free (gpointer closure, GClosure *unused)
{
  Flood *flood = closure;
  g_bytes_unref (flood->chunk);
  g_free (flood);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer closure)
{
  Flood *flood = closure;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  if (flood->chunks_left == 0)
    return;
  flood->chunks_left--;
  if (flood->chunks_left > 0)
    soup_message_body_append_bytes (body, flood->chunk);
  else
    {
      soup_message_body_append (body, SOUP_MEMORY_STATIC, "\"}", 2);
      soup_message_body_complete (body);
    }
  soup_server_message_unpause (message);
}

/* One JSON text of @mebibytes, written chunk by chunk so that the provider itself stays small. */
static void
send_flood (SoupServerMessage *message, guint mebibytes)
{
  Flood *flood = g_new0 (Flood, 1);
  char *filler = g_malloc (FLOOD_CHUNK_BYTES);
  memset (filler, 'x', FLOOD_CHUNK_BYTES);
  flood->chunk = g_bytes_new_take (filler, FLOOD_CHUNK_BYTES);
  flood->chunks_left = mebibytes * CHUNKS_IN_MIB + 1;
  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), flood, flood_free, 0);

  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, "{\"filler\":\"", strlen ("{\"filler\":\""));
}

static void
send_nothing (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

void
portail_discord_courier_deliver (PortailDiscordCourier *self,
                                 SoupServerMessage *message,
                                 PortailDiscordAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  soup_server_message_set_status (message, answer->status,
                                  answer->status == 429 ? "Too Many Requests" : NULL);
  for (guint i = 0; i + 1 < answer->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (answer->headers, i),
                                 g_ptr_array_index (answer->headers, i + 1));
  if (answer->delivery == PORTAIL_DISCORD_SEND_FLOOD)
    {
      soup_message_headers_set_content_type (headers, "application/json", NULL);
      send_flood (message, answer->amount);
      return;
    }
  g_autoptr (GBytes) body = portail_discord_answer_dup_body (answer);
  gsize length;
  const char *start = g_bytes_get_data (body, &length);
  soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY, start, length);
  if (answer->delivery == PORTAIL_DISCORD_SEND_NOTHING)
    send_nothing (message);
  else if (answer->delivery == PORTAIL_DISCORD_SEND_WHEN_RELEASED)
    wait_with_answer (self, message, NULL);
  else if (answer->delivery == PORTAIL_DISCORD_SEND_LATER)
    wait_with_answer (self, message, g_timeout_source_new (answer->amount));
}

void
portail_discord_courier_abandon (PortailDiscordCourier *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting *waiting = g_ptr_array_index (self->waiting, i);
      send_nothing (waiting->message);
      soup_server_message_unpause (waiting->message);
    }
  g_ptr_array_set_size (self->waiting, 0);
  self->on_changed (self->owner);
}
