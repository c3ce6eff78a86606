/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two pages that a person sees. Plain HTML: no script, readable without styles, every button
 * named by what it does. Names and values of the form, for scripted browsers:
 *
 *   button name="user_id" value="<user id>", text = the user's display name
 *   button name="decision" value="cancel", text = "Cancel"
 *   the parameters of the authorize address as hidden fields */
#pragma once

#include <glib.h>

typedef struct
{
  const char *application_name;
  const char *scope;
  GPtrArray *users;  /* of PortailDiscordUser */
  GHashTable *query; /* parameters to carry, text → text */
} PortailDiscordChoice;

/* New HTML, owned by the caller; all texts are escaped. */
char *portail_discord_page_new_choice (const PortailDiscordChoice *choice);
char *portail_discord_page_new_error (const char *title, const char *detail);
