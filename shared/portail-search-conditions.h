/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions of a search of archives as SQL, with their values; the inside of
 * portail-archive-search.h.
 *
 * 1. Everything that comes from outside is a bound value.
 * 2. Payloads that are hidden from the reader have no words. */
#pragma once

#include "shared/portail-archive-search.h"
#include "shared/portail-span.h"

typedef enum
{
  PORTAIL_PAYLOADS_ALL,
  PORTAIL_PAYLOADS_SOME,
  PORTAIL_PAYLOADS_NONE,
} PortailPayloads;

typedef struct
{
  const PortailSearchRequest *request;
  GPtrArray *companies;     /* of const PortailSearchCompany, borrowed, that the query leaves */
  PortailPayloads payloads; /* which of theirs the reader reads */
  char *match;              /* for FTS5; NULL: no words that must be there */
  GString *sql;      /* ` FROM … WHERE …` without the days; NULL where no company is left */
  GPtrArray *values; /* of @sql, and of what is bound after it */
  PortailSpan days;
} PortailSearchConditions;

/* Owned; borrows from @request. */
PortailSearchConditions *portail_search_conditions_new (const PortailSearchRequest *request);
void portail_search_conditions_free (PortailSearchConditions *conditions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSearchConditions, portail_search_conditions_free)

/* The value of a `?` that the caller puts behind the conditions. */
void portail_search_conditions_bind (PortailSearchConditions *conditions, gint64 number);
/* Appends that the day is one of @days. */
void portail_search_conditions_append_days (PortailSearchConditions *conditions,
                                            const PortailSpan *days,
                                            GString *sql);
/* `search_words.rowid` or `d.number`: the outer loop. */
const char *portail_search_conditions_get_number (const PortailSearchConditions *conditions);
/* With all values bound, in the order in which they were. */
PortailStatement *portail_search_conditions_prepare (const PortailSearchConditions *conditions,
                                                     PortailDatabase *index,
                                                     const char *sql,
                                                     GError **error);
