/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes out of a line of the log what says who somebody is or what he owns, before it is kept:
 * addresses, tokens, ids, names in quotes, amounts, paths of the home folder.
 *
 * What it takes too much is a pity; what it leaves is a fault. Any thread. */
#pragma once

#include <glib.h>

/* Owned; valid UTF-8 of at most @max_bytes. "" where the text is too hard to judge. */
char *portail_redaction_clean (const char *text, gsize max_bytes);
