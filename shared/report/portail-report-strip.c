/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-strip.h"

#include "shared/report/portail-report-charts.h"
#include "shared/report/portail-report-ornament.h"
#include "shared/report/portail-report-table.h"

/* A table up to this part of a page is never divided. */
#define MAX_UNDIVIDED_SHARE 0.3
/* A widow or orphan is fewer than this many lines or rows at one side of a page break. */
#define MIN_TOGETHER 2

struct _PortailReportStrips
{
  const PortailReport *report;
  PortailReportCanvas canvas; /* measures */
  PortailReport *lists;       /* lists of figures as tables */
  GPtrArray *tables;          /* PortailReportTable or NULL, one a block */
  GArray *strips;             /* of PortailReportStrip */
};

static PortailReportForm
get_paragraph_form (const PortailReportStrips *strips, const PortailReportBlock *block)
{
  gboolean is_note = block->paragraph_style == PORTAIL_REPORT_NOTE;

  return (PortailReportForm){
    .face = is_note ? PORTAIL_REPORT_FACE_NOTE : PORTAIL_REPORT_FACE_TEXT,
    .colour = is_note ? PORTAIL_REPORT_COLOUR_MUTED : PORTAIL_REPORT_COLOUR_INK,
    .width = strips->canvas.size.width,
  };
}

static PortailReportStrip *
add_strip (PortailReportStrips *strips, PortailReportStripKind kind, guint block, guint index)
{
  PortailReportStrip strip = { .kind = kind, .block = block, .index = index };

  g_array_append_val (strips->strips, strip);
  return &g_array_index (strips->strips, PortailReportStrip, strips->strips->len - 1);
}

/* Binds the strips of a block from number @first on: all of them when they are few, else those next
 * to its ends. */
static void
bind_ends (PortailReportStrips *strips, guint first)
{
  guint end = strips->strips->len;
  double height = 0;
  gboolean is_small;

  for (guint i = first; i < end; i++)
    height += g_array_index (strips->strips, PortailReportStrip, i).height;
  is_small = height <= MAX_UNDIVIDED_SHARE * strips->canvas.size.height;
  for (guint i = first; i + 1 < end; i++)
    {
      PortailReportStrip *strip = &g_array_index (strips->strips, PortailReportStrip, i);

      strip->keeps_next = strip->keeps_next || is_small || i + 1 < first + MIN_TOGETHER
                          || i + MIN_TOGETHER >= end;
    }
}

static void
add_paragraph (PortailReportStrips *strips, guint number, const PortailReportBlock *block)
{
  PortailReportForm form = get_paragraph_form (strips, block);
  PangoLayout *layout = portail_report_setter_set (strips->canvas.setter, block->text, &form);
  guint n_lines = (guint) pango_layout_get_line_count (layout);
  guint first = strips->strips->len;

  for (guint i = 0; i < n_lines; i++)
    add_strip (strips, PORTAIL_REPORT_STRIP_LINE, number, i)->height =
        portail_report_layout_get_line_height (layout, i);
  bind_ends (strips, first);
}

static void
add_table (PortailReportStrips *strips, guint number, const PortailReportBlock *block)
{
  PortailReportTable *table = portail_report_table_new (strips->canvas.setter, block,
                                                        strips->canvas.size.width);
  gboolean is_list = portail_report_get_block (strips->report, number)->kind
                     == PORTAIL_REPORT_FIGURES;
  guint header = is_list ? 0 : strips->strips->len;
  guint first;

  strips->tables->pdata[number] = table;
  if (!is_list)
    {
      PortailReportStrip *strip = add_strip (strips, PORTAIL_REPORT_STRIP_TABLE_HEADER, number, 0);

      strip->height = portail_report_table_get_header_height (table);
      strip->keeps_next = block->rows->len > 0;
    }
  first = strips->strips->len;
  for (guint row = 0; row < block->rows->len; row++)
    {
      PortailReportStrip *strip = add_strip (strips, PORTAIL_REPORT_STRIP_TABLE_ROW, number, row);

      strip->height = portail_report_table_get_row_height (table, row);
      strip->header = header;
    }
  bind_ends (strips, first);
}

