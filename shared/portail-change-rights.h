/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change needs: one answer for the server, which asks before each, and for the desktop,
 * which greys out what would be refused (contract.md §2). */
#pragma once

#include "shared/portail-change.h"
#include "shared/portail-permission.h"

/* Whether @granted, on the module of the record, are enough. @command is that of a COMMAND, NULL
 * for others; @record, as it stands, may be NULL for CREATE. Whether the state allows the change is
 * another question (portail-transition.h). */
gboolean portail_change_rights_suffice (PortailChangeKind kind,
                                        const char *command,
                                        const PortailRecord *record,
                                        PortailRights granted);
