/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of a dotation do beside its status (domain.md §3.6, contract.md §1, §4).
 *
 * A dotation holds `resultat`, `bareme_id` and `settings` exactly while it is en_attente, valide or
 * paye: submit freezes them, whatever opens it again lets them go. */
#pragma once

#include "server/portail-record-writer.h"
#include "shared/portail-change.h"
#include "shared/records/portail-dotation.h"

/* Changes @dotation, whose status is the new one already. PORTAIL_ERROR_BAREME_CHANGED when submit
 * carries another barème than the one that applies. */
gboolean portail_dotation_commands_run (PortailRecordWriter *writer,
                                        PortailDotation *dotation,
                                        const PortailChange *change,
                                        GError **error);
