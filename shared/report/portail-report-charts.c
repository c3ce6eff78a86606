/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-charts.h"

#include "shared/report/portail-chart-drawing.h"

/* Points. */
#define PLOT_HEIGHT  165.0
#define DENSE_HEIGHT 94.0 /* where there are several lines of them */
#define BETWEEN      18.0
#define UNDER_TITLE  3.0

static double
draw_title (const PortailReportCanvas *canvas,
            const PortailChart *chart,
            double width,
            PortailReportPoint place)
{
  const PortailReportForm form = {
    .face = PORTAIL_REPORT_FACE_HEADING_2,
    .width = width,
    .max_lines = 1,
  };
  const char *title = portail_chart_get_title (chart);

  if (canvas->cr != NULL)
    return portail_report_setter_draw (canvas->setter, canvas->cr, title, &form, place);
  return portail_report_setter_measure (canvas->setter, title, &form).height;
}

static void
draw_plot (const PortailReportCanvas *canvas,
           const PortailChart *chart,
           PortailReportSize size,
           PortailReportPoint place)
{
  const PortailChartLook look = {
    .context = portail_report_setter_get_context (canvas->setter, PORTAIL_REPORT_FACE_CELL_NOTE),
    .theme = PORTAIL_CHART_PAPER,
    .width = size.width,
    .height = size.height,
    .focus = PORTAIL_CHART_NO_POINT,
  };

  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, place.x, place.y);
  portail_chart_draw (chart, &look, canvas->cr);
  cairo_restore (canvas->cr);
}

double
portail_report_charts_line (const PortailReportCanvas *canvas,
                            const PortailReportBlock *block,
                            guint first,
                            PortailReportPoint place)
{
  guint n = MIN (block->charts->len - first, PORTAIL_REPORT_CHARTS_PER_LINE);
  guint n_columns = MIN (block->charts->len, PORTAIL_REPORT_CHARTS_PER_LINE);
  double width = (canvas->size.width - BETWEEN * (n_columns - 1)) / n_columns;
  double height = block->charts->len > n_columns ? DENSE_HEIGHT : PLOT_HEIGHT;
  double title = 0;

  for (guint i = 0; i < n; i++)
    {
      const PortailChart *chart = g_ptr_array_index (block->charts, first + i);
      PortailReportPoint corner = { place.x + i * (width + BETWEEN), place.y };

      if (canvas->cr != NULL)
        cairo_tag_begin (canvas->cr, "Figure", NULL);
      title = MAX (title, draw_title (canvas, chart, width, corner));
      corner.y += title + UNDER_TITLE;
      if (canvas->cr != NULL)
        {
          draw_plot (canvas, chart, (PortailReportSize){ width, height }, corner);
          cairo_tag_end (canvas->cr, "Figure");
        }
    }
  return title + UNDER_TITLE + height;
}
