/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits to leave the server (server.md "Operations"), in its database.
 *
 * 1. A delivery is added in the transaction of the event that it tells of: both stand or neither.
 * 2. One dedup key, one delivery, whatever became of it.
 * 3. Taking marks a delivery as being sent, in a transaction that is committed before anything
 *    leaves; how the attempt ended is written in another. A process that dies between the two sends
 *    again: at least once, with the same id.
 * 4. Attempts are spaced by a growing, scattered wait and end; what ended without success is dead
 *    and stays for the admin to see. Nobody gets more than a few a minute, and a receiver that says
 *    "later" is left alone, with everything else for him.
 * All functions work on the caller's transaction, except where they say otherwise. */
#pragma once

#include "server/portail-delivery.h"
#include "shared/portail-database.h"

/* Attempts until a delivery is dead, some nine hours after the first. */
#define PORTAIL_DELIVERY_MAX_ATTEMPTS 10
/* A delivery that only met "later" dies of age. */
#define PORTAIL_DELIVERY_MAX_AGE_SECONDS (3 * 24 * 60 * 60)
/* To one recipient; Discord takes 30 of one webhook. */
#define PORTAIL_DELIVERY_PER_MINUTE 20
/* After this long without a result an attempt counts as lost; longer than any attempt lasts. */
#define PORTAIL_DELIVERY_LEASE_SECONDS 300

/* All borrowed. */
typedef struct
{
  PortailDeliveryKind kind;
  const char *recipient; /* PORTAIL_RECIPIENT_… */
  PortailDeliveryText text;
  const char *dedup_key;
} PortailDeliveryOrder;

/* Does nothing where the key is known. */
gboolean portail_delivery_queue_add (PortailDatabase *database,
                                     const PortailDeliveryOrder *order,
                                     PortailTimestamp now,
                                     GError **error);
/* At most @max deliveries of @kind whose time has come, marked as being sent, without addresses.
 * Owned; NULL on error. */
GPtrArray *portail_delivery_queue_take (PortailDatabase *database,
                                        PortailDeliveryKind kind,
                                        guint max,
                                        PortailTimestamp now,
                                        GError **error);
/* Writes how the attempt ended for which @delivery was taken. Nothing where it was taken again
 * since. */
gboolean portail_delivery_queue_settle (PortailDatabase *database,
                                        const PortailDelivery *delivery,
                                        const PortailAttempt *attempt,
                                        PortailTimestamp now,
                                        GError **error);
/* At the start of the one process that sends: what was being sent waits again. */
gboolean
portail_delivery_queue_recover (PortailDatabase *database, PortailTimestamp now, GError **error);
/* For admins. The newest first; @state N_DELIVERY_STATES is any. Owned; NULL on error. */
GPtrArray *portail_delivery_queue_list (PortailDatabase *database,
                                        PortailDeliveryState state,
                                        guint limit,
                                        GError **error);
gboolean portail_delivery_queue_count (PortailDatabase *database,
                                       gint64 counts[PORTAIL_N_DELIVERY_STATES],
                                       GError **error);
/* A delivery that waits is tried at once; a dead one too, with all its attempts.
 * PORTAIL_ERROR_NOT_FOUND where @id is of none of both. */
gboolean portail_delivery_queue_retry (PortailDatabase *database,
                                       const char *id,
                                       PortailTimestamp now,
                                       GError **error);

/* How long to wait after the @attempts-th attempt of the delivery @id failed: doubles each time,
 * scattered by a quarter so that what failed together does not come back together. */
guint portail_delivery_get_wait_seconds (const char *id, guint attempts);
