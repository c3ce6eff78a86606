/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-webhook.h"

#include <string.h>

#include "server/portail-setting-check.h"
#include "shared/portail-json-text.h"

/* Where Discord names no time. */
#define DEFAULT_RETRY_AFTER_SECONDS 5
#define MAX_ANSWER                  (64 * 1024)
/* What Discord's Markdown, mentions and links begin with. */
#define MARKUP "\\*_~`|><[]#@:"

static const gint64 colours[] = {
  [PORTAIL_LEVEL_INFO] = 0x3b82f6,
  [PORTAIL_LEVEL_WARNING] = 0xf59e0b,
  [PORTAIL_LEVEL_URGENT] = 0xdc2626,
};

/* At most @max characters of @text as Discord shall show them. Owned. */
static char *
escape (const char *text, guint max)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *escaped = g_string_new (NULL);
  guint length = 0;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gboolean is_markup = strchr (MARKUP, *c) != NULL;

      length += is_markup ? 2 : 1;
      if (length > max)
        break;
      if (is_markup)
        g_string_append_c (escaped, '\\');
      g_string_append_unichar (escaped, g_utf8_get_char (c));
    }
  return g_string_free (escaped, FALSE);
}

char *
portail_webhook_format (const PortailDeliveryText *text)
{
  g_autofree char *line = portail_delivery_clean_line (text->subject);
  g_autofree char *title = escape (line, PORTAIL_WEBHOOK_MAX_TITLE);
  g_autofree char *description = escape (text->body, PORTAIL_WEBHOOK_MAX_DESCRIPTION);
  GString *json = g_string_new ("{\"allowed_mentions\":{\"parse\":[]},\"embeds\":[{");

  portail_json_append_name (json, "title");
  portail_json_append_string (json, title);
  if (*description != '\0')
    {
      portail_json_append_name (json, "description");
      portail_json_append_string (json, description);
    }
  portail_json_append_name (json, "color");
  portail_json_append_integer (json, colours[text->level]);
  return g_string_free (g_string_append (json, "}]}"), FALSE);
}

typedef struct
{
  gsize n_received;
} Answer;

static size_t
discard (char *bytes, size_t size, size_t n_items, void *user)
{
  Answer *answer = user;

  answer->n_received += size * n_items;
  return answer->n_received <= MAX_ANSWER ? size * n_items : 0;
}

/* Owned. */
static struct curl_slist *
set_request (CURL *curl, const char *url, const char *json)
{
  struct curl_slist *headers = curl_slist_append (NULL, "Content-Type: application/json");

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "Portail/" PORTAIL_VERSION);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_POSTFIELDS, json);
  curl_easy_setopt (curl, CURLOPT_POSTFIELDSIZE, (long) strlen (json));
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, discard);
  return headers;
}

/* Invariant 4. */
static void
judge_status (PortailAttempt *attempt, long status, curl_off_t retry_after)
{
  PortailAttemptVerdict verdict = PORTAIL_ATTEMPT_FAILED;

  if (status >= 200 && status < 300)
    verdict = PORTAIL_ATTEMPT_DELIVERED;
  else if (status == 429)
    verdict = PORTAIL_ATTEMPT_BUSY;
  else if (status >= 300 && status < 500 && status != 408)
    verdict = PORTAIL_ATTEMPT_REFUSED;
  portail_outbound_end (attempt, verdict, "http %ld", status);
  if (verdict == PORTAIL_ATTEMPT_BUSY)
    attempt->retry_after_seconds = retry_after > 0 ? (guint) MIN (retry_after, G_MAXINT)
                                                   : DEFAULT_RETRY_AFTER_SECONDS;
}

static void
perform (CURL *curl, PortailAttempt *attempt)
{
  CURLcode code = curl_easy_perform (curl);
  curl_off_t retry_after = 0;
  long status = 0;

  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (curl, CURLINFO_RETRY_AFTER, &retry_after);
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status >= 200))
    judge_status (attempt, status, retry_after);
  else
    portail_outbound_fail (attempt, code);
}

void
portail_webhook_send (const char *url,
                      const PortailDeliveryText *text,
                      PortailOutboundReach reach,
                      GCancellable *cancellable,
                      PortailAttempt *attempt)
{
  g_autofree char *json = portail_webhook_format (text);
  Answer answer = { 0 };
  struct curl_slist *headers;
  CURL *curl;

  if (portail_setting_check_safe_url (url) != NULL)
    {
      portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "webhook address");
      return;
    }
  curl = curl_easy_init ();
  portail_outbound_prepare (curl, cancellable);
  portail_outbound_set_reach (curl, reach);
  headers = set_request (curl, url, json);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, &answer);
  perform (curl, attempt);
  curl_slist_free_all (headers);
  curl_easy_cleanup (curl);
}
