/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dépenses or the retraits of a dotation as the model of a grid: date, justificatif, montant.
 */
#pragma once

#include "app/portail-dotation-model.h"
#include "app/portail-grid-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ENTRIES_MODEL (portail_entries_model_get_type ())
G_DECLARE_FINAL_TYPE (PortailEntriesModel, portail_entries_model, PORTAIL, ENTRIES_MODEL, GObject)

/* @table: PORTAIL_SHEET_DEPENSES or PORTAIL_SHEET_RETRAITS. */
PortailEntriesModel *portail_entries_model_new (PortailDotationModel *dotation,
                                                PortailSheetTable table);

G_END_DECLS
