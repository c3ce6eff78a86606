/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The world is touched by the provider's thread alone while that runs: calls from outside are
 * handed over and waited for (Call). The lock guards the hand-over and held_count, nothing else. */
#include "tests/discord/portail-discord-provider.h"

#include "tests/discord/portail-discord-control.h"
#include "tests/discord/portail-discord-courier.h"

#include <libsoup/soup.h>

struct _PortailDiscordProvider
{
  GObject parent_instance;

  PortailDiscordWorld *world;
  PortailDiscordSockets sockets;
  PortailDiscordCourier *courier;
  char *base_url;
  guint16 port;

  GThread *thread; /* NULL when stopped, like the next three */
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;

  GMutex lock;
  GCond changed;
  guint held_count;
};

G_DEFINE_FINAL_TYPE (PortailDiscordProvider, portail_discord_provider, G_TYPE_OBJECT)

typedef struct
{
  PortailDiscordProvider *provider;
  void (*run) (PortailDiscordProvider *provider, gpointer closure);
  gpointer closure;
  gboolean is_done;
} Call;

static void
release (gpointer owner)
{
  PortailDiscordProvider *self = owner;
  portail_discord_courier_release (self->courier);
}

static guint
count_held (gpointer owner)
{
  PortailDiscordProvider *self = owner;
  return portail_discord_courier_count_held (self->courier);
}

static void
on_held_changed (gpointer owner)
{
  PortailDiscordProvider *self = owner;
  g_mutex_lock (&self->lock);
  self->held_count = count_held (self);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static PortailDiscordAnswer *
answer_control (PortailDiscordProvider *self, const char *method, const char *body)
{
  if (g_str_equal (method, "GET"))
    return portail_discord_control_handle (self->world, &self->sockets, NULL);
  if (g_str_equal (method, "POST"))
    return portail_discord_control_handle (self->world, &self->sockets, body);
  return portail_discord_answer_new_error (405, 0, "405: Method Not Allowed");
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer owner)
{
  PortailDiscordProvider *self = owner;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  gsize length;
  const char *start = g_bytes_get_data (bytes, &length);
  g_autofree char *body = g_strndup (length > 0 ? start : "", length);
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GHashTable) no_query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) form = NULL;
  if (g_strcmp0 (content_type, "application/x-www-form-urlencoded") == 0)
    form = soup_form_decode (body);

  PortailDiscordRequest request = {
    .method = soup_server_message_get_method (message),
    .path = path,
    .query = query != NULL ? query : no_query,
    .form = form,
    .authorization = soup_message_headers_get_one (headers, "Authorization"),
    .cookie = soup_message_headers_get_one (headers, "Cookie"),
  };
  g_autoptr (PortailDiscordAnswer) answer = g_str_equal (path, PORTAIL_DISCORD_CONTROL_PATH)
                                                ? answer_control (self, request.method, body)
                                                : portail_discord_world_handle (self->world,
                                                                                &request);
  portail_discord_courier_deliver (self->courier, message, answer);
}

