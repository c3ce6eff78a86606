/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-frozen-sheet.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-settings-json.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-wealth-tranche.h"

/* The type's own fields but its parent, and the id where there is one. */
static PortailFieldSet
get_fields (const PortailRecord *record)
{
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  PortailFieldSet fields = portail_record_type_get_all_fields (record->type) & ~common
                           & ~portail_record_type_get_flagged_fields (record->type,
                                                                      PORTAIL_FIELD_PARENT);

  return record->id != NULL ? fields | (PortailFieldSet) 1 << PORTAIL_COMMON_ID : fields;
}

static void
append_record (GString *json, gconstpointer record)
{
  if (json->str[json->len - 1] == '}')
    g_string_append_c (json, ',');
  portail_record_append_json (record, get_fields (record), json);
}

static void
append_records (GString *json, const char *name, const GPtrArray *records)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < records->len; i++)
    append_record (json, g_ptr_array_index (records, i));
  g_string_append_c (json, ']');
}

static void
append_tranches (GString *json, const PortailBareme *bareme)
{
  portail_json_append_name (json, "tranches");
  g_string_append_c (json, '[');
  for (guint i = 0; i < bareme->n_tranches; i++)
    {
      const PortailTranche *tranche = &bareme->tranches[i];
      g_autoptr (PortailBaremeTranche) record = portail_record_new (&portail_bareme_tranche_type);

      record->min = tranche->min;
      record->taux = tranche->taux;
      record->salaire_max_employe = tranche->salaire_max_employe;
      record->salaire_max_direction = tranche->salaire_max_direction;
      record->prime_max_employe = tranche->prime_max_employe;
      record->prime_max_direction = tranche->prime_max_direction;
      append_record (json, record);
    }
  g_string_append_c (json, ']');
}

static void
append_richesse (GString *json, const PortailBareme *bareme)
{
  portail_json_append_name (json, "richesse");
  g_string_append_c (json, '[');
  for (guint i = 0; i < bareme->n_richesse; i++)
    {
      g_autoptr (PortailWealthTranche) record = portail_record_new (&portail_wealth_tranche_type);

      record->min = bareme->richesse[i].min;
      record->taux = bareme->richesse[i].taux;
      append_record (json, record);
    }
  g_string_append_c (json, ']');
}

static void
append_bareme (GString *json, const PortailDotationSheet *sheet)
{
  const PortailBareme *bareme = &sheet->bareme;
  g_autoptr (PortailBaremeVersion) version = portail_record_new (&portail_bareme_version_type);

  version->base.id = g_strdup (sheet->bareme_id);
  version->name = g_strdup (bareme->name);
  version->effective_from = bareme->effective_from;
  version->arrondi = bareme->arrondi == PORTAIL_ROUND_TO_CENT ? PORTAIL_ARRONDI_CENT
                                                              : PORTAIL_ARRONDI_DOLLAR;
  version->mode_impot = bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF
                            ? PORTAIL_MODE_PROGRESSIF
                            : PORTAIL_MODE_TRANCHE;
  portail_json_append_name (json, "bareme");
  g_string_append_c (json, '{');
  portail_record_append_members (version, get_fields (&version->base), json);
  append_tranches (json, bareme);
  append_richesse (json, bareme);
  g_string_append_c (json, '}');
}

static void
append_sheet (GString *json, const PortailDotationSheet *sheet)
{
  g_autofree char *settings = portail_settings_to_json (sheet->settings, sheet->bareme.mode_impot);
  char week[PORTAIL_WEEK_TEXT_SIZE] = "";

  portail_json_append_name (json, "feuille");
  g_string_append_c (json, '{');
  portail_json_append_name (json, "dotation_id");
  portail_json_append_string (json, sheet->dotation->base.id);
  portail_json_append_name (json, "period");
  portail_json_append_string (json, portail_week_format (sheet->dotation->period, week));
  portail_json_append_name (json, "solde_bancaire");
  portail_money_append_json (sheet->dotation->solde_bancaire, json);
  append_bareme (json, sheet);
  portail_json_append_name (json, "settings");
  g_string_append (json, settings);
  append_records (json, "rows", sheet->rows);
  append_records (json, "depenses", sheet->depenses);
  append_records (json, "retraits", sheet->retraits);
  g_string_append_c (json, '}');
}

