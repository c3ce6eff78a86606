/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two reports of a dotation in French, word by word: tests/golden/ holds what pdftotext makes
 * of them, runs of spaces as one. After a change that is meant, copy the text of the failure. */
#include "shared/report/portail-fiche-impot.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "tests/shared/report-example.h"

static void
test_fiche (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();

  sheet->dotation->status = PORTAIL_DOTATION_EN_ATTENTE;
  sheet->dotation->notes = g_strdup ("Contrôle prévu mercredi.");
  report_example_assert_golden (report_example_make (sheet, REPORT_EXAMPLE_FICHE),
                                "fiche-impot.txt");
}

static void
test_dotation (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();

  sheet->dotation->status = PORTAIL_DOTATION_VALIDE;
  report_example_assert_golden (report_example_make (sheet, REPORT_EXAMPLE_DOTATION),
                                "dotation-report.txt");
}

static void
test_empty (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();

  report_example_assert_golden (report_example_make (sheet, REPORT_EXAMPLE_FICHE_PROVISIONAL),
                                "fiche-impot-empty.txt");
}

static char *
read_page (const PortailDotationSheet *sheet, ReportExampleKind kind)
{
  g_autoptr (GBytes) pdf = report_example_print (report_example_make (sheet, kind));

  return report_example_read_text (pdf);
}

static void
test_status (void)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autofree char *draft = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *provisional = NULL;
  g_autoptr (PortailReport) report = NULL;

  draft = read_page (sheet, REPORT_EXAMPLE_FICHE);
  g_assert_nonnull (strstr (draft, "Brouillon"));
  /* The watermark is a drawing: nobody copies it with the text. */
  g_assert_null (strstr (draft, "BROUILLON"));
  report = report_example_make (sheet, REPORT_EXAMPLE_FICHE);
  g_assert_cmpstr (portail_report_get_head (report)->watermark, ==, "BROUILLON");
  provisional = read_page (sheet, REPORT_EXAMPLE_FICHE_PROVISIONAL);
  g_assert_nonnull (strstr (provisional, "Provisoire"));
  sheet->dotation->status = PORTAIL_DOTATION_REFUSE;
  sheet->dotation->refusal_reason = g_strdup ("Une facture manque.");
  refused = read_page (sheet, REPORT_EXAMPLE_FICHE);
  g_assert_nonnull (strstr (refused, "Refusée : Une facture manque."));
}

/* Amounts have U+202F between groups and U+00A0 before the sign in the PDF itself. */
static void
test_spaces (void)
{
  static const char *const command[] = { "pdftotext", "-raw", "FILE", "-", NULL };
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (GBytes) pdf = report_example_print (report_example_make (sheet, REPORT_EXAMPLE_FICHE));
  g_autofree char *text = report_example_read (pdf, command);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, "400000"));
  g_assert_null (strstr (text, "000$"));
  g_assert_null (strstr (text, "\xef\xbf\xbd"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *catalogues = NULL;

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  catalogues = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/fiche-impot/it-reads-as-it-should", test_fiche);
  g_test_add_func ("/fiche-impot/the-dotation-reads-as-it-should", test_dotation);
  g_test_add_func ("/fiche-impot/an-empty-sheet-says-so", test_empty);
  g_test_add_func ("/fiche-impot/the-status-is-plain-to-see", test_status);
  g_test_add_func ("/fiche-impot/amounts-keep-their-spaces", test_spaces);
  return g_test_run ();
}
