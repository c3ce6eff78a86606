/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The key by which names compare (contract.md §4): no case, no accents, runs of any spaces as one
 * space, none at the ends; typographic apostrophes and dashes as the plain ones. The same bytes on
 * every machine and in every locale: it is stored and compared binary. Owned. */
char *portail_text_fold (const char *text);
