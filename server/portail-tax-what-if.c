/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-access.h"
#include "server/portail-body.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "server/portail-tax-routes.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-what-if.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-wealth-tranche.h"

/* One question on its way. */
typedef struct
{
  PortailContext *context;
  const PortailJson *body; /* an object */
  PortailProblems *problems;
  PortailWeek from;
  PortailWeek to;
  PortailDotationSheet *draft; /* a sheet whose barème is the draft */
  GHashTable *names;           /* id of a company → its name, both owned */
  GPtrArray *sheets;           /* of owned PortailDotationSheet */
} Question;

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->problems, g_ptr_array_unref);
  g_clear_pointer (&question->draft, portail_dotation_sheet_free);
  g_clear_pointer (&question->names, g_hash_table_unref);
  g_clear_pointer (&question->sheets, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static void
check_names (Question *question)
{
  static const char *const names[] = { "bareme", "bareme_id", "enterprise_id", "from", "to", NULL };

  for (const PortailJson *member = question->body->first_child; member != NULL;
       member = member->next)
    if (!g_strv_contains (names, member->name))
      portail_problems_add (question->problems, member->name, "unknown_field",
                            _ ("There is no such field."));
}

static PortailWeek
read_week (Question *question, const char *name)
{
  const char *text = portail_json_get_member_string (question->body, name);
  PortailWeek week = PORTAIL_WEEK_NULL;

  if (text == NULL)
    portail_problems_add (question->problems, name, "required", _ ("This field is required."));
  else if (!portail_week_parse (text, &week))
    portail_problems_add (question->problems, name, "wrong_kind",
                          _ ("The value is not of the kind that this field takes."));
  return week;
}

static void
read_weeks (Question *question)
{
  question->from = read_week (question, "from");
  question->to = read_week (question, "to");
  if (portail_week_is_null (question->from) || portail_week_is_null (question->to))
    return;
  if (question->to.number < question->from.number
      || question->to.number - question->from.number >= PORTAIL_WHAT_IF_MAX_WEEKS)
    portail_problems_add (question->problems, "to", "out_of_range",
                          _ ("At most %d weeks, the first one first, are compared."),
                          PORTAIL_WHAT_IF_MAX_WEEKS);
}

/* Records of @type from the array @list. Owned. */
static GPtrArray *
read_lines (Question *question, const PortailRecordType *type, const PortailJson *list)
{
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  const PortailReadOptions options = {
    .mode = PORTAIL_READ_STRICT,
    .writable = portail_record_type_get_all_fields (type) & ~common
                & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_PARENT),
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func (portail_record_free);
  gint64 index = 0;

  if (portail_json_count_children (list) > PORTAIL_BAREME_MAX_TRANCHES)
    portail_problems_add (question->problems, "bareme", "too_many",
                          _ ("A tax table has at most %d rows."), PORTAIL_BAREME_MAX_TRANCHES);
  for (const PortailJson *object = list->first_child; object != NULL; object = object->next)
    {
      guint first = question->problems->len;

      g_ptr_array_add (lines, portail_record_new (type));
      if (object->kind == PORTAIL_JSON_OBJECT)
        portail_record_read_json (g_ptr_array_index (lines, lines->len - 1), object, &options,
                                  question->problems);
      else
        portail_problems_add (question->problems, NULL, "wrong_kind",
                              _ ("This is not a JSON object."));
      portail_problems_set_index (question->problems, first, index++);
    }
  return lines;
}

static gboolean
is_array (Question *question, const PortailJson *list, const char *name)
{
  if (list != NULL && list->kind == PORTAIL_JSON_ARRAY)
    return TRUE;
  portail_problems_add (question->problems, name, "wrong_kind",
                        _ ("The value is not of the kind that this field takes."));
  return FALSE;
}

static void
read_choices (Question *question, const PortailJson *object)
{
  PortailBareme *bareme = &question->draft->bareme;
  const PortailJson *mode = portail_json_get (object, "mode_impot");
  const PortailJson *arrondi = portail_json_get (object, "arrondi");

  if (mode != NULL
      && !portail_mode_impot_from_name (portail_json_get_string (mode), &bareme->mode_impot))
    portail_problems_add (question->problems, "bareme.mode_impot", "unknown_choice",
                          _ ("This value does not exist."));
  if (arrondi != NULL
      && !portail_rounding_from_name (portail_json_get_string (arrondi), &bareme->arrondi))
    portail_problems_add (question->problems, "bareme.arrondi", "unknown_choice",
                          _ ("This value does not exist."));
}

static void
take_tranches (Question *question, const PortailJson *list)
{
  PortailBareme *bareme = &question->draft->bareme;
  g_autoptr (GPtrArray) lines = read_lines (question, &portail_bareme_tranche_type, list);

  bareme->n_tranches = MIN (lines->len, PORTAIL_BAREME_MAX_TRANCHES);
  for (guint i = 0; i < bareme->n_tranches; i++)
    {
      const PortailBaremeTranche *line = g_ptr_array_index (lines, i);

      bareme->tranches[i] = (PortailTranche){
        line->min,
        line->taux,
        line->salaire_max_employe,
        line->salaire_max_direction,
        line->prime_max_employe,
        line->prime_max_direction,
      };
    }
}

static void
take_richesse (Question *question, const PortailJson *list)
{
  PortailBareme *bareme = &question->draft->bareme;
  g_autoptr (GPtrArray) lines = read_lines (question, &portail_wealth_tranche_type, list);

  bareme->n_richesse = MIN (lines->len, PORTAIL_BAREME_MAX_TRANCHES);
  for (guint i = 0; i < bareme->n_richesse; i++)
    {
      const PortailWealthTranche *line = g_ptr_array_index (lines, i);

      bareme->richesse[i] = (PortailTrancheRichesse){ line->min, line->taux };
    }
}

/* The tranches alone, or an object that holds them; what it leaves out is as the draft has it. */
static void
read_table (Question *question, const PortailJson *value)
{
  static const char *const names[] = { "arrondi", "mode_impot", "richesse", "tranches", NULL };
  const PortailJson *tranches = value->kind == PORTAIL_JSON_ARRAY
                                    ? value
                                    : portail_json_get (value, "tranches");
  const PortailJson *richesse = portail_json_get (value, "richesse");

  if (is_array (question, tranches, "bareme.tranches"))
    take_tranches (question, tranches);
  if (value->kind != PORTAIL_JSON_OBJECT)
    return;
  for (const PortailJson *member = value->first_child; member != NULL; member = member->next)
    if (!g_strv_contains (names, member->name))
      portail_problems_add (question->problems, member->name, "unknown_field",
                            _ ("There is no such field."));
  if (richesse != NULL && is_array (question, richesse, "bareme.richesse"))
    take_richesse (question, richesse);
  read_choices (question, value);
}

/* What applies at the end of the weeks to a company without a table of its own. */
static gboolean
load_base (Question *question, GError **error)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);

  dotation->period = question->to;
  question->draft = portail_dotation_load_parts (question->context->database, dotation, error);
  return question->draft != NULL;
}

