/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops of the outbox with what they change, for people to look at. */
#pragma once

#include "app/portail-outbox.h"

/* In groups (portail_outbox_item_group()). On a thread that reads, whose connection has the tables
 * of the cache. GPtrArray of PortailOutboxItem. Owned. */
GPtrArray *
portail_outbox_reading_list (PortailDatabase *database, PortailOpStates states, GError **error);
