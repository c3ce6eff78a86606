/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a list that are alive: all that somebody holds, and the last used ones. */
#pragma once

#include "app/portail-record-item.h"

/* An item, and whether what it shows is of today. */
typedef struct
{
  PortailRecordKey key;
  PortailRecordItem *item;
  guint version; /* of the list when the record was read; 0: never */
  GList link;    /* among the kept ones, the last used first */
} PortailRecordSlot;

typedef struct _PortailRecordSlots PortailRecordSlots;

PortailRecordSlots *portail_record_slots_new (void);
void portail_record_slots_free (PortailRecordSlots *slots);
void portail_record_slots_clear (PortailRecordSlots *slots);

/* Both borrowed until the next trim. NULL for none. */
PortailRecordSlot *portail_record_slots_find (PortailRecordSlots *slots, PortailRecordKey key);
/* Makes it where it is not, and counts it as used now. */
PortailRecordSlot *portail_record_slots_use (PortailRecordSlots *slots, PortailRecordKey key);
/* Whether anybody but the slots has the item. */
gboolean portail_record_slot_is_held (const PortailRecordSlot *slot);
/* Lets go of the longest unused items that nobody holds, when there are too many. */
void portail_record_slots_trim (PortailRecordSlots *slots);
/* Keys of held items of another version than @version; at most @max into @keys. */
guint portail_record_slots_list_outdated (PortailRecordSlots *slots,
                                          guint version,
                                          PortailRecordKey *keys,
                                          guint max);
/* The @n rows of @old give way to those of @new, and a view may go on with its
 * widgets: held items become those of the rows that come. Whoever else held a row that comes keeps
 * an item that nobody follows any more. */
void portail_record_slots_reuse (PortailRecordSlots *slots,
                                 const PortailRecordKey *old,
                                 const PortailRecordKey *new,
                                 guint n);
/* Lets every item say that it has changed. */
void portail_record_slots_tell_all (PortailRecordSlots *slots);
