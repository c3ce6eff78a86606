/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail-server configure`: asks for what a new server needs and writes it into the key file.
 *
 * 1. What is left empty stays as it is; other settings and comments of the file stay too. A signing
 *    key is made where there is none.
 * 2. Nothing is written before the whole file was read back by the server's own parser and, unless
 *    told otherwise, Discord knew the application and the bot.
 * 3. The file is replaced at once, never half, and is its owner's alone (0600). */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_CONFIGURE_TEST,
  PORTAIL_CONFIGURE_NO_TEST,
} PortailConfigureTest;

/* INVALID names what is wrong; errors of portail-discord.h where Discord says no. */
gboolean portail_configure_run (const char *key_file, PortailConfigureTest test, GError **error);
