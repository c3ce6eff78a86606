/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-access.h"
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-blanchiment-routes.h"
#include "server/portail-body.h"
#include "shared/portail-blanchiment-risk.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"

typedef struct
{
  PortailBlanchimentOperation *operation;
  GPtrArray *operations;
  PortailBlanchimentSettings settings;
  PortailDay today;
  PortailProblems *problems;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->operation, portail_record_free);
  g_clear_pointer (&reading->operations, g_ptr_array_unref);
  g_clear_pointer (&reading->problems, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Any member of an operation is taken, so that what a list answered can be sent back. */
static PortailBlanchimentOperation *
read_operation (const PortailJson *json, PortailProblems *problems)
{
  static const char *const others[] = { "user_id", "part_entreprise", "part_groupe", "duree",
                                        "niveau",  "suspect",         NULL };
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);
  PortailFieldSet all = portail_record_type_get_all_fields (operation->base.type);
  const PortailReadOptions options = { PORTAIL_READ_STRICT, all, others };
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  PortailFieldSet given;
  guint first = problems->len;

  if (json == NULL || json->kind != PORTAIL_JSON_OBJECT)
    {
      portail_problems_add (problems, "operation", "required", _ ("This field is required."));
      return operation;
    }
  given = portail_record_read_json (operation, json, &options, problems);
  portail_record_set_initial (operation, given);
  if (problems->len == first)
    portail_record_validate (operation, all & ~common, problems);
  return operation;
}

static void
read_operations (Reading *reading, const PortailJson *list)
{
  guint index = 0;

  if (list == NULL || list->kind == PORTAIL_JSON_NULL)
    return;
  if (list->kind != PORTAIL_JSON_ARRAY
      || portail_json_count_children (list) > PORTAIL_BLANCHIMENT_RISK_MAX_OPERATIONS)
    {
      portail_problems_add (reading->problems, "operations", "out_of_range",
                            _ ("A list of at most %d operations is expected."),
                            PORTAIL_BLANCHIMENT_RISK_MAX_OPERATIONS);
      return;
    }
  for (const PortailJson *json = list->first_child; json != NULL; json = json->next)
    {
      guint first = reading->problems->len;

      g_ptr_array_add (reading->operations, read_operation (json, reading->problems));
      portail_problems_set_index (reading->problems, first, index++);
    }
}

static void
read_today (Reading *reading, const PortailJson *value)
{
  const char *text = portail_json_get_string (value);

  if (value == NULL || value->kind == PORTAIL_JSON_NULL)
    return;
  if (text == NULL || !portail_day_parse (text, &reading->today))
    portail_problems_add (reading->problems, "today", "wrong_kind",
                          _ ("The value is not of the kind that this field takes."));
}

static void
check_names (Reading *reading, const PortailJson *body)
{
  static const char *const names[] = { "operation", "operations", "today", "weights", NULL };

  for (const PortailJson *member = body->first_child; member != NULL; member = member->next)
    if (!g_strv_contains (names, member->name))
      portail_problems_add (reading->problems, member->name, "unknown_field",
                            _ ("There is no such field."));
}

static void
read_body (Reading *reading, const PortailJson *body)
{
  const PortailJson *weights = portail_json_get (body, "weights");

  check_names (reading, body);
  read_today (reading, portail_json_get (body, "today"));
  reading->operation = read_operation (portail_json_get (body, "operation"), reading->problems);
  if (portail_day_is_null (reading->operation->date_recu))
    reading->operation->date_recu = reading->today;
  read_operations (reading, portail_json_get (body, "operations"));
  if (weights != NULL && weights->kind != PORTAIL_JSON_NULL)
    portail_blanchiment_weights_read_json (&reading->settings.weights, weights, "weights",
                                           reading->problems);
}

static PortailAnswer *
answer_risk (const Reading *reading)
{
  const PortailBlanchimentContext context = { reading->operations, &reading->settings.weights,
                                              reading->today };
  PortailBlanchimentRisk risk;
  GString *json = g_string_new ("{");

  portail_blanchiment_risk_evaluate (reading->operation, &context, &risk);
  portail_json_append_name (json, "risk_score");
  portail_json_append_integer (json, risk.score);
  portail_json_append_name (json, "niveau");
  portail_json_append_string (json, portail_blanchiment_level_get_name (risk.level));
  portail_json_append_name (json, "suspect");
  g_string_append (json, risk.is_suspect ? "true" : "false");
  portail_json_append_name (json, "risk_rules");
  portail_blanchiment_risk_append_rules (&risk, reading->operation, PORTAIL_BLANCHIMENT_RULES_FULL,
                                         json);
  portail_json_append_name (json, "weights");
  portail_blanchiment_weights_append_json (&risk.weights, json);
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, json);
}

gpointer
portail_blanchiment_prepare_risk (PortailContext *context,
                                  const PortailRequest *request,
                                  GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_auto (Reading) reading = {
    .operations = g_ptr_array_new_with_free_func (portail_record_free),
    .today = portail_timestamp_get_paris_day (context->now),
    .problems = portail_problems_new (),
  };

  /* The staff's weights where the request brings none. */
  if (document == NULL
      || !portail_blanchiment_load_settings (context->database, NULL, &reading.settings, error))
    return NULL;
  read_body (&reading, portail_json_document_get_root (document));
  if (reading.problems->len > 0)
    return portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                       portail_problems_get (reading.problems, 0)->detail,
                                       reading.problems);
  return answer_risk (&reading);
}
