/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One batch of recurring work, in the transaction of whoever runs it.
 *
 * 1. A batch is bounded: it does at most PORTAIL_TICK_MAX_ROWS rows and says where the next one
 *    goes on, so that nobody's write waits long behind it.
 * 2. A batch may run again after its transaction failed, so position is all that it leaves behind
 *    outside of the database. */
#pragma once

#include "server/portail-server-config.h"
#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

#define PORTAIL_TICK_MAX_ROWS 500

typedef struct
{
  PortailDatabase *database;
  const PortailServerConfig *config;
  PortailTimestamp now;
  char *position; /* owned; NULL for the first batch, and after the last */
  gint64 n_rows;  /* that the batch changed or removed */
} PortailTick;

/* FALSE with @error: nothing of the batch may stand. */
typedef gboolean (*PortailTickRun) (PortailTick *tick, GError **error);
