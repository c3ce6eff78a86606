/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query over the cache as a GListModel of PortailRecordItem, however many there are.
 *
 * 1. The main thread knows the order as keys of 16 bytes and never runs SQL. Contents come in
 *    windows as they are asked for; an item is given out at once and fills in later.
 * 2. A row's item is the same object as long as anybody holds it, wherever the row moves. Another
 *    query turns items into those of its own rows, without telling of rows that came or went: who
 *    needs a row for longer keeps its id.
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

#define PORTAIL_TYPE_RECORD_MODEL (portail_record_model_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordModel, portail_record_model, PORTAIL, RECORD_MODEL, GObject)

typedef enum
{
  PORTAIL_RECORD_MODEL_IDLE,    /* there is no cache */
  PORTAIL_RECORD_MODEL_LOADING, /* nothing of this cache was read so far */
  PORTAIL_RECORD_MODEL_PARTIAL, /* the first rows are there; the rest is being counted */
  PORTAIL_RECORD_MODEL_READY,
  PORTAIL_RECORD_MODEL_FAILED,
} PortailRecordModelState;

/* Shows nothing before it has a cache. Refs @query. */
PortailRecordModel *portail_record_model_new (PortailRecordQuery *query);
/* NULL for none: forgets all rows. */
void portail_record_model_set_cache (PortailRecordModel *model, PortailCache *cache);
/* Of the same type. Refs @query. */
void portail_record_model_set_query (PortailRecordModel *model, PortailRecordQuery *query);
/* Borrowed. */
PortailRecordQuery *portail_record_model_get_query (PortailRecordModel *model);
/* Reads everything again, as after a failure. */
void portail_record_model_reload (PortailRecordModel *model);

PortailRecordModelState portail_record_model_get_state (PortailRecordModel *model);
/* Why it has failed; NULL otherwise. Borrowed. */
const char *portail_record_model_get_fault (PortailRecordModel *model);
/* NULL while they are not known. Borrowed until the next "updated". */
const PortailRecordTotals *portail_record_model_get_totals (PortailRecordModel *model);
/* GTK's invalid position, G_MAXUINT, where it is not in the list. */
guint portail_record_model_find (PortailRecordModel *model, PortailRecordKey key);
/* Lets every item say that it has changed: names that records refer to have come. */
void portail_record_model_tell_all (PortailRecordModel *model);

G_END_DECLS
