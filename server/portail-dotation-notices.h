/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/portail-record-writer.h"
#include "shared/records/portail-dotation.h"

/* Tells those who must act next: who may validate of a submission, patrons and co-patrons of what
 * became of it. Never the one who acts. Other commands tell nobody. */
gboolean portail_dotation_notices_send (PortailRecordWriter *writer,
                                        const PortailDotation *dotation,
                                        const char *command,
                                        GError **error);
