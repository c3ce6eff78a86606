/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of what ids refer to: an employee for `employee_id`, a member for `user_id`.
 *
 * 1. All names of a kind are read at the first question and again when they change; until then an
 *    id has no name. Signal "changed" () tells that names have come.
 * 2. A search reads the cache, never more than a few rows. Main thread. */
#pragma once

#include "app/portail-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_NAMES (portail_record_names_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordNames, portail_record_names, PORTAIL, RECORD_NAMES, GObject)

PortailRecordNames *portail_record_names_new (PortailCache *cache);
/* Whether ids that refer to records of the type @refers_to have names here. */
gboolean portail_record_names_know (const char *refers_to);
/* NULL where there is none, or none yet. Borrowed until "changed". */
const char *
portail_record_names_get (PortailRecordNames *names, const char *refers_to, const char *id);

/* What stands for @id where people read it: its name, words for one that has none, nothing while
 * the names are on their way. Owned; NULL for an id without names here. */
char *
portail_record_names_dup_title (PortailRecordNames *names, const char *refers_to, const char *id);

/* One name, on the thread of a connection that has the cache's tables. Owned; NULL for none. */
char *portail_record_names_load (PortailDatabase *database, const char *refers_to, const char *id);

typedef struct
{
  char *id;
  char *name;
} PortailRecordName;

/* At most this many are found at once. */
#define PORTAIL_RECORD_NAMES_MAX_FOUND 50

typedef struct
{
  const char *refers_to;
  const char *enterprise_id; /* NULL: of all companies */
  const char *words;
} PortailRecordNameSearch;

/* Names that have all the words, in their order. Copies @search. */
void portail_record_names_search_async (PortailRecordNames *names,
                                        const PortailRecordNameSearch *search,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* GPtrArray of PortailRecordName. Owned. */
GPtrArray *portail_record_names_search_finish (PortailRecordNames *names,
                                               GAsyncResult *result,
                                               GError **error);

G_END_DECLS
