/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-table.h"

#define CELL_PADDING_X  4.0
#define CELL_PADDING_Y  2.6
#define MIN_SCALE       0.6
#define MIN_TEXT_WIDTH  72.0
#define MAX_SHORT_SHARE 0.24 /* of the page's width */
#define MAX_CELL_LINES  14
/* What text columns do not wish goes to columns of numbers in this part, as air around them. */
#define EXTRA_SHARE     0.65
#define MAX_EXTRA_WIDTH 36.0

struct _PortailReportTable
{
  PortailReportSetter *setter;
  const PortailReportBlock *block;
  guint n_columns;
  double width;
  double scale;
  double *widths; /* of columns, with their padding */
  double header_height;
  double baseline;          /* of the first line of a cell, from its top */
  float *heights;           /* of rows */
  PortailReportSize *sizes; /* of cells as one line, at scale 1; while the table is measured */
};

static const PortailReportColumn *
get_column (const PortailReportTable *table, guint column)
{
  return &g_array_index (table->block->columns, PortailReportColumn, column);
}

static PangoAlignment
get_alignment (const PortailReportTable *table, guint column)
{
  return get_column (table, column)->kind == PORTAIL_REPORT_COLUMN_NUMBER ? PANGO_ALIGN_RIGHT
                                                                          : PANGO_ALIGN_LEFT;
}

static PortailReportForm
get_cell_form (const PortailReportTable *table, guint row, guint column)
{
  const PortailReportRow *found = &g_array_index (table->block->rows, PortailReportRow, row);
  const PortailReportCell *cell = portail_report_block_get_cell (table->block, row, column);
  gboolean is_strong = found->kind == PORTAIL_REPORT_ROW_TOTAL
                       || cell->emphasis == PORTAIL_REPORT_STRONG
                       || cell->emphasis == PORTAIL_REPORT_ALERT;

  return (PortailReportForm){
    .face = is_strong ? PORTAIL_REPORT_FACE_CELL_STRONG : PORTAIL_REPORT_FACE_CELL,
    .colour = cell->emphasis == PORTAIL_REPORT_NEGATIVE ? PORTAIL_REPORT_COLOUR_NEGATIVE
              : cell->emphasis == PORTAIL_REPORT_ALERT  ? PORTAIL_REPORT_COLOUR_ALERT
                                                        : PORTAIL_REPORT_COLOUR_INK,
    .alignment = get_alignment (table, column),
    .scale = table->scale,
    .width = table->widths[column] > 0 ? table->widths[column] - 2 * CELL_PADDING_X : 0,
    .max_lines = table->widths[column] > 0 ? MAX_CELL_LINES : 0,
  };
}

static PortailReportForm
get_note_form (const PortailReportTable *table, guint row, guint column)
{
  PortailReportForm form = get_cell_form (table, row, column);

  form.face = PORTAIL_REPORT_FACE_CELL_NOTE;
  if (form.colour == PORTAIL_REPORT_COLOUR_INK)
    form.colour = PORTAIL_REPORT_COLOUR_MUTED;
  return form;
}

static PortailReportForm
get_header_form (const PortailReportTable *table, guint column)
{
  return (PortailReportForm){
    .face = PORTAIL_REPORT_FACE_COLUMN,
    .colour = PORTAIL_REPORT_COLOUR_INK,
    .alignment = get_alignment (table, column),
    .scale = table->scale,
    .width = table->widths[column] > 0 ? table->widths[column] - 2 * CELL_PADDING_X : 0,
  };
}

static PortailReportSize
measure_cell (const PortailReportTable *table, guint row, guint column)
{
  const PortailReportCell *cell = portail_report_block_get_cell (table->block, row, column);
  PortailReportForm form = get_cell_form (table, row, column);
  PortailReportSize size = { 0, 0 };

  if (*cell->text != '\0' || cell->note == NULL)
    size = portail_report_setter_measure (table->setter, cell->text, &form);
  if (cell->note != NULL)
    {
      PortailReportForm note_form = get_note_form (table, row, column);
      PortailReportSize note = portail_report_setter_measure (table->setter, cell->note,
                                                              &note_form);

      size.width = MAX (size.width, note.width);
      size.height += note.height;
    }
  return size;
}

/* The widest word of a title: titles break between words only. */
static double
measure_title (const PortailReportTable *table, guint column)
{
  g_auto (GStrv) words = g_strsplit (get_column (table, column)->title, " ", -1);
  PortailReportForm form = get_header_form (table, column);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, portail_report_setter_measure (table->setter, words[i], &form).width);
  return widest;
}

