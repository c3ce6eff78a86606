/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole records by their ids, as a read of the cache. */
#pragma once

#include "app/portail-cache.h"

typedef enum
{
  PORTAIL_RECORD_PICKING_LIVE,
  PORTAIL_RECORD_PICKING_TRASH,
} PortailRecordPicking;

/* Takes @ids, GPtrArray of owned texts. GPtrArray of the records that are there, in their order. */
PortailQuery *portail_record_picking_new (const PortailRecordType *type,
                                          GPtrArray *ids,
                                          PortailRecordPicking from);
