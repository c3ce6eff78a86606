/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-discord-avatar.h"

#include <string.h>

#include "server/portail-outbound.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define AVATARS          "https://cdn.discordapp.com/avatars/"
#define EXTENSION        ".png"
#define MAX_NAME         64
#define ASKED_PIXELS     "128"
#define TIMEOUT_SECONDS  10L
#define MEDIA_TYPE_START "image/"

/* A name goes into an address, so it is letters, digits and "_" or nothing. */
static gboolean
is_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '_')
      return FALSE;
  return length > 0 && length <= MAX_NAME;
}

char *
portail_discord_avatar_make_url (const char *discord_id, const char *name)
{
  return is_name (name) ? g_strconcat (AVATARS, discord_id, "/", name, EXTENSION, NULL) : NULL;
}

char *
portail_discord_avatar_dup_name (const char *url, const char *discord_id)
{
  g_autofree char *start = g_strconcat (AVATARS, discord_id, "/", NULL);
  g_autofree char *name = NULL;

  if (url == NULL || !g_str_has_prefix (url, start) || !g_str_has_suffix (url, EXTENSION))
    return NULL;
  name = g_strdup (url + strlen (start));
  if (strlen (name) < strlen (EXTENSION))
    return NULL;
  name[strlen (name) - strlen (EXTENSION)] = '\0';
  return is_name (name) ? g_steal_pointer (&name) : NULL;
}

static gboolean
fail (PortailErrorCode code, GError **error)
{
  const char *message = _ ("Discord gave an answer that cannot be used.");

  if (code == PORTAIL_ERROR_NOT_FOUND)
    message = _ ("There is no such picture.");
  else if (code == PORTAIL_ERROR_UNAVAILABLE)
    message = _ ("Discord does not answer. Please try again in a moment.");
  g_set_error_literal (error, PORTAIL_ERROR, code, message);
  return FALSE;
}

static size_t
receive (char *bytes, size_t size, size_t n_items, void *user)
{
  GByteArray *body = user;
  gsize length = size * n_items;

  if (body->len + length > PORTAIL_DISCORD_AVATAR_MAX_BYTES)
    return 0;
  g_byte_array_append (body, (const guint8 *) bytes, (guint) length);
  return length;
}

static void
set_options (CURL *curl, const char *url, GByteArray *body, GCancellable *cancellable)
{
  portail_outbound_prepare (curl, cancellable);
  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "Portail/" PORTAIL_VERSION);
  curl_easy_setopt (curl, CURLOPT_MAXFILESIZE, (long) PORTAIL_DISCORD_AVATAR_MAX_BYTES);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, body);
}

/* What was answered with @code, TRUE for a picture. */
static gboolean
judge (CURL *curl, CURLcode code, GError **error)
{
  const char *media_type = NULL;
  long status = 0;

  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (curl, CURLINFO_CONTENT_TYPE, &media_type);
  if (code == CURLE_WRITE_ERROR || code == CURLE_FILESIZE_EXCEEDED)
    return fail (PORTAIL_ERROR_BAD_GATEWAY, error);
  if (code != CURLE_OK || status == 429)
    {
      g_message ("Discord's pictures: %s",
                 code != CURLE_OK ? curl_easy_strerror (code) : "too many requests");
      return fail (PORTAIL_ERROR_UNAVAILABLE, error);
    }
  if (status == 404)
    return fail (PORTAIL_ERROR_NOT_FOUND, error);
  if (status == 200 && media_type != NULL && g_str_has_prefix (media_type, MEDIA_TYPE_START))
    return TRUE;
  g_message ("Discord answered %ld to the question for a picture", status);
  return fail (PORTAIL_ERROR_BAD_GATEWAY, error);
}

GBytes *
portail_discord_avatar_fetch (const PortailAvatarQuestion *question,
                              PortailFileType *type,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autofree char *url = g_strconcat (question->base, "/avatars/", question->discord_id, "/",
                                      question->name, EXTENSION "?size=" ASKED_PIXELS, NULL);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  CURL *curl = curl_easy_init ();
  gboolean is_answered;

  set_options (curl, url, body, cancellable);
  is_answered = judge (curl, curl_easy_perform (curl), error);
  curl_easy_cleanup (curl);
  if (!is_answered)
    return NULL;
  *type = portail_file_type_detect (body->data, body->len);
  if (!portail_file_type_is_picture (*type))
    {
      fail (PORTAIL_ERROR_BAD_GATEWAY, error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}