/* What the column needs at scale 1. Its width must still be unset. */
static double
measure_column (PortailReportTable *table, guint column)
{
  const PortailReportColumn *found = get_column (table, column);
  double needed = measure_title (table, column);

  for (guint row = 0; row < table->block->rows->len; row++)
    {
      PortailReportSize size = measure_cell (table, row, column);

      table->sizes[row * table->n_columns + column] = size;
      needed = MAX (needed, size.width);
    }
  needed += 2 * CELL_PADDING_X + 0.5;
  if (found->kind == PORTAIL_REPORT_COLUMN_TEXT)
    return MIN (needed, MIN_TEXT_WIDTH);
  if (found->kind == PORTAIL_REPORT_COLUMN_SHORT)
    return MIN (needed, table->width * MAX_SHORT_SHARE);
  return needed;
}

/* What text columns would like beyond their least width, so as not to wrap. */
static double
measure_wish (const PortailReportTable *table, guint column, double needed)
{
  double widest = 0;

  for (guint row = 0; row < table->block->rows->len; row++)
    widest = MAX (widest, table->sizes[row * table->n_columns + column].width);
  return MAX (widest + 2 * CELL_PADDING_X + 0.5 - needed, 0);
}

/* Gives @rest to the text columns by weight, or to all columns alike where there are none. */
static void
share_rest (PortailReportTable *table, double rest)
{
  guint weights = 0;

  for (guint i = 0; i < table->n_columns; i++)
    if (get_column (table, i)->kind == PORTAIL_REPORT_COLUMN_TEXT)
      weights += get_column (table, i)->weight;
  for (guint i = 0; i < table->n_columns; i++)
    {
      const PortailReportColumn *column = get_column (table, i);

      if (weights == 0)
        table->widths[i] += rest / table->n_columns;
      else if (column->kind == PORTAIL_REPORT_COLUMN_TEXT)
        table->widths[i] += rest * column->weight / weights;
    }
}

/* Columns get what they need, then text columns what they wish, then numbers some air. */
static void
set_widths (PortailReportTable *table, const double *needed, double sum)
{
  double rest = MAX (table->width - sum, 0);
  double wishes = 0;
  double extra;
  guint n_numbers = 0;

  table->scale = CLAMP (table->width / sum, MIN_SCALE, 1);
  for (guint i = 0; i < table->n_columns; i++)
    {
      table->widths[i] = needed[i] * MIN (table->width / sum, 1);
      if (get_column (table, i)->kind == PORTAIL_REPORT_COLUMN_TEXT)
        wishes += measure_wish (table, i, needed[i]);
      else if (get_column (table, i)->kind == PORTAIL_REPORT_COLUMN_NUMBER)
        n_numbers++;
    }
  extra = n_numbers > 0 ? CLAMP (EXTRA_SHARE * (rest - wishes) / n_numbers, 0, MAX_EXTRA_WIDTH) : 0;
  for (guint i = 0; i < table->n_columns; i++)
    if (get_column (table, i)->kind == PORTAIL_REPORT_COLUMN_NUMBER)
      {
        table->widths[i] += extra;
        rest -= extra;
      }
  share_rest (table, rest);
}

static double
measure_row (const PortailReportTable *table, guint row)
{
  double height = 0;

  for (guint column = 0; column < table->n_columns; column++)
    {
      PortailReportSize size = table->sizes[row * table->n_columns + column];
      double room = table->widths[column] - 2 * CELL_PADDING_X;

      if (size.width * table->scale <= room)
        height = MAX (height, size.height * table->scale);
      else
        height = MAX (height, measure_cell (table, row, column).height);
    }
  return height + 2 * CELL_PADDING_Y;
}

static double
measure_header (const PortailReportTable *table)
{
  double height = 0;

  for (guint column = 0; column < table->n_columns; column++)
    {
      PortailReportForm form = get_header_form (table, column);

      height = MAX (height, portail_report_setter_measure (table->setter,
                                                           get_column (table, column)->title, &form)
                                .height);
    }
  return height + 2 * CELL_PADDING_Y;
}

