/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow where somebody writes a query (portail-archive-query.h): keys, and the values of
 * type, status, tag and company. Any thread. */
#pragma once

#include "app/portail-suggestion.h"

/* What there is to choose from, beside what the language itself knows. All borrowed; NULL ends a
 * list and stands for an empty one. */
typedef struct
{
  const char *const *tags;
  const char *const *companies;
} PortailQueryVocabulary;

/* For the word before @cursor, which is in letters; *@place receives where that stands. Empty where
 * nothing is known to fit. GPtrArray of PortailSuggestion; owned. */
GPtrArray *portail_query_completion_list (const PortailQueryVocabulary *vocabulary,
                                          const char *text,
                                          guint cursor,
                                          PortailTextPlace *place);
