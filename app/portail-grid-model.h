/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a grid shows and edits: rows of cells, as text.
 *
 * 1. A row has an id that is its own for ever; a position holds only until the next change.
 * 2. The text of a cell is what set_text() takes to make the cell what it is now: taking an edit
 *    back gives that text again. It is "" where nobody typed anything, so a suggested amount has an
 *    empty text and a display.
 * 3. A refused text changes nothing in the model; the grid keeps it and shows the reason.
 * 4. Every change, whoever made it, is told by a signal after it happened:
 *      "rows-changed"  (guint position, guint n_removed, guint n_added)
 *      "cells-changed" (guint row, guint column, guint n_rows, guint n_columns)
 *    Totals are read again after each.
 * 5. Main thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_GRID_TEXT,
  PORTAIL_GRID_MONEY,
  PORTAIL_GRID_HOURS,
  PORTAIL_GRID_DAY,
  PORTAIL_GRID_TOGGLE, /* text "1" or "0" */
} PortailGridKind;

typedef enum
{
  PORTAIL_GRID_COLUMN_NORMAL = 0,
  PORTAIL_GRID_COLUMN_EDITABLE = 1 << 0,
  PORTAIL_GRID_COLUMN_EXPANDS = 1 << 1,   /* takes what width is left */
  PORTAIL_GRID_COLUMN_PINNED = 1 << 2,    /* stays while others scroll sideways; leading ones */
  PORTAIL_GRID_COLUMN_NAMES_ROW = 1 << 3, /* its text names the row to screen readers */
} PortailGridColumnFlags;

/* One row of a static table. Alignment follows from the kind. */
typedef struct
{
  const char *title; /* N_ ("…") */
  PortailGridKind kind;
  PortailGridColumnFlags flags;
  guint width_chars;     /* width in digits */
  const char *css_class; /* of its cells; may be NULL */
  const char *hint;      /* N_ ("…"): what the empty last row says; may be NULL */
} PortailGridColumn;

typedef enum
{
  PORTAIL_GRID_CELL_NORMAL = 0,
  PORTAIL_GRID_CELL_READ_ONLY = 1 << 0, /* in an editable column */
  PORTAIL_GRID_CELL_SUGGESTED = 1 << 1, /* computed; typing overrides it */
  PORTAIL_GRID_CELL_MANUAL = 1 << 2,    /* typed over a suggestion */
  PORTAIL_GRID_CELL_CAPPED = 1 << 3,    /* `display` is paid, `requested` was asked for */
  PORTAIL_GRID_CELL_CONFLICT = 1 << 4,  /* the server has another value */
  PORTAIL_GRID_CELL_REFUSED = 1 << 5,   /* set by the grid: a text that the model refused */
  PORTAIL_GRID_CELL_CHECKED = 1 << 6,   /* of a toggle */
  PORTAIL_GRID_CELL_NEGATIVE = 1 << 7,
} PortailGridCellFlags;

/* All texts owned. */
typedef struct
{
  char *text;      /* see 2; NULL is "" */
  char *display;   /* as people read it; NULL is "" */
  char *plain;     /* what editing and copying start from where text is ""; may be NULL */
  char *requested; /* with CAPPED: as people read it */
  char *note;      /* why it is marked, a sentence; may be NULL */
  PortailGridCellFlags flags;
} PortailGridContent;

void portail_grid_content_clear (PortailGridContent *content);

#define PORTAIL_TYPE_GRID_MODEL (portail_grid_model_get_type ())
G_DECLARE_INTERFACE (PortailGridModel, portail_grid_model, PORTAIL, GRID_MODEL, GObject)

struct _PortailGridModelInterface
{
  GTypeInterface parent_interface;

  /* Static. The same for the model's life. */
  const PortailGridColumn *(*get_columns) (PortailGridModel *model, guint *n_columns);
  guint (*get_n_rows) (PortailGridModel *model);
  /* Borrowed until the next change. */
  const char *(*get_row_id) (PortailGridModel *model, guint row);
  gboolean (*find_row) (PortailGridModel *model, const char *id, guint *row);
  /* @content is empty before. */
  void (*get_content) (PortailGridModel *model,
                       guint row,
                       guint column,
                       PortailGridContent *content);
  /* Of a footer; NULL for a grid without one. */
  void (*get_total) (PortailGridModel *model, guint column, PortailGridContent *content);
  /* FALSE with an owned reason, a sentence, when @text cannot be the cell's. */
  gboolean (*set_text) (PortailGridModel *model,
                        guint row,
                        guint column,
                        const char *text,
                        char **reason);

  /* These three together, or none: then rows are neither added nor removed. */
  void (*insert_rows) (PortailGridModel *model, guint position, guint n_rows);
  /* What restore_rows() needs; owned, with its free function. */
  GPtrArray *(*remove_rows) (PortailGridModel *model, guint position, guint n_rows);
  /* Brings removed rows back with their ids. @rows stays the caller's. */
  void (*restore_rows) (PortailGridModel *model, guint position, GPtrArray *rows);

  /* Around all changes of one step of a person, so that the model can send them as one; @title is
   * translated. Both may be NULL. */
  void (*begin_step) (PortailGridModel *model, const char *title);
  void (*end_step) (PortailGridModel *model);
};

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailGridContent, portail_grid_content_clear)

const PortailGridColumn *portail_grid_model_get_columns (PortailGridModel *model, guint *n_columns);
guint portail_grid_model_get_n_rows (PortailGridModel *model);
const char *portail_grid_model_get_row_id (PortailGridModel *model, guint row);
gboolean portail_grid_model_find_row (PortailGridModel *model, const char *id, guint *row);
void portail_grid_model_get_content (PortailGridModel *model,
                                     guint row,
                                     guint column,
                                     PortailGridContent *content);
/* A cell in words, for people: the name of its row and the title of its column. @row may be one
 * more than there are. Owned. */
char *portail_grid_model_dup_place (PortailGridModel *model, guint row, guint column);
gboolean portail_grid_model_has_totals (PortailGridModel *model);
void
portail_grid_model_get_total (PortailGridModel *model, guint column, PortailGridContent *content);
gboolean portail_grid_model_set_text (PortailGridModel *model,
                                      guint row,
                                      guint column,
                                      const char *text,
                                      char **reason);
gboolean portail_grid_model_can_change_rows (PortailGridModel *model);
void portail_grid_model_insert_rows (PortailGridModel *model, guint position, guint n_rows);
GPtrArray *portail_grid_model_remove_rows (PortailGridModel *model, guint position, guint n_rows);
void portail_grid_model_restore_rows (PortailGridModel *model, guint position, GPtrArray *rows);
void portail_grid_model_begin_step (PortailGridModel *model, const char *title);
void portail_grid_model_end_step (PortailGridModel *model);

/* For models: tell a change. */
void portail_grid_model_rows_changed (PortailGridModel *model,
                                      guint position,
                                      guint n_removed,
                                      guint n_added);
void portail_grid_model_cells_changed (PortailGridModel *model,
                                       guint row,
                                       guint column,
                                       guint n_rows,
                                       guint n_columns);

G_END_DECLS