char *
portail_frozen_sheet_make (const PortailDotationSheet *sheet, const PortailDotationFigures *figures)
{
  g_autofree char *resultat = portail_dotation_sheet_make_resultat (sheet, figures);
  GString *json = g_string_new_len (resultat, (gssize) strlen (resultat) - 1);

  append_sheet (json, sheet);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

/* A sheet on its way back. */
typedef struct
{
  PortailDotationSheet *sheet;
  PortailProblems *problems;
} Thaw;

/* Owned. */
static gpointer
read_record (const Thaw *thaw, const PortailRecordType *type, const PortailJson *object)
{
  const PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  gpointer record = portail_record_new (type);

  if (object != NULL && object->kind == PORTAIL_JSON_OBJECT)
    portail_record_read_json (record, object, &options, thaw->problems);
  else
    portail_problems_add (thaw->problems, type->name, "wrong_kind",
                          _ ("This is not a JSON object."));
  return record;
}

static void
read_records (const Thaw *thaw,
              const PortailRecordType *type,
              const PortailJson *list,
              GPtrArray *records)
{
  const PortailJson *object = list != NULL ? list->first_child : NULL;

  for (; object != NULL; object = object->next)
    g_ptr_array_add (records, read_record (thaw, type, object));
}

static void
read_bareme (const Thaw *thaw, const PortailJson *object)
{
  g_autoptr (PortailBaremeVersion) version = read_record (thaw, &portail_bareme_version_type,
                                                          object);
  g_autoptr (GPtrArray) tranches = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (GPtrArray) richesse = g_ptr_array_new_with_free_func (portail_record_free);

  read_records (thaw, &portail_bareme_tranche_type, portail_json_get (object, "tranches"),
                tranches);
  read_records (thaw, &portail_wealth_tranche_type, portail_json_get (object, "richesse"),
                richesse);
  portail_dotation_sheet_set_bareme (thaw->sheet, version, tranches, richesse);
  portail_bareme_check (&thaw->sheet->bareme, PORTAIL_BAREME_TRANCHES, thaw->problems);
  portail_bareme_check (&thaw->sheet->bareme, PORTAIL_BAREME_RICHESSE, thaw->problems);
}

static void
read_sheet (const Thaw *thaw, const PortailJson *feuille)
{
  PortailDotationSheet *sheet = thaw->sheet;
  const char *period = portail_json_get_member_string (feuille, "period");
  const PortailJson *solde = portail_json_get (feuille, "solde_bancaire");
  const PortailJson *settings = portail_json_get (feuille, "settings");

  sheet->dotation->base.id = g_strdup (portail_json_get_member_string (feuille, "dotation_id"));
  if (period == NULL || !portail_week_parse (period, &sheet->dotation->period))
    portail_problems_add (thaw->problems, "period", "required", _ ("This field is required."));
  if (solde != NULL && solde->kind == PORTAIL_JSON_NUMBER)
    portail_money_from_json (solde->text, &sheet->dotation->solde_bancaire);
  read_bareme (thaw, portail_json_get (feuille, "bareme"));
  if (settings != NULL)
    portail_settings_read_json (sheet->settings, &sheet->bareme.mode_impot, settings,
                                thaw->problems);
  read_records (thaw, &portail_dotation_row_type, portail_json_get (feuille, "rows"), sheet->rows);
  read_records (thaw, &portail_dotation_entry_type, portail_json_get (feuille, "depenses"),
                sheet->depenses);
  read_records (thaw, &portail_dotation_entry_type, portail_json_get (feuille, "retraits"),
                sheet->retraits);
}

PortailDotationSheet *
portail_frozen_sheet_read (const char *json, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailJson *feuille;

  if (document == NULL)
    return NULL;
  feuille = portail_json_get (portail_json_document_get_root (document), "feuille");
  if (feuille == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("There is no sheet in this result."));
      return NULL;
    }
  sheet = portail_dotation_sheet_new (portail_record_new (&portail_dotation_type));
  read_sheet (&(Thaw){ sheet, problems }, feuille);
  return portail_problems_check (problems, error) ? g_steal_pointer (&sheet) : NULL;
}
