/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-snapshot.h"

#include <string.h>

#include "shared/portail-frozen-sheet.h"
#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"
#include "shared/portail-settings-json.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/records/portail-wealth-tranche.h"

static gpointer
read_record (const PortailRecordType *type, const PortailJson *object)
{
  const PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  gpointer record = portail_record_new (type);

  if (object != NULL && object->kind == PORTAIL_JSON_OBJECT)
    portail_record_read_json (record, object, &options, problems);
  return record;
}

/* Appends to @records. */
static void
read_records (const PortailRecordType *type, const PortailJson *list, GPtrArray *records)
{
  for (const PortailJson *object = list != NULL ? list->first_child : NULL; object != NULL;
       object = object->next)
    g_ptr_array_add (records, read_record (type, object));
}

static void
read_bareme (PortailDotationSheet *sheet, const PortailJson *bareme)
{
  g_autoptr (PortailBaremeVersion) version = NULL;
  g_autoptr (GPtrArray) tranches = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (GPtrArray) richesse = g_ptr_array_new_with_free_func (portail_record_free);

  if (bareme == NULL || bareme->kind != PORTAIL_JSON_OBJECT)
    return;
  version = read_record (&portail_bareme_version_type, portail_json_get (bareme, "version"));
  read_records (&portail_bareme_tranche_type, portail_json_get (bareme, "tranches"), tranches);
  read_records (&portail_wealth_tranche_type, portail_json_get (bareme, "richesse"), richesse);
  portail_dotation_sheet_set_bareme (sheet, version, tranches, richesse);
}

/* The settings with which it was submitted stand in the dotation. */
static void
read_settings (PortailDotationSheet *sheet)
{
  const char *settings = sheet->dotation->settings;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = settings != NULL ? portail_json_parse (
                                                 settings, strlen (settings), NULL)
                                                              : NULL;

  if (document != NULL)
    portail_settings_read_json (sheet->settings, &sheet->bareme.mode_impot,
                                portail_json_document_get_root (document), problems);
}

static PortailDotationSheet *
read_dotation (const PortailDotation *dotation, const PortailJson *root)
{
  PortailDotationSheet *sheet = portail_dotation_sheet_new (portail_record_copy (&dotation->base));

  read_bareme (sheet, portail_json_get (root, "bareme"));
  read_settings (sheet);
  read_records (&portail_dotation_row_type, portail_json_get (root, "rows"), sheet->rows);
  read_records (&portail_dotation_entry_type, portail_json_get (root, "depenses"), sheet->depenses);
  read_records (&portail_dotation_entry_type, portail_json_get (root, "retraits"), sheet->retraits);
  return sheet;
}

static PortailDotationSheet *
read_sheet (const PortailRecord *record, const PortailJson *root)
{
  const PortailTaxDeclaration *declaration = (const PortailTaxDeclaration *) record;

  if (record->type == &portail_dotation_type)
    return read_dotation ((const PortailDotation *) record, root);
  if (record->type == &portail_tax_declaration_type && declaration->resultat != NULL)
    return portail_frozen_sheet_read (declaration->resultat, NULL);
  return NULL;
}

PortailArchiveSnapshot *
portail_archive_snapshot_read (const char *payload, GError **error)
{
  g_autoptr (PortailArchiveSnapshot) snapshot = g_new0 (PortailArchiveSnapshot, 1);
  const PortailJson *root;

  snapshot->document = portail_json_parse (payload, strlen (payload), error);
  if (snapshot->document == NULL)
    return NULL;
  root = portail_json_document_get_root (snapshot->document);
  for (int i = 0; portail_schema[i] != NULL && snapshot->record == NULL; i++)
    {
      const PortailJson *object = portail_json_get (root, portail_schema[i]->name);

      if (object != NULL && object->kind == PORTAIL_JSON_OBJECT)
        snapshot->record = read_record (portail_schema[i], object);
    }
  if (snapshot->record != NULL)
    snapshot->sheet = read_sheet (snapshot->record, root);
  return g_steal_pointer (&snapshot);
}

void
portail_archive_snapshot_free (PortailArchiveSnapshot *snapshot)
{
  g_clear_pointer (&snapshot->record, portail_record_free);
  g_clear_pointer (&snapshot->sheet, portail_dotation_sheet_free);
  g_clear_pointer (&snapshot->document, portail_json_document_free);
  g_free (snapshot);
}
