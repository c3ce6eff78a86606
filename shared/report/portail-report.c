/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report.h"

#include <string.h>

struct _PortailReport
{
  PortailReportHead head;
  GArray *badges; /* of PortailReportBadge */
  GPtrArray *blocks;
};

typedef enum
{
  ONE_LINE,
  MANY_LINES,
} Lines;

/* Marks that turn the direction of the text behind them: a name must not reach its neighbours. */
static gboolean
is_direction_mark (gunichar letter)
{
  return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

static char *
dup_clean (const char *text, Lines lines)
{
  g_autofree char *valid = NULL;
  GString *clean;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  clean = g_string_sized_new (strlen (valid));
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (is_direction_mark (letter) || letter == '\r')
        continue;
      if (letter == 0x2028 || letter == 0x2029)
        letter = '\n';
      if (g_unichar_iscntrl (letter) && (letter != '\n' || lines == ONE_LINE))
        letter = ' ';
      g_string_append_unichar (clean, letter);
    }
  return g_string_free (clean, FALSE);
}

static char *
dup_line (const char *text)
{
  return dup_clean (text != NULL ? text : "", ONE_LINE);
}

static void
clear_figure (gpointer element)
{
  PortailReportFigure *figure = element;

  g_free (figure->label);
  g_free (figure->value);
  g_free (figure->hint);
}

static void
clear_column (gpointer element)
{
  g_free (((PortailReportColumn *) element)->title);
}

static void
clear_cell (gpointer element)
{
  PortailReportCell *cell = element;

  g_free (cell->text);
  g_free (cell->note);
}

static void
clear_badge (gpointer element)
{
  g_free (((PortailReportBadge *) element)->text);
}

static void
block_free (gpointer element)
{
  PortailReportBlock *block = element;

  g_free (block->text);
  g_clear_pointer (&block->figures, g_array_unref);
  g_clear_pointer (&block->columns, g_array_unref);
  g_clear_pointer (&block->rows, g_array_unref);
  g_clear_pointer (&block->cells, g_array_unref);
  g_clear_pointer (&block->charts, g_ptr_array_unref);
  g_free (block);
}

static GArray *
new_array (gsize element_size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) element_size);

  g_array_set_clear_func (array, clear);
  return array;
}

PortailReport *
portail_report_new (const PortailReportHead *head)
{
  PortailReport *report = g_new0 (PortailReport, 1);

  report->head = *head;
  report->head.title = dup_line (head->title);
  report->head.organisation = dup_line (head->organisation);
  report->head.period = dup_line (head->period);
  report->head.subject = dup_line (head->subject);
  report->head.watermark = dup_clean (head->watermark, ONE_LINE);
  report->badges = new_array (sizeof (PortailReportBadge), clear_badge);
  report->blocks = g_ptr_array_new_with_free_func (block_free);
  return report;
}

void
portail_report_free (PortailReport *report)
{
  g_free ((char *) report->head.title);
  g_free ((char *) report->head.organisation);
  g_free ((char *) report->head.period);
  g_free ((char *) report->head.subject);
  g_free ((char *) report->head.watermark);
  g_array_unref (report->badges);
  g_ptr_array_unref (report->blocks);
  g_free (report);
}

void
portail_report_add_badge (PortailReport *report, const char *text, PortailReportEmphasis emphasis)
{
  PortailReportBadge badge = { dup_line (text), emphasis };

  g_array_append_val (report->badges, badge);
}

static PortailReportBlock *
add_block (PortailReport *report, PortailReportBlockKind kind)
{
  PortailReportBlock *block = g_new0 (PortailReportBlock, 1);

  block->kind = kind;
  g_ptr_array_add (report->blocks, block);
  return block;
}

/* The block begun last, which must be of @kind. */
static PortailReportBlock *
get_open_block (PortailReport *report, PortailReportBlockKind kind)
{
  PortailReportBlock *block;

  g_assert (report->blocks->len > 0);
  block = g_ptr_array_index (report->blocks, report->blocks->len - 1);
  g_assert (block->kind == kind);
  return block;
}

void
portail_report_add_heading (PortailReport *report, guint level, const char *text)
{
  PortailReportBlock *block = add_block (report, PORTAIL_REPORT_HEADING);

  block->level = level;
  block->text = dup_line (text);
}

void
portail_report_add_paragraph (PortailReport *report,
                              PortailReportParagraphStyle style,
                              const char *text)
{
  PortailReportBlock *block;

  if (text == NULL || *text == '\0')
    return;
  block = add_block (report, PORTAIL_REPORT_PARAGRAPH);
  block->paragraph_style = style;
  block->text = g_strchomp (dup_clean (text, MANY_LINES));
}

void
portail_report_add_page_break (PortailReport *report)
{
  add_block (report, PORTAIL_REPORT_PAGE_BREAK);
}

static void
add_figure (PortailReportBlock *block, const PortailReportFigure *figure)
{
  PortailReportFigure clean = {
    .label = dup_line (figure->label),
    .value = dup_line (figure->value),
    .hint = dup_clean (figure->hint, ONE_LINE),
    .emphasis = figure->emphasis,
  };

  g_array_append_val (block->figures, clean);
}

void
portail_report_begin_figures (PortailReport *report, PortailReportFiguresStyle style)
{
  PortailReportBlock *block = add_block (report, PORTAIL_REPORT_FIGURES);

  block->figures_style = style;
  block->figures = new_array (sizeof (PortailReportFigure), clear_figure);
}

