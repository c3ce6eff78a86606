/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-page.h"

#include <string.h>

#include "shared/report/portail-report-pdf.h"
#include "tests/shared/report-example.h"

/* The text of each page of a printed report, NULL behind the last. */
static char **
split_pages (PortailReport *report)
{
  g_autoptr (GBytes) pdf = report_example_print (report);
  g_autofree char *text = report_example_read_text (pdf);

  /* pdftotext ends each page with a form feed. */
  text[strlen (text) - 1] = '\0';
  return g_strsplit (text, "\f", -1);
}

static char **
print_fiche (guint n_rows)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();

  report_example_add_rows (sheet, n_rows);
  return split_pages (report_example_make (sheet, REPORT_EXAMPLE_FICHE));
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in:\n%s", part, text);
}

static void
test_margins (void)
{
  g_auto (GStrv) pages = print_fiche (60);
  guint n_pages = g_strv_length (pages);

  g_assert_cmpuint (n_pages, >=, 3);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *numbering = g_strdup_printf ("Page %u/%u", i + 1, n_pages);

      assert_has (pages[i], "TAX SHEET");
      assert_has (pages[i], "Garage Central");
      assert_has (pages[i], "Week 38 (15/09 – 21/09/2025)");
      assert_has (pages[i], numbering);
      assert_has (pages[i], "Generated on 22/09/2025 10:00 by Portail");
    }
}

static void
test_headers (void)
{
  static const guint sizes[] = { 5, 60, 400 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (GStrv) pages = print_fiche (sizes[i]);
      guint n_rows = 0;

      for (guint page = 0; pages[page] != NULL; page++)
        {
          guint n_here = report_example_count (pages[page], "Employé ");

          g_assert_cmpuint (report_example_count (pages[page], "FACTURE  "), ==, n_here > 0);
          n_rows += n_here;
        }
      g_assert_cmpuint (n_rows, ==, sizes[i]);
    }
}

/* Wherever the page ends: a total has a row above it, a heading something below it. */
static void
test_orphans (void)
{
  for (guint n_rows = 30; n_rows < 75; n_rows++)
    {
      g_auto (GStrv) pages = print_fiche (n_rows);

      for (guint page = 0; pages[page] != NULL; page++)
        {
          const char *total = strstr (pages[page], "TOTAL");
          const char *row = strstr (pages[page], "Employé ");
          g_autofree char *before_foot = g_strndup (
              pages[page], (gsize) (strstr (pages[page], "Generated on") - pages[page]));

          if (total != NULL)
            g_assert_true (row != NULL && row < total);
          g_strchomp (before_foot);
          g_assert_false (g_str_has_suffix (before_foot, "Calculation of the tax"));
          g_assert_false (g_str_has_suffix (before_foot, "Wealth tax"));
          g_assert_true (total != NULL || report_example_count (pages[page], "Employé ") != 1);
        }
    }
}

static PortailReport *
new_report (PortailReportOrientation orientation)
{
  PortailReportHead head = {
    .title = "Title",
    .organisation = "Organisation",
    .period = "Period",
    .orientation = orientation,
    .generated_at = REPORT_EXAMPLE_TIME,
  };

  return portail_report_new (&head);
}

static void
test_long_paragraph (void)
{
  PortailReport *report = new_report (PORTAIL_REPORT_PORTRAIT);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) pages = NULL;
  guint n_lines = 0;

  for (guint i = 1; i <= 200; i++)
    g_string_append_printf (text, "Line %u.\n", i);
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, text->str);
  pages = split_pages (report);
  g_assert_cmpuint (g_strv_length (pages), >, 2);
  for (guint page = 0; pages[page] != NULL; page++)
    n_lines += report_example_count (pages[page], "Line ");
  g_assert_cmpuint (n_lines, ==, 200);
}

static void
test_page_break (void)
{
  PortailReport *report = new_report (PORTAIL_REPORT_LANDSCAPE);
  g_auto (GStrv) pages = NULL;

  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, "first");
  portail_report_add_page_break (report);
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, "second");
  pages = split_pages (report);
  g_assert_cmpuint (g_strv_length (pages), ==, 2);
  assert_has (pages[0], "first");
  assert_has (pages[1], "second");
}

static void
test_bookmarks (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (
      report_example_make (sheet, REPORT_EXAMPLE_FICHE));
  const GArray *bookmarks = portail_report_pages_get_bookmarks (pages);
  const PortailReportBookmark *title = &g_array_index (bookmarks, PortailReportBookmark, 0);
  guint page = 0;

  g_assert_cmpstr (title->text, ==, "TAX SHEET");
  g_assert_cmpuint (title->level, ==, 0);
  g_assert_cmpuint (bookmarks->len, ==, 8);
  for (guint i = 0; i < bookmarks->len; i++)
    {
      const PortailReportBookmark *bookmark = &g_array_index (bookmarks, PortailReportBookmark, i);

      g_assert_cmpuint (bookmark->page, >=, page);
      g_assert_cmpfloat (bookmark->y, <, portail_report_pages_get_height (pages));
      page = bookmark->page;
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-page/every-page-says-what-it-belongs-to", test_margins);
  g_test_add_func ("/report-page/titles-of-columns-stand-on-every-page-of-a-table", test_headers);
  g_test_add_func ("/report-page/nothing-is-left-alone-at-a-page-break", test_orphans);
  g_test_add_func ("/report-page/a-paragraph-longer-than-a-page-is-divided", test_long_paragraph);
  g_test_add_func ("/report-page/a-page-break-begins-a-page", test_page_break);
  g_test_add_func ("/report-page/the-title-and-headings-are-bookmarks", test_bookmarks);
  return g_test_run ();
}
