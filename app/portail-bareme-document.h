/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One version of the barème DOT as a person edits it (domain.md §3.2): its head, its tranches and
 * its wealth table.
 *
 * 1. A draft is saved step by step, also while its tables are not sound yet; what is wrong is told
 *    row by row. Only sound tables can be published.
 * 2. A published version never changes again: it can be read and copied.
 * 3. A maximum is the next minimum minus a dollar and never stored. One that was typed and is
 *    another stays beside the table, as a problem of its row, until it fits or is cleared.
 * 4. Never blocks: reading and writing happen in the cache's threads.
 *
 * Signals: "changed" () when anything that is shown may differ; "failed" (const char *message).
 * Main thread. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-record-grid-model.h"
#include "shared/portail-bareme.h"
#include "shared/portail-permission.h"
#include "shared/records/portail-bareme-version.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREME_DOCUMENT (portail_bareme_document_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremeDocument,
                      portail_bareme_document,
                      PORTAIL,
                      BAREME_DOCUMENT,
                      GObject)

#define PORTAIL_BAREME_N_TABLES 2

typedef enum
{
  PORTAIL_BAREME_DOCUMENT_LOADING,
  PORTAIL_BAREME_DOCUMENT_READY,
  PORTAIL_BAREME_DOCUMENT_GONE,
  PORTAIL_BAREME_DOCUMENT_FAILED,
} PortailBaremeDocumentState;

/* Starts to load. */
PortailBaremeDocument *portail_bareme_document_new (PortailCache *cache, const char *bareme_id);
PortailBaremeDocumentState portail_bareme_document_get_state (PortailBaremeDocument *document);
/* A sentence; NULL unless FAILED. */
const char *portail_bareme_document_get_fault (PortailBaremeDocument *document);
/* What the person may do with barèmes: nothing at first. */
void portail_bareme_document_set_rights (PortailBaremeDocument *document, PortailRights rights);
/* Whether he may make and change drafts at all. */
gboolean portail_bareme_document_can_write (PortailBaremeDocument *document);
gboolean portail_bareme_document_is_editable (PortailBaremeDocument *document);
gboolean portail_bareme_document_is_published (PortailBaremeDocument *document);
/* Whether edits are on their way or a reading is due. */
gboolean portail_bareme_document_is_busy (PortailBaremeDocument *document);

/* Borrowed until the next change; NULL before it is READY. */
const PortailBaremeVersion *portail_bareme_document_get_version (PortailBaremeDocument *document);
/* The tables as they stand. For the rules only where there is no problem. */
const PortailBareme *portail_bareme_document_get_bareme (PortailBaremeDocument *document);
/* What is wrong with @table, as portail_bareme_check() says it: index = row, field = member. */
const PortailProblems *portail_bareme_document_get_problems (PortailBaremeDocument *document,
                                                             PortailBaremeTable table);
/* Why it cannot be published: a sentence; NULL when it can. Static. */
const char *portail_bareme_document_get_obstacle (PortailBaremeDocument *document);

PortailRecordGridModel *portail_bareme_document_get_grid (PortailBaremeDocument *document,
                                                          PortailBaremeTable table);
/* Shared with the grids. */
PortailUndoStack *portail_bareme_document_get_undo_stack (PortailBaremeDocument *document);
/* The column of the grid of @table that shows @field, a member of the table or "max". */
guint portail_bareme_document_find_column (PortailBaremeTable table, const char *field);

/* Takes @version, a copy with other values: one step. */
void portail_bareme_document_edit (PortailBaremeDocument *document, PortailBaremeVersion *version);
/* The rows of @table of @bareme in place of those that are there: one step. */
void portail_bareme_document_fill (PortailBaremeDocument *document,
                                   PortailBaremeTable table,
                                   const PortailBareme *bareme);
/* There is no way back. */
void portail_bareme_document_publish (PortailBaremeDocument *document);

/* An op that makes a new draft with the tables of @bareme; *@id is its id, owned. @enterprise_id:
 * NULL for one of the whole server. Owned. */
PortailSyncOp *portail_bareme_document_make_draft (const PortailBareme *bareme,
                                                   const char *enterprise_id,
                                                   const char *name,
                                                   PortailWeek effective_from,
                                                   char **id);

G_END_DECLS
