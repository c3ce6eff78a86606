/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-history.h"

#include <string.h>

#include "server/portail-record-routes.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

typedef struct
{
  PortailContext *context;
  PortailRecord *row; /* owned */
  char *scope;        /* owned */
  PortailFieldSet readable;
  gint64 before; /* only entries with a lower number */
  gint64 limit;
  GString *json; /* owned */
} History;

static void
history_clear (History *history)
{
  g_clear_pointer (&history->row, portail_record_free);
  g_free (history->scope);
  if (history->json != NULL)
    g_string_free (history->json, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

/* One entry of the change log. */
typedef struct
{
  gint64 number;
  gboolean is_removal;
  char *fields; /* between commas; NULL: all */
  char *device_id;
  char *user_id;
  PortailTimestamp at;
} Entry;

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  g_free (entry->fields);
  g_free (entry->device_id);
  g_free (entry->user_id);
  g_free (entry);
}

/* History needs the right to read all of it; what is one's own is readable anyway. */
static gboolean
check_right (const History *history, GError **error)
{
  const PortailAccess *access = history->context->access;
  const char *enterprise_id = portail_scope_get_enterprise_id (history->scope);
  PortailRights rights = portail_permission_get (history->row->type->module,
                                                 portail_access_get_role (access, enterprise_id));

  if (portail_scope_get_user_id (history->scope) != NULL
      || (rights & PORTAIL_RIGHT_READ
          && portail_access_has_module (access, enterprise_id, history->row->type->module)))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}

static gboolean
read_number (const PortailRequest *request,
             const char *name,
             gint64 max,
             gint64 *number,
             GError **error)
{
  const char *text = portail_request_get_parameter (request, name);

  if (text == NULL || g_ascii_string_to_signed (text, 10, 1, max, number, NULL))
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” is not possible here."), name);
  return FALSE;
}

/* GPtrArray of owned Entry, newest first, one more than asked for where there are more. */
static GPtrArray *
load_entries (const History *history, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  PortailStatement *statement = portail_database_query (
      history->context->database, error,
      "SELECT number, kind, fields, device_id, user_id, changed_at FROM change_log"
      " WHERE scope = ? AND id = ? AND type = ? AND number < ? ORDER BY number DESC LIMIT ?",
      "tttii", history->scope, history->row->id, history->row->type->name, history->before,
      history->limit + 1);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->number = portail_statement_get_int64 (statement, 0);
      entry->is_removal = g_str_equal (portail_statement_get_text (statement, 1), "del");
      entry->fields = portail_statement_dup_text (statement, 2);
      entry->device_id = portail_statement_dup_text (statement, 3);
      entry->user_id = portail_statement_dup_text (statement, 4);
      entry->at.milliseconds = portail_statement_get_int64 (statement, 5);
      g_ptr_array_add (entries, entry);
    }
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&entries);
}

static gboolean
names_field (const char *fields, const char *name)
{
  g_auto (GStrv) names = fields != NULL ? g_strsplit (fields, ",", -1) : NULL;

  return names == NULL || g_strv_contains ((const char *const *) names, name);
}

/* Whether what the audit log tells of the row is what @entry did: the same fields, or the whole row
 * for one that came or went. */
static gboolean
is_about (const PortailJson *change, const Entry *entry, const PortailRecord *row)
{
  const PortailJson *fields = portail_json_get (change, "fields");

  if (fields == NULL || g_strcmp0 (portail_json_get_member_string (change, "id"), row->id) != 0
      || g_strcmp0 (portail_json_get_member_string (change, "type"), row->type->name) != 0)
    return FALSE;
  for (const PortailJson *field = fields->first_child; field != NULL; field = field->next)
    {
      const PortailJson *sides = field->kind == PORTAIL_JSON_ARRAY ? field->first_child : NULL;
      gboolean is_gone = sides != NULL && sides->next != NULL
                         && sides->next->kind == PORTAIL_JSON_NULL;

      if (!names_field (entry->fields, field->name) || (entry->is_removal && !is_gone))
        return FALSE;
    }
  return entry->is_removal || entry->fields == NULL || *entry->fields != '\0';
}

