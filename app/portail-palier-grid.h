/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of the mode `paliers` as the rows of a grid. The owner keeps what is wrong with them as
 * portail_company_settings_check() says it: `paliers[2].max`. Main thread. */
#pragma once

#include "app/portail-record-grid-model.h"
#include "shared/portail-problem.h"

G_BEGIN_DECLS

/* @problems, which outlives the model, is read when cells are shown. Owned. */
PortailRecordGridModel *portail_palier_grid_new (PortailProblems *problems);
/* The row and column that a problem is about; FALSE where it is about no step. */
gboolean portail_palier_grid_find (const PortailProblem *problem, guint *row, guint *column);

G_END_DECLS
