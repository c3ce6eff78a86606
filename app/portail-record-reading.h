/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reads of a list, for the threads of the cache: its beginning, its order, its totals and
 * windows of its rows. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-record-key.h"
#include "app/portail-record-query.h"
#include "app/portail-record-rows.h"

/* Rows that are read at once. The beginning of a long list fills a view: one that got a few rows
 * less for a moment would measure all its cells twice. */
#define PORTAIL_RECORD_WINDOW PORTAIL_RECORD_ROWS_OF_VIEW

/* Records of a list with their keys. Their long texts, JSON and what has several lines, are null
 * unless the list shows them: a form loads the record itself. */
typedef struct
{
  GArray *keys;       /* of PortailRecordKey */
  GPtrArray *records; /* owned; NULL for a row that is no more there */
  GArray *is_pending; /* of gboolean: changes of it wait in the outbox */
} PortailRecordWindow;

void portail_record_window_free (PortailRecordWindow *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRecordWindow, portail_record_window_free)

/* The first PORTAIL_RECORD_WINDOW rows: PortailRecordWindow. */
PortailQuery *portail_record_reading_new_beginning (PortailRecordQuery *query);
/* The rows of @keys (copied, at most PORTAIL_RECORD_WINDOW): PortailRecordWindow. */
PortailQuery *portail_record_reading_new_window (const PortailRecordType *type,
                                                 const PortailRecordKey *keys,
                                                 guint n_keys);
/* All keys in order: GArray of PortailRecordKey. */
PortailQuery *portail_record_reading_new_order (PortailRecordQuery *query);

/* Sums by field: of all fields of money, hours and integers that a list shows. */
typedef struct
{
  guint n_rows;
  PortailFieldSet fields; /* which have a sum: one too large for its kind has none */
  gint64 sums[64];        /* by the index of the field, in the unit of its kind */
} PortailRecordTotals;

/* The fields of @type that totals are of. */
PortailFieldSet portail_record_totals_get_fields (const PortailRecordType *type);
/* As a person reads it; empty for a field without. Owned. */
char *portail_record_totals_to_text (const PortailRecordTotals *totals,
                                     const PortailRecordType *type,
                                     guint field);
/* PortailRecordTotals, owned by g_free(). */
PortailQuery *portail_record_reading_new_totals (PortailRecordQuery *query);