PortailReportTable *
portail_report_table_new (PortailReportSetter *setter,
                          const PortailReportBlock *block,
                          double width)
{
  PortailReportTable *table = g_new0 (PortailReportTable, 1);
  g_autofree double *needed = g_new0 (double, block->columns->len);
  double sum = 0;

  table->setter = setter;
  table->block = block;
  table->n_columns = block->columns->len;
  table->width = width;
  table->scale = 1;
  table->widths = g_new0 (double, table->n_columns);
  table->heights = g_new0 (float, block->rows->len);
  table->sizes = g_new0 (PortailReportSize, (gsize) table->n_columns * block->rows->len);
  for (guint column = 0; column < table->n_columns; column++)
    {
      needed[column] = measure_column (table, column);
      sum += needed[column];
    }
  set_widths (table, needed, sum);
  table->baseline = portail_report_setter_get_baseline (
      setter, "0", &(PortailReportForm){ .face = PORTAIL_REPORT_FACE_CELL, .scale = table->scale });
  table->header_height = measure_header (table);
  for (guint row = 0; row < block->rows->len; row++)
    table->heights[row] = (float) measure_row (table, row);
  g_clear_pointer (&table->sizes, g_free);
  return table;
}

void
portail_report_table_free (PortailReportTable *table)
{
  g_free (table->widths);
  g_free (table->heights);
  g_free (table);
}

double
portail_report_table_get_header_height (const PortailReportTable *table)
{
  return table->header_height;
}

double
portail_report_table_get_row_height (const PortailReportTable *table, guint row)
{
  return table->heights[row];
}

static void
fill (const PortailReportTable *table,
      cairo_t *cr,
      PortailReportColour colour,
      PortailReportPoint place,
      double height)
{
  portail_report_set_colour (cr, colour);
  cairo_rectangle (cr, place.x, place.y, table->width, height);
  cairo_fill (cr);
}

void
portail_report_table_draw_header (const PortailReportTable *table,
                                  cairo_t *cr,
                                  PortailReportPoint place)
{
  double x = place.x;

  fill (table, cr, PORTAIL_REPORT_COLOUR_HEADER, place, table->header_height);
  fill (table, cr, PORTAIL_REPORT_COLOUR_PRIMARY,
        (PortailReportPoint){ place.x, place.y + table->header_height - 0.9 }, 0.9);
  cairo_tag_begin (cr, "TR", NULL);
  for (guint column = 0; column < table->n_columns; column++)
    {
      const char *title = get_column (table, column)->title;
      PortailReportForm form = get_header_form (table, column);
      double height = portail_report_setter_measure (table->setter, title, &form).height;

      /* Titles of one line stand at the bottom beside those of two. */
      cairo_tag_begin (cr, "TH", NULL);
      portail_report_setter_draw (
          table->setter, cr, title, &form,
          (PortailReportPoint){ x + CELL_PADDING_X,
                                place.y + table->header_height - CELL_PADDING_Y - height });
      cairo_tag_end (cr, "TH");
      x += table->widths[column];
    }
  cairo_tag_end (cr, "TR");
}

static void
draw_cell (const PortailReportTable *table,
           cairo_t *cr,
           guint row,
           guint column,
           PortailReportPoint place)
{
  const PortailReportCell *cell = portail_report_block_get_cell (table->block, row, column);
  PortailReportForm form = get_cell_form (table, row, column);
  PortailReportForm note_form = get_note_form (table, row, column);

  if (*cell->text != '\0')
    place.y += portail_report_setter_draw (table->setter, cr, cell->text, &form, place);
  else if (cell->note != NULL)
    place.y += table->baseline
               - portail_report_setter_get_baseline (table->setter, cell->note, &note_form);
  if (cell->note != NULL)
    portail_report_setter_draw (table->setter, cr, cell->note, &note_form, place);
}

void
portail_report_table_draw_row (const PortailReportTable *table,
                               cairo_t *cr,
                               guint row,
                               PortailReportPoint place)
{
  const PortailReportRow *found = &g_array_index (table->block->rows, PortailReportRow, row);
  double height = table->heights[row];
  double x = place.x + CELL_PADDING_X;

  if (found->kind == PORTAIL_REPORT_ROW_TOTAL)
    {
      fill (table, cr, PORTAIL_REPORT_COLOUR_FILL, place, height);
      fill (table, cr, PORTAIL_REPORT_COLOUR_INK, place, 0.9);
    }
  else
    fill (table, cr, PORTAIL_REPORT_COLOUR_LINE,
          (PortailReportPoint){ place.x, place.y + height - 0.4 }, 0.4);
  cairo_tag_begin (cr, "TR", NULL);
  for (guint column = 0; column < table->n_columns; column++)
    {
      cairo_tag_begin (cr, "TD", NULL);
      draw_cell (table, cr, row, column, (PortailReportPoint){ x, place.y + CELL_PADDING_Y });
      cairo_tag_end (cr, "TD");
      x += table->widths[column];
    }
  cairo_tag_end (cr, "TR");
}
