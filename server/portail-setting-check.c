/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-setting-check.h"

#include <gio/gio.h>
#include <string.h>

#include "server/portail-log.h"
#include "server/portail-mail-text.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"

/* 256 bits. */
#define MIN_KEY_CHARACTERS 32
#define MIN_KEY_HEX_DIGITS 64

/* Parts of keys that stand in documentation and so are known to everybody. */
static const char *const example_keys[] = {
  "your-secret",
  "change-in-production",
  "changeme",
  "change-me",
};

static gboolean
starts_with_any (const char *text, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (text, prefixes[i]))
      return TRUE;
  return FALSE;
}

const char *
portail_setting_check_database_url (const char *text)
{
  static const char *const mysql[] = { "mysql://", "mysql+pymysql://", NULL };

  if (g_str_has_prefix (text, "sqlite:///") && strlen (text) > strlen ("sqlite:///"))
    return NULL;
  if (starts_with_any (text, mysql) && g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL))
    return NULL;
  return _ ("must be sqlite:///path or mysql://user:password@host:port/database");
}

static GInetAddress *
parse_address (const char *text)
{
  return g_inet_address_new_from_string (g_str_equal (text, "localhost") ? "127.0.0.1" : text);
}

const char *
portail_setting_check_address (const char *text)
{
  g_autoptr (GInetAddress) address = parse_address (text);

  return address != NULL ? NULL : _ ("must be an IP address");
}

/* NULL for anything but http and https with a host and without user or password. */
static GUri *
parse_web_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    return NULL;
  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    return NULL;
  return g_steal_pointer (&uri);
}

const char *
portail_setting_check_origin (const char *text)
{
  g_autoptr (GUri) uri = parse_web_url (text);

  if (uri != NULL && *g_uri_get_path (uri) == '\0' && g_uri_get_query (uri) == NULL)
    return NULL;
  return _ ("must be https://host or https://host:port, without anything after it");
}

const char *
portail_setting_check_cors_origin (const char *text)
{
  if (strchr (text, '*') != NULL)
    return _ ("* would let every site use its visitors' accounts; name the origins");
  return portail_setting_check_origin (text);
}

const char *
portail_setting_check_url (const char *text)
{
  g_autoptr (GUri) uri = parse_web_url (text);

  return uri != NULL ? NULL : _ ("must be an address that starts with https://");
}

const char *
portail_setting_check_safe_url (const char *text)
{
  g_autoptr (GUri) uri = parse_web_url (text);

  if (uri != NULL
      && (g_str_equal (g_uri_get_scheme (uri), "https")
          || portail_setting_is_loopback (g_uri_get_host (uri))))
    return NULL;
  return _ ("must be an address that starts with https://");
}

/* A host and nothing behind it: the rest is ours to say. */
static gboolean
is_smtp_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";

  return host != NULL && *host != '\0' && (*path == '\0' || g_str_equal (path, "/"))
         && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

const char *
portail_setting_check_smtp_url (const char *text)
{
  static const char *const schemes[] = { "smtp://", "smtps://", NULL };

  if (starts_with_any (text, schemes) && is_smtp_url (text))
    return NULL;
  return _ ("must be smtp://… or smtps://…");
}

const char *
portail_setting_check_signing_key (const char *text)
{
  gsize length = strlen (text);
  gboolean is_hex = strspn (text, "0123456789abcdefABCDEF") == length;
  gboolean is_example = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (example_keys); i++)
    is_example = is_example || strstr (text, example_keys[i]) != NULL;
  if (length < (is_hex ? MIN_KEY_HEX_DIGITS : MIN_KEY_CHARACTERS) || is_example)
    return _ ("is too weak: it needs 256 random bits; “portail-server configure” makes one");
  return NULL;
}

const char *
portail_setting_check_algorithm (const char *text)
{
  return g_str_equal (text, "HS256") ? NULL : _ ("only HS256 is supported");
}

const char *
portail_setting_check_discord_id (const char *text)
{
  return portail_discord_id_is_valid (text) ? NULL : _ ("must be Discord ids of 17 to 20 digits");
}

const char *
portail_setting_check_email (const char *text)
{
  return portail_mail_address_is_valid (text) ? NULL : _ ("must be one e-mail address");
}

const char *
portail_setting_check_network (const char *text)
{
  const char *slash = strchr (text, '/');
  /* GIO takes a length of any size and warns of it. */
  gboolean has_good_length = slash == NULL
                             || g_ascii_string_to_unsigned (slash + 1, 10, 0, 128, NULL, NULL);
  g_autoptr (GInetAddressMask) mask = has_good_length
                                          ? g_inet_address_mask_new_from_string (text, NULL)
                                          : NULL;

  return mask != NULL ? NULL : _ ("must be addresses or networks such as 10.0.0.0/8");
}

/* The host of `host:port` or `[ipv6]:port`, or NULL. */
static char *
split_port (const char *text)
{
  const char *colon = strrchr (text, ':');
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return NULL;
  if (text[0] == '[' && colon > text + 1 && colon[-1] == ']')
    return g_strndup (text + 1, (gsize) (colon - text - 2));
  return memchr (text, ':', (gsize) (colon - text)) == NULL
             ? g_strndup (text, (gsize) (colon - text))
             : NULL;
}

const char *
portail_setting_check_host_and_port (const char *text)
{
  g_autofree char *host = split_port (text);

  if (host != NULL && portail_setting_check_address (host) == NULL)
    return NULL;
  return _ ("must be address:port");
}

const char *
portail_setting_check_log_level (const char *text)
{
  PortailLogLevel level;

  return portail_log_level_from_name (text, &level) ? NULL
                                                    : _ ("must be error, warning, info or debug");
}

gboolean
portail_setting_is_loopback (const char *text)
{
  g_autofree char *host = split_port (text);
  g_autoptr (GInetAddress) address = parse_address (host != NULL ? host : text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}
