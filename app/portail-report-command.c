/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/portail-absence.h"
#include "app/portail-account-choice.h"
#include "app/portail-blanchiment-study.h"
#include "app/portail-cache-store.h"
#include "app/portail-dashboard-snapshot.h"
#include "app/portail-report-search.h"
#include "app/portail-sql.h"
#include "app/portail-tax-list.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-report.h"
#include "shared/report/portail-dotation-export.h"

#define STATUS_FAILED 1
#define STATUS_USAGE  2

static const GOptionEntry entries[] = {
  { "report", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Write a report: fiche-impot, declarations, dotation, dashboard, summary or blanchiment"),
    N_ ("KIND") },
  { "period", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Week of the report, such as 2025-W38"),
    N_ ("WEEK") },
  { "enterprise", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Company of the report"), N_ ("NAME") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("File to write, .pdf, .xlsx or .csv; - for a PDF on standard output"), N_ ("FILE") },
  { "account", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("User name or server of the account, instead of the one used last"), N_ ("NAME") },
  { NULL },
};

typedef struct _Request Request;

/* A report that can be asked for. */
typedef struct
{
  const char *name;
  PortailModule module; /* whoever may not read it gets no report */
  GBytes *(*make) (const Request *request,
                   PortailDatabase *database,
                   const PortailReportCompany *company,
                   GError **error);
} Report;

/* What was asked for, checked. */
struct _Request
{
  const Report *report;
  PortailDotationExportFormat format;
  PortailWeek period;
  const char *enterprise; /* NULL: the only one */
  const char *output;
  const char *account; /* NULL: the one used last */
  guint n_absence_days;
};

void
portail_report_command_add_options (GApplication *application)
{
  /* GApplication translates nothing by itself. It copies the entries, not their texts. */
  GOptionEntry translated[G_N_ELEMENTS (entries)];

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      translated[i] = entries[i];
      if (entries[i].long_name == NULL)
        continue;
      translated[i].description = _ (entries[i].description);
      translated[i].arg_description = _ (entries[i].arg_description);
    }
  g_application_add_main_option_entries (application, translated);
}

static GBytes *
make_dotation (const Request *request,
               PortailDatabase *database,
               const PortailReportCompany *company,
               GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = portail_report_find_sheet (database, company,
                                                                      request->period, error);
  g_autoptr (PortailDotationFigures) figures = NULL;
  PortailDotationReportSource source = { .generated_at = portail_timestamp_now () };
  PortailDotationExportKind kind = PORTAIL_DOTATION_EXPORT_DOTATION;

  if (sheet == NULL
      || !portail_report_find_state (database, sheet->dotation->base.id, &source.state, error))
    return NULL;
  figures = portail_dotation_sheet_compute (sheet, error);
  if (figures == NULL)
    return NULL;
  source.sheet = sheet;
  source.figures = figures;
  source.enterprise = company->name;
  portail_dotation_export_kind_from_name (request->report->name, &kind);
  return portail_dotation_export (&source, kind, request->format, error);
}

/* The cache holds operations only of companies where this account may read them. */
static gboolean
find_parts (PortailDatabase *database,
            const PortailReportCompany *company,
            PortailDashboardParts *parts,
            GError **error)
{
  gint64 n_operations;

  if (!portail_sql_take_integer (
          portail_database_query (
              database, error,
              "SELECT count(*) FROM blanchiment_operation AS o JOIN enterprise AS e"
              " ON e.id = o.enterprise_id WHERE e.id = ? AND e.blanchiment_enabled = 1"
              " AND o.trashed_at IS NULL",
              "t", company->id),
          &n_operations, error))
    return FALSE;
  *parts = PORTAIL_DASHBOARD_PERSONS | (n_operations > 0 ? PORTAIL_DASHBOARD_OPERATIONS : 0);
  return TRUE;
}