static void
append_sides (GString *json, const PortailJson *sides)
{
  static const char *const names[] = { "before", "after" };
  const PortailJson *side = sides->kind == PORTAIL_JSON_ARRAY ? sides->first_child : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && side != NULL; i++, side = side->next)
    {
      portail_json_append_name (json, names[i]);
      portail_json_append_canonical (side, json);
    }
}

/* The readable ones of the fields of @change; none where @change is NULL. */
static void
append_changes (const History *history, const PortailJson *change)
{
  const PortailJson *fields = change != NULL ? portail_json_get (change, "fields") : NULL;
  GString *json = history->json;
  gboolean is_first = TRUE;

  portail_json_append_name (json, "changes");
  g_string_append_c (json, '[');
  for (const PortailJson *field = fields != NULL ? fields->first_child : NULL; field != NULL;
       field = field->next)
    {
      int index = portail_record_type_find_field (history->row->type, field->name);

      if (index < 0 || !portail_field_set_has (history->readable, (guint) index))
        continue;
      g_string_append (json, is_first ? "{" : ",{");
      portail_json_append_name (json, "field");
      portail_json_append_string (json, field->name);
      append_sides (json, field);
      g_string_append_c (json, '}');
      is_first = FALSE;
    }
  g_string_append_c (json, ']');
}

/* What was done, where no audit entry names it. */
static const char *
guess_kind (const Entry *entry)
{
  if (entry->is_removal)
    return "delete";
  if (entry->fields == NULL)
    return "create";
  return *entry->fields == '\0' ? "touch" : "update";
}

/* The element of @document that tells of @entry; NULL where none does. */
static const PortailJson *
find_change (const History *history, const Entry *entry, PortailJsonDocument *document)
{
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;

  for (const PortailJson *change = root != NULL ? root->first_child : NULL; change != NULL;
       change = change->next)
    if (is_about (change, entry, history->row))
      return change;
  return NULL;
}

/* What the op that made @entry did, if its audit entry is still there; *@kind is NULL where that
 * names another row. Both are owned. */
static gboolean
load_deed (const History *history,
           const Entry *entry,
           char **kind,
           PortailJsonDocument **document,
           GError **error)
{
  PortailStatement *statement = portail_database_query (
      history->context->database, error,
      "SELECT action, target_id, changes FROM audit_entry WHERE scope = ? AND created_at = ?"
      " AND coalesce (user_id, '') = coalesce (?, '') ORDER BY id",
      "tit", history->scope, entry->at.milliseconds, entry->user_id);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      const char *target_id = portail_statement_get_text (statement, 1);
      const char *changes = portail_statement_get_text (statement, 2);
      g_autoptr (PortailJsonDocument) found = NULL;

      if (changes != NULL)
        found = portail_json_parse (changes, strlen (changes), NULL);
      if (g_strcmp0 (target_id, history->row->id) != 0
          && find_change (history, entry, found) == NULL)
        continue;
      if (g_strcmp0 (target_id, history->row->id) == 0)
        *kind = portail_statement_dup_text (statement, 0);
      *document = g_steal_pointer (&found);
      break;
    }
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

/* The name of an account where the reader may see it: his own, a member's of the company, anybody's
 * for those who administer accounts. *@name is owned, or NULL. */
