/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in a list: one object whatever its type is.
 *
 * 1. An item is its id until its model gets another query. Its record may come later than the item
 * and may change: signal "changed" tells, and what shows the item reads again.
 * 2. A record that an item shows is never changed, only replaced. Main thread. */
#pragma once

#include <glib-object.h>

#include "app/portail-record-key.h"
#include "shared/portail-record.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_ITEM (portail_record_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordItem, portail_record_item, PORTAIL, RECORD_ITEM, GObject)

typedef enum
{
  PORTAIL_RECORD_ITEM_SETTLED,
  PORTAIL_RECORD_ITEM_PENDING, /* changes of it are still to be sent */
} PortailRecordItemState;

/* Somebody who reads again when the item has changed, as a handler of "changed" does, at a fraction
 * of its cost: a page of cells comes and goes with each jump. */
typedef struct _PortailRecordWatch PortailRecordWatch;
struct _PortailRecordWatch
{
  void (*read) (PortailRecordWatch *watch);
  PortailRecordWatch *next; /* the item's own from here on */
  PortailRecordWatch *previous;
};

PortailRecordItem *portail_record_item_new (PortailRecordKey key);

PortailRecordKey portail_record_item_get_key (PortailRecordItem *item);
/* NULL before it came. Borrowed until the next "changed". */
gconstpointer portail_record_item_get_record (PortailRecordItem *item);
PortailRecordItemState portail_record_item_get_state (PortailRecordItem *item);

/* @watch stands still and outlives its place at the item. */
void portail_record_item_add_watch (PortailRecordItem *item, PortailRecordWatch *watch);
void portail_record_item_remove_watch (PortailRecordItem *item, PortailRecordWatch *watch);

/* For the list. Takes @record. */
void portail_record_item_take_record (PortailRecordItem *item,
                                      gpointer record,
                                      PortailRecordItemState state);
/* It is the row @key from now on, with the record that @known, which may be NULL, has of it. */
void portail_record_item_become (PortailRecordItem *item,
                                 PortailRecordKey key,
                                 PortailRecordItem *known);
/* Emits "changed": what is shown of the record depends on something that has changed. */
void portail_record_item_tell (PortailRecordItem *item);

G_END_DECLS
