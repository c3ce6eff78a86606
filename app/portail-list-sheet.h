/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a table lists as a worksheet: its columns in their order, names for ids, and the
 * figures that no field holds.
 *
 * 1. What goes in is taken on the main thread and never changes from then on; the sheet is made on
 *    a thread of the cache.
 * 2. An extra column without a text or a number is left out. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-record-columns.h"
#include "shared/portail-workbook.h"

/* What a module says beside the fields, in any thread. Static. */
typedef struct
{
  /* A copy of what texts and numbers depend on; main thread. @user_data: the module's. Owned. */
  gpointer (*take) (gpointer user_data);
  GDestroyNotify free;
  /* @user_data: what was taken. */
  PortailRecordText text;
  /* Of an extra column of integers or amounts (cents); PORTAIL_INTEGER_NULL for none. Or NULL. */
  gint64 (*get_number) (const PortailField *field, gconstpointer record, gpointer taken);
} PortailListTexts;

typedef struct
{
  const char *title; /* translated */
  const PortailRecordTableSpec *table;
  PortailRecordQuery *query; /* refs it */
  const GPtrArray *fields;   /* of const PortailField; copies it */
  GHashTable *names;         /* id → name, both owned: those that are known; left to the sheet */
  const PortailListTexts *texts; /* or NULL */
  gpointer texts_user_data;
  GCancellable *cancellable; /* refs it */
} PortailListSheetSource;

typedef struct _PortailListSheet PortailListSheet;

/* Main thread. */
PortailListSheet *portail_list_sheet_new (const PortailListSheetSource *source);
PortailListSheet *portail_list_sheet_ref (PortailListSheet *sheet);
void portail_list_sheet_unref (PortailListSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailListSheet, portail_list_sheet_unref)

/* Rows that are in the sheet so far; any thread. */
guint portail_list_sheet_get_n_rows (PortailListSheet *sheet);
/* Gives a PortailWorkbook with the one sheet. G_IO_ERROR_CANCELLED. For
 * portail_cache_scan_async(). */
PortailQuery *portail_list_sheet_new_query (PortailListSheet *sheet);
