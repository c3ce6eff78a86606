/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-login-cookie.h"

#include <string.h>

#include "server/portail-login.h"
#include "server/portail-secret.h"

/* Browsers take a __Host- cookie over TLS only, and from this host alone. */
#define NAME        "portail-login"
#define SECURE_NAME "__Host-" NAME

static gboolean
is_secure_site (const PortailServerConfig *config)
{
  const char *url = portail_server_config_get_text (config, PORTAIL_SETTING_PUBLIC_URL);

  return g_str_has_prefix (url, "https:");
}

char *
portail_login_cookie_make (const PortailServerConfig *config, const char *secret)
{
  gboolean is_secure = is_secure_site (config);
  gboolean has_foreign_pages = *portail_server_config_get_list (config,
                                                                PORTAIL_SETTING_CORS_ORIGINS)
                               != NULL;

  return g_strdup_printf ("%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=%s%s",
                          is_secure ? SECURE_NAME : NAME, secret, PORTAIL_LOGIN_STATE_SECONDS,
                          is_secure && has_foreign_pages ? "None" : "Lax",
                          is_secure ? "; Secure" : "");
}

/* The value of our cookie, or NULL. Owned. */
static char *
find_cookie (const PortailRequest *request, const char *name)
{
  g_autofree char *start = g_strconcat (name, "=", NULL);
  const char *header = portail_request_get_header (request, "Cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; cookies[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (cookies[i]), start))
      return g_strdup (cookies[i] + strlen (start));
  return NULL;
}

gboolean
portail_login_cookie_fits (const PortailServerConfig *config,
                           const PortailRequest *request,
                           const char *browser)
{
  g_autofree char *secret = find_cookie (request, is_secure_site (config) ? SECURE_NAME : NAME);
  g_autofree char *challenge = secret != NULL ? portail_secret_make_challenge (secret) : NULL;
  gboolean is_browser = portail_request_get_header (request, "Origin") != NULL
                        || portail_request_get_header (request, "Sec-Fetch-Site") != NULL;

  return secret == NULL ? !is_browser : portail_secret_is_equal (challenge, browser);
}
