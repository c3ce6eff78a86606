/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-sheets.h"

/* Around and between sheets, in pixels. */
#define GAP 18
/* Pixels a point while the sheets fit the width that they get. */
#define MIN_FIT_SCALE 0.35
#define MAX_FIT_SCALE 1.8

struct _PortailReportSheets
{
  GtkWidget parent_instance;

  PortailReportPages *pages;
  double fixed_scale; /* 0: fits the width */
  double scale;
  double visible_top;
  double visible_height; /* 0: not told so far */
  GHashTable *nodes;     /* page → GskRenderNode of visible pages at this scale */
};

G_DEFINE_FINAL_TYPE (PortailReportSheets, portail_report_sheets, GTK_TYPE_WIDGET)

static guint
get_n_pages (PortailReportSheets *sheets)
{
  return sheets->pages != NULL ? portail_report_pages_get_n (sheets->pages) : 0;
}

static double
get_scale_for_width (PortailReportSheets *sheets, int width)
{
  double paper = portail_report_pages_get_width (sheets->pages);

  if (sheets->fixed_scale > 0)
    return sheets->fixed_scale;
  return CLAMP ((width - 2 * GAP) / paper, MIN_FIT_SCALE, MAX_FIT_SCALE);
}

static int
get_sheet_height (PortailReportSheets *sheets, double scale)
{
  return (int) (portail_report_pages_get_height (sheets->pages) * scale + 0.5);
}

static int
measure_width (PortailReportSheets *sheets, double scale)
{
  return (int) (portail_report_pages_get_width (sheets->pages) * scale + 0.5) + 2 * GAP;
}

static GtkSizeRequestMode
portail_report_sheets_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
portail_report_sheets_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  PortailReportSheets *sheets = PORTAIL_REPORT_SHEETS (widget);
  double scale;

  *minimum = *natural = 0;
  if (sheets->pages == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = measure_width (sheets,
                                sheets->fixed_scale > 0 ? sheets->fixed_scale : MIN_FIT_SCALE);
      *natural = MAX (*minimum, measure_width (sheets, 1));
      return;
    }
  scale = get_scale_for_width (sheets, for_size < 0 ? measure_width (sheets, 1) : for_size);
  *minimum = *natural = (int) get_n_pages (sheets) * (get_sheet_height (sheets, scale) + GAP) + GAP;
}

static void
portail_report_sheets_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PortailReportSheets *sheets = PORTAIL_REPORT_SHEETS (widget);
  double scale = sheets->pages != NULL ? get_scale_for_width (sheets, width) : 1;

  if (scale == sheets->scale)
    return;
  sheets->scale = scale;
  g_hash_table_remove_all (sheets->nodes);
}

static GskRenderNode *
make_node (PortailReportSheets *sheets, guint page)
{
  double width = portail_report_pages_get_width (sheets->pages) * sheets->scale;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width,
                                               (float) get_sheet_height (sheets, sheets->scale));
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, sheets->scale, sheets->scale);
  portail_report_pages_draw (sheets->pages, page, cr);
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
get_node (PortailReportSheets *sheets, guint page)
{
  GskRenderNode *node = g_hash_table_lookup (sheets->nodes, GUINT_TO_POINTER (page));

  if (node == NULL)
    {
      node = make_node (sheets, page);
      g_hash_table_insert (sheets->nodes, GUINT_TO_POINTER (page), node);
    }
  return node;
}

static void
snapshot_sheet (PortailReportSheets *sheets, GtkSnapshot *snapshot, guint page, float x, float y)
{
  static const GdkRGBA shadow = { 0, 0, 0, 0.25f };
  GskRenderNode *node = get_node (sheets, page);
  graphene_rect_t bounds;
  GskRoundedRect outline;

  gsk_render_node_get_bounds (node, &bounds);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 5);
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

static gboolean
is_visible (PortailReportSheets *sheets, double y)
{
  return sheets->visible_height <= 0
         || (y <= sheets->visible_top + sheets->visible_height
             && y + get_sheet_height (sheets, sheets->scale) >= sheets->visible_top);
}

static void
portail_report_sheets_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PortailReportSheets *sheets = PORTAIL_REPORT_SHEETS (widget);
  guint n_pages = get_n_pages (sheets);
  double x;

  if (n_pages == 0)
    return;
  x = (gtk_widget_get_width (widget)
       - portail_report_pages_get_width (sheets->pages) * sheets->scale)
      / 2;
  for (guint page = 0; page < n_pages; page++)
    {
      double y = GAP + page * (double) (get_sheet_height (sheets, sheets->scale) + GAP);

      if (is_visible (sheets, y))
        snapshot_sheet (sheets, snapshot, page, (float) (int) MAX (x, GAP), (float) y);
      else
        g_hash_table_remove (sheets->nodes, GUINT_TO_POINTER (page));
    }
}

static void
portail_report_sheets_finalize (GObject *object)
{
  PortailReportSheets *sheets = PORTAIL_REPORT_SHEETS (object);

  g_hash_table_unref (sheets->nodes);
  g_clear_pointer (&sheets->pages, portail_report_pages_unref);
  G_OBJECT_CLASS (portail_report_sheets_parent_class)->finalize (object);
}

static void
portail_report_sheets_class_init (PortailReportSheetsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_report_sheets_finalize;
  widget_class->get_request_mode = portail_report_sheets_get_request_mode;
  widget_class->measure = portail_report_sheets_measure;
  widget_class->size_allocate = portail_report_sheets_size_allocate;
  widget_class->snapshot = portail_report_sheets_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
portail_report_sheets_init (PortailReportSheets *sheets)
{
  sheets->scale = 1;
  sheets->nodes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  gtk_widget_set_focusable (GTK_WIDGET (sheets), TRUE);
}

GtkWidget *
portail_report_sheets_new (void)
{
  return g_object_new (PORTAIL_TYPE_REPORT_SHEETS, NULL);
}

void
portail_report_sheets_set_pages (PortailReportSheets *sheets, PortailReportPages *pages)
{
  g_return_if_fail (PORTAIL_IS_REPORT_SHEETS (sheets));
  g_hash_table_remove_all (sheets->nodes);
  if (pages != NULL)
    portail_report_pages_ref (pages);
  g_clear_pointer (&sheets->pages, portail_report_pages_unref);
  sheets->pages = pages;
  gtk_widget_queue_resize (GTK_WIDGET (sheets));
}

void
portail_report_sheets_set_scale (PortailReportSheets *sheets, double scale)
{
  g_return_if_fail (PORTAIL_IS_REPORT_SHEETS (sheets));
  sheets->fixed_scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (sheets));
}

double
portail_report_sheets_get_scale (PortailReportSheets *sheets)
{
  g_return_val_if_fail (PORTAIL_IS_REPORT_SHEETS (sheets), 1);
  return sheets->fixed_scale > 0 ? sheets->fixed_scale : sheets->scale;
}

void
portail_report_sheets_set_visible (PortailReportSheets *sheets, double top, double height)
{
  g_return_if_fail (PORTAIL_IS_REPORT_SHEETS (sheets));
  sheets->visible_top = top;
  sheets->visible_height = height;
  gtk_widget_queue_draw (GTK_WIDGET (sheets));
}
