/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview is made beside the writer. A commit creates what the preview showed as good; where
 * something of the company was written meanwhile, what is known already is looked up again. */
#include "server/portail-access.h"
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-blanchiment-routes.h"
#include "server/portail-body.h"
#include "server/portail-idempotency.h"
#include "server/portail-import-answer.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-answer.h"
#include "server/portail-record-store.h"
#include "server/portail-scope.h"
#include "shared/portail-blanchiment-import.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"

typedef struct
{
  char *enterprise_id;
  gboolean is_commit;
  PortailBlanchimentKnown known;
  PortailTextTable *table;
  PortailBlanchimentImport *import;
  gint64 number; /* of the company's scope when the import was matched */
} Import;

static void
import_free (Import *import)
{
  g_free (import->enterprise_id);
  g_clear_pointer (&import->table, portail_text_table_free);
  g_clear_pointer (&import->import, portail_blanchiment_import_free);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

void
portail_blanchiment_free_import (gpointer import)
{
  import_free (import);
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

static gboolean
read_choices (Import *import, const PortailRequest *request, GError **error)
{
  const char *commit = portail_request_get_parameter (request, "commit");
  const char *known = portail_request_get_parameter (request, "known");

  import->is_commit = g_strcmp0 (commit, "true") == 0 || g_strcmp0 (commit, "1") == 0;
  import->known = g_strcmp0 (known, "take") == 0 ? PORTAIL_BLANCHIMENT_TAKE_KNOWN
                                                 : PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT;
  if (commit != NULL && !import->is_commit && !g_str_equal (commit, "false")
      && !g_str_equal (commit, "0"))
    return portail_list_fail_parameter (error, "commit");
  if (known != NULL && !g_str_equal (known, "take") && !g_str_equal (known, "leave"))
    return portail_list_fail_parameter (error, "known");
  return TRUE;
}

/* What is there on the days of the import. */
static GPtrArray *
load_existing (PortailDatabase *database, const Import *import, GError **error)
{
  g_autoptr (PortailBlanchimentImport) alone = portail_blanchiment_import_new (import->table, NULL);
  g_autoptr (GPtrArray) rows = portail_blanchiment_import_dup_rows (alone,
                                                                    PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  PortailDay from = { G_MAXINT32 };
  PortailDay to = { G_MININT32 };

  for (guint i = 0; i < rows->len; i++)
    {
      PortailDay day = ((PortailBlanchimentOperation *) g_ptr_array_index (rows, i))->date_recu;

      from.number = MIN (from.number, day.number);
      to.number = MAX (to.number, day.number);
    }
  if (rows->len == 0)
    return g_ptr_array_new ();
  return portail_blanchiment_load_operations (database, import->enterprise_id, from, to, error);
}

static gboolean
load_number (PortailDatabase *database, const Import *import, gint64 *number, GError **error)
{
  g_autofree char *scope = portail_scope_of_enterprise (import->enterprise_id);
  PortailScopeState state;

  if (!portail_scope_load (database, scope, &state, error))
    return FALSE;
  *number = state.number;
  return TRUE;
}

static gboolean
match (Import *import, PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) existing = NULL;

  if (!load_number (database, import, &import->number, error))
    return FALSE;
  existing = load_existing (database, import, error);
  if (existing == NULL)
    return FALSE;
  g_clear_pointer (&import->import, portail_blanchiment_import_free);
  import->import = portail_blanchiment_import_new (import->table, existing);
  return TRUE;
}

gpointer
portail_blanchiment_prepare_import (PortailContext *context,
                                    const PortailRequest *request,
                                    GError **error)
{
  g_autoptr (Import) import = g_new0 (Import, 1);

  import->enterprise_id = dup_enterprise_id (request);
  if (import->enterprise_id == NULL && !portail_list_fail_parameter (error, "enterprise_id"))
    return NULL;
  if (!portail_access_check (context->access, import->enterprise_id, PORTAIL_MODULE_BLANCHIMENT,
                             PORTAIL_RIGHT_WRITE, error)
      || !read_choices (import, request, error))
    return NULL;
  import->table = portail_import_answer_read_table (request, &portail_import_blanchiment, error);
  if (import->table == NULL || !match (import, context->database, error))
    return NULL;
  return g_steal_pointer (&import);
}

static PortailAnswer *
answer_preview (const Import *import, guint n_created)
{
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "committed");
  g_string_append (json, import->is_commit ? "true" : "false");
  portail_json_append_name (json, "created");
  portail_json_append_integer (json, n_created);
  portail_json_append_name (json, "known");
  portail_json_append_integer (json, import->import->n_known);
  portail_json_append_name (json, "twice");
  portail_json_append_integer (json, import->import->n_twice);
  portail_import_answer_append (import->import->preview, json);
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, json);
}

/* One step, so that it is undone as one. */
static PortailSyncOp *
make_op (const Import *import, const GPtrArray *rows)
{
  static const char *const names[] = { "date_recu",  "groupe",      "employee_name",
                                       "donneur_id", "receveur_id", "amount" };
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, import->enterprise_id);
  PortailFieldSet fields = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields |= portail_record_type_field_bit (type, names[i]);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *id = portail_id_new ();
      PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id);

      portail_change_set_fields (change, g_ptr_array_index (rows, i), fields);
      portail_sync_op_take_change (op, change);
    }
  return op;
}

static PortailAnswer *
create (PortailContext *context,
        const PortailRequest *request,
        const Import *import,
        GError **error)
{
  PortailActor actor = { context->database, context->access, NULL, context->now };
  g_autoptr (GPtrArray) rows = portail_blanchiment_import_dup_rows (import->import, import->known);
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (PortailSyncOp) op = NULL;

  if (rows->len == 0)
    return answer_preview (import, 0);
  if (rows->len > PORTAIL_BATCH_MAX_CHANGES)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("An import has at most %d lines."), PORTAIL_BATCH_MAX_CHANGES);
      return NULL;
    }
  op = make_op (import, rows);
  if (portail_record_store_apply (&actor, op, outcome, &failure))
    return answer_preview (import, rows->len);
  return portail_record_answer_new_failure (context, request, outcome, failure, error);
}

PortailAnswer *
portail_blanchiment_post_import (PortailContext *context,
                                 const PortailRequest *request,
                                 GError **error)
{
  Import *import = context->prepared;
  g_autoptr (PortailAnswer) answer = NULL;
  gint64 number;

  if (!import->is_commit)
    return answer_preview (import, 0);
  if (!portail_idempotency_find (context, request, &answer, error))
    return NULL;
  if (answer != NULL)
    return g_steal_pointer (&answer);
  if (!load_number (context->database, import, &number, error)
      || (number != import->number && !match (import, context->database, error)))
    return NULL;
  answer = create (context, request, import, error);
  if (answer == NULL
      || !portail_idempotency_keep (context, request, answer, import->enterprise_id, error))
    return NULL;
  return g_steal_pointer (&answer);
}
