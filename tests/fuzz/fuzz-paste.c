/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text, through every import that reads text. */
#include <string.h>

#include "shared/portail-blanchiment-analysis.h"
#include "shared/portail-blanchiment-import.h"
#include "shared/portail-dotation-import.h"
#include "tests/fuzz/fuzz-target.h"

static void
import_as (const PortailImportFormat *format, const PortailTextTable *table)
{
  g_autoptr (PortailTableImport) import = portail_table_import_new (format, table);

  g_assert_cmpuint (import->n_good + import->n_wrong + import->n_ignored, ==, import->lines->len);
}

/* Whatever was imported can be evaluated, and told as JSON. */
static void
import_operations (const PortailTextTable *table)
{
  g_autoptr (PortailBlanchimentImport) import = portail_blanchiment_import_new (table, NULL);
  g_autoptr (GPtrArray) operations = portail_blanchiment_import_dup_rows (
      import, PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  const PortailBlanchimentAnalysisSource source = {
    .operations = operations,
    .weights = &portail_blanchiment_default_weights,
    .from = PORTAIL_DAY_NULL,
    .to = PORTAIL_DAY_NULL,
    .today = portail_day_from_date (2025, 9, 30),
  };
  g_autoptr (PortailBlanchimentAnalysis) analysis = portail_blanchiment_analysis_new (&source);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (PortailJsonDocument) document = NULL;

  portail_blanchiment_analysis_append_json (analysis, json);
  document = portail_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (document);
}

/* What is written must be read back, cell by cell. */
static void
write_and_read (const PortailTextTable *table)
{
  g_autofree char *text = portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV);
  g_autoptr (PortailTextTable) read = portail_text_table_parse (text, strlen (text), NULL);

  if (read == NULL || portail_text_table_get_separator (read) != ';')
    return;
  g_assert_cmpuint (portail_text_table_get_n_rows (read), ==,
                    portail_text_table_get_n_rows (table));
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (PortailTextTable) table = portail_text_table_parse ((const char *) bytes, n_bytes,
                                                                 NULL);
  g_autoptr (PortailDotationImport) import = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (table == NULL)
    return 0;
  import = portail_dotation_import_new (table, NULL, 0);
  rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE, NULL);
  import_as (&portail_import_dotation_entries, table);
  import_as (&portail_import_bareme, table);
  import_operations (table);
  write_and_read (table);
  return 0;
}
