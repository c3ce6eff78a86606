/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-pull.h"

#include "app/portail-answer-fault.h"
#include "app/portail-outbox.h"
#include "app/portail-pull-epoch.h"
#include "app/portail-pull-stage.h"
#include "app/portail-rebase.h"
#include "app/portail-scope-rows.h"
#include "app/portail-sql.h"
#include "app/portail-unread-rows.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-permission.h"
#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"

/* Fewer removals than this never stop a pull. */
#define FUSE_MIN_REMOVED 20
/* A scope whose digest is still wrong after so many fresh starts is left as it is. */
#define MAX_FRESH_STARTS 2

typedef struct
{
  char *name;
  char *role;
  char *next_role; /* as this answer says */
  gboolean is_staging;
  gboolean is_lost_epoch;
  gboolean is_fuse_on;
  gboolean is_blown;
  gint64 n_at_start;
  gint64 n_removed;
  gint64 n_wrong_digests;
} Scope;

typedef struct
{
  PortailCacheStore *store;
  const PortailJson *root;
  PortailPullOutcome *outcome;
  gboolean has_evicted;
  gboolean has_unread; /* there are rows that were not taken */
} Answer;

static void
scope_clear (Scope *scope)
{
  g_free (scope->name);
  g_free (scope->role);
  g_free (scope->next_role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scope, scope_clear)

static void
fuse_free (gpointer pointer)
{
  PortailFuse *fuse = pointer;

  g_free (fuse->scope);
  g_free (fuse);
}

PortailPullOutcome *
portail_pull_outcome_new (void)
{
  PortailPullOutcome *outcome = g_new0 (PortailPullOutcome, 1);

  outcome->server_time = PORTAIL_TIMESTAMP_NULL;
  outcome->fuses = g_ptr_array_new_with_free_func (fuse_free);
  return outcome;
}

void
portail_pull_outcome_free (PortailPullOutcome *outcome)
{
  g_ptr_array_unref (outcome->fuses);
  g_free (outcome);
}

GBytes *
portail_pull_make_request (PortailCacheStore *store, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{\"protocol\":1,\"device\":");
  g_autofree char *device = portail_outbox_dup_device (store->database, error);
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;
  gboolean is_first = TRUE;

  if (device == NULL)
    return NULL;
  portail_json_append_string (json, device);
  g_string_append (json, ",\"cursors\":{");
  statement = portail_database_prepare (
      store->database,
      "SELECT scope, coalesce (next_cursor, cursor) FROM scope ORDER BY scope = 'global' DESC",
      error);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_string_append (json, is_first ? "" : ",");
      portail_json_append_string (json, portail_statement_get_text (statement, 0));
      g_string_append_c (json, ':');
      portail_json_append_string (json, portail_statement_get_text (statement, 1));
      is_first = FALSE;
    }
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  g_string_append_printf (json, "},\"limit\":%d}",
                          is_first ? PORTAIL_PULL_FIRST_LIMIT : PORTAIL_PULL_LIMIT);
  return g_bytes_new (json->str, json->len);
}

static const PortailJson *
find_scope_entry (const Answer *answer, const char *name)
{
  const PortailJson *scopes = portail_json_get (answer->root, "scopes");

  for (const PortailJson *entry = scopes->first_child; entry != NULL; entry = entry->next)
    if (g_strcmp0 (portail_json_get_member_string (entry, "scope"), name) == 0)
      return entry;
  return NULL;
}

