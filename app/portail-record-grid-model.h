/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one type as the rows of a grid (portail-grid.h): the tables of the configuration.
 *
 * 1. Rows are the person's own copies; what the cache has stands beside them. The difference of
 *    both is what is to be saved: so an edit, a paste, an undo need no bookkeeping of their own.
 * 2. A row that lacks what its type requires stays here until it is complete.
 * 3. What others change comes in where this person changed nothing.
 *
 * Signal "edited" (): after each step of a person, an undone one too. Main thread. */
#pragma once

#include "app/portail-grid-model.h"
#include "app/portail-undo-stack.h"
#include "shared/portail-record.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_GRID_MODEL (portail_record_grid_model_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordGridModel,
                      portail_record_grid_model,
                      PORTAIL,
                      RECORD_GRID_MODEL,
                      GObject)

/* What a grid is of. Static. */
typedef struct
{
  const PortailRecordType *type;
  const PortailGridColumn *columns;
  const char *const *fields; /* one for each column; NULL for a column of the owner */
  guint n_columns;

  /* All may be NULL. */

  /* The parent of a new row, and what else it begins with. */
  void (*fill_new) (PortailRecordGridModel *model, gpointer record);
  /* Adds notes and flags to a cell; for a column without field, its texts. */
  void (*decorate) (PortailRecordGridModel *model,
                    guint row,
                    guint column,
                    PortailGridContent *content);
  /* For columns without field, as set_text() of portail-grid-model.h. */
  gboolean (*set_text) (PortailRecordGridModel *model,
                        guint row,
                        guint column,
                        const char *text,
                        char **reason);
} PortailRecordGridSpec;

/* Empty. @owner, for the functions of @spec, outlives the model. */
PortailRecordGridModel *portail_record_grid_model_new (const PortailRecordGridSpec *spec,
                                                       gpointer owner);
gpointer portail_record_grid_model_get_owner (PortailRecordGridModel *model);

/* What the cache has now, in its order; takes @records. Not while changes are on their way. */
void portail_record_grid_model_take_stored (PortailRecordGridModel *model, GPtrArray *records);
/* GPtrArray of PortailChange: what makes the cache hold the rows. They count as stored from then
 * on. Owned. */
GPtrArray *portail_record_grid_model_make_changes (PortailRecordGridModel *model);
/* Of PortailRecord. Borrowed until the next change. */
const GPtrArray *portail_record_grid_model_get_rows (PortailRecordGridModel *model);
/* Other rows in place of all, taken, as one step on @stack, which may be NULL. */
void portail_record_grid_model_replace (PortailRecordGridModel *model,
                                        GPtrArray *records,
                                        const char *title,
                                        PortailUndoStack *stack);
/* Reads all cells of the grid again: what decorate() tells has changed. */
void portail_record_grid_model_refresh (PortailRecordGridModel *model);

G_END_DECLS
