/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-discord-call.h"

#include <curl/curl.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define CONNECT_TIMEOUT_MILLISECONDS 5000L
#define MAX_REFUSALS                 5
#define REFUSED_SECONDS              60
/* Discord's longest is some minutes; a mistake of its must not shut us out for a day. */
#define MAX_SILENCE_SECONDS     600
#define DEFAULT_SILENCE_SECONDS 5
/* A person waits for the answer, and so does a thread; a bot has all the time of its next round. */
#define MAX_PATIENCE_SECONDS     3
#define MAX_BOT_PATIENCE_SECONDS 90
#define MAX_ATTEMPTS             2

typedef struct
{
  const PortailDiscordCall *call;
  GString *body;
  gboolean is_too_large;
  gboolean is_bucket_empty;
  double refill_seconds; /* of the bucket */
} Transfer;

void
portail_discord_gate_init (PortailDiscordGate *gate, PortailDiscordCaller caller)
{
  g_mutex_init (&gate->lock);
  gate->caller = caller;
  gate->silent_until = 0;
  gate->n_refusals = 0;
}

void
portail_discord_gate_clear (PortailDiscordGate *gate)
{
  g_mutex_clear (&gate->lock);
}

guint
portail_discord_gate_get_wait (PortailDiscordGate *gate)
{
  gint64 wait;

  g_mutex_lock (&gate->lock);
  wait = gate->silent_until - g_get_monotonic_time ();
  g_mutex_unlock (&gate->lock);
  return wait > 0 ? (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

static void
shut (PortailDiscordGate *gate, double seconds)
{
  double silence = CLAMP (seconds, 0, MAX_SILENCE_SECONDS);
  gint64 until = g_get_monotonic_time () + (gint64) (silence * G_USEC_PER_SEC);

  gate->silent_until = MAX (gate->silent_until, until);
}

/* Learns from what was answered. */
static void
observe (PortailDiscordGate *gate, guint status, gint64 retry_after, const Transfer *transfer)
{
  g_mutex_lock (&gate->lock);
  if (status == 429)
    shut (gate, retry_after > 0 ? (double) retry_after : DEFAULT_SILENCE_SECONDS);
  else if (gate->caller == PORTAIL_DISCORD_BOT && transfer->is_bucket_empty)
    shut (gate, transfer->refill_seconds);
  gate->n_refusals = status == 401 || status == 403 ? gate->n_refusals + 1 : 0;
  if (gate->n_refusals >= MAX_REFUSALS)
    {
      g_message ("Discord refused %u requests in a row: none is sent for %d s", gate->n_refusals,
                 REFUSED_SECONDS);
      shut (gate, REFUSED_SECONDS);
      gate->n_refusals = 0;
    }
  g_mutex_unlock (&gate->lock);
}

static gboolean
fail_to_wait (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                       _ ("Discord is busy. Please try again in a moment."));
  return FALSE;
}

static size_t
receive (char *bytes, size_t size, size_t n_items, void *user)
{
  Transfer *transfer = user;
  gsize length = size * n_items;

  if (transfer->body->len + length > PORTAIL_DISCORD_MAX_ANSWER)
    {
      transfer->is_too_large = TRUE;
      return 0;
    }
  g_string_append_len (transfer->body, bytes, (gssize) length);
  return length;
}

/* The value of the header @name in @line, without its end; NULL for another header. Owned. */
static char *
read_header (const char *line, gsize length, const char *name)
{
  gsize name_length = strlen (name);

  if (length <= name_length || g_ascii_strncasecmp (line, name, name_length) != 0)
    return NULL;
  return g_strstrip (g_strndup (line + name_length, length - name_length));
}

static size_t
receive_header (char *line, size_t size, size_t n_items, void *user)
{
  Transfer *transfer = user;
  gsize length = size * n_items;
  g_autofree char *remaining = read_header (line, length, "X-RateLimit-Remaining:");
  g_autofree char *refill = read_header (line, length, "X-RateLimit-Reset-After:");

  if (remaining != NULL)
    transfer->is_bucket_empty = g_str_equal (remaining, "0");
  if (refill != NULL)
    transfer->refill_seconds = g_ascii_strtod (refill, NULL);
  return length;
}

static int
watch (void *user, curl_off_t total, curl_off_t done, curl_off_t up_total, curl_off_t up_done)
{
  return g_cancellable_is_cancelled (((Transfer *) user)->call->cancellable);
}

static struct curl_slist *
set_options (CURL *curl, Transfer *transfer)
{
  const PortailDiscordCall *call = transfer->call;
  struct curl_slist *headers = curl_slist_append (NULL, "Accept: application/json");

  curl_easy_setopt (curl, CURLOPT_URL, call->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "Portail/" PORTAIL_VERSION);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MILLISECONDS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT_MS, (long) call->timeout_milliseconds);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (curl, CURLOPT_HEADERFUNCTION, receive_header);
  curl_easy_setopt (curl, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, transfer);
  if (call->form != NULL)
    curl_easy_setopt (curl, CURLOPT_POSTFIELDS, call->form);
  if (call->authorization != NULL)
    {
      g_autofree char *header = g_strconcat ("Authorization: ", call->authorization, NULL);

      headers = curl_slist_append (headers, header);
    }
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  return headers;
}

