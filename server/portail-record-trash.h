/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trash as lists show it (contract.md §4): what the reader may restore, and until when. */
#pragma once

#include "server/portail-access.h"

gboolean portail_record_trash_may_restore (const PortailAccess *access, const PortailRecord *row);
/* Gives the JSON object that ends @json the member `until`: when the row is purged. */
gboolean portail_record_trash_append_until (PortailDatabase *database,
                                            const PortailRecord *row,
                                            GString *json,
                                            GError **error);