static GBytes *
make_dashboard (const Request *request,
                PortailDatabase *database,
                const PortailReportCompany *company,
                GError **error)
{
  static const PortailDashboardExportFormat formats[PORTAIL_DOTATION_EXPORT_N_FORMATS] = {
    [PORTAIL_DOTATION_EXPORT_PDF] = PORTAIL_DASHBOARD_EXPORT_PDF,
    [PORTAIL_DOTATION_EXPORT_XLSX] = PORTAIL_DASHBOARD_EXPORT_XLSX,
    [PORTAIL_DOTATION_EXPORT_CSV] = PORTAIL_DASHBOARD_EXPORT_CSV,
  };
  PortailDashboardWish wish = {
    .enterprise_id = company->id,
    .period = request->period,
    .now = portail_timestamp_now (),
    .reader = PORTAIL_DASHBOARD_READER_COMPANY,
  };
  g_autoptr (PortailDashboardSnapshot) snapshot = NULL;
  PortailDashboardReportSource source;
  PortailDashboardExportKind kind = PORTAIL_DASHBOARD_EXPORT_DASHBOARD;

  if (!find_parts (database, company, &wish.parts, error))
    return NULL;
  snapshot = portail_dashboard_snapshot_load (database, &wish, error);
  if (snapshot == NULL)
    return NULL;
  source = portail_dashboard_snapshot_get_report_source (snapshot);
  portail_dashboard_export_kind_from_name (request->report->name, &kind);
  return portail_dashboard_export (&source, kind, formats[request->format], error);
}

static gboolean
check_blanchiment (PortailDatabase *database, const PortailReportCompany *company, GError **error)
{
  gint64 is_enabled;

  if (!portail_sql_take_integer (
          portail_database_query (database, error,
                                  "SELECT blanchiment_enabled FROM enterprise WHERE id = ?", "t",
                                  company->id),
          &is_enabled, error))
    return FALSE;
  if (is_enabled)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
               _ ("The blanchiment is switched off for “%s”."), company->name);
  return FALSE;
}

/* Of the operations that were received in the week. */
static GBytes *
make_blanchiment (const Request *request,
                  PortailDatabase *database,
                  const PortailReportCompany *company,
                  GError **error)
{
  const PortailTimestamp now = portail_timestamp_now ();
  const PortailBlanchimentRange range = {
    .enterprise_id = company->id,
    .from = portail_week_get_monday (request->period),
    .to = portail_week_get_sunday (request->period),
    .today = portail_timestamp_get_paris_day (now),
  };
  g_autoptr (PortailBlanchimentStudy) study = NULL;
  PortailBlanchimentReportSource source = { .enterprise = company->name, .generated_at = now };

  if (request->format == PORTAIL_DOTATION_EXPORT_CSV)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("This report is written as .pdf or .xlsx."));
      return NULL;
    }
  if (!check_blanchiment (database, company, error))
    return NULL;
  study = portail_blanchiment_study_read (database, &range, error);
  if (study == NULL)
    return NULL;
  source.analysis = study->analysis;
  return request->format == PORTAIL_DOTATION_EXPORT_XLSX
             ? portail_blanchiment_report_to_xlsx (&source, error)
             : portail_blanchiment_report_to_pdf (&source, error);
}

static GBytes *
make_declarations (const Request *request,
                   PortailDatabase *database,
                   const PortailReportCompany *company,
                   GError **error)
{
  const PortailTaxListSource source = { company, request->period, portail_timestamp_now () };

  return portail_tax_list_export (database, &source, request->format, error);
}

