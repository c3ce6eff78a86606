/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-compute-route.h"

#include <string.h>

#include "server/portail-body.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-settings-json.h"

/* Members of a line of the request and the fields that they are. */
typedef struct
{
  const char *member;
  const char *field;
} Name;

static const Name row_names[] = {
  { "nom", "employee_name" },
  { "grade", "grade" },
  { "is_direction", "is_direction" },
  { "run", "run" },
  { "facture", "facture" },
  { "vente", "vente" },
  { "heures", "heures" },
  { "salaire", "salaire" },
  { "prime", "prime" },
  { NULL, NULL },
};

static const Name entry_names[] = {
  { "montant", "montant" },
  { "date", "date" },
  { "justificatif", "justificatif" },
  { NULL, NULL },
};

typedef struct
{
  PortailDotationSheet *sheet;
  PortailProblems *problems;
} Reading;

static const char *
find_field (const Name *names, const char *member)
{
  for (; names->member != NULL; names++)
    if (g_str_equal (names->member, member))
      return names->field;
  return NULL;
}

static void
read_member (Reading *reading, PortailRecord *record, const Name *names, const PortailJson *member)
{
  const char *name = find_field (names, member->name);
  const PortailField *field;

  if (name == NULL)
    {
      portail_problems_add (reading->problems, member->name, "unknown_field",
                            _ ("There is no such field."));
      return;
    }
  field = portail_record_type_get_field (
      record->type, (guint) portail_record_type_find_field (record->type, name));
  if (portail_field_read_json (field, record, member, reading->problems)
      && !portail_field_is_null (field, record))
    portail_field_validate (field, record, reading->problems);
}

static void
read_members (Reading *reading, PortailRecord *record, const Name *names, const PortailJson *object)
{
  if (object->kind != PORTAIL_JSON_OBJECT)
    portail_problems_add (reading->problems, NULL, "wrong_kind", _ ("This is not a JSON object."));
  for (const PortailJson *member = object->first_child;
       member != NULL && object->kind == PORTAIL_JSON_OBJECT; member = member->next)
    read_member (reading, record, names, member);
}

/* An absent list is empty. FALSE, with a problem, for what is no list or too long. */
static gboolean
check_list (Reading *reading, const PortailJson *list, const char *name)
{
  if (list == NULL)
    return FALSE;
  if (list->kind == PORTAIL_JSON_ARRAY
      && portail_json_count_children (list) <= PORTAIL_COMPUTE_MAX_ROWS)
    return TRUE;
  portail_problems_add (reading->problems, name, "wrong_kind",
                        _ ("This must be a list of at most %d lines."), PORTAIL_COMPUTE_MAX_ROWS);
  return FALSE;
}

/* A given amount counts as typed; without is_direction the grade decides (contract.md §6). */
static void
finish_row (PortailDotationRow *row, const PortailJson *object)
{
  row->salaire_manuel = !portail_money_is_null (row->salaire);
  row->prime_manuelle = !portail_money_is_null (row->prime);
  if (portail_json_get (object, "is_direction") == NULL)
    row->is_direction = portail_payroll_is_grade_direction (row->grade);
}

static void
read_rows (Reading *reading, const PortailJson *list)
{
  gint64 index = 0;

  if (!check_list (reading, list, "rows"))
    return;
  for (const PortailJson *object = list->first_child; object != NULL; object = object->next)
    {
      PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);
      guint first = reading->problems->len;

      g_ptr_array_add (reading->sheet->rows, row);
      read_members (reading, &row->base, row_names, object);
      portail_problems_set_index (reading->problems, first, index++);
      finish_row (row, object);
    }
}

static void
read_entries (Reading *reading, const PortailJson *list, const char *name, GPtrArray *entries)
{
  gint64 index = 0;

  if (!check_list (reading, list, name))
    return;
  for (const PortailJson *object = list->first_child; object != NULL; object = object->next)
    {
      PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);
      guint first = reading->problems->len;

      g_ptr_array_add (entries, entry);
      read_members (reading, &entry->base, entry_names, object);
      if (portail_money_is_null (entry->montant) && reading->problems->len == first)
        portail_problems_add (reading->problems, "montant", "required",
                              _ ("This field is required."));
      portail_problems_set_index (reading->problems, first, index++);
    }
}

static void
read_solde (Reading *reading, const PortailJson *value)
{
  PortailDotation *dotation = reading->sheet->dotation;
  int index = portail_record_type_find_field (&portail_dotation_type, "solde_bancaire");

  if (value != NULL)
    portail_field_read_json (portail_record_type_get_field (&portail_dotation_type, (guint) index),
                             dotation, value, reading->problems);
}

static void
check_names (Reading *reading, const PortailJson *body)
{
  static const char *const names[] = { "rows",           "depenses", "retraits",
                                       "solde_bancaire", "settings", NULL };

  for (const PortailJson *member = body->first_child; member != NULL; member = member->next)
    if (!g_strv_contains (names, member->name))
      portail_problems_add (reading->problems, member->name, "unknown_field",
                            _ ("There is no such field."));
}

static void
read_body (Reading *reading, const PortailJson *body)
{
  const PortailJson *settings = portail_json_get (body, "settings");
  PortailDotationSheet *sheet = reading->sheet;

  check_names (reading, body);
  read_rows (reading, portail_json_get (body, "rows"));
  read_entries (reading, portail_json_get (body, "depenses"), "depenses", sheet->depenses);
  read_entries (reading, portail_json_get (body, "retraits"), "retraits", sheet->retraits);
  read_solde (reading, portail_json_get (body, "solde_bancaire"));
  if (settings != NULL && settings->kind != PORTAIL_JSON_NULL)
    portail_settings_read_json (sheet->settings, &sheet->bareme.mode_impot, settings,
                                reading->problems);
}

/* A sheet of this week that belongs to nobody: the barème that applies and default settings. */
static PortailDotationSheet *
make_sheet (PortailContext *context, GError **error)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);

  dotation->period = portail_week_of_day (portail_timestamp_get_paris_day (context->now));
  dotation->status = PORTAIL_DOTATION_BROUILLON;
  return portail_dotation_load_parts (context->database, dotation, error);
}

static PortailAnswer *
answer_figures (const PortailDotationSheet *sheet, GError **error)
{
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, error);
  GString *json;

  if (figures == NULL)
    return NULL;
  json = g_string_new ("{");
  portail_dotation_figures_append_members (figures, json);
  portail_dotation_figures_append_explanations (figures, json);
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, json);
}

PortailAnswer *
portail_compute_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  Reading reading;

  if (document == NULL)
    return NULL;
  sheet = make_sheet (context, error);
  if (sheet == NULL)
    return NULL;
  reading = (Reading){ sheet, problems };
  read_body (&reading, portail_json_document_get_root (document));
  if (problems->len > 0)
    return portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                       portail_problems_get (problems, 0)->detail, problems);
  return answer_figures (sheet, error);
}
