/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one may write in a search (portail-archive-query.h), to explain it where one writes it. */
#pragma once

typedef struct
{
  const char *key;     /* "montant"; NULL: about words */
  const char *title;   /* N_() */
  const char *example; /* "montant:>1000" */
  const char *meaning; /* N_(), of the example */
} PortailQueryExplanation;

/* An entry with a NULL title ends the table. */
const PortailQueryExplanation *portail_query_explanation_get_table (void);
