/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A preview is the import itself, taken back: so it says all that a commit would say. */
#include "server/portail-access.h"
#include "server/portail-body.h"
#include "server/portail-config-exchange.h"
#include "server/portail-config-plan.h"
#include "server/portail-idempotency.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-store.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define SAVEPOINT "config_import"

/* What the store says of a change, under its place in the document. */
static void
place_problems (PortailConfigPlan *plan,
                const PortailConfigPart *part,
                const PortailProblems *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      const char *path = problem->index >= 0 && (guint64) problem->index < part->paths->len
                             ? g_ptr_array_index (part->paths, problem->index)
                             : "";
      g_autofree char *field = g_strconcat (path, problem->field, NULL);

      portail_problems_add (plan->problems, field, problem->code, "%s", problem->detail);
    }
}

/* FALSE without error where the op is refused: then plan->problems says why. */
static gboolean
apply (PortailConfigPlan *plan, const PortailConfigPart *part, GError **error)
{
  PortailContext *context = plan->context;
  PortailActor actor = { context->database, context->access, NULL, context->now };
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) failure = NULL;

  if (part->op->changes->len == 0
      || portail_record_store_apply (&actor, part->op, outcome, &failure))
    return TRUE;
  if (outcome->problems->len > 0)
    place_problems (plan, part, outcome->problems);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static PortailAnswer *
answer (const PortailConfigPlan *plan)
{
  GString *json = g_string_new ("{\"committed\":");

  g_string_append (json, plan->is_commit ? "true" : "false");
  portail_json_append_name (json, "counts");
  g_string_append_c (json, '{');
  for (guint i = 0; i < PORTAIL_CONFIG_N_STATUSES; i++)
    {
      portail_json_append_name (json, portail_config_status_get_name ((PortailConfigStatus) i));
      portail_json_append_integer (json, plan->counts[i]);
    }
  g_string_append_c (json, '}');
  portail_json_append_name (json, "rows");
  g_string_append_printf (json, "[%s]}", plan->rows->str);
  return portail_answer_new_json (200, json);
}

static PortailAnswer *
refuse (const PortailRequest *request, const PortailConfigPlan *plan)
{
  return portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                     portail_problems_get (plan->problems, 0)->detail,
                                     plan->problems);
}

/* Everything in a savepoint, which stays where it was wanted and worked. */
static PortailAnswer *
run (PortailConfigPlan *plan, const PortailRequest *request, GError **error)
{
  PortailDatabase *database = plan->context->database;
  gboolean is_done;

  if (!portail_database_savepoint (database, SAVEPOINT, error))
    return NULL;
  is_done = apply (plan, &plan->company, error) && apply (plan, &plan->system, error);
  if (!is_done || !plan->is_commit)
    portail_database_rollback_to (database, SAVEPOINT);
  if (!is_done)
    return plan->problems->len > 0 ? refuse (request, plan) : NULL;
  if (plan->is_commit && !portail_database_release (database, SAVEPOINT, error))
    return NULL;
  return answer (plan);
}

/* Each part is one op, and no larger than those that are pushed. */
static gboolean
check_size (const PortailConfigPart *part, GError **error)
{
  if (part->op->changes->len <= PORTAIL_BATCH_MAX_CHANGES)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE, _ ("An import has at most %d lines."),
               PORTAIL_BATCH_MAX_CHANGES);
  return FALSE;
}

static PortailAnswer *
take (PortailConfigPlan *plan, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);

  if (document == NULL
      || !portail_config_plan_read (plan, portail_json_document_get_root (document), error)
      || !check_size (&plan->company, error) || !check_size (&plan->system, error))
    return NULL;
  return plan->problems->len > 0 ? refuse (request, plan) : run (plan, request, error);
}

static gboolean
read_commit (const PortailRequest *request, gboolean *is_commit, GError **error)
{
  const char *value = portail_request_get_parameter (request, "commit");

  *is_commit = g_strcmp0 (value, "true") == 0 || g_strcmp0 (value, "1") == 0;
  return value == NULL || *is_commit || g_str_equal (value, "false") || g_str_equal (value, "0")
         || portail_list_fail_parameter (error, "commit");
}

PortailAnswer *
portail_config_post_import (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *enterprise_id = portail_request_get_parameter (request, "enterprise_id");
  g_autoptr (PortailConfigPlan) plan = portail_config_plan_new (context, enterprise_id);
  g_autoptr (PortailAnswer) answer = NULL;

  if (!read_commit (request, &plan->is_commit, error)
      || !portail_idempotency_find (context, request, &answer, error))
    return NULL;
  if (answer != NULL)
    return g_steal_pointer (&answer);
  answer = take (plan, request, error);
  if (answer == NULL
      || (plan->is_commit
          && !portail_idempotency_keep (context, request, answer, enterprise_id, error)))
    return NULL;
  return g_steal_pointer (&answer);
}
