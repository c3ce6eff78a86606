/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An op as the trays À envoyer, À résoudre and Refusé show it. */
#pragma once

#include <gio/gio.h>

#include "app/portail-cache.h"

#define PORTAIL_TYPE_OUTBOX_ITEM (portail_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailOutboxItem, portail_outbox_item, PORTAIL, OUTBOX_ITEM, GObject)

/* One change of an op, beside what it changes. */
typedef struct
{
  const PortailChange *change;
  PortailRecord *before;  /* with the user's earlier ops on it; NULL where there is none */
  PortailRecord *theirs;  /* the server's live row; NULL where it has none or did not show it */
  PortailFieldSet fields; /* in conflict or named by the server; else those of the change */
} PortailOutboxPart;

/* Takes @op. */
PortailOutboxItem *portail_outbox_item_new (PortailOutboxOp *op);
/* While it is made, in the thread that reads. The part is the caller's to fill. */
PortailOutboxPart *portail_outbox_item_get_part_for_reading (PortailOutboxItem *item, guint index);
/* Takes @owner: what the record of the item is a part of; the record itself where it is none. */
void portail_outbox_item_take_owner (PortailOutboxItem *item, PortailRecord *owner);
/* Takes @name, of what the id stands for. */
void portail_outbox_item_take_name (PortailOutboxItem *item, const char *id, char *name);

/* All borrowed; immutable. */
const PortailOutboxOp *portail_outbox_item_get_op (PortailOutboxItem *item);
/* As many as the op has changes. */
const PortailOutboxPart *portail_outbox_item_get_part (PortailOutboxItem *item, guint index);
/* That of the change in question: the one that the server named, else the first. */
guint portail_outbox_item_get_index (PortailOutboxItem *item);
/* Of that part; NULL for an op without changes. */
const PortailChange *portail_outbox_item_get_change (PortailOutboxItem *item);
/* What the user wrote: the members of portail_outbox_item_get_fields() count. NULL for a delete or
 * a command. */
const PortailRecord *portail_outbox_item_get_mine (PortailOutboxItem *item);
const PortailRecord *portail_outbox_item_get_theirs (PortailOutboxItem *item);
PortailFieldSet portail_outbox_item_get_fields (PortailOutboxItem *item);
/* NULL where nothing is known of it. */
const PortailRecord *portail_outbox_item_get_owner (PortailOutboxItem *item);
/* Of an id among the fields; NULL where it has none. */
const char *portail_outbox_item_get_name (PortailOutboxItem *item, const char *id);
/* What the server said of a field of a change, a sentence; NULL for nothing. */
const char *portail_outbox_item_get_fault (PortailOutboxItem *item, guint index, const char *field);
/* Why, in a sentence of the user's language; NULL for what waits to be sent. */
const char *portail_outbox_item_get_reason (PortailOutboxItem *item);
/* What cannot be without it: of PortailOutboxItem of @list, those that wait for what it makes and
 * those that wait for them. Owned; items borrowed. */
GPtrArray *portail_outbox_item_list_dependents (PortailOutboxItem *item, GListModel *list);

/* A step of a tray: ops of one record stand together, the first of them under its name. */
gboolean portail_outbox_item_is_first_of_group (PortailOutboxItem *item);
/* Sorts @items, of PortailOutboxItem, into groups by the first op of each. */
void portail_outbox_item_group (GPtrArray *items);

/* A GListModel of PortailOutboxItem that follows the outbox. Signal "read" () after each reading.
 */
#define PORTAIL_TYPE_OUTBOX_LIST (portail_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailOutboxList, portail_outbox_list, PORTAIL, OUTBOX_LIST, GObject)
PortailOutboxList *portail_outbox_list_new (PortailCache *cache, PortailOpStates states);
typedef enum
{
  PORTAIL_OUTBOX_LIST_READING, /* nothing is there yet */
  PORTAIL_OUTBOX_LIST_READY,
  PORTAIL_OUTBOX_LIST_FAILED,
} PortailOutboxListState;
PortailOutboxListState portail_outbox_list_get_state (PortailOutboxList *list);
/* NULL unless it failed. Borrowed. */
const char *portail_outbox_list_get_fault (PortailOutboxList *list);
void portail_outbox_list_read (PortailOutboxList *list);