/* What libcurl says has no token in it; addresses stay out of the answer. */
static gboolean
fail_transfer (const Transfer *transfer, CURLcode code, GError **error)
{
  g_message ("Discord: %s", curl_easy_strerror (code));
  if (transfer->is_too_large)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY,
                         _ ("Discord gave an answer that cannot be used."));
  else
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                         _ ("Discord does not answer. Please try again in a moment."));
  return FALSE;
}

static gboolean
perform (const PortailDiscordCall *call, PortailDiscordReply *reply, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  Transfer transfer = { .call = call, .body = body };
  CURL *curl = curl_easy_init ();
  struct curl_slist *headers = set_options (curl, &transfer);
  CURLcode code = curl_easy_perform (curl);
  curl_off_t retry_after = 0;
  long status = 0;

  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (curl, CURLINFO_RETRY_AFTER, &retry_after);
  curl_slist_free_all (headers);
  curl_easy_cleanup (curl);
  if (code != CURLE_OK)
    return fail_transfer (&transfer, code, error);
  observe (call->gate, (guint) status, retry_after, &transfer);
  reply->status = (guint) status;
  reply->json = portail_json_parse (body->str, body->len, NULL);
  return TRUE;
}

/* Returns: FALSE when the gate stays shut for too long, or nobody waits any more. */
static gboolean
await_gate (const PortailDiscordCall *call)
{
  guint seconds = portail_discord_gate_get_wait (call->gate);
  guint patience = call->gate->caller == PORTAIL_DISCORD_BOT ? MAX_BOT_PATIENCE_SECONDS
                                                             : MAX_PATIENCE_SECONDS;
  GPollFD cancelled = { 0 };
  gboolean has_fd;

  if (seconds == 0)
    return TRUE;
  if (seconds > patience)
    return FALSE;
  has_fd = g_cancellable_make_pollfd (call->cancellable, &cancelled);
  g_poll (&cancelled, has_fd ? 1 : 0, (int) (seconds * 1000));
  if (has_fd)
    g_cancellable_release_fd (call->cancellable);
  return portail_discord_gate_get_wait (call->gate) == 0;
}

gboolean
portail_discord_call (const PortailDiscordCall *call, PortailDiscordReply *reply, GError **error)
{
  for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++)
    {
      portail_discord_reply_clear (reply);
      if (!await_gate (call))
        return fail_to_wait (error);
      if (!perform (call, reply, error))
        return FALSE;
      if (reply->status != 429)
        return TRUE;
    }
  return fail_to_wait (error);
}

void
portail_discord_reply_clear (PortailDiscordReply *reply)
{
  g_clear_pointer (&reply->json, portail_json_document_free);
}