static gboolean
load_scope (const Answer *answer, const char *name, Scope *scope, GError **error)
{
  PortailDatabase *database = answer->store->database;
  PortailStatement *statement;
  const char *fuse;

  if (!portail_database_run (database, error, "INSERT OR IGNORE INTO scope (scope) VALUES (?)", "t",
                             name))
    return FALSE;
  statement = portail_database_query (
      database, error,
      "SELECT role, is_staging, is_lost_epoch, fuse, n_at_start, n_removed, n_wrong_digests,"
      " cursor IS NULL AND next_cursor IS NULL FROM scope WHERE scope = ?",
      "t", name);
  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  fuse = portail_statement_get_text (statement, 3);
  scope->name = g_strdup (name);
  scope->role = portail_statement_dup_text (statement, 0);
  scope->is_staging = portail_statement_get_int64 (statement, 1) != 0;
  scope->is_lost_epoch = portail_statement_get_int64 (statement, 2) != 0;
  scope->is_blown = g_str_equal (fuse, "blown");
  scope->n_at_start = portail_statement_get_int64 (statement, 4);
  scope->n_removed = portail_statement_get_int64 (statement, 5);
  scope->n_wrong_digests = portail_statement_get_int64 (statement, 6);
  scope->next_role = g_strdup (
      portail_json_get_member_string (find_scope_entry (answer, name), "role"));
  scope->is_fuse_on = !g_str_equal (fuse, "allowed")
                      && g_strcmp0 (scope->role, scope->next_role) == 0
                      && portail_statement_get_int64 (statement, 7) == 0;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
save_scope (const Answer *answer,
            const Scope *scope,
            const char *cursor,
            gboolean has_more,
            GError **error)
{
  gboolean is_between = scope->is_staging && has_more;
  const char *sql = is_between ? "UPDATE scope SET next_cursor = ?, is_staging = 1, n_at_start = ?,"
                                 " n_removed = ?, n_wrong_digests = ? WHERE scope = ?"
                               : "UPDATE scope SET cursor = ?, next_cursor = NULL, is_staging = 0,"
                                 " n_at_start = ?, n_removed = ?, n_wrong_digests = ?"
                                 " WHERE scope = ?";

  if (!portail_database_run (answer->store->database, error, sql, "tiiit", cursor,
                             has_more ? scope->n_at_start : 0, has_more ? scope->n_removed : 0,
                             scope->n_wrong_digests, scope->name))
    return FALSE;
  return has_more
         || portail_database_run (answer->store->database, error,
                                  "UPDATE scope SET role = ?, fuse = 'on', is_lost_epoch = 0"
                                  " WHERE scope = ?",
                                  "tt", scope->next_role, scope->name);
}

static gboolean
is_removal (const PortailJson *change)
{
  return g_strcmp0 (portail_json_get_member_string (change, "op"), "put") != 0;
}

/* Whether the page may be applied: FALSE stops the scope until the user has agreed. */
static gboolean
pass_fuse (Answer *answer,
           Scope *scope,
           const PortailJson *changes,
           gboolean *may_pass,
           GError **error)
{
  PortailFuse *fuse;

  *may_pass = TRUE;
  if (scope->n_at_start == 0
      && !portail_scope_rows_count (answer->store, scope->name, &scope->n_at_start, error))
    return FALSE;
  for (const PortailJson *change = changes->first_child; change != NULL; change = change->next)
    scope->n_removed += is_removal (change);
  if (!scope->is_fuse_on || scope->n_removed <= FUSE_MIN_REMOVED
      || scope->n_removed * 2 <= scope->n_at_start)
    return TRUE;
  *may_pass = FALSE;
  fuse = g_new0 (PortailFuse, 1);
  fuse->scope = g_strdup (scope->name);
  fuse->n_removed = (guint) scope->n_removed;
  fuse->n_rows = (guint) scope->n_at_start;
  g_ptr_array_add (answer->outcome->fuses, fuse);
  return portail_database_run (answer->store->database, error,
                               "UPDATE scope SET fuse = 'blown' WHERE scope = ?", "t", scope->name);
}

/* Its number stays, so that the scope's digest is right and a later version of it is read. */
static gboolean
set_aside (Answer *answer,
           const Scope *scope,
           const char *type,
           const PortailJson *row,
           GError **error)
{
  PortailUnreadRow unread = { scope->name, type, portail_json_get_member_string (row, "id"), 0 };

  portail_json_get_integer (portail_json_get (row, "rev"), &unread.rev);
  answer->has_unread = TRUE;
  return portail_unread_rows_add (answer->store, &unread, error);
}

/* An id becomes a part of addresses: a row that has something else in its place is not taken, and
 * keeps none of the others from being. */
static gboolean
put_row (Answer *answer,
         const Scope *scope,
         const PortailRecordType *type,
         const PortailJson *row,
         GError **error)
{
  PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailRecord) record = portail_record_new (type);

  /* Problems are values that a newer server knows: they stay null and read-only. */
  portail_record_read_json (record, row, &options, problems);
  if (record->id == NULL || !portail_record_has_good_ids (record))
    {
      g_message ("A row of %s is set aside: it has what is no id.", type->name);
      return set_aside (answer, scope, type->name, row, error);
    }
  return portail_rebase_put (answer->store, g_steal_pointer (&record), error);
}

