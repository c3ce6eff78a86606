/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An op as the trays À envoyer, À résoudre and Refusé show it. */
#pragma once

#include <gio/gio.h>

#include "app/portail-cache.h"

#define PORTAIL_TYPE_OUTBOX_ITEM (portail_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailOutboxItem, portail_outbox_item, PORTAIL, OUTBOX_ITEM, GObject)

/* Takes @op and @theirs. */
PortailOutboxItem *portail_outbox_item_new (PortailOutboxOp *op, PortailRecord *theirs);
/* Borrowed; immutable. */
const PortailOutboxOp *portail_outbox_item_get_op (PortailOutboxItem *item);
/* The change in question: the one that the server named, else the first. */
const PortailChange *portail_outbox_item_get_change (PortailOutboxItem *item);
/* What the user wrote: the members of portail_outbox_item_get_fields() count. NULL for a delete or
 * a command. */
const PortailRecord *portail_outbox_item_get_mine (PortailOutboxItem *item);
/* The server's row; NULL where it has none or did not show it. */
const PortailRecord *portail_outbox_item_get_theirs (PortailOutboxItem *item);
/* The fields in conflict, or those of the change where the server named none. */
PortailFieldSet portail_outbox_item_get_fields (PortailOutboxItem *item);
/* Why, in a sentence of the user's language; NULL for what waits to be sent. */
const char *portail_outbox_item_get_reason (PortailOutboxItem *item);

/* A GListModel of PortailOutboxItem that follows the outbox. */
#define PORTAIL_TYPE_OUTBOX_LIST (portail_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailOutboxList, portail_outbox_list, PORTAIL, OUTBOX_LIST, GObject)
PortailOutboxList *portail_outbox_list_new (PortailCache *cache, PortailOpStates states);