/* NOT_FOUND for a table that the caller does not see. */
static gboolean
load_table (Question *question, const char *id, GError **error)
{
  PortailDatabase *database = question->context->database;
  g_autoptr (PortailBaremeVersion) version = portail_record_sql_load (
      database, &portail_bareme_version_type, id, error);
  g_autofree char *scope = version != NULL ? portail_scope_of_record (&version->base) : NULL;
  const char *name = question->draft->bareme.name;

  if (version == NULL)
    return FALSE;
  if (portail_record_view_get (question->context->access, version->base.type, scope).reach
      != PORTAIL_REACH_ALL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is no such record."));
      return FALSE;
    }
  if (!portail_bareme_load_tables (database, id, &question->draft->bareme, error))
    return FALSE;
  question->draft->bareme.name = name;
  return TRUE;
}

static gboolean
read_draft (Question *question, GError **error)
{
  const PortailJson *table = portail_json_get (question->body, "bareme");
  const char *id = portail_json_get_member_string (question->body, "bareme_id");
  guint first = question->problems->len;

  if ((table == NULL) == (id == NULL))
    portail_problems_add (question->problems, "bareme", "required",
                          _ ("Either a tax table or the id of one is needed."));
  if (question->problems->len > first || portail_week_is_null (question->to))
    return TRUE;
  if (!load_base (question, error) || (id != NULL && !load_table (question, id, error)))
    return FALSE;
  if (table != NULL)
    read_table (question, table);
  if (question->problems->len > first)
    return TRUE;
  portail_bareme_check (&question->draft->bareme, PORTAIL_BAREME_TRANCHES, question->problems);
  portail_bareme_check (&question->draft->bareme, PORTAIL_BAREME_RICHESSE, question->problems);
  return TRUE;
}

static gboolean
add_sheet (Question *question, PortailDotation *dotation, GError **error)
{
  PortailDotationSheet *sheet = portail_dotation_load_parts (question->context->database, dotation,
                                                             error);

  if (sheet != NULL)
    g_ptr_array_add (question->sheets, sheet);
  return sheet != NULL;
}

static gboolean
add_company (Question *question, const char *enterprise_id, GError **error)
{
  PortailDatabase *database = question->context->database;
  char from[PORTAIL_WEEK_TEXT_SIZE];
  char to[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) dotations = portail_record_sql_list (
      database, &portail_dotation_type, error,
      "WHERE enterprise_id = ? AND period >= ? AND period <= ? AND status <> 'refuse'"
      " AND trashed_at IS NULL ORDER BY period, id",
      "ttt", enterprise_id, portail_week_format (question->from, from),
      portail_week_format (question->to, to));
  g_autoptr (PortailEnterprise) enterprise = NULL;

  if (dotations == NULL)
    return FALSE;
  if (question->sheets->len + dotations->len > PORTAIL_WHAT_IF_MAX_SHEETS)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("More than %d sheets; please ask for fewer weeks or one company."),
                   PORTAIL_WHAT_IF_MAX_SHEETS);
      return FALSE;
    }
  enterprise = portail_record_sql_load (database, &portail_enterprise_type, enterprise_id, error);
  if (enterprise == NULL)
    return FALSE;
  g_hash_table_insert (question->names, g_strdup (enterprise_id), g_strdup (enterprise->name));
  while (dotations->len > 0)
    if (!add_sheet (question, g_ptr_array_steal_index (dotations, 0), error))
      return FALSE;
  return TRUE;
}

