/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report contains, apart from how a page shows it: screen preview, PDF and printer all read
 * this one description (desktop.md, Reports).
 *
 * 1. Texts are plain: no character of them is ever markup. They are cleaned when they come in:
 *    valid UTF-8, no control characters, no direction overrides.
 * 2. Blocks come in reading order. Rows belong to the table that was begun last, cells to the row
 *    that was begun last and come in the order of its columns; figures belong to the last list.
 * 3. The date of the report is the caller's, so that equal reports give equal bytes.
 * 4. Built by one thread; constant, and so readable by any, once it is built. */
#pragma once

#include <glib.h>

#include "shared/portail-money.h"
#include "shared/portail-rate.h"
#include "shared/portail-timestamp.h"
#include "shared/report/portail-chart.h"

typedef enum
{
  PORTAIL_REPORT_PORTRAIT,
  PORTAIL_REPORT_LANDSCAPE,
} PortailReportOrientation;

/* How much a figure, a cell or a badge stands out. Never by colour alone: it must hold in print. */
typedef enum
{
  PORTAIL_REPORT_NORMAL,
  PORTAIL_REPORT_STRONG,   /* a result that people look for */
  PORTAIL_REPORT_NEGATIVE, /* less than nothing */
  PORTAIL_REPORT_ALERT,    /* needs attention: a draft, a refusal, an amount cut by a cap */
} PortailReportEmphasis;

/* What belongs to the whole report. All pointers borrowed by portail_report_new(), owned inside. */
typedef struct
{
  const char *title;        /* `FICHE IMPÔT` */
  const char *organisation; /* the company */
  const char *period;       /* `Semaine 38 (15/09 – 21/09/2025)` */
  const char *subject;      /* one sentence for the document's properties */
  const char *watermark;    /* across each page; NULL for none */
  PortailReportOrientation orientation;
  PortailTimestamp generated_at; /* shown in the footer, and the date inside the PDF */
} PortailReportHead;

typedef enum
{
  PORTAIL_REPORT_HEADING,
  PORTAIL_REPORT_PARAGRAPH,
  PORTAIL_REPORT_FIGURES,
  PORTAIL_REPORT_TABLE,
  PORTAIL_REPORT_CHARTS,
  PORTAIL_REPORT_SIGNATURES,
  PORTAIL_REPORT_PAGE_BREAK,
} PortailReportBlockKind;

typedef enum
{
  PORTAIL_REPORT_TEXT,   /* a paragraph of the report */
  PORTAIL_REPORT_NOTE,   /* small, belongs to the block before it */
  PORTAIL_REPORT_NOTICE, /* framed, to be read first */
} PortailReportParagraphStyle;

typedef enum
{
  PORTAIL_REPORT_CARDS, /* the few figures that sum the report up, side by side */
  PORTAIL_REPORT_LIST,  /* one a line: label, explanation, value */
} PortailReportFiguresStyle;

typedef enum
{
  PORTAIL_REPORT_ROW_NORMAL,
  PORTAIL_REPORT_ROW_TOTAL, /* never stands alone on a page */
} PortailReportRowKind;

/* Decides how a column is aligned and whether it may be narrowed and wrapped. */
typedef enum
{
  PORTAIL_REPORT_COLUMN_TEXT,   /* takes the room that the others leave, by weight */
  PORTAIL_REPORT_COLUMN_SHORT,  /* text of its natural width: a date, a grade */
  PORTAIL_REPORT_COLUMN_NUMBER, /* never wrapped; digits of one width, at the end of the line */
} PortailReportColumnKind;

typedef struct
{
  char *label;
  char *value;
  char *hint; /* how it comes about; or NULL */
  PortailReportEmphasis emphasis;
} PortailReportFigure;

typedef struct
{
  char *title;
  PortailReportColumnKind kind;
  guint weight; /* of a text column, ≥ 1 */
} PortailReportColumn;

typedef struct
{
  char *text;
  char *note; /* small, under the text; or NULL */
  PortailReportEmphasis emphasis;
} PortailReportCell;

typedef struct
{
  PortailReportRowKind kind;
  guint first_cell; /* in the block's cells */
  guint n_cells;    /* at most as many as columns */
} PortailReportRow;

/* One part of a report; which members count depends on its kind. */
typedef struct
{
  PortailReportBlockKind kind;
  char *text;  /* of a heading or paragraph; name of a table for those who do not see it */
  guint level; /* of a heading: 1 or 2; each is a bookmark */
  PortailReportParagraphStyle paragraph_style;
  PortailReportFiguresStyle figures_style;
  GArray *figures;   /* of PortailReportFigure; of SIGNATURES too: label and hint */
  GArray *columns;   /* of PortailReportColumn */
  GArray *rows;      /* of PortailReportRow */
  GArray *cells;     /* of PortailReportCell */
  GPtrArray *charts; /* of PortailChart */
} PortailReportBlock;

typedef struct
{
  char *text;
  PortailReportEmphasis emphasis;
} PortailReportBadge;

typedef struct _PortailReport PortailReport;

PortailReport *portail_report_new (const PortailReportHead *head);
void portail_report_free (PortailReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReport, portail_report_free)

/* A word beside the title: the status, `provisoire`. */
void
portail_report_add_badge (PortailReport *report, const char *text, PortailReportEmphasis emphasis);

/* @level: 1 or 2. Never the last thing on a page. */
void portail_report_add_heading (PortailReport *report, guint level, const char *text);
/* Line feeds of @text are kept. NULL and empty text add nothing. */
void portail_report_add_paragraph (PortailReport *report,
                                   PortailReportParagraphStyle style,
                                   const char *text);
void portail_report_add_page_break (PortailReport *report);

void portail_report_begin_figures (PortailReport *report, PortailReportFiguresStyle style);
/* @hint may be NULL. */
void portail_report_add_figure (PortailReport *report,
                                const char *label,
                                const char *value,
                                const char *hint,
                                PortailReportEmphasis emphasis);

/* Charts two by two, each with its title; a single one takes the whole width. */
void portail_report_begin_charts (PortailReport *report);
/* Refs @chart; NULL adds nothing. */
void portail_report_add_chart (PortailReport *report, PortailChart *chart);

/* Room to sign, side by side, kept on one page. */
void portail_report_begin_signatures (PortailReport *report);
void portail_report_add_signature (PortailReport *report, const char *who, const char *hint);

/* @name says what the table is for readers that do not see it. */
void portail_report_begin_table (PortailReport *report, const char *name);
void portail_report_add_column (PortailReport *report,
                                const char *title,
                                PortailReportColumnKind kind,
                                guint weight);
void portail_report_begin_row (PortailReport *report, PortailReportRowKind kind);
/* NULL is an empty cell. */
void portail_report_add_cell (PortailReport *report, const char *text);
/* As on screen; NEGATIVE by itself where it is. */
void portail_report_add_money (PortailReport *report, PortailMoney money);
void portail_report_add_rate (PortailReport *report, PortailRate rate);
/* Of the last cell. */
void portail_report_set_cell_note (PortailReport *report,
                                   const char *note,
                                   PortailReportEmphasis emphasis);

const PortailReportHead *portail_report_get_head (const PortailReport *report);
guint portail_report_get_n_badges (const PortailReport *report);
const PortailReportBadge *portail_report_get_badge (const PortailReport *report, guint index);
guint portail_report_get_n_blocks (const PortailReport *report);
const PortailReportBlock *portail_report_get_block (const PortailReport *report, guint index);
/* An empty cell beyond the end of its row. Borrowed. */
const PortailReportCell *
portail_report_block_get_cell (const PortailReportBlock *block, guint row, guint column);
