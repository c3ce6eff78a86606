/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to his notifications, as ops. */
#pragma once

#include "shared/portail-change.h"

/* @read_at null: not read. Owned. */
PortailSyncOp *portail_notices_op_new (const char *id, PortailTimestamp read_at);
/* One batch over all ids of @ids. Owned. */
PortailSyncOp *portail_notices_op_new_for_all (const GPtrArray *ids, PortailTimestamp read_at);
