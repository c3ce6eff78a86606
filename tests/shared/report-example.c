/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/shared/report-example.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "shared/report/portail-dotation-report.h"
#include "shared/report/portail-fiche-impot.h"
#include "shared/report/portail-report-pdf.h"

PortailDotationSheet *
report_example_new_empty (void)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);

  dotation->period = portail_week_from_number (2025, 38);
  dotation->status = PORTAIL_DOTATION_BROUILLON;
  return portail_dotation_sheet_new (dotation);
}

void
report_example_add_row (PortailDotationSheet *sheet,
                        const char *name,
                        gint64 run_dollars,
                        gint64 salaire_dollars,
                        gint64 prime_dollars)
{
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

  row->employee_name = g_strdup (name);
  row->is_direction = sheet->rows->len == 0;
  row->grade = g_strdup (row->is_direction ? "Patron" : "Senior");
  row->run = PORTAIL_DOLLARS (run_dollars);
  row->salaire = PORTAIL_DOLLARS (salaire_dollars);
  row->salaire_manuel = TRUE;
  row->prime = PORTAIL_DOLLARS (prime_dollars);
  row->prime_manuelle = TRUE;
  g_ptr_array_add (sheet->rows, row);
}

void
report_example_add_entry (PortailDotationSheet *sheet,
                          PortailEntryKind kind,
                          const char *justificatif,
                          gint64 dollars)
{
  PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);

  entry->kind = kind;
  entry->date = portail_day_from_date (2025, 9, 17);
  entry->justificatif = g_strdup (justificatif);
  entry->montant = PORTAIL_DOLLARS (dollars);
  g_ptr_array_add (kind == PORTAIL_ENTRY_RETRAIT ? sheet->retraits : sheet->depenses, entry);
}

PortailDotationSheet *
report_example_new (void)
{
  PortailDotationSheet *sheet = report_example_new_empty ();

  sheet->dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  report_example_add_row (sheet, "Jean Dupont", 90000, 60000, 32000);
  report_example_add_row (sheet, "Élodie Martin", 95000, 50000, 20000);
  report_example_add_row (sheet, "Noël D’Arcy", 65000, 30000, 15000);
  report_example_add_row (sheet, "Łukasz Nowak", 150000, 70000, 28000);
  report_example_add_entry (sheet, PORTAIL_ENTRY_DEPENSE, "Essence flotte", 12000);
  report_example_add_entry (sheet, PORTAIL_ENTRY_DEPENSE, "Pièces moteur (facture n° 18)", 23000);
  report_example_add_entry (sheet, PORTAIL_ENTRY_RETRAIT, "Achat véhicule", 12000);
  return sheet;
}

void
report_example_add_rows (PortailDotationSheet *sheet, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Employé %03u", i);

      report_example_add_row (sheet, name, 1000 + i, 500, 100);
    }
}

PortailReport *
report_example_make (const PortailDotationSheet *sheet, ReportExampleKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, &error);
  PortailDotationReportSource source = {
    .sheet = sheet,
    .figures = figures,
    .enterprise = "Garage Central",
    .state = kind == REPORT_EXAMPLE_FICHE_PROVISIONAL ? PORTAIL_DOTATION_REPORT_PROVISIONAL
                                                      : PORTAIL_DOTATION_REPORT_CURRENT,
    .generated_at = REPORT_EXAMPLE_TIME,
  };

  g_assert_no_error (error);
  return kind == REPORT_EXAMPLE_DOTATION ? portail_dotation_report_new (&source)
                                         : portail_fiche_impot_new (&source);
}

GBytes *
report_example_print (PortailReport *report)
{
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (report);
  g_autoptr (GError) error = NULL;
  GBytes *pdf = portail_report_to_pdf (pages, &error);

  g_assert_no_error (error);
  return pdf;
}

char *
report_example_read (GBytes *pdf, const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) argv = g_strdupv ((char **) command);
  char *output = NULL;
  int status;

  close (g_file_open_tmp ("report-XXXXXX.pdf", &path, &error));
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  for (guint i = 0; argv[i] != NULL; i++)
    if (g_str_equal (argv[i], "FILE"))
      {
        g_free (argv[i]);
        argv[i] = g_strdup (path);
      }
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return output;
}

char *
report_example_read_text (GBytes *pdf)
{
  static const char *const command[] = { "pdftotext", "-layout", "FILE", "-", NULL };
  g_autofree char *text = report_example_read (pdf, command);
  GString *plain = g_string_new (text);

  g_string_replace (plain, "\xe2\x80\xaf", " ", 0);
  g_string_replace (plain, "\xc2\xa0", " ", 0);
  return g_string_free (plain, FALSE);
}

guint
report_example_count_pages (GBytes *pdf)
{
  static const char *const command[] = { "qpdf", "--show-npages", "FILE", NULL };
  g_autofree char *text = report_example_read (pdf, command);

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

guint
report_example_count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

/* Lines as a reader sees them: one space for many, no empty ones, no version. */
static char *
normalize (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);
  GString *normal = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      gboolean is_first = TRUE;

      for (guint word = 0; words[word] != NULL; word++)
        {
          if (*words[word] == '\0')
            continue;
          g_string_append_printf (normal, "%s%s", is_first ? "" : " ", words[word]);
          is_first = FALSE;
        }
      if (!is_first)
        g_string_append_c (normal, '\n');
    }
  g_string_replace (normal, PORTAIL_VERSION, "VERSION", 0);
  return g_string_free (normal, FALSE);
}

void
report_example_assert_golden (PortailReport *report, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", name, NULL);
  g_autoptr (GBytes) pdf = report_example_print (report);
  g_autofree char *text = report_example_read_text (pdf);
  g_autofree char *normal = normalize (text);
  g_autofree char *golden = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  if (!g_str_equal (normal, golden))
    g_error ("%s differs; now it is:\n%s", path, normal);
}