/* Who may restore keeps what is in the trash (contract.md §4); for others it is gone. */
static gboolean
can_restore (const PortailRecordType *type, const Scope *scope)
{
  PortailRights rights = portail_permission_get (type->module,
                                                 portail_role_from_name (scope->next_role));

  return (rights & (PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_VALIDATE)) != 0;
}

static gboolean
remove_row (Answer *answer,
            const Scope *scope,
            const PortailRecordType *type,
            const PortailJson *change,
            GError **error)
{
  gboolean is_eviction = g_strcmp0 (portail_json_get_member_string (change, "op"), "evict") == 0;
  const char *id = portail_json_get_member_string (change, "id");
  g_autofree char *sql = NULL;
  gint64 rev = 0;

  answer->has_evicted |= is_eviction;
  if (is_eviction)
    return portail_scope_rows_evict_record (answer->store, type, id, error);
  portail_json_get_integer (portail_json_get (change, "rev"), &rev);
  if (!portail_rebase_trash (answer->store, type, id, rev, error))
    return FALSE;
  if (can_restore (type, scope))
    return TRUE;
  sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1 AND NOT EXISTS"
                         " (SELECT 1 FROM shadow WHERE type = ?2 AND id = ?1)",
                         type->name);
  return portail_database_run (answer->store->database, error, sql, "tt", id, type->name);
}

static gboolean
apply_change (Answer *answer, const Scope *scope, const PortailJson *change, GError **error)
{
  const char *type_name = portail_json_get_member_string (change, "type");
  const PortailRecordType *type = portail_schema_find (type_name);
  const PortailJson *row = portail_json_get (change, "row");
  const char *id = portail_json_get_member_string (row != NULL ? row : change, "id");
  const PortailUnreadRow before = { scope->name, type_name, id, 0 };

  if (type_name == NULL || id == NULL || (row == NULL && !is_removal (change)))
    return portail_answer_fault_set (PORTAIL_ERROR_MALFORMED, error);
  if (scope->is_staging)
    return portail_pull_stage_add (answer->store, scope->name, change, error);
  if (answer->has_unread && !portail_unread_rows_remove (answer->store, &before, error))
    return FALSE;
  if (is_removal (change))
    return type == NULL || !portail_id_is_valid (id)
           || remove_row (answer, scope, type, change, error);
  return type != NULL ? put_row (answer, scope, type, row, error)
                      : set_aside (answer, scope, type_name, row, error);
}

/* A scope of which nothing is held is filled in place. */
static gboolean
begin_reset (Answer *answer, Scope *scope, GError **error)
{
  gint64 n_rows;

  if (!portail_scope_rows_count (answer->store, scope->name, &n_rows, error))
    return FALSE;
  scope->is_staging = n_rows > 0 || scope->is_lost_epoch;
  scope->is_fuse_on = FALSE;
  return portail_pull_stage_clear (answer->store, scope->name, error);
}

