/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-browser.h"

#include "shared/portail-error.h"

#include <libsoup/soup.h>

static const char hidden_pattern[] = "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">";

static char *
unescape (const char *html)
{
  static const char *const entities[][2] = {
    { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&amp;", "&" },
  };
  GString *text = g_string_new (html);
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
  return g_string_free (text, FALSE);
}

static GHashTable *
read_form (const char *page)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GRegex) regex = g_regex_new (hidden_pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  for (g_regex_match (regex, page, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);
      g_hash_table_insert (form, unescape (name), unescape (value));
    }
  return form;
}

static void
refuse (GError **error, const char *what, guint status)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "%s (status %u)", what, status);
}

/* The page as text, or NULL; *@location is set instead when the provider redirects at once. */
static char *
fetch_page (SoupSession *session, const char *url, char **location, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  if (message == NULL)
    {
      refuse (error, "No address", 0);
      return NULL;
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, error);
  if (bytes == NULL)
    return NULL;
  if (soup_message_get_status (message) == 302)
    *location = g_strdup (
        soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  else if (soup_message_get_status (message) != 200)
    refuse (error, "The authorize page is refused", soup_message_get_status (message));
  else
    return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return NULL;
}

static char *
press (SoupSession *session, const char *url, GHashTable *form, GError **error)
{
  g_autofree char *encoded = soup_form_encode_hash (form);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (encoded, strlen (encoded));
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, error);
  if (bytes == NULL)
    return NULL;
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Location");
  if (location == NULL)
    refuse (error, "The form is refused", soup_message_get_status (message));
  return g_strdup (location);
}

char *
portail_discord_browser_authorize (const char *authorize_url, const char *user_id, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  char *location = NULL;
  g_autofree char *page = fetch_page (session, authorize_url, &location, error);
  if (page == NULL)
    return location;

  const char *name = user_id != NULL ? "user_id" : "decision";
  const char *value = user_id != NULL ? user_id : "cancel";
  g_autofree char *button = g_strdup_printf ("name=\"%s\" value=\"%s\"", name, value);
  if (strstr (page, button) == NULL)
    {
      refuse (error, "The page has no such button", 200);
      return NULL;
    }
  g_autoptr (GHashTable) form = read_form (page);
  g_hash_table_insert (form, g_strdup (name), g_strdup (value));
  return press (session, authorize_url, form, error);
}

char *
portail_discord_browser_dup_parameter (const char *location, const char *name)
{
  g_autoptr (GUri) uri = g_uri_parse (location, G_URI_FLAGS_ENCODED_QUERY, NULL);
  if (uri == NULL || g_uri_get_query (uri) == NULL)
    return NULL;
  g_autoptr (GHashTable) query = soup_form_decode (g_uri_get_query (uri));
  return g_strdup (g_hash_table_lookup (query, name));
}
