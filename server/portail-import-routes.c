/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-import-routes.h"

#include "server/portail-access.h"
#include "server/portail-body.h"
#include "server/portail-idempotency.h"
#include "server/portail-import-answer.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-answer.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-store.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"

typedef struct
{
  PortailImportQuestion question; /* borrows from the rest */
  char *enterprise_id;
  PortailRecord *parent;
  PortailTextTable *table;
  PortailImportPlan *plan;
  gboolean is_commit;
} Import;

static void
import_free (Import *import)
{
  g_free (import->enterprise_id);
  g_clear_pointer (&import->parent, portail_record_free);
  g_clear_pointer (&import->table, portail_text_table_free);
  g_clear_pointer (&import->plan, portail_import_plan_free);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

void
portail_import_free (gpointer prepared)
{
  import_free (prepared);
}

/* Of the query, else of a JSON body. Owned. */
static char *
dup_enterprise_id (const PortailRequest *request)
{
  const char *id = portail_request_get_parameter (request, "enterprise_id");
  g_autoptr (PortailJsonDocument) document = NULL;

  if (id != NULL || !portail_request_has_content_type (request, "application/json"))
    return g_strdup (id);
  document = portail_body_parse (request, NULL);
  return document != NULL ? g_strdup (portail_json_get_member_string (
             portail_json_document_get_root (document), "enterprise_id"))
                          : NULL;
}

/* The company, or what the path names. */
static gboolean
find_place (Import *import, PortailContext *context, const PortailRequest *request, GError **error)
{
  if (context->path_arguments->len == 0)
    {
      import->enterprise_id = dup_enterprise_id (request);
      return import->enterprise_id != NULL || portail_list_fail_parameter (error, "enterprise_id");
    }
  import->parent = portail_record_route_load (context, error);
  if (import->parent == NULL)
    return FALSE;
  import->enterprise_id = g_strdup (import->parent->enterprise_id);
  return TRUE;
}

static gboolean
check_open (const Import *import, GError **error)
{
  if (import->parent == NULL || portail_transition_is_editable (import->parent))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED,
                       _ ("This is closed and can no longer be edited."));
  return FALSE;
}

/* Which of two words a parameter has; absent is the first. */
static gboolean
read_word (const PortailRequest *request,
           const char *name,
           const char *const words[2],
           gboolean *is_second,
           GError **error)
{
  const char *value = portail_request_get_parameter (request, name);

  *is_second = g_strcmp0 (value, words[1]) == 0;
  return value == NULL || *is_second || g_str_equal (value, words[0])
         || portail_list_fail_parameter (error, name);
}

static gboolean
read_commit (const PortailRequest *request, gboolean *is_commit, GError **error)
{
  const char *value = portail_request_get_parameter (request, "commit");

  *is_commit = g_strcmp0 (value, "true") == 0 || g_strcmp0 (value, "1") == 0;
  return value == NULL || *is_commit || g_str_equal (value, "false") || g_str_equal (value, "0")
         || portail_list_fail_parameter (error, "commit");
}

static gboolean
read_choices (Import *import, const PortailRequest *request, GError **error)
{
  gboolean sums, takes;

  if (!read_commit (request, &import->is_commit, error)
      || !read_word (request, "twice", (const char *const[]){ "leave", "sum" }, &sums, error)
      || !read_word (request, "known", (const char *const[]){ "leave", "take" }, &takes, error))
    return FALSE;
  if (sums)
    import->question.choices |= PORTAIL_IMPORT_SUM_OF_TWICE;
  if (takes)
    import->question.choices |= PORTAIL_IMPORT_KNOWN_TOO;
  return TRUE;
}

static gboolean
match (Import *import, PortailDatabase *database, GError **error)
{
  g_clear_pointer (&import->plan, portail_import_plan_free);
  import->question.table = import->table;
  import->question.parent = import->parent;
  import->question.enterprise_id = import->enterprise_id;
  import->plan = portail_import_plan_new (&import->question, database, error);
  return import->plan != NULL;
}

gpointer
portail_import_prepare (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (Import) import = g_new0 (Import, 1);
  const PortailImportKind *kind = portail_import_kind_find (
      context->route->type, portail_request_get_parameter (request, "kind"));

  if (kind == NULL && !portail_list_fail_parameter (error, "kind"))
    return NULL;
  import->question.kind = kind;
  if (!find_place (import, context, request, error)
      || !portail_access_check (context->access, import->enterprise_id, kind->module,
                                PORTAIL_RIGHT_WRITE, error)
      || !check_open (import, error) || !read_choices (import, request, error))
    return NULL;
  import->table = portail_import_answer_read_table (request, kind->format, error);
  if (import->table == NULL || !match (import, context->database, error))
    return NULL;
  return g_steal_pointer (&import);
}

static PortailAnswer *
apply (PortailContext *context,
       const PortailRequest *request,
       const PortailImportPlan *plan,
       GError **error)
{
  PortailActor actor = { context->database, context->access, NULL, context->now };
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) failure = NULL;

  if (plan->op->changes->len == 0
      || portail_record_store_apply (&actor, plan->op, outcome, &failure))
    return portail_import_answer_new (plan, PORTAIL_IMPORT_COMMITTED);
  return portail_record_answer_new_failure (context, request, outcome, failure, error);
}

PortailAnswer *
portail_import_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  Import *import = context->prepared;
  g_autoptr (PortailAnswer) answer = NULL;

  if (!import->is_commit)
    return portail_import_answer_new (import->plan, PORTAIL_IMPORT_PREVIEW);
  if (!portail_idempotency_find (context, request, &answer, error))
    return NULL;
  if (answer != NULL)
    return g_steal_pointer (&answer);
  if (!match (import, context->database, error))
    return NULL;
  answer = apply (context, request, import->plan, error);
  if (answer == NULL
      || !portail_idempotency_keep (context, request, answer, import->enterprise_id, error))
    return NULL;
  return g_steal_pointer (&answer);
}
