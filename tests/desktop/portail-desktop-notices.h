/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notification service of the session, as a desktop has one: keeps what programs say, and
 * presses it as a person would. Lives in a thread of its own, as long as the process. */
#pragma once

#include <glib.h>

/* Owns the name on the session bus. Once. */
void portail_desktop_notices_start (void);
/* Waits for a notification whose title or body contains @words, then presses it. */
void portail_desktop_notices_press (const char *words);