/* Clears *@cursor where the scope has to start anew. */
static gboolean
check_digest (Answer *answer,
              Scope *scope,
              const PortailJson *digest,
              const char **cursor,
              GError **error)
{
  char text[PORTAIL_DIGEST_TEXT_SIZE];
  PortailDigest own;
  gint64 count = 0;

  if (digest == NULL || digest->kind != PORTAIL_JSON_OBJECT)
    return TRUE;
  if (!portail_scope_rows_digest (answer->store, scope->name, &own, error))
    return FALSE;
  portail_json_get_integer (portail_json_get (digest, "count"), &count);
  if (own.count == count
      && g_strcmp0 (portail_digest_format (&own, text),
                    portail_json_get_member_string (digest, "hash"))
             == 0)
    {
      scope->n_wrong_digests = 0;
      return TRUE;
    }
  g_message ("The digest of %s is wrong: %" G_GINT64_FORMAT " rows of %" G_GINT64_FORMAT,
             scope->name, own.count, count);
  answer->outcome->n_wrong_digests++;
  if (++scope->n_wrong_digests <= MAX_FRESH_STARTS)
    {
      *cursor = NULL;
      answer->outcome->has_more = TRUE;
    }
  return TRUE;
}

static gboolean
apply_changes (Answer *answer, Scope *scope, const PortailJson *page, GError **error)
{
  const PortailJson *changes = portail_json_get (page, "changes");
  const PortailJson *more = portail_json_get (page, "more");
  gboolean has_more = more != NULL && more->kind == PORTAIL_JSON_TRUE;
  const char *cursor = portail_json_get_member_string (page, "cursor");

  for (const PortailJson *change = changes->first_child; change != NULL; change = change->next)
    if (!apply_change (answer, scope, change, error))
      return FALSE;
  answer->outcome->has_more |= has_more;
  if (!has_more && scope->is_staging
      && !portail_pull_stage_swap (
          answer->store, scope->name,
          scope->is_lost_epoch ? PORTAIL_SWAP_NEW_EPOCH : PORTAIL_SWAP_RESET, error))
    return FALSE;
  if (!has_more && !check_digest (answer, scope, portail_json_get (page, "digest"), &cursor, error))
    return FALSE;
  return save_scope (answer, scope, cursor, has_more, error);
}

static gboolean
apply_page (Answer *answer, const PortailJson *page, GError **error)
{
  const char *name = portail_json_get_member_string (page, "scope");
  const PortailJson *changes = portail_json_get (page, "changes");
  const PortailJson *reset = portail_json_get (page, "reset");
  g_auto (Scope) scope = { NULL };
  gboolean may_pass = TRUE;

  if (name == NULL || changes == NULL || changes->kind != PORTAIL_JSON_ARRAY
      || portail_json_get_member_string (page, "cursor") == NULL)
    return portail_answer_fault_set (PORTAIL_ERROR_MALFORMED, error);
  if (!load_scope (answer, name, &scope, error))
    return FALSE;
  if (reset != NULL && reset->kind == PORTAIL_JSON_TRUE && !begin_reset (answer, &scope, error))
    return FALSE;
  if (scope.is_blown && scope.is_fuse_on)
    return TRUE;
  if (!scope.is_staging && !pass_fuse (answer, &scope, changes, &may_pass, error))
    return FALSE;
  return !may_pass || apply_changes (answer, &scope, page, error);
}

