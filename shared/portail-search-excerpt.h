/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the words of a query stand in a text, to show it: plain text and ranges, never markup, so
 * that nothing of the text is taken for a tag wherever it is shown. */
#pragma once

#include "shared/portail-archive-query.h"

#define PORTAIL_EXCERPT_MAX_CHARACTERS 160

/* In characters (Unicode code points). */
typedef struct
{
  guint start;
  guint length;
} PortailTextRange;

/* Ranges of words that @query looks for, in order, without overlap. Owned. */
GArray *portail_search_excerpt_find (const PortailArchiveQuery *query, const char *text);

typedef struct
{
  char *text;     /* one line, with … where something was left out */
  GArray *ranges; /* of PortailTextRange in @text */
} PortailExcerpt;

/* The part of @text around the first word found, or its beginning. Owned. */
PortailExcerpt *portail_search_excerpt_new (const PortailArchiveQuery *query, const char *text);
void portail_search_excerpt_free (PortailExcerpt *excerpt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailExcerpt, portail_search_excerpt_free)
