/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dotation-snapshot.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-wealth-tranche.h"

static void
append_record (GString *json, gconstpointer record)
{
  portail_record_append_json (
      record, portail_record_type_get_all_fields (((const PortailRecord *) record)->type), json);
}

static void
append_records (GString *json, const char *name, const GPtrArray *records)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < records->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_record (json, g_ptr_array_index (records, i));
    }
  g_string_append_c (json, ']');
}

static gboolean
append_totals (GString *json, const PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, error);

  if (figures == NULL)
    return FALSE;
  portail_json_append_name (json, "totals");
  g_string_append_c (json, '{');
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      portail_json_append_name (json, portail_figure_get ((PortailFigureId) id)->name);
      portail_dotation_chain_append_json (&figures->chain, (PortailFigureId) id, json);
    }
  g_string_append_c (json, '}');
  return TRUE;
}

static gboolean
append_table (GString *json,
              PortailDatabase *database,
              const PortailRecordType *type,
              const char *bareme_id,
              GError **error)
{
  g_autoptr (GPtrArray) lines = portail_record_sql_list (
      database, type, error, "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min", "t",
      bareme_id);

  if (lines == NULL)
    return FALSE;
  append_records (json, type == &portail_wealth_tranche_type ? "richesse" : "tranches", lines);
  return TRUE;
}

/* {version, tranches, richesse}; null for the default barème. */
static gboolean
append_bareme (GString *json, PortailDatabase *database, const char *bareme_id, GError **error)
{
  g_autoptr (PortailBaremeVersion) version = NULL;

  portail_json_append_name (json, "bareme");
  if (bareme_id == NULL)
    {
      g_string_append (json, "null");
      return TRUE;
    }
  version = portail_record_sql_load (database, &portail_bareme_version_type, bareme_id, error);
  if (version == NULL)
    return FALSE;
  g_string_append_c (json, '{');
  portail_json_append_name (json, "version");
  append_record (json, version);
  if (!append_table (json, database, &portail_bareme_tranche_type, bareme_id, error)
      || !append_table (json, database, &portail_wealth_tranche_type, bareme_id, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}

static char *
to_canonical (const GString *json, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json->str, json->len, error);
  GString *text;

  if (document == NULL)
    return NULL;
  text = g_string_sized_new (json->len);
  portail_json_append_canonical (portail_json_document_get_root (document), text);
  return g_string_free (text, FALSE);
}

char *
portail_dotation_snapshot_make (PortailDatabase *database,
                                const PortailDotation *dotation,
                                GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_load_parts (
      database, portail_record_copy (dotation), error);
  g_autoptr (GString) json = g_string_new ("{");

  if (sheet == NULL)
    return NULL;
  portail_json_append_name (json, "dotation");
  append_record (json, dotation);
  append_records (json, "rows", sheet->rows);
  append_records (json, "depenses", sheet->depenses);
  append_records (json, "retraits", sheet->retraits);
  if (!append_totals (json, sheet, error)
      || !append_bareme (json, database, sheet->bareme_id, error))
    return NULL;
  g_string_append_c (json, '}');
  return to_canonical (json, error);
}
