/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records a list shows and in which order: a company, filters, words, a field to sort by.
 *
 * 1. Made by one thread and then never changed: lists and threads share it by reference.
 * 2. A value that a person typed is a parameter, never a part of the SQL.
 * 3. The order is total: rows that are equal in the field stand in the order of their ids. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_FILTER_IS,
  PORTAIL_FILTER_IS_NOT, /* of null too */
  PORTAIL_FILTER_AT_LEAST,
  PORTAIL_FILTER_AT_MOST,
  PORTAIL_FILTER_CONTAINS, /* of texts, by their folded letters */
  PORTAIL_FILTER_IS_EMPTY,
} PortailFilterOp;

typedef enum
{
  PORTAIL_SORT_ASCENDING, /* null first */
  PORTAIL_SORT_DESCENDING,
} PortailSortOrder;

typedef struct
{
  const PortailField *field;
  PortailFilterOp op;
  PortailRecord *value; /* a record whose @field has it */
  char *words;          /* of its chip; NULL: those of field and value */
} PortailRecordFilter;

typedef enum
{
  PORTAIL_SHELF_LIVE,
  PORTAIL_SHELF_TRASH,
} PortailShelf;

/* A filter that is no field's, as « late ». Static. */
typedef struct
{
  const char *name;
  const char *title; /* N_ (), of its chip */
  const char *sql;   /* a condition with one parameter: the day of today in Paris */
} PortailRecordCondition;

typedef struct _PortailRecordQuery PortailRecordQuery;

/* Finds rows by words in a way of its own (an index of words): GPtrArray of owned ids in any order.
 * On a thread of the cache. */
typedef GPtrArray *(*PortailRecordFind) (PortailDatabase *database,
                                         const char *words,
                                         GError **error);

/* All rows of @type outside the trash, in the order of their ids. */
PortailRecordQuery *portail_record_query_new (const PortailRecordType *type);
PortailRecordQuery *portail_record_query_copy (const PortailRecordQuery *query);
PortailRecordQuery *portail_record_query_ref (PortailRecordQuery *query);
void portail_record_query_unref (PortailRecordQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRecordQuery, portail_record_query_unref)

/* These only before the query is shared. */

/* NULL: of all companies. */
void portail_record_query_set_company (PortailRecordQuery *query, const char *enterprise_id);
void portail_record_query_set_shelf (PortailRecordQuery *query, PortailShelf shelf);
/* @field: of the type, or NULL for the ids. */
void portail_record_query_set_sort (PortailRecordQuery *query,
                                    const PortailField *field,
                                    PortailSortOrder order);
/* Every word must be in one of the searched fields; NULL or blank for all rows. */
void portail_record_query_set_search (PortailRecordQuery *query, const char *words);
/* Instead of the searched fields. */
void portail_record_query_set_find (PortailRecordQuery *query, PortailRecordFind find);
/* Copies the value of @field out of @value, which may be NULL for PORTAIL_FILTER_IS_EMPTY. */
void portail_record_query_add_filter (PortailRecordQuery *query,
                                      const PortailField *field,
                                      PortailFilterOp op,
                                      gconstpointer value);
/* What the chip of the last filter says, as a name for an id. Copies @words. */
void portail_record_query_word_filter (PortailRecordQuery *query, const char *words);
/* Chosen by the person; NULL for none. */
void portail_record_query_set_condition (PortailRecordQuery *query,
                                         const PortailRecordCondition *condition);
void portail_record_query_remove_filter (PortailRecordQuery *query, guint index);
/* And the condition. */
void portail_record_query_clear_filters (PortailRecordQuery *query);

const PortailRecordType *portail_record_query_get_type (const PortailRecordQuery *query);
const PortailField *portail_record_query_get_sort (const PortailRecordQuery *query,
                                                   PortailSortOrder *order);
guint portail_record_query_get_n_filters (const PortailRecordQuery *query);
/* NULL for none. */
const PortailRecordCondition *portail_record_query_get_condition (const PortailRecordQuery *query);
/* How many the person chose, the condition among them. */
guint portail_record_query_get_n_chosen (const PortailRecordQuery *query);
PortailShelf portail_record_query_get_shelf (const PortailRecordQuery *query);
/* Borrowed. */
const PortailRecordFilter *portail_record_query_get_filter (const PortailRecordQuery *query,
                                                            guint index);
/* As it was set; NULL for none. Borrowed. */
const char *portail_record_query_get_search (const PortailRecordQuery *query);
/* NULL for all. Borrowed. */
const char *portail_record_query_get_company (const PortailRecordQuery *query);

/* The filter as a chip says it: `Status: Active`, `Amount ≥ 10 000 $`. Owned. */
char *portail_record_filter_to_text (const PortailRecordFilter *filter);

typedef enum
{
  PORTAIL_QUERY_FIRST_IN_ORDER, /* the first rows are asked for: along an index */
  PORTAIL_QUERY_ALL_IN_ORDER,
  PORTAIL_QUERY_UNORDERED, /* all, as they lie */
} PortailQueryOrder;

/* A statement that gives @columns of the rows, its parameters bound. Borrowed as by
 * portail_database_prepare(). */
PortailStatement *portail_record_query_prepare (const PortailRecordQuery *query,
                                                PortailDatabase *database,
                                                const char *columns,
                                                PortailQueryOrder order,
                                                GError **error);