static gboolean
evict_lost_scopes (Answer *answer, const PortailJson *unused, GError **error)
{
  g_autoptr (GPtrArray) held = portail_sql_take_texts (
      portail_database_query (answer->store->database, error, "SELECT scope FROM scope", ""),
      error);

  if (held == NULL)
    return FALSE;
  for (guint i = 0; i < held->len; i++)
    if (find_scope_entry (answer, g_ptr_array_index (held, i)) == NULL)
      {
        answer->has_evicted = TRUE;
        if (!portail_scope_rows_evict (answer->store, g_ptr_array_index (held, i), error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
note_user (Answer *answer, const PortailJson *unused, GError **error)
{
  const PortailJson *scopes = portail_json_get (answer->root, "scopes");
  const char *server_time = portail_json_get_member_string (answer->root, "server_time");

  if (server_time != NULL)
    portail_timestamp_parse (server_time, &answer->outcome->server_time);
  for (const PortailJson *entry = scopes->first_child; entry != NULL; entry = entry->next)
    {
      const char *name = portail_json_get_member_string (entry, "scope");

      if (name != NULL && g_str_has_prefix (name, "user:")
          && !portail_cache_store_set_state (answer->store, "user_id", name + 5, error))
        return FALSE;
      /* The chosen company's name and role are shown before its rows are there. */
      if (name != NULL
          && !portail_database_run (answer->store->database, error,
                                    "INSERT OR IGNORE INTO scope (scope, role) VALUES (?,?)", "tt",
                                    name, portail_json_get_member_string (entry, "role")))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_unread (Answer *answer, GError **error)
{
  return portail_unread_rows_count (answer->store, &answer->outcome->n_unread, &answer->has_unread,
                                    error);
}

/* What the cache has is as the server had it now. */
static gboolean
finish_pull (Answer *answer, const PortailJson *unused, GError **error)
{
  char now[PORTAIL_TIMESTAMP_TEXT_SIZE];

  return evict_lost_scopes (answer, NULL, error) && count_unread (answer, error)
         && (answer->outcome->has_more
             || portail_cache_store_set_state (
                 answer->store, PORTAIL_CACHE_STATE_PULLED_AT,
                 portail_timestamp_format (portail_timestamp_now (), now), error));
}

typedef gboolean (*Work) (Answer *answer, const PortailJson *part, GError **error);

static gboolean
in_transaction (Answer *answer, Work work, const PortailJson *part, GError **error)
{
  if (!portail_cache_store_begin (answer->store, error))
    return FALSE;
  if (work (answer, part, error))
    return portail_cache_store_commit (answer->store, error);
  portail_cache_store_roll_back (answer->store);
  return FALSE;
}

static gboolean
apply_pages (Answer *answer, GError **error)
{
  const PortailJson *pages = portail_json_get (answer->root, "pages");
  const PortailJson *more = portail_json_get (answer->root, "more");

  /* A full answer leaves whole scopes out. */
  answer->outcome->has_more = more != NULL && more->kind == PORTAIL_JSON_TRUE;
  if (!count_unread (answer, error) || !in_transaction (answer, note_user, NULL, error))
    return FALSE;
  for (const PortailJson *page = pages->first_child; page != NULL; page = page->next)
    if (!in_transaction (answer, apply_page, page, error))
      return FALSE;
  if (!in_transaction (answer, finish_pull, NULL, error))
    return FALSE;
  if (answer->has_evicted)
    portail_cache_store_forget_deleted (answer->store);
  return TRUE;
}

PortailPullOutcome *
portail_pull_apply (PortailCacheStore *store, GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);
  g_autoptr (PortailPullOutcome) outcome = portail_pull_outcome_new ();
  Answer answer = { store, NULL, outcome };
  const PortailJson *scopes;
  const char *epoch;

  if (document != NULL)
    answer.root = portail_json_document_get_root (document);
  scopes = portail_json_get (answer.root, "scopes");
  epoch = portail_json_get_member_string (answer.root, "epoch");
  /* An answer without any scope would take everything away. */
  if (epoch == NULL || scopes == NULL || scopes->first_child == NULL
      || portail_json_get (answer.root, "pages") == NULL)
    {
      portail_answer_fault_set (PORTAIL_ERROR_MALFORMED, error);
      return NULL;
    }
  if (!portail_pull_follow_epoch (store, epoch, &outcome->is_stale, error)
      || (!outcome->is_stale && !apply_pages (&answer, error)))
    return NULL;
  return g_steal_pointer (&outcome);
}

gboolean
portail_pull_allow_removal (PortailCacheStore *store, const char *scope, GError **error)
{
  return portail_database_run (store->database, error,
                               "UPDATE scope SET fuse = 'allowed' WHERE scope = ?", "t", scope);
}
