/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dotation has beside its tables: the bank balance and the notes. A text becomes a step of
 * the dotation when the focus leaves it; what others change shows where nobody types. Signal
 * "typed" () when a text has changed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dotation-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SHEET_INPUTS (portail_sheet_inputs_get_type ())
G_DECLARE_FINAL_TYPE (PortailSheetInputs, portail_sheet_inputs, PORTAIL, SHEET_INPUTS, AdwBin)

/* A READY model; again after each of its changes. */
void portail_sheet_inputs_set_model (PortailSheetInputs *inputs, PortailDotationModel *model);
void portail_sheet_inputs_commit (PortailSheetInputs *inputs);
/* What was typed and is not in the dotation; NULL where nothing was. Owned. */
void portail_sheet_inputs_dup_typed (PortailSheetInputs *inputs, char **solde, char **notes);
void portail_sheet_inputs_forget_typed (PortailSheetInputs *inputs);
/* As if a person typed them; NULL for nothing. */
void portail_sheet_inputs_type (PortailSheetInputs *inputs, const char *solde, const char *notes);
void portail_sheet_inputs_set_orientation (PortailSheetInputs *inputs, GtkOrientation orientation);

G_END_DECLS
