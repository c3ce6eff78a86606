/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as search sees them: words without case and accents (portail_text_fold()), in order.
 *
 * 1. A word is a run of letters, digits and marks of the folded text; all else only separates:
 *    `l’Œuvre n° 7` is l, oeuvre, n, 7.
 * 2. What is stored and what is looked for go through here, so that both agree, on every machine.
 * 3. No word has a space, a quote or another ASCII sign in it. */
#pragma once

#include <glib.h>

/* Of a longer word these first characters count. */
#define PORTAIL_SEARCH_WORD_MAX 64

/* At most @max words. Array of owned texts; owned. */
GPtrArray *portail_search_words_split (const char *text, guint max);
/* The words with one space between them: what remains of a text to compare it. Owned. */
char *portail_search_words_join (const char *text);
/* Whether @letter belongs to a word as people write it, before it is folded. */
gboolean portail_search_words_is_inside (gunichar letter);
