/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person at the authorize page, for tests without a browser: fetches the page, reads its form,
 * presses one button, and stops at the redirect. */
#pragma once

#include <gio/gio.h>

/* Presses the button of @user_id, or Cancel when that is NULL. The Location of the redirect, owned
 * by the caller; PORTAIL_ERROR_INVALID when the page or the form is refused or has no such button,
 * GIO's error when the provider is away. Blocks. */
char *
portail_discord_browser_authorize (const char *authorize_url, const char *user_id, GError **error);
/* The value of parameter @name in the query of @location, owned by the caller, or NULL. */
char *portail_discord_browser_dup_parameter (const char *location, const char *name);
