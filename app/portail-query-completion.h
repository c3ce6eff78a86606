/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow where somebody writes a query (portail-archive-query.h): keys, and the values of
 * type, status, tag and company. Any thread. */
#pragma once

#include <glib.h>

/* What there is to choose from, beside what the language itself knows. All borrowed; NULL ends a
 * list and stands for an empty one. */
typedef struct
{
  const char *const *tags;
  const char *const *companies;
} PortailQueryVocabulary;

typedef struct
{
  char *text;  /* what takes the place of the word, `type:facture ` */
  char *title; /* what it means, translated: “Invoice” */
} PortailQuerySuggestion;

/* In letters: the word in @text that ends at the cursor. */
typedef struct
{
  guint start;
  guint end;
} PortailQueryPlace;

#define PORTAIL_QUERY_MAX_SUGGESTIONS 8

/* For the word before @cursor, which is in letters; *@place receives where that stands. Empty where
 * nothing is known to fit. GPtrArray of PortailQuerySuggestion; owned. */
GPtrArray *portail_query_completion_list (const PortailQueryVocabulary *vocabulary,
                                          const char *text,
                                          guint cursor,
                                          PortailQueryPlace *place);