static const Report reports[] = {
  { "declarations", PORTAIL_MODULE_DOTATIONS, make_declarations },
  { "fiche-impot", PORTAIL_MODULE_DOTATIONS, make_dotation },
  { "dotation", PORTAIL_MODULE_DOTATIONS, make_dotation },
  { "dashboard", PORTAIL_MODULE_DOTATIONS, make_dashboard },
  { "summary", PORTAIL_MODULE_DOTATIONS, make_dashboard },
  { "blanchiment", PORTAIL_MODULE_BLANCHIMENT, make_blanchiment },
};

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_names (GVariantDict *options, Request *request, GError **error)
{
  const char *kind = NULL;
  const char *period = NULL;

  g_variant_dict_lookup (options, "report", "&s", &kind);
  g_variant_dict_lookup (options, "enterprise", "&s", &request->enterprise);
  g_variant_dict_lookup (options, "account", "&s", &request->account);
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (g_strcmp0 (reports[i].name, kind) == 0)
      request->report = &reports[i];
  if (request->report == NULL)
    {
      g_set_error (
          error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
          _ ("“%s” is no report. There are: fiche-impot, declarations, dotation, dashboard, "
             "summary, blanchiment."),
          kind);
      return FALSE;
    }
  if (!g_variant_dict_lookup (options, "period", "&s", &period))
    return set_invalid (error, _ ("Which week? Give --period, such as --period 2025-W38."));
  if (!portail_week_parse (period, &request->period))
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                   _ ("“%s” is no week; one is written as 2025-W38."), period);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_request (GVariantDict *options, Request *request, GError **error)
{
  if (!read_names (options, request, error))
    return FALSE;
  if (!g_variant_dict_lookup (options, "output", "^&ay", &request->output))
    return set_invalid (error,
                        _ ("Where to? Give --output FILE, or --output - for standard output."));
  if (g_str_equal (request->output, "-"))
    request->format = PORTAIL_DOTATION_EXPORT_PDF;
  else if (!portail_dotation_export_format_from_file_name (request->output, &request->format))
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                   _ ("What “%s” is to be cannot be told from its name: end it in .pdf, .xlsx or "
                      ".csv."),
                   request->output);
      return FALSE;
    }
  return TRUE;
}

static GBytes *
make_file (const Request *request, const PortailAccount *account, GError **error)
{
  g_autoptr (PortailDatabase) database = portail_cache_store_open_reader (account->directory,
                                                                          error);
  g_autoptr (PortailReportCompany) company = NULL;

  if (database == NULL)
    {
      g_prefix_error (error, "%s: ", _ ("The local copy of this account cannot be read"));
      return NULL;
    }
  company = portail_report_find_company (database, request->enterprise, error);
  if (company == NULL
      || !portail_report_check_role (database, account->user_id, company->id,
                                     request->report->module, error))
    return NULL;
  return request->report->make (request, database, company, error);
}

static gboolean
write_output (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const void *start = g_bytes_get_data (bytes, &n_bytes);

  if (fwrite (start, 1, n_bytes, stdout) == n_bytes && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
               _ ("Standard output cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

/* A sandbox has paths of its own, so a path of the host fails or ends up elsewhere. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize n_bytes;
  const char *start = g_bytes_get_data (bytes, &n_bytes);

  if (g_file_set_contents_full (path, start, (gssize) n_bytes, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                &reason))
    return TRUE;
  if (is_sandboxed ())
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s\n%s", reason->message,
                 _ ("Paths of the host are not visible in the sandbox: use --output - and send "
                    "standard output to the file."));
  else
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, reason->message);
  return FALSE;
}

static gboolean
run (const Request *request, const char *accounts_directory, GError **error)
{
  g_autoptr (PortailAccount) account = portail_account_choose (accounts_directory, request->account,
                                                               error);
  g_autoptr (GBytes) bytes = NULL;

  if (account == NULL || !portail_account_check_open (account, error)
      || !portail_account_check_present (accounts_directory, account, request->n_absence_days,
                                         error))
    return FALSE;
  bytes = make_file (request, account, error);
  if (bytes == NULL)
    return FALSE;
  return g_str_equal (request->output, "-") ? write_output (bytes, error)
                                            : write_file (request->output, bytes, error);
}

int
portail_report_command_handle (GVariantDict *options,
                               const char *accounts_directory,
                               GSettings *settings)
{
  g_autoptr (GError) error = NULL;
  Request request = { .n_absence_days = portail_absence_get_days (settings) };

  if (!g_variant_dict_contains (options, "report"))
    return -1;
  /* Standard output may be the file. */
  g_log_writer_default_set_use_stderr (TRUE);
  if (!read_request (options, &request, &error))
    {
      g_printerr ("portail: %s\n", error->message);
      return STATUS_USAGE;
    }
  if (!run (&request, accounts_directory, &error))
    {
      g_printerr ("portail: %s\n", error->message);
      return STATUS_FAILED;
    }
  return 0;
}
