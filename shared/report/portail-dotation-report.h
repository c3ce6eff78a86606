/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole sheet of a dotation with requested and paid amounts side by side, and for each figure
 * the sentence that explains it. */
#pragma once

#include "shared/report/portail-dotation-blocks.h"

/* Owned. */
PortailReport *portail_dotation_report_new (const PortailDotationReportSource *source);
