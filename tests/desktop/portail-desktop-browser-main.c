/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system browser of a person who signs in without looking: `portail-desktop-browser DISCORD_ID
 * ADDRESS` goes on from the server's consent page, chooses the person on the provider's page and
 * follows the redirect to the waiting window. The demo signs in through a real browser. */
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#include "tests/discord/portail-discord-browser.h"

static const char next_pattern[] = "<a class=\"next\" href=\"([^\"]*)\">";

/* The page at @address, redirects followed. Owned. */
static char *
fetch (SoupSession *session, const char *address)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);

  if (bytes == NULL)
    g_error ("%s: %s", address, error->message);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Where the consent page leads on. Owned. */
static char *
find_next (const char *page, const char *address)
{
  g_autoptr (GRegex) regex = g_regex_new (next_pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *href = NULL;
  GString *plain;
  g_autofree char *reference = NULL;

  if (!g_regex_match (regex, page, 0, &match))
    g_error ("The consent page leads nowhere: %s", page);
  href = g_match_info_fetch (match, 1);
  plain = g_string_new (href);
  g_string_replace (plain, "&amp;", "&", 0);
  reference = g_string_free (plain, FALSE);
  return g_uri_resolve_relative (address, reference, G_URI_FLAGS_ENCODED, NULL);
}

/* Where the server at @next sends to, then the provider with the person. Owned. */
static char *
choose_person (const char *next, const char *discord_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *authorize = portail_discord_browser_authorize (next, NULL, &error);
  char *callback = NULL;

  if (authorize != NULL)
    callback = portail_discord_browser_authorize (authorize, discord_id, &error);
  if (callback == NULL)
    g_error ("%s", error->message);
  return callback;
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *page = NULL;
  g_autofree char *next = NULL;
  g_autofree char *callback = NULL;

  if (argc != 3)
    return EXIT_FAILURE;
  soup_session_add_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  page = fetch (session, argv[2]);
  next = find_next (page, argv[2]);
  callback = choose_person (next, argv[1]);
  g_free (fetch (session, callback));
  return EXIT_SUCCESS;
}
