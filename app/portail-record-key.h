/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids of a long list in order, 16 bytes each: a million rows are known by 16 MB while their
 * contents stay in the store. */
#pragma once

#include "shared/portail-id.h"

typedef struct
{
  guint64 high;
  guint64 low;
} PortailRecordKey;

/* FALSE for what is no id. */
gboolean portail_record_key_parse (const char *id, PortailRecordKey *key);
/* Returns @id. */
char *portail_record_key_format (PortailRecordKey key, char id[PORTAIL_ID_TEXT_SIZE]);
/* For hash tables whose keys are PortailRecordKey. */
guint portail_record_key_hash (gconstpointer key);
gboolean portail_record_key_equal (gconstpointer a, gconstpointer b);

static inline gboolean
portail_record_key_is_equal (PortailRecordKey a, PortailRecordKey b)
{
  return a.low == b.low && a.high == b.high;
}

/* Where @n_removed keys at @position of one list give way to @n_added of another, which stand at
 * @from there. */
typedef struct
{
  guint position;
  guint n_removed;
  guint from;
  guint n_added;
} PortailKeyHunk;

typedef enum
{
  PORTAIL_KEY_COMPARE_CLOSELY, /* few hunks where few rows came, went or moved */
  PORTAIL_KEY_COMPARE_AS_ONE,  /* one hunk: a view uses the widgets of what goes for what comes */
} PortailKeyComparison;

/* What leads from the keys of @old to the first @n_new of @new (GArray of PortailRecordKey, none
 * twice), in the order of both. Owned. */
GArray *portail_record_key_compare_lists (const GArray *old,
                                          const GArray *new,
                                          guint n_new,
                                          PortailKeyComparison comparison);
