/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /api/archives: by date, found by `?q=`, with excerpts. Where words were looked for, each item
 * has besides its fields `excerpt`, a plain text, and `highlights` {title, excerpt} with [start,
 * length] in characters; the list has `total` (up to 1 000, then `total_is_exact` is false) and
 * `terms`, what was understood of the query. */
#pragma once

#include "server/portail-route.h"

/* PortailRecordRules' list: *@answer stays NULL for what is no search, as the trash. */
gboolean portail_archive_list (PortailContext *context,
                               const PortailRequest *request,
                               PortailAnswer **answer,
                               GError **error);
