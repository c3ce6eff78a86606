/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employees of a dotation as the model of a grid.
 *
 * 1. Name, RUN, FACTURE and VENTE stand side by side: a block in the order of the DOT's sheet can
 *    be pasted at a name.
 * 2. A salaire or prime that nobody typed shows the suggestion; typing sets it by hand, an empty
 *    text takes the suggestion back.
 * 3. The name of an employee of the company brings his grade and is_direction, where the row has
 *    none of its own. */
#pragma once

#include "app/portail-dotation-model.h"
#include "app/portail-grid-model.h"
#include "shared/portail-explanation.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ROWS_MODEL (portail_rows_model_get_type ())
G_DECLARE_FINAL_TYPE (PortailRowsModel, portail_rows_model, PORTAIL, ROWS_MODEL, GObject)

/* @dotation is READY; hours have a column where the company calculates by grade. */
PortailRowsModel *portail_rows_model_new (PortailDotationModel *dotation);
/* Which figure of the row @column shows; FALSE for an input. */
gboolean
portail_rows_model_get_figure (PortailRowsModel *model, guint column, PortailRowFigure *figure);
/* Column of salaire or prime by hand that the row number @row has, for a reset. */
gboolean portail_rows_model_is_manual (PortailRowsModel *model, guint row, guint column);

G_END_DECLS
