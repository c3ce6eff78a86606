/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-pdf.h"

#include <cairo-pdf.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define PRODUCER "Portail " PORTAIL_VERSION

static cairo_status_t
append_bytes (void *closure, const unsigned char *bytes, unsigned int n_bytes)
{
  g_byte_array_append (closure, bytes, n_bytes);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_properties (cairo_surface_t *surface, const PortailReportHead *head)
{
  g_autofree char *title = g_strdup_printf ("%s – %s – %s", head->title, head->organisation,
                                            head->period);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (head->generated_at.milliseconds
                                                              / 1000);
  g_autofree char *created = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, head->organisation);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, head->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, PRODUCER);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, created);
}

static void
add_outline (cairo_surface_t *surface, const PortailReportPages *pages)
{
  const GArray *bookmarks = portail_report_pages_get_bookmarks (pages);
  /* The newest outline of each level, which is the parent of the next level's. */
  int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
                     CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < bookmarks->len; i++)
    {
      const PortailReportBookmark *bookmark = &g_array_index (bookmarks, PortailReportBookmark, i);
      g_autofree char *link = g_strdup_printf ("page=%u pos=[0 %d]", bookmark->page + 1,
                                               (int) bookmark->y);
      guint level = MIN (bookmark->level, G_N_ELEMENTS (parents) - 2);
      int outline = cairo_pdf_surface_add_outline (surface, parents[level], bookmark->text, link,
                                                   level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);

      for (guint below = level + 1; below < G_N_ELEMENTS (parents); below++)
        parents[below] = outline;
    }
}

static void
draw_pages (cairo_surface_t *surface, const PortailReportPages *pages)
{
  cairo_t *cr = cairo_create (surface);

  cairo_tag_begin (cr, "Document", NULL);
  for (guint page = 0; page < portail_report_pages_get_n (pages); page++)
    {
      g_autofree char *label = g_strdup_printf ("%u", page + 1);

      cairo_pdf_surface_set_page_label (surface, label);
      portail_report_pages_draw (pages, page, cr);
      cairo_show_page (cr);
    }
  cairo_tag_end (cr, "Document");
  cairo_destroy (cr);
}

GBytes *
portail_report_to_pdf (const PortailReportPages *pages, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_bytes, bytes, portail_report_pages_get_width (pages),
      portail_report_pages_get_height (pages));
  cairo_status_t status;

  set_properties (surface, portail_report_get_head (portail_report_pages_get_report (pages)));
  draw_pages (surface, pages);
  add_outline (surface, pages);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, _ ("The PDF cannot be written: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
