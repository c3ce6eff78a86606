/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to whoever sits at the terminal. Without one, answers are the lines of standard input,
 * so that programs can give them too. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_TERMINAL_SHOWN,
  PORTAIL_TERMINAL_HIDDEN, /* what is typed does not appear */
} PortailTerminalEcho;

/* Prints @question on standard error. Returns: the line without its end, "" for an empty one; NULL
 * with UNAVAILABLE at the end of the input. Owned. */
char *portail_terminal_ask (const char *question, PortailTerminalEcho echo, GError **error);
/* A new password: twice where somebody types it. INVALID when the two differ. Owned. */
char *portail_terminal_ask_new_password (const char *question, GError **error);