static gboolean
load_name (const History *history, const char *user_id, char **name, GError **error)
{
  const PortailAccess *access = history->context->access;
  const char *enterprise_id = portail_scope_get_enterprise_id (history->scope);
  PortailRole role = portail_access_get_highest_role (access);
  gboolean sees_accounts = g_strcmp0 (portail_access_get_user (access)->base.id, user_id) == 0
                           || portail_permission_get (PORTAIL_MODULE_ACCOUNTS, role)
                                  & PORTAIL_RIGHT_READ;
  PortailStatement *statement;
  PortailStep step;

  *name = NULL;
  if (!sees_accounts && enterprise_id == NULL)
    return TRUE;
  statement = sees_accounts
                  ? portail_database_query (
                      history->context->database, error,
                      "SELECT coalesce (display_name, username) FROM user WHERE id = ?", "t",
                      user_id)
                  : portail_database_query (history->context->database, error,
                                            "SELECT display_name FROM member WHERE user_id = ?"
                                            " AND enterprise_id = ? AND trashed_at IS NULL",
                                            "tt", user_id, enterprise_id);
  step = statement != NULL ? portail_statement_step (statement, error) : PORTAIL_STEP_ERROR;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *name = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

/* null for the server itself. */
static gboolean
append_person (const History *history, const char *user_id, GError **error)
{
  GString *json = history->json;
  g_autofree char *name = NULL;

  portail_json_append_name (json, "by");
  if (user_id == NULL)
    {
      g_string_append (json, "null");
      return TRUE;
    }
  if (!load_name (history, user_id, &name, error))
    return FALSE;
  g_string_append_c (json, '{');
  portail_json_append_name (json, "user_id");
  portail_json_append_string (json, user_id);
  if (name != NULL)
    {
      portail_json_append_name (json, "display_name");
      portail_json_append_string (json, name);
    }
  g_string_append_c (json, '}');
  return TRUE;
}

static gboolean
append_entry (const History *history, const Entry *entry, GError **error)
{
  g_autofree char *kind = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;
  GString *json = history->json;
  char at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  if (!load_deed (history, entry, &kind, &document, error))
    return FALSE;
  g_string_append (json, json->str[json->len - 1] == '[' ? "{" : ",{");
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, entry->number);
  portail_json_append_name (json, "at");
  portail_json_append_string (json, portail_timestamp_format (entry->at, at));
  portail_json_append_name (json, "kind");
  portail_json_append_string (json, kind != NULL ? kind : guess_kind (entry));
  if (!append_person (history, entry->user_id, error))
    return FALSE;
  if (entry->device_id != NULL)
    {
      portail_json_append_name (json, "device");
      portail_json_append_string (json, entry->device_id);
    }
  append_changes (history, find_change (history, entry, document));
  g_string_append_c (json, '}');
  return TRUE;
}

static PortailAnswer *
answer_history (History *history, GError **error)
{
  g_autoptr (GPtrArray) entries = load_entries (history, error);
  guint n_shown = entries != NULL ? MIN (entries->len, (guint) history->limit) : 0;
  PortailAnswer *answer;

  if (entries == NULL)
    return NULL;
  history->json = g_string_new ("{\"items\":[");
  for (guint i = 0; i < n_shown; i++)
    if (!append_entry (history, g_ptr_array_index (entries, i), error))
      return NULL;
  g_string_append_c (history->json, ']');
  portail_json_append_name (history->json, "next_cursor");
  if (entries->len > n_shown)
    g_string_append_printf (history->json, "\"%" G_GINT64_FORMAT "\"",
                            ((Entry *) g_ptr_array_index (entries, n_shown - 1))->number);
  else
    g_string_append (history->json, "null");
  g_string_append_c (history->json, '}');
  answer = portail_answer_new_json (200, g_steal_pointer (&history->json));
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

PortailAnswer *
portail_record_get_history (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_auto (History) history = {
    .context = context,
    .row = portail_record_route_load (context, error),
    .before = G_MAXINT64,
    .limit = DEFAULT_LIMIT,
  };
  PortailRecordView view;

  if (history.row == NULL)
    return NULL;
  history.scope = portail_scope_of_record (history.row);
  view = portail_record_view_get (context->access, history.row->type, history.scope);
  history.readable = portail_record_view_get_readable (&view, context->access, history.row);
  if (!check_right (&history, error)
      || !read_number (request, "limit", MAX_LIMIT, &history.limit, error)
      || !read_number (request, "cursor", G_MAXINT64, &history.before, error))
    return NULL;
  return answer_history (&history, error);
}
