/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-number.h"

static const char *
get_kind (const PortailArchive *archive)
{
  int index = portail_record_type_find_field (archive->base.type, "doc_type");

  return portail_choice_find (
             portail_record_type_get_field (archive->base.type, (guint) index)->choices,
             archive->doc_type)
      ->name;
}

gboolean
portail_archive_number_take (PortailRecordWriter *writer, PortailArchive *archive, GError **error)
{
  const char *kind = get_kind (archive);
  g_autofree char *word = g_ascii_strup (kind, -1);
  PortailStatement *statement;
  int year, month, day;

  portail_day_get_date (portail_timestamp_get_paris_day (portail_record_writer_get_now (writer)),
                        &year, &month, &day);
  statement = portail_database_query (
      portail_record_writer_get_database (writer), error,
      "INSERT INTO archive_counter (enterprise_id, doc_type, year, number) VALUES (?, ?, ?, 1)"
      " ON CONFLICT (enterprise_id, doc_type, year) DO UPDATE SET number = number + 1"
      " RETURNING number",
      "tti", archive->base.enterprise_id, kind, (gint64) year);
  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  g_free (archive->number);
  archive->number = g_strdup_printf ("%s-%04d-%06" G_GINT64_FORMAT, word, year,
                                     portail_statement_get_int64 (statement, 0));
  portail_statement_reset (statement);
  return TRUE;
}