/* A list of figures is a table without titles. */
static void
add_list (PortailReportStrips *strips, guint number, const PortailReportBlock *block)
{
  PortailReport *lists = strips->lists;

  portail_report_begin_table (lists, "");
  portail_report_add_column (lists, "", PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (lists, "", PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (lists, "", PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint i = 0; i < block->figures->len; i++)
    {
      const PortailReportFigure *figure = &g_array_index (block->figures, PortailReportFigure, i);

      portail_report_begin_row (lists, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (lists, figure->label);
      if (figure->emphasis == PORTAIL_REPORT_STRONG)
        portail_report_set_cell_note (lists, NULL, figure->emphasis);
      portail_report_add_cell (lists, "");
      portail_report_set_cell_note (lists, figure->hint, PORTAIL_REPORT_NORMAL);
      portail_report_add_cell (lists, figure->value);
      portail_report_set_cell_note (lists, NULL, figure->emphasis);
    }
  add_table (strips, number,
             portail_report_get_block (lists, portail_report_get_n_blocks (lists) - 1));
}

static void
add_figures (PortailReportStrips *strips, guint number, const PortailReportBlock *block)
{
  const PortailReportPoint origin = { 0, 0 };
  guint n_per_line = portail_report_ornament_count_cards (&strips->canvas, block);

  if (block->figures_style == PORTAIL_REPORT_LIST)
    {
      add_list (strips, number, block);
      return;
    }
  for (guint first = 0; first < block->figures->len; first += n_per_line)
    {
      PortailReportStrip *strip = add_strip (strips, PORTAIL_REPORT_STRIP_CARDS, number, first);

      strip->height = portail_report_ornament_cards (&strips->canvas, block, first, origin);
      strip->space_before = 8;
    }
}

static void
add_charts (PortailReportStrips *strips, guint number, const PortailReportBlock *block)
{
  const PortailReportPoint origin = { 0, 0 };

  for (guint first = 0; first < block->charts->len; first += PORTAIL_REPORT_CHARTS_PER_LINE)
    {
      PortailReportStrip *strip = add_strip (strips, PORTAIL_REPORT_STRIP_CHARTS, number, first);

      strip->height = portail_report_charts_line (&strips->canvas, block, first, origin);
      strip->space_before = 12;
    }
}

/* The strips of one block; a page break adds none. */
static void
add_block (PortailReportStrips *strips, guint number)
{
  const PortailReportBlock *block = portail_report_get_block (strips->report, number);
  const PortailReportPoint origin = { 0, 0 };
  PortailReportStrip *strip;

  switch (block->kind)
    {
    case PORTAIL_REPORT_HEADING:
      strip = add_strip (strips, PORTAIL_REPORT_STRIP_HEADING, number, 0);
      strip->height = portail_report_ornament_heading (&strips->canvas, block, origin);
      strip->keeps_next = TRUE;
      break;
    case PORTAIL_REPORT_PARAGRAPH:
      if (block->paragraph_style != PORTAIL_REPORT_NOTICE)
        {
          add_paragraph (strips, number, block);
          break;
        }
      strip = add_strip (strips, PORTAIL_REPORT_STRIP_NOTICE, number, 0);
      strip->height = portail_report_ornament_notice (&strips->canvas, block, origin);
      break;
    case PORTAIL_REPORT_FIGURES:
      add_figures (strips, number, block);
      break;
    case PORTAIL_REPORT_TABLE:
      add_table (strips, number, block);
      break;
    case PORTAIL_REPORT_CHARTS:
      add_charts (strips, number, block);
      break;
    case PORTAIL_REPORT_SIGNATURES:
      strip = add_strip (strips, PORTAIL_REPORT_STRIP_SIGNATURES, number, 0);
      strip->height = portail_report_ornament_signatures (&strips->canvas, block, origin);
      break;
    case PORTAIL_REPORT_PAGE_BREAK:
      break;
    }
}

/* Points above the first strip of @block. */
static double
get_space_before (const PortailReport *report, guint number)
{
  const PortailReportBlock *block = portail_report_get_block (report, number);
  const PortailReportBlock *before = number > 0 ? portail_report_get_block (report, number - 1)
                                                : NULL;

  if (block->kind == PORTAIL_REPORT_HEADING)
    return block->level == 1 ? 17 : 11;
  if (before != NULL && before->kind == PORTAIL_REPORT_HEADING)
    return 5;
  if (block->kind == PORTAIL_REPORT_SIGNATURES)
    return 16;
  if (block->kind == PORTAIL_REPORT_PARAGRAPH && block->paragraph_style == PORTAIL_REPORT_NOTE)
    return 4;
  return 9;
}

/* Whether a block must not begin a page alone: it belongs to what stands above it. */
static gboolean
is_appendage (const PortailReportBlock *block)
{
  return block->kind == PORTAIL_REPORT_SIGNATURES
         || (block->kind == PORTAIL_REPORT_PARAGRAPH
             && block->paragraph_style == PORTAIL_REPORT_NOTE);
}

PortailReportStrips *
portail_report_strips_new (const PortailReport *report,
                           PortailReportSetter *setter,
                           PortailReportSize content)
{
  PortailReportStrips *strips = g_new0 (PortailReportStrips, 1);
  const PortailReportPoint origin = { 0, 0 };
  gboolean breaks_before = FALSE;

  strips->report = report;
  strips->canvas = (PortailReportCanvas){ setter, NULL, content };
  strips->lists = portail_report_new (portail_report_get_head (report));
  strips->tables = g_ptr_array_new ();
  g_ptr_array_set_size (strips->tables, (int) portail_report_get_n_blocks (report));
  strips->strips = g_array_new (FALSE, TRUE, sizeof (PortailReportStrip));
  add_strip (strips, PORTAIL_REPORT_STRIP_TITLE, G_MAXUINT, 0)->height =
      portail_report_ornament_title (&strips->canvas, report, origin);
  for (guint i = 0; i < portail_report_get_n_blocks (report); i++)
    {
      const PortailReportBlock *block = portail_report_get_block (report, i);
      guint first = strips->strips->len;

      add_block (strips, i);
      if (block->kind == PORTAIL_REPORT_PAGE_BREAK)
        breaks_before = TRUE;
      if (first == strips->strips->len)
        continue;
      g_array_index (strips->strips, PortailReportStrip, first).space_before = get_space_before (
          report, i);
      g_array_index (strips->strips, PortailReportStrip, first).breaks_before = breaks_before;
      if (is_appendage (block) && !breaks_before)
        g_array_index (strips->strips, PortailReportStrip, first - 1).keeps_next = TRUE;
      breaks_before = FALSE;
    }
  return strips;
}

void
portail_report_strips_free (PortailReportStrips *strips)
{
  for (guint i = 0; i < strips->tables->len; i++)
    if (strips->tables->pdata[i] != NULL)
      portail_report_table_free (strips->tables->pdata[i]);
  g_ptr_array_unref (strips->tables);
  g_array_unref (strips->strips);
  portail_report_free (strips->lists);
  g_free (strips);
}

guint
portail_report_strips_get_n (const PortailReportStrips *strips)
{
  return strips->strips->len;
}

const PortailReportStrip *
portail_report_strips_get (const PortailReportStrips *strips, guint index)
{
  return &g_array_index (strips->strips, PortailReportStrip, index);
}

static void
draw_line (const PortailReportCanvas *canvas,
           const PortailReportStrips *strips,
           const PortailReportStrip *strip,
           PortailReportPoint place)
{
  const PortailReportBlock *block = portail_report_get_block (strips->report, strip->block);
  PortailReportForm form = get_paragraph_form (strips, block);
  PangoLayout *layout = portail_report_setter_set (canvas->setter, block->text, &form);

  portail_report_set_colour (canvas->cr, form.colour);
  portail_report_setter_draw_line (canvas->setter, canvas->cr, layout, strip->index, place);
}

void
portail_report_strips_draw (const PortailReportStrips *strips,
                            guint index,
                            cairo_t *cr,
                            PortailReportPoint place)
{
  const PortailReportStrip *strip = portail_report_strips_get (strips, index);
  PortailReportCanvas canvas = { strips->canvas.setter, cr, strips->canvas.size };
  const PortailReportBlock *block = strip->kind == PORTAIL_REPORT_STRIP_TITLE
                                        ? NULL
                                        : portail_report_get_block (strips->report, strip->block);

  switch (strip->kind)
    {
    case PORTAIL_REPORT_STRIP_TITLE:
      portail_report_ornament_title (&canvas, strips->report, place);
      break;
    case PORTAIL_REPORT_STRIP_HEADING:
      portail_report_ornament_heading (&canvas, block, place);
      break;
    case PORTAIL_REPORT_STRIP_LINE:
      draw_line (&canvas, strips, strip, place);
      break;
    case PORTAIL_REPORT_STRIP_NOTICE:
      portail_report_ornament_notice (&canvas, block, place);
      break;
    case PORTAIL_REPORT_STRIP_CARDS:
      portail_report_ornament_cards (&canvas, block, strip->index, place);
      break;
    case PORTAIL_REPORT_STRIP_TABLE_HEADER:
      portail_report_table_draw_header (strips->tables->pdata[strip->block], cr, place);
      break;
    case PORTAIL_REPORT_STRIP_TABLE_ROW:
      portail_report_table_draw_row (strips->tables->pdata[strip->block], cr, strip->index, place);
      break;
    case PORTAIL_REPORT_STRIP_CHARTS:
      portail_report_charts_line (&canvas, block, strip->index, place);
      break;
    case PORTAIL_REPORT_STRIP_SIGNATURES:
      portail_report_ornament_signatures (&canvas, block, place);
      break;
    case PORTAIL_REPORT_N_STRIP_KINDS:
      break;
    }
}

const char *
portail_report_strips_get_container (const PortailReportStrips *strips, guint index)
{
  static const char *const containers[PORTAIL_REPORT_N_STRIP_KINDS] = {
    [PORTAIL_REPORT_STRIP_LINE] = "P",
    [PORTAIL_REPORT_STRIP_CARDS] = "L",
    [PORTAIL_REPORT_STRIP_TABLE_HEADER] = "Table",
    [PORTAIL_REPORT_STRIP_TABLE_ROW] = "Table",
  };

  return containers[portail_report_strips_get (strips, index)->kind];
}