static gboolean
may_ask_about (const PortailAccess *access, const char *enterprise_id, GError **error)
{
  return portail_access_check (access, enterprise_id, PORTAIL_MODULE_IMPOTS, PORTAIL_RIGHT_READ,
                               error);
}

/* The one company, or all about which the caller may ask; FORBIDDEN where there is none. */
static gboolean
load_sheets (Question *question, GError **error)
{
  const PortailAccess *access = question->context->access;
  const char *wanted = portail_json_get_member_string (question->body, "enterprise_id");
  const GPtrArray *ids = portail_access_get_enterprise_ids (access);

  if (wanted != NULL)
    return add_company (question, wanted, error);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (may_ask_about (access, id, NULL) && !add_company (question, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_right (const Question *question, GError **error)
{
  return may_ask_about (question->context->access,
                        portail_json_get_member_string (question->body, "enterprise_id"), error);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
begin_item (const Question *question, const char *enterprise_id, GString *json)
{
  g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
  append_text (json, "enterprise_id", enterprise_id);
  append_text (json, "enterprise_name", g_hash_table_lookup (question->names, enterprise_id));
}

static void
append_week (const Question *question, const PortailWhatIfWeek *week, GString *json)
{
  const PortailDotation *dotation = week->dotation;
  const PortailField *status = portail_record_type_get_field (
      dotation->base.type, (guint) portail_record_type_find_field (dotation->base.type, "status"));
  char period[PORTAIL_WEEK_TEXT_SIZE];

  begin_item (question, dotation->base.enterprise_id, json);
  append_text (json, "period", portail_week_format (dotation->period, period));
  append_text (json, "dotation_id", dotation->base.id);
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, dotation->base.rev);
  portail_json_append_name (json, "status");
  portail_field_append_json (status, dotation, json);
  portail_what_if_week_append_members (week, json);
  g_string_append_c (json, '}');
}

static void
append_sums (const PortailWhatIfSums *sums, GString *json)
{
  portail_json_append_name (json, "n_sheets");
  portail_json_append_integer (json, sums->n_sheets);
  portail_what_if_sums_append_members (sums, json);
  g_string_append_c (json, '}');
}

static PortailAnswer *
answer_what_if (const Question *question, const PortailWhatIf *what_if)
{
  GString *json = g_string_new ("{");
  char week[PORTAIL_WEEK_TEXT_SIZE];
  PortailAnswer *answer;

  append_text (json, "from", portail_week_format (question->from, week));
  append_text (json, "to", portail_week_format (question->to, week));
  portail_json_append_name (json, "weeks");
  g_string_append_c (json, '[');
  for (guint i = 0; i < what_if->weeks->len; i++)
    append_week (question, &g_array_index (what_if->weeks, PortailWhatIfWeek, i), json);
  g_string_append_c (json, ']');
  portail_json_append_name (json, "companies");
  g_string_append_c (json, '[');
  for (guint i = 0; i < what_if->companies->len; i++)
    {
      const PortailWhatIfCompany *company = &g_array_index (what_if->companies,
                                                            PortailWhatIfCompany, i);

      begin_item (question, company->enterprise_id, json);
      append_sums (&company->sums, json);
    }
  g_string_append_c (json, ']');
  portail_json_append_name (json, "totals");
  g_string_append_c (json, '{');
  append_sums (&what_if->sums, json);
  g_string_append_c (json, '}');
  answer = portail_answer_new_json (200, json);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

gpointer
portail_tax_prepare_what_if (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autoptr (PortailWhatIf) what_if = NULL;
  g_auto (Question) question = { .context = context };

  if (document == NULL)
    return NULL;
  question.body = portail_json_document_get_root (document);
  question.problems = portail_problems_new ();
  question.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  question.sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_dotation_sheet_free);
  if (!check_right (&question, error))
    return NULL;
  check_names (&question);
  read_weeks (&question);
  if (!read_draft (&question, error))
    return NULL;
  if (question.problems->len > 0)
    return portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                       portail_problems_get (question.problems, 0)->detail,
                                       question.problems);
  if (!load_sheets (&question, error))
    return NULL;
  what_if = portail_what_if_new (question.sheets, &question.draft->bareme, error);
  return what_if != NULL ? answer_what_if (&question, what_if) : NULL;
}
