/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends what waits in the queue, on threads of its own: one for e-mail, one for webhooks, so that a
 * slow receiver of one kind keeps nobody of the other waiting.
 *
 * 1. Nothing is sent inside of a transaction: the writer marks a few deliveries, commits, they are
 *    sent, the writer notes how it ended.
 * 2. Addresses are looked up when deliveries are marked: who left, or took his address back, gets
 *    nothing.
 * 3. Stopping cuts what is being sent; it waits again, and counts as no attempt. */
#pragma once

#include "server/portail-delivery-queue.h"
#include "server/portail-server-config.h"
#include "shared/portail-worker.h"

typedef struct _PortailDeliverySender PortailDeliverySender;

/* All borrowed. */
typedef struct
{
  const PortailServerConfig *config;
  PortailWorker *writer; /* its user is the connection, each of its groups a transaction */
  PortailTimestamp (*get_now) (gpointer user);
  gpointer user;
} PortailDeliverySenderParts;

/* Takes what a process before it left half sent. */
PortailDeliverySender *portail_delivery_sender_new (const PortailDeliverySenderParts *parts);
/* Looks for deliveries whose time has come, on the writer's thread, later. Any thread. */
void portail_delivery_sender_poke (PortailDeliverySender *sender);
/* Invariant 3. Before the writer stops; a second call does nothing. */
void portail_delivery_sender_stop (PortailDeliverySender *sender);
/* After the writer stopped. */
void portail_delivery_sender_free (PortailDeliverySender *sender);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDeliverySender, portail_delivery_sender_free)

/* One attempt. Blocks; any thread, no database. */
void portail_delivery_send (const PortailServerConfig *config,
                            const PortailDelivery *delivery,
                            PortailTimestamp now,
                            GCancellable *cancellable,
                            PortailAttempt *attempt);
/* Sets delivery->address and sender. */
gboolean portail_delivery_find_address (const PortailServerConfig *config,
                                        PortailDatabase *database,
                                        PortailDelivery *delivery,
                                        GError **error);
