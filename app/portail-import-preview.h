/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import before it happens: every line of the source with its values, before and after where it
 * replaces something, or with the reason why it is not taken (domain.md §3.7).
 *
 * 1. A GListModel of PortailImportItem, in the order of the source, filtered by what one looks for.
 * 2. Made in any thread, then belongs to one.
 * 3. It changes nothing: the place takes the lines. */
#pragma once

#include <gio/gio.h>

#include "app/portail-import-kind.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_IMPORT_PREVIEW (portail_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailImportPreview,
                      portail_import_preview,
                      PORTAIL,
                      IMPORT_PREVIEW,
                      GObject)

#define PORTAIL_TYPE_IMPORT_ITEM (portail_import_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailImportItem, portail_import_item, PORTAIL, IMPORT_ITEM, GObject)

/* @there: records that the place has; a reference is taken, and nobody changes them. */
PortailImportPreview *portail_import_preview_new (const PortailTextTable *table,
                                                  const PortailImportKind *kind,
                                                  GPtrArray *there);
const PortailImportKind *portail_import_preview_get_kind (PortailImportPreview *preview);
/* The records that lines were compared with. Borrowed. */
const GPtrArray *portail_import_preview_get_there (PortailImportPreview *preview);
/* What the kind made of the lines, for the place. Borrowed. */
gpointer portail_import_preview_get_matched (PortailImportPreview *preview);

typedef enum
{
  PORTAIL_IMPORT_SHOW_ALL,
  PORTAIL_IMPORT_SHOW_WRONG,
  PORTAIL_IMPORT_SHOW_IGNORED,
} PortailImportShow;

void portail_import_preview_show (PortailImportPreview *preview, PortailImportShow show);

typedef struct
{
  guint n_good;    /* doubtful ones included */
  guint n_wrong;   /* left out */
  guint n_ignored; /* no rows */
  PortailImportMatches matches;
} PortailImportCounts;

PortailImportCounts portail_import_preview_get_counts (PortailImportPreview *preview);
/* Where an import goes to. Static; @place is whatever it is of. Main thread. */
typedef struct
{
  const PortailImportKind *const *kinds; /* that it offers; NULL at the end */
  /* Copies of the records that lines are compared with: of owned records. */
  GPtrArray *(*list_there) (gpointer place);
  /* Why nothing can be imported now: a sentence; NULL when it can. Borrowed. */
  const char *(*get_lock_reason) (gpointer place);
  /* Takes the good lines in one step that can be undone. FALSE, with nothing changed, where they
   * cannot be. @n: rows that come or change. */
  gboolean (*apply) (gpointer place,
                     PortailImportPreview *preview,
                     PortailImportChoice choice,
                     guint *n,
                     GError **error);
} PortailImportPlace;

/* Line of the source, from 1. */
guint portail_import_item_get_line (PortailImportItem *item);
PortailImportLineKind portail_import_item_get_kind (PortailImportItem *item);
/* As it shows: “12 500 $ → 13 000 $” where it replaces. Owned. */
char *portail_import_item_dup_cell (PortailImportItem *item, guint column);
/* Why that cell is wrong, a sentence; NULL when it is not. Borrowed. */
const char *portail_import_item_get_fault (PortailImportItem *item, guint column);
/* All that is to be said about the line; "" for nothing. Owned. */
char *portail_import_item_dup_remark (PortailImportItem *item);

G_END_DECLS
