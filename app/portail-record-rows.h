/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a PortailRecordModel: the keys that it has told, those that are still to come, and
 * its items. Tells every change as the model's "items-changed", after it. */
#pragma once

#include <gio/gio.h>

#include "app/portail-record-slots.h"

/* Rows that a view has widgets for, whatever its size (GTK 4.8): 205 about those that are seen, the
 * one that has the keyboard and the one that was selected last. */
#define PORTAIL_RECORD_ROWS_OF_VIEW 207

typedef struct
{
  GListModel *model; /* whose rows they are; not owned */
  GArray *keys;      /* of PortailRecordKey: what is told */
  GArray *order;     /* what there is; NULL where that is told */
  PortailRecordSlots *slots;
} PortailRecordRows;

/* Whether portail_record_rows_step() has still something to tell. */
typedef enum
{
  PORTAIL_RECORD_ROWS_WHOLE,
  PORTAIL_RECORD_ROWS_GROWING,
  PORTAIL_RECORD_ROWS_SHRINKING, /* those of the former query are still told */
} PortailRecordRowsGrowth;

void portail_record_rows_init (PortailRecordRows *rows, GListModel *model);
void portail_record_rows_finalize (PortailRecordRows *rows);
/* Tells no rows. */
void portail_record_rows_clear (PortailRecordRows *rows);
/* What is told stays all there is. */
void portail_record_rows_stop_growing (PortailRecordRows *rows);
/* @order: of PortailRecordKey, never changed later. PORTAIL_KEY_COMPARE_AS_ONE for that of another
 * query, whose rows get the items of the former ones: as many as there are told at once. The
 * others come by portail_record_rows_step(), unless a view has all its widgets. Where many widgets
 * have to go, the former rows go by steps before any of @order is told. */
PortailRecordRowsGrowth portail_record_rows_take_order (PortailRecordRows *rows,
                                                        GArray *order,
                                                        PortailKeyComparison comparison);
PortailRecordRowsGrowth portail_record_rows_step (PortailRecordRows *rows);
/* G_MAXUINT where it is not told. */
guint portail_record_rows_find (const PortailRecordRows *rows, PortailRecordKey key);
