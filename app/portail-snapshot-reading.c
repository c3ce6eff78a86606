/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-snapshot-reading.h"

#include "app/portail-sql.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/report/portail-dotation-report.h"
#include "shared/report/portail-fiche-impot.h"

void
portail_snapshot_reading_free (PortailSnapshotReading *reading)
{
  g_clear_pointer (&reading->figures, portail_dotation_figures_free);
  g_clear_pointer (&reading->snapshot, portail_archive_snapshot_free);
  g_clear_pointer (&reading->archive, portail_record_free);
  g_free (reading->enterprise);
  g_free (reading->code);
  g_free (reading);
}

static void
free_reading (gpointer reading)
{
  portail_snapshot_reading_free (reading);
}

/* The archive's id and the SHA-256 of what it keeps, which the server wrote in canonical form. */
static char *
make_code (const PortailArchive *archive)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, archive->payload, -1);

  return g_strdup_printf ("%s %s", archive->base.id, sum);
}

static gboolean
load_company (PortailDatabase *database, PortailSnapshotReading *reading, GError **error)
{
  return portail_sql_take_text (
      portail_database_query (database, error,
                              "SELECT name FROM enterprise WHERE id = ?1 UNION ALL"
                              " SELECT name FROM enterprise_card WHERE id = ?1 LIMIT 1",
                              "t", reading->archive->base.enterprise_id),
      &reading->enterprise, error);
}

static gpointer
run_reading (PortailDatabase *database, gpointer id, GError **error)
{
  g_autoptr (PortailSnapshotReading) reading = g_new0 (PortailSnapshotReading, 1);

  reading->archive = portail_record_sql_load (database, &portail_archive_type, id, error);
  if (reading->archive == NULL || !load_company (database, reading, error))
    return NULL;
  if (reading->archive->payload == NULL)
    return g_steal_pointer (&reading);
  reading->snapshot = portail_archive_snapshot_read (reading->archive->payload, NULL);
  reading->code = make_code (reading->archive);
  if (reading->snapshot != NULL && reading->snapshot->sheet != NULL)
    reading->figures = portail_dotation_sheet_compute (reading->snapshot->sheet, NULL);
  return g_steal_pointer (&reading);
}

PortailQuery *
portail_snapshot_reading_new (const char *archive_id)
{
  return portail_query_new (run_reading, g_strdup (archive_id), g_free, free_reading);
}

PortailReport *
portail_snapshot_reading_make_report (const PortailSnapshotReading *reading)
{
  PortailDotationReportSource source = { .figures = reading->figures };
  g_autofree char *code = NULL;
  PortailReport *report;

  if (reading->figures == NULL)
    return NULL;
  source.sheet = reading->snapshot->sheet;
  source.enterprise = reading->enterprise != NULL ? reading->enterprise : "";
  /* Equal papers for one archive, whenever they are printed. */
  source.generated_at = reading->archive->base.created_at;
  if (portail_timestamp_is_null (source.generated_at))
    source.generated_at = portail_timestamp_now ();
  report = reading->archive->doc_type == PORTAIL_ARCHIVE_IMPOT
               ? portail_fiche_impot_new (&source)
               : portail_dotation_report_new (&source);
  /* Translators: at the end of a paper, the code by which it is checked. */
  code = g_strdup_printf (_ ("Archive %1$s · verification code: %2$s"),
                          reading->archive->number != NULL ? reading->archive->number : "",
                          reading->code);
  portail_report_add_paragraph (report, PORTAIL_REPORT_NOTE, code);
  return report;
}