void
portail_report_add_figure (PortailReport *report,
                           const char *label,
                           const char *value,
                           const char *hint,
                           PortailReportEmphasis emphasis)
{
  add_figure (get_open_block (report, PORTAIL_REPORT_FIGURES),
              &(PortailReportFigure){ (char *) label, (char *) value, (char *) hint, emphasis });
}

static void
unref_chart (gpointer chart)
{
  portail_chart_unref (chart);
}

void
portail_report_begin_charts (PortailReport *report)
{
  PortailReportBlock *block = add_block (report, PORTAIL_REPORT_CHARTS);

  block->charts = g_ptr_array_new_with_free_func (unref_chart);
}

void
portail_report_add_chart (PortailReport *report, PortailChart *chart)
{
  PortailReportBlock *block = get_open_block (report, PORTAIL_REPORT_CHARTS);

  if (chart != NULL)
    g_ptr_array_add (block->charts, portail_chart_ref (chart));
}

void
portail_report_begin_signatures (PortailReport *report)
{
  PortailReportBlock *block = add_block (report, PORTAIL_REPORT_SIGNATURES);

  block->figures = new_array (sizeof (PortailReportFigure), clear_figure);
}

void
portail_report_add_signature (PortailReport *report, const char *who, const char *hint)
{
  add_figure (get_open_block (report, PORTAIL_REPORT_SIGNATURES),
              &(PortailReportFigure){ .label = (char *) who, .hint = (char *) hint });
}

void
portail_report_begin_table (PortailReport *report, const char *name)
{
  PortailReportBlock *block = add_block (report, PORTAIL_REPORT_TABLE);

  block->text = dup_line (name);
  block->columns = new_array (sizeof (PortailReportColumn), clear_column);
  block->rows = g_array_new (FALSE, TRUE, sizeof (PortailReportRow));
  block->cells = new_array (sizeof (PortailReportCell), clear_cell);
}

void
portail_report_add_column (PortailReport *report,
                           const char *title,
                           PortailReportColumnKind kind,
                           guint weight)
{
  PortailReportBlock *block = get_open_block (report, PORTAIL_REPORT_TABLE);
  PortailReportColumn column = { dup_line (title), kind, MAX (weight, 1) };

  g_assert (block->rows->len == 0);
  g_array_append_val (block->columns, column);
}

void
portail_report_begin_row (PortailReport *report, PortailReportRowKind kind)
{
  PortailReportBlock *block = get_open_block (report, PORTAIL_REPORT_TABLE);
  PortailReportRow row = { kind, block->cells->len, 0 };

  g_array_append_val (block->rows, row);
}

static PortailReportCell *
add_cell (PortailReport *report, const char *text)
{
  PortailReportBlock *block = get_open_block (report, PORTAIL_REPORT_TABLE);
  PortailReportCell cell = { dup_line (text), NULL, PORTAIL_REPORT_NORMAL };
  PortailReportRow *row;

  g_assert (block->rows->len > 0);
  row = &g_array_index (block->rows, PortailReportRow, block->rows->len - 1);
  g_assert (row->n_cells < block->columns->len);
  row->n_cells++;
  g_array_append_val (block->cells, cell);
  return &g_array_index (block->cells, PortailReportCell, block->cells->len - 1);
}

void
portail_report_add_cell (PortailReport *report, const char *text)
{
  add_cell (report, text);
}

void
portail_report_add_money (PortailReport *report, PortailMoney money)
{
  g_autofree char *text = portail_money_to_text (money);
  PortailReportCell *cell = add_cell (report, text);

  if (!portail_money_is_null (money) && money.cents < 0)
    cell->emphasis = PORTAIL_REPORT_NEGATIVE;
}

void
portail_report_add_rate (PortailReport *report, PortailRate rate)
{
  g_autofree char *text = portail_rate_to_text (rate);

  add_cell (report, text);
}

void
portail_report_set_cell_note (PortailReport *report,
                              const char *note,
                              PortailReportEmphasis emphasis)
{
  PortailReportBlock *block = get_open_block (report, PORTAIL_REPORT_TABLE);
  PortailReportCell *cell;

  g_assert (block->cells->len > 0);
  cell = &g_array_index (block->cells, PortailReportCell, block->cells->len - 1);
  g_free (cell->note);
  cell->note = dup_clean (note, ONE_LINE);
  cell->emphasis = emphasis;
}

const PortailReportHead *
portail_report_get_head (const PortailReport *report)
{
  return &report->head;
}

guint
portail_report_get_n_badges (const PortailReport *report)
{
  return report->badges->len;
}

const PortailReportBadge *
portail_report_get_badge (const PortailReport *report, guint index)
{
  return &g_array_index (report->badges, PortailReportBadge, index);
}

guint
portail_report_get_n_blocks (const PortailReport *report)
{
  return report->blocks->len;
}

const PortailReportBlock *
portail_report_get_block (const PortailReport *report, guint index)
{
  return g_ptr_array_index (report->blocks, index);
}

const PortailReportCell *
portail_report_block_get_cell (const PortailReportBlock *block, guint row, guint column)
{
  static const PortailReportCell empty = { (char *) "", NULL, PORTAIL_REPORT_NORMAL };
  const PortailReportRow *found = &g_array_index (block->rows, PortailReportRow, row);

  if (column >= found->n_cells)
    return &empty;
  return &g_array_index (block->cells, PortailReportCell, found->first_cell + column);
}