static gboolean
run_call (gpointer item)
{
  Call *call = item;
  PortailDiscordProvider *self = call->provider;
  call->run (self, call->closure);
  g_mutex_lock (&self->lock);
  call->is_done = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

/* Runs @run in the provider's thread, or here when there is none, and waits for its end. */
static void
call_and_wait (PortailDiscordProvider *self,
               void (*run) (PortailDiscordProvider *provider, gpointer closure),
               gpointer closure)
{
  if (self->thread == NULL)
    {
      run (self, closure);
      return;
    }
  Call call = { .provider = self, .run = run, .closure = closure };
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_call, &call, NULL);
  g_source_attach (source, self->context);
  g_mutex_lock (&self->lock);
  while (!call.is_done)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_thread (gpointer owner)
{
  PortailDiscordProvider *self = owner;
  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

typedef struct
{
  guint16 port;
  GError *error;
} Listen;

static void
listen_on_port (PortailDiscordProvider *self, gpointer closure)
{
  Listen *listen = closure;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1",
                                                                              listen->port);
  self->server = soup_server_new ("server-header", "discord-test-provider", NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen (self->server, address, 0, &listen->error))
    return;
  GSList *uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_free (self->base_url);
  self->base_url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

static void
close_sockets (PortailDiscordProvider *self, gpointer closure)
{
  portail_discord_courier_abandon (self->courier);
  soup_server_disconnect (self->server);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_clear_object (&self->server);
  g_main_loop_quit (self->loop);
}

gboolean
portail_discord_provider_start (PortailDiscordProvider *self, guint16 port, GError **error)
{
  g_return_val_if_fail (self->thread == NULL, FALSE);
  Listen listen = { .port = port };
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("discord-provider", run_thread, self);
  call_and_wait (self, listen_on_port, &listen);
  if (listen.error == NULL)
    return TRUE;
  portail_discord_provider_stop (self);
  g_propagate_prefixed_error (error, listen.error, "127.0.0.1:%u: ", port);
  return FALSE;
}

void
portail_discord_provider_stop (PortailDiscordProvider *self)
{
  if (self->thread == NULL)
    return;
  call_and_wait (self, close_sockets, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

const char *
portail_discord_provider_get_base_url (PortailDiscordProvider *self)
{
  return self->base_url;
}

guint16
portail_discord_provider_get_port (PortailDiscordProvider *self)
{
  return self->port;
}

typedef struct
{
  const char *text;
  const char *user_id;
  const char *guild_id;
  const char *const *role_ids;
  gboolean is_done;
  GError **error;
} Change;

static void
load_users (PortailDiscordProvider *self, gpointer closure)
{
  Change *change = closure;
  change->is_done = portail_discord_directory_load (self->world->directory, change->text,
                                                    change->error);
}

gboolean
portail_discord_provider_load_users_text (PortailDiscordProvider *self,
                                          const char *json,
                                          GError **error)
{
  Change change = { .text = json, .error = error };
  call_and_wait (self, load_users, &change);
  return change.is_done;
}

gboolean
portail_discord_provider_load_users_file (PortailDiscordProvider *self,
                                          const char *path,
                                          GError **error)
{
  g_autofree char *json = NULL;
  if (!g_file_get_contents (path, &json, NULL, error))
    return FALSE;
  if (!portail_discord_provider_load_users_text (self, json, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  return TRUE;
}

static void
set_roles (PortailDiscordProvider *self, gpointer closure)
{
  Change *change = closure;
  change->is_done = portail_discord_directory_set_roles (
      self->world->directory, change->user_id, change->guild_id, change->role_ids, change->error);
}

gboolean
portail_discord_provider_set_member_roles (PortailDiscordProvider *self,
                                           const char *user_id,
                                           const char *guild_id,
                                           const char *const *role_ids,
                                           GError **error)
{
  Change change = {
    .user_id = user_id, .guild_id = guild_id, .role_ids = role_ids, .error = error
  };
  call_and_wait (self, set_roles, &change);
  return change.is_done;
}

static void
remove_member (PortailDiscordProvider *self, gpointer closure)
{
  Change *change = closure;
  change->is_done = portail_discord_directory_remove_member (
      self->world->directory, change->user_id, change->guild_id, change->error);
}

gboolean
portail_discord_provider_remove_member (PortailDiscordProvider *self,
                                        const char *user_id,
                                        const char *guild_id,
                                        GError **error)
{
  Change change = { .user_id = user_id, .guild_id = guild_id, .error = error };
  call_and_wait (self, remove_member, &change);
  return change.is_done;
}

static void
remove_guild (PortailDiscordProvider *self, gpointer closure)
{
  Change *change = closure;
  change->is_done = portail_discord_directory_remove_guild (self->world->directory,
                                                            change->guild_id, change->error);
}

gboolean
portail_discord_provider_remove_guild (PortailDiscordProvider *self,
                                       const char *guild_id,
                                       GError **error)
{
  Change change = { .guild_id = guild_id, .error = error };
  call_and_wait (self, remove_guild, &change);
  return change.is_done;
}

static void
add_fault (PortailDiscordProvider *self, gpointer closure)
{
  portail_discord_faults_add (self->world->faults, closure);
}

void
portail_discord_provider_add_fault (PortailDiscordProvider *self, const PortailDiscordFault *fault)
{
  PortailDiscordFault copy = *fault;
  g_return_if_fail (copy.times > 0);
  call_and_wait (self, add_fault, &copy);
}

static void
clear_faults (PortailDiscordProvider *self, gpointer closure)
{
  portail_discord_faults_clear (self->world->faults);
}

void
portail_discord_provider_clear_faults (PortailDiscordProvider *self)
{
  call_and_wait (self, clear_faults, NULL);
}

static void
release_held (PortailDiscordProvider *self, gpointer closure)
{
  release (self);
}

void
portail_discord_provider_release_held (PortailDiscordProvider *self)
{
  call_and_wait (self, release_held, NULL);
}

gboolean
portail_discord_provider_wait_for_held (PortailDiscordProvider *self, guint count, guint timeout_ms)
{
  gint64 end_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  gboolean is_in_time = TRUE;
  g_mutex_lock (&self->lock);
  while (self->held_count < count && is_in_time)
    is_in_time = g_cond_wait_until (&self->changed, &self->lock, end_us);
  gboolean is_reached = self->held_count >= count;
  g_mutex_unlock (&self->lock);
  return is_reached;
}

static void
advance_clock (PortailDiscordProvider *self, gpointer closure)
{
  self->world->clock_offset_us += GPOINTER_TO_UINT (closure) * (gint64) G_USEC_PER_SEC;
}

void
portail_discord_provider_advance_clock (PortailDiscordProvider *self, guint seconds)
{
  call_and_wait (self, advance_clock, GUINT_TO_POINTER (seconds));
}

static void
set_rate_limit (PortailDiscordProvider *self, gpointer closure)
{
  portail_discord_limiter_set (self->world->limiter, closure);
}

void
portail_discord_provider_set_rate_limit (PortailDiscordProvider *self,
                                         const PortailDiscordRateLimit *limit)
{
  PortailDiscordRateLimit copy = *limit;
  call_and_wait (self, set_rate_limit, &copy);
}

typedef struct
{
  PortailDiscordEndpoint endpoint;
  guint64 requests;
} Count;

static void
get_requests (PortailDiscordProvider *self, gpointer closure)
{
  Count *count = closure;
  count->requests = portail_discord_faults_get_requests (self->world->faults, count->endpoint);
}

guint64
portail_discord_provider_get_request_count (PortailDiscordProvider *self,
                                            PortailDiscordEndpoint endpoint)
{
  Count count = { .endpoint = endpoint };
  call_and_wait (self, get_requests, &count);
  return count.requests;
}

static void
reset_requests (PortailDiscordProvider *self, gpointer closure)
{
  portail_discord_faults_reset_requests (self->world->faults);
}

void
portail_discord_provider_reset_request_counts (PortailDiscordProvider *self)
{
  call_and_wait (self, reset_requests, NULL);
}

static void
portail_discord_provider_finalize (GObject *object)
{
  PortailDiscordProvider *self = PORTAIL_DISCORD_PROVIDER (object);
  portail_discord_provider_stop (self);
  g_clear_pointer (&self->world, portail_discord_world_free);
  portail_discord_courier_free (self->courier);
  g_free (self->base_url);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (portail_discord_provider_parent_class)->finalize (object);
}

static void
portail_discord_provider_class_init (PortailDiscordProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = portail_discord_provider_finalize;
}

static void
portail_discord_provider_init (PortailDiscordProvider *self)
{
  self->courier = portail_discord_courier_new (on_held_changed, self);
  self->sockets = (PortailDiscordSockets){ .release = release,
                                           .count_held = count_held,
                                           .owner = self };
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

PortailDiscordProvider *
portail_discord_provider_new (const PortailDiscordApplication *application)
{
  PortailDiscordProvider *self = g_object_new (PORTAIL_TYPE_DISCORD_PROVIDER, NULL);
  self->world = portail_discord_world_new (application);
  return self;
}
