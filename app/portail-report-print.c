/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-print.h"

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, PortailReportPages *pages)
{
  gtk_print_operation_set_n_pages (operation, (int) portail_report_pages_get_n (pages));
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              PortailReportPages *pages)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double paper_width = portail_report_pages_get_width (pages);
  double paper_height = portail_report_pages_get_height (pages);
  double scale = MIN (MIN (width / paper_width, height / paper_height), 1);

  cairo_translate (cr, (width - paper_width * scale) / 2, (height - paper_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  portail_report_pages_draw (pages, (guint) page, cr);
}

static GtkPageSetup *
new_page_setup (PortailReportOrientation orientation)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, a4);
  gtk_page_setup_set_orientation (setup, orientation == PORTAIL_REPORT_LANDSCAPE
                                             ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                             : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (a4);
  return setup;
}

static void
drop_pages (gpointer pages, GClosure *closure)
{
  portail_report_pages_unref (pages);
}

GtkPrintOperation *
portail_report_print_operation_new (PortailReportPages *pages)
{
  const PortailReportHead *head = portail_report_get_head (portail_report_pages_get_report (pages));
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup (head->orientation);
  g_autofree char *name = g_strdup_printf ("%s – %s", head->title, head->organisation);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The margins are the report's own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (on_begin_print),
                         portail_report_pages_ref (pages), drop_pages, 0);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page),
                         portail_report_pages_ref (pages), drop_pages, 0);
  return operation;
}
