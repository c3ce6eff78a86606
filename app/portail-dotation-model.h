/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open dotation: its records as a person edits them, and its figures at once.
 *
 * 1. An edit shows before it is stored; one step of a person becomes one op in the cache. What the
 *    cache refuses is told by "failed", and the sheet is read again.
 * 2. What others change is merged when no edit is on its way: only what differs is told, so the
 *    cell being edited, the selection and incomplete rows stay.
 * 3. Rows that lack what the server requires stay here as drafts until they are complete.
 * 4. Never blocks: reading and writing happen in the cache's threads.
 *
 * Signals:
 *   "records-replaced" (PortailSheetTable table, guint position, guint n_removed, guint n_added)
 *   "records-edited" (PortailSheetTable table, guint position, guint n)
 *     The grids' part: as "rows-changed" and "cells-changed".
 *   "changed" ()
 *     Figures, state, rights or the dotation itself may differ.
 *   "failed" (const char *message)
 * Main thread. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-sheet-snapshot.h"
#include "app/portail-sheet-table.h"
#include "app/portail-undo-stack.h"
#include "shared/portail-arguments.h"
#include "shared/portail-permission.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOTATION_MODEL (portail_dotation_model_get_type ())
G_DECLARE_FINAL_TYPE (PortailDotationModel,
                      portail_dotation_model,
                      PORTAIL,
                      DOTATION_MODEL,
                      GObject)

typedef enum
{
  PORTAIL_DOTATION_MODEL_LOADING,
  PORTAIL_DOTATION_MODEL_READY,
  PORTAIL_DOTATION_MODEL_GONE,   /* deleted, or no longer the user's to see */
  PORTAIL_DOTATION_MODEL_FAILED, /* see get_fault() */
} PortailDotationModelState;

/* @undo_stack: shared with the grids. Starts to load. */
PortailDotationModel *portail_dotation_model_new (PortailCache *cache,
                                                  const char *dotation_id,
                                                  PortailUndoStack *undo_stack);
PortailCache *portail_dotation_model_get_cache (PortailDotationModel *model);
const char *portail_dotation_model_get_id (PortailDotationModel *model);
PortailUndoStack *portail_dotation_model_get_undo_stack (PortailDotationModel *model);

PortailDotationModelState portail_dotation_model_get_state (PortailDotationModel *model);
/* A sentence; NULL unless FAILED. */
const char *portail_dotation_model_get_fault (PortailDotationModel *model);
/* Borrowed until the next change; NULL before it is READY. */
const PortailLiveSheet *portail_dotation_model_get_live (PortailDotationModel *model);
const PortailDotation *portail_dotation_model_get_dotation (PortailDotationModel *model);
const char *portail_dotation_model_get_enterprise_name (PortailDotationModel *model);
/* Whether something of it is still to be sent: its figures are provisional. */
gboolean portail_dotation_model_is_provisional (PortailDotationModel *model);
/* Incomplete rows and entries, which nobody else sees. */
guint portail_dotation_model_get_n_drafts (PortailDotationModel *model);
gboolean portail_dotation_model_is_draft (PortailDotationModel *model, const char *id);
/* Whether the server has another value of that field than the user wrote. */
gboolean portail_dotation_model_has_conflict (PortailDotationModel *model,
                                              const char *id,
                                              const char *field);

/* Of the person towards the company; NONE at first. */
void portail_dotation_model_set_role (PortailDotationModel *model, PortailRole role);
PortailRole portail_dotation_model_get_role (PortailDotationModel *model);
gboolean portail_dotation_model_is_editable (PortailDotationModel *model);
/* Why it is not editable, a sentence; NULL when it is. Borrowed until the next change. */
const char *portail_dotation_model_get_lock_reason (PortailDotationModel *model);
/* Why no command is given either, as the week is locked; NULL when it is open to the person.
 * Borrowed until the next change. */
const char *portail_dotation_model_get_week_lock (PortailDotationModel *model);

/* Names compare folded. NULL when nobody has that name. Borrowed until the next change. */
const PortailEmployee *portail_dotation_model_find_employee (PortailDotationModel *model,
                                                             const char *name);

typedef enum
{
  PORTAIL_STEP_UNDONE_BY_CALLER, /* who puts it on the undo stack in an own form */
  PORTAIL_STEP_UNDONE_BY_MODEL,
} PortailStepUndo;

/* Everything between is one step and one op. They nest; the outermost counts. */
void portail_dotation_model_begin_step (PortailDotationModel *model,
                                        const char *title,
                                        PortailStepUndo undo);
void portail_dotation_model_end_step (PortailDotationModel *model);
/* Takes back what the step did so far. */
void portail_dotation_model_cancel_step (PortailDotationModel *model);

guint portail_dotation_model_get_n (PortailDotationModel *model, PortailSheetTable table);
/* Borrowed until the next change. */
const PortailRecord *
portail_dotation_model_get (PortailDotationModel *model, PortailSheetTable table, guint index);
gboolean portail_dotation_model_find (PortailDotationModel *model,
                                      PortailSheetTable table,
                                      const char *id,
                                      guint *index);
/* A new record of the table: id, parent, kind and position at @index are set. Owned. */
gpointer portail_dotation_model_new_record (PortailDotationModel *model,
                                            PortailSheetTable table,
                                            guint index);
/* These work inside a step; they take the record in any case. FALSE, with a sentence, when it
 * cannot be computed; nothing has changed then. */
gboolean portail_dotation_model_insert (PortailDotationModel *model,
                                        PortailSheetTable table,
                                        guint index,
                                        gpointer record,
                                        GError **error);
gboolean portail_dotation_model_replace (PortailDotationModel *model,
                                         PortailSheetTable table,
                                         guint index,
                                         gpointer record,
                                         GError **error);
/* Owned. */
gpointer
portail_dotation_model_remove (PortailDotationModel *model, PortailSheetTable table, guint index);
/* Rows as a grid adds, takes and brings them back: each call is a step that its caller undoes. */
void portail_dotation_model_add_rows (PortailDotationModel *model,
                                      PortailSheetTable table,
                                      guint position,
                                      guint n_rows);
/* GPtrArray of PortailRecord. Owned. */
GPtrArray *portail_dotation_model_take_rows (PortailDotationModel *model,
                                             PortailSheetTable table,
                                             guint position,
                                             guint n_rows);
/* Copies @rows. */
void portail_dotation_model_put_rows (PortailDotationModel *model,
                                      PortailSheetTable table,
                                      guint position,
                                      const GPtrArray *rows);
gboolean portail_dotation_model_replace_dotation (PortailDotationModel *model,
                                                  PortailDotation *dotation,
                                                  GError **error);

/* Sends a command of portail-transition.h with what was asked for; @arguments may be NULL. */
void portail_dotation_model_command (PortailDotationModel *model,
                                     const char *command,
                                     const PortailArguments *arguments);
/* Whether edits are on their way to the cache or a reading is due: for tests and closing. */
gboolean portail_dotation_model_is_busy (PortailDotationModel *model);

G_END_DECLS
