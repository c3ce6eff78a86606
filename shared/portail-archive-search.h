/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a query (portail-archive-query.h) over the index (portail-search-index.h).
 *
 * 1. Only archives of the companies that the reader may see count, in hits and in numbers.
 * 2. Hits come by day, then by id, the newest first (contract.md §8); a cursor names a place
 *    between hits, so a page stays in order whatever comes or goes meanwhile.
 * 3. No query and no cursor is an error of the store.
 * 4. What the reader may not read of a payload decides nothing: neither what is found nor what is
 *    left out, nor the order. */
#pragma once

#include "shared/portail-archive-query.h"
#include "shared/portail-database.h"
#include "shared/records/portail-archive.h"

/* Counting stops here. */
#define PORTAIL_SEARCH_MAX_COUNT 1000

typedef enum
{
  PORTAIL_SEARCH_NEWEST_FIRST,
  PORTAIL_SEARCH_OLDEST_FIRST,
  /* How well the words fit; newest first where there are no words, or PORTAIL_SEARCH_MAX_COUNT hits
   * and more. */
  PORTAIL_SEARCH_BEST_FIRST,
} PortailSearchOrder;

/* All borrowed. */
typedef struct
{
  const char *id;
  const char *name;
  guint hidden_payloads; /* of archives of which types, as 1 << type; 0: the reader reads all */
} PortailSearchCompany;

/* Every type. */
#define PORTAIL_SEARCH_ALL_PAYLOADS ((1u << (PORTAIL_ARCHIVE_AUTRE + 1)) - 2)

typedef struct
{
  const PortailArchiveQuery *query;
  const PortailSearchCompany *companies; /* which the reader may see */
  guint n_companies;
  PortailSearchOrder order;
  const char *cursor; /* of the page before; NULL for the first page */
  guint limit;        /* ≥ 1 */
  guint doc_types;    /* set as 1 << value, beside the query; 0: all */
  guint statuses;     /* likewise */
} PortailSearchRequest;

typedef struct
{
  GPtrArray *ids;     /* owned texts */
  GPtrArray *cursors; /* owned texts; with which a page begins after each of the ids */
  char *next_cursor;  /* NULL where nothing follows */
  guint n_found;      /* on all pages; PORTAIL_SEARCH_MAX_COUNT may be more */
  PortailSearchOrder order;
} PortailSearchHits;

/* PORTAIL_ERROR_INVALID for a cursor that is none; else errors of the store. Owned. */
PortailSearchHits *portail_archive_search_run (PortailDatabase *index,
                                               const PortailSearchRequest *request,
                                               GError **error);
void portail_search_hits_free (PortailSearchHits *hits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSearchHits, portail_search_hits_free)

/* All hits in no order, for who has an order of his own: owned array of owned ids. Cursor and limit
 * of @request do not count. */
GPtrArray *portail_archive_search_list (PortailDatabase *index,
                                        const PortailSearchRequest *request,
                                        GError **error);
