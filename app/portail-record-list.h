/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query over the cache as a GListModel of PortailRecordItem, however many there are.
 *
 * 1. The main thread knows the order as keys of 16 bytes and never runs SQL. Contents come in
 *    windows as they are asked for; an item is given out at once and fills in later.
 * 2. An item is the same object as long as anybody holds it, wherever its row moves.
 * 3. A new query shows its first rows as soon as they are found, then the rest; until then the
 *    former rows stay. Whatever a newer query supersedes is cancelled.
 * 4. When the cache changes the order is read again and what differs is told hunk by hunk, so that
 *    position and selection stay.
 *
 * Signal "updated" comes when the state, the totals or the number of rows have changed. Main
 * thread. */
#pragma once

#include <gio/gio.h>

#include "app/portail-record-item.h"
#include "app/portail-record-reading.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_LIST (portail_record_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordList, portail_record_list, PORTAIL, RECORD_LIST, GObject)

typedef enum
{
  PORTAIL_RECORD_LIST_IDLE,    /* there is no cache */
  PORTAIL_RECORD_LIST_LOADING, /* nothing of this cache was read so far */
  PORTAIL_RECORD_LIST_PARTIAL, /* the first rows are there; the rest is being counted */
  PORTAIL_RECORD_LIST_READY,
  PORTAIL_RECORD_LIST_FAILED,
} PortailRecordListState;

/* Shows nothing before it has a cache. Refs @query. */
PortailRecordList *portail_record_list_new (PortailRecordQuery *query);
/* NULL for none: forgets all rows. */
void portail_record_list_set_cache (PortailRecordList *list, PortailCache *cache);
/* Of the same type. Refs @query. */
void portail_record_list_set_query (PortailRecordList *list, PortailRecordQuery *query);
/* Borrowed. */
PortailRecordQuery *portail_record_list_get_query (PortailRecordList *list);
/* Reads everything again, as after a failure. */
void portail_record_list_reload (PortailRecordList *list);

PortailRecordListState portail_record_list_get_state (PortailRecordList *list);
/* Why it has failed; NULL otherwise. Borrowed. */
const char *portail_record_list_get_fault (PortailRecordList *list);
/* NULL while they are not known. Borrowed until the next "updated". */
const PortailRecordTotals *portail_record_list_get_totals (PortailRecordList *list);
/* GTK's invalid position, G_MAXUINT, where it is not in the list. */
guint portail_record_list_find (PortailRecordList *list, PortailRecordKey key);

G_END_DECLS
