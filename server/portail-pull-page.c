/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page: the current entries of the log after the cursor, each as its row is now.
 *
 * An employé's rows come and go with the status of their sheet, which changes no row: so the entry
 * of what has parts brings or evicts his own of them too (contract.md §2). */
#include "server/portail-pull-page.h"

#include <string.h>

#include "server/portail-change-log.h"
#include "server/portail-record-view.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

typedef struct
{
  const PortailPullRequest *request;
  const char *scope;
  PortailScopeState state;
  PortailCursor cursor;
  gboolean is_reset;
  guint n_changes;
  GString *json;
} Page;

/* One entry of the log that is current. */
typedef struct
{
  gint64 number;
  const PortailRecordType *type;
  const char *id;
  PortailLogKind kind;
} Entry;

static void
append_change (Page *page, const char *op, const char *type)
{
  g_string_append (page->json, page->n_changes++ > 0 ? ",{" : "{");
  portail_json_append_name (page->json, "op");
  portail_json_append_string (page->json, op);
  portail_json_append_name (page->json, "type");
  portail_json_append_string (page->json, type);
}

static void
append_put (Page *page, const PortailRecordView *view, const PortailRecord *row)
{
  append_change (page, "put", row->type->name);
  portail_json_append_name (page->json, "row");
  portail_record_append_json (
      row, portail_record_view_get_readable (view, page->request->seal.access, row), page->json);
  g_string_append_c (page->json, '}');
}

static void
append_evict (Page *page, const char *type, const char *id)
{
  append_change (page, "evict", type);
  portail_json_append_name (page->json, "id");
  portail_json_append_string (page->json, id);
  g_string_append_c (page->json, '}');
}

static void
append_del (Page *page, const Entry *entry)
{
  append_change (page, "del", entry->type->name);
  portail_json_append_name (page->json, "id");
  portail_json_append_string (page->json, entry->id);
  portail_json_append_name (page->json, "rev");
  portail_json_append_integer (page->json, entry->number);
  g_string_append_c (page->json, '}');
}

/* The row in whatever state; *@row is NULL for one that was purged. */
static gboolean
load_any (Page *page, const Entry *entry, PortailRecord **row, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (page->request->database, entry->type,
                                                         error, "WHERE id = ?", "t", entry->id);

  if (found == NULL)
    return FALSE;
  *row = found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
  return TRUE;
}

/* Whether @reader could read the row at some time since the client last had everything. */
static gboolean
had_reader (Page *page, const char *id, const char *reader, gboolean *had, GError **error)
{
  PortailStatement *statement = portail_database_query (
      page->request->database, error,
      "SELECT 1 FROM change_log WHERE scope = ? AND id = ? AND number > ? AND reader_before = ?"
      " LIMIT 1",
      "ttit", page->scope, id, page->cursor.since, reader);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *had = step == PORTAIL_STEP_ROW;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

typedef enum
{
  HELD_NOT,
  HELD_MAYBE,
  HELD_UNKNOWN, /* the store failed */
} Held;

/* Whether the client may hold a row that it does not see now. @row is NULL for a purged one. */
static Held
find_held (Page *page,
           const PortailRecordView *view,
           const Entry *entry,
           const PortailRecord *row,
           GError **error)
{
  const char *parent_id = row != NULL ? portail_record_get_parent_id (row) : NULL;
  gboolean was_own;

  if (view->reach != PORTAIL_REACH_OWN || view->employee_id == NULL)
    return HELD_NOT;
  was_own = row != NULL && g_strcmp0 (portail_record_view_get_reader (row), view->employee_id) == 0;
  if (!was_own && !had_reader (page, entry->id, view->employee_id, &was_own, error))
    return HELD_UNKNOWN;
  if (was_own && parent_id != NULL
      && !had_reader (page, parent_id, PORTAIL_LOG_EVERY_READER, &was_own, error))
    return HELD_UNKNOWN;
  return was_own ? HELD_MAYBE : HELD_NOT;
}

static gboolean
append_row_entry (Page *page, const Entry *entry, GError **error)
{
  PortailRecordView view = portail_record_view_get (page->request->seal.access, entry->type,
                                                    page->scope);
  g_autoptr (PortailRecord) row = NULL;
  gboolean is_visible = FALSE;
  Held held;

  if (view.reach == PORTAIL_REACH_NONE)
    return TRUE;
  if (entry->kind == PORTAIL_LOG_DEL && view.reach == PORTAIL_REACH_ALL)
    {
      if (entry->number > page->cursor.since)
        append_del (page, entry);
      return TRUE;
    }
  if (!load_any (page, entry, &row, error))
    return FALSE;
  if (entry->kind == PORTAIL_LOG_PUT && row != NULL
      && !portail_record_view_apply (&view, page->request->database, row, &is_visible, error))
    return FALSE;
  if (is_visible)
    {
      append_put (page, &view, row);
      return TRUE;
    }
  held = find_held (page, &view, entry, row, error);
  if (held == HELD_MAYBE && entry->kind == PORTAIL_LOG_DEL)
    append_del (page, entry);
  else if (held == HELD_MAYBE)
    append_evict (page, entry->type->name, entry->id);
  return held != HELD_UNKNOWN;
}

/* The reader's parts of one type of a row that may have shown or hidden them. */
static gboolean
append_own_parts (Page *page, const Entry *entry, const PortailRecordType *type, GError **error)
{
  PortailRecordView view = portail_record_view_get (page->request->seal.access, type, page->scope);
  g_autofree char *rest = g_strdup_printf ("WHERE %s = ? AND employee_id = ? AND rev <= ?"
                                           " AND trashed_at IS NULL",
                                           portail_record_type_get_parent_field (type)->name);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean was_visible;

  if (view.reach != PORTAIL_REACH_OWN || view.employee_id == NULL)
    return TRUE;
  rows = portail_record_sql_list (page->request->database, type, error, rest, "tti", entry->id,
                                  view.employee_id, page->cursor.number);
  if (rows == NULL || !had_reader (page, entry->id, PORTAIL_LOG_EVERY_READER, &was_visible, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      PortailRecord *row = g_ptr_array_index (rows, i);
      gboolean is_visible;

      if (!portail_record_view_apply (&view, page->request->database, row, &is_visible, error))
        return FALSE;
      if (is_visible)
        append_put (page, &view, row);
      else if (was_visible)
        append_evict (page, type->name, row->id);
    }
  return TRUE;
}

/* Puts @entry's change on the page. */
static gboolean
append_entry (Page *page, const Entry *entry, GError **error)
{
  if (entry->type == NULL)
    return TRUE;
  if (!append_row_entry (page, entry, error))
    return FALSE;
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailField *parent = portail_record_type_get_parent_field (portail_schema[i]);

      if (parent != NULL && g_str_equal (parent->refers_to, entry->type->name)
          && !append_own_parts (page, entry, portail_schema[i], error))
        return FALSE;
    }
  return TRUE;
}

static const char entries_sql[] =
    "SELECT number, type, id, kind FROM change_log AS entry WHERE scope = ?1 AND number > ?2"
    " AND NOT EXISTS (SELECT 1 FROM change_log AS later WHERE later.scope = ?1"
    " AND later.id = entry.id AND later.type = entry.type AND later.number > entry.number)"
    " ORDER BY number LIMIT ?3";

/* *@last is the number up to which the page goes. */
static gboolean
append_entries (Page *page, gsize max_length, gint64 *last, GError **error)
{
  guint limit = page->request->limit;
  PortailStatement *statement = portail_database_query (page->request->database, error, entries_sql,
                                                        "tii", page->scope, page->cursor.number,
                                                        (gint64) limit + 1);
  PortailStep step = PORTAIL_STEP_ERROR;
  guint n_entries = 0;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_autofree char *id = portail_statement_dup_text (statement, 2);
      Entry entry = {
        .number = portail_statement_get_int64 (statement, 0),
        .type = portail_schema_find (portail_statement_get_text (statement, 1)),
        .id = id,
        .kind = g_str_equal (portail_statement_get_text (statement, 3), "put") ? PORTAIL_LOG_PUT
                                                                               : PORTAIL_LOG_DEL,
      };

      if (n_entries++ == limit || page->json->len >= max_length)
        break;
      if (!append_entry (page, &entry, error))
        return FALSE;
      *last = entry.number;
    }
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  if (step == PORTAIL_STEP_DONE)
    *last = page->state.number;
  return TRUE;
}

/* The rows of a type that name the reader, as he sees them. */
static gboolean
add_own_rows (Page *page,
              const PortailRecordType *type,
              const PortailRecordView *view,
              PortailDigest *digest,
              GError **error)
{
  g_autoptr (GPtrArray) rows = portail_record_sql_list (
      page->request->database, type, error,
      "WHERE enterprise_id = ? AND employee_id = ? AND trashed_at IS NULL", "tt",
      portail_scope_get_enterprise_id (page->scope), view->employee_id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      PortailRecord *row = g_ptr_array_index (rows, i);
      gboolean is_visible;

      if (!portail_record_view_apply (view, page->request->database, row, &is_visible, error))
        return FALSE;
      if (is_visible)
        portail_digest_change (digest, PORTAIL_DIGEST_ADD, row->type->name, row->id, row->rev);
    }
  return rows != NULL;
}

static gboolean
compute_digest (Page *page, PortailDigest *digest, GError **error)
{
  *digest = (PortailDigest){ 0 };
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      PortailRecordView view = portail_record_view_get (page->request->seal.access,
                                                        portail_schema[i], page->scope);
      PortailDigest of_type;

      if (view.reach == PORTAIL_REACH_OWN
          && !add_own_rows (page, portail_schema[i], &view, digest, error))
        return FALSE;
      if (view.reach != PORTAIL_REACH_ALL)
        continue;
      if (!portail_scope_load_digest (page->request->database, page->scope, portail_schema[i]->name,
                                      &of_type, error))
        return FALSE;
      portail_digest_add (digest, &of_type);
    }
  return TRUE;
}

static gboolean
append_digest (Page *page, GError **error)
{
  char sum[PORTAIL_DIGEST_TEXT_SIZE];
  PortailDigest digest;

  if (!compute_digest (page, &digest, error))
    return FALSE;
  portail_json_append_name (page->json, "digest");
  g_string_append_c (page->json, '{');
  portail_json_append_name (page->json, "count");
  portail_json_append_integer (page->json, digest.count);
  portail_json_append_name (page->json, "hash");
  portail_json_append_string (page->json, portail_digest_format (&digest, sum));
  g_string_append_c (page->json, '}');
  return TRUE;
}

static void
open_cursor (Page *page)
{
  const char *text = portail_json_get_member_string (page->request->cursors, page->scope);

  page->is_reset = !portail_sync_cursor_parse (&page->request->seal, page->scope, text,
                                               &page->cursor)
                   || page->cursor.number > page->state.number
                   || MAX (page->cursor.number, page->cursor.since) < page->state.purged_number;
  if (page->is_reset)
    page->cursor = (PortailCursor){ 0, page->state.number };
}

static void
append_head (Page *page)
{
  if (page->json->str[page->json->len - 1] != '[')
    g_string_append_c (page->json, ',');
  g_string_append_c (page->json, '{');
  portail_json_append_name (page->json, "scope");
  portail_json_append_string (page->json, page->scope);
  portail_json_append_name (page->json, "reset");
  g_string_append (page->json, page->is_reset ? "true" : "false");
  portail_json_append_name (page->json, "changes");
  g_string_append_c (page->json, '[');
}

gboolean
portail_pull_page_append (const PortailPullRequest *request,
                          const char *scope,
                          gsize max_length,
                          GString *json,
                          GError **error)
{
  Page page = { .request = request, .scope = scope, .json = json };
  PortailCursor next;
  g_autofree char *cursor = NULL;

  if (!portail_scope_load (request->database, scope, &page.state, error))
    return FALSE;
  open_cursor (&page);
  if (!page.is_reset && page.cursor.number == page.state.number)
    return TRUE;
  next = page.cursor;
  append_head (&page);
  if (!append_entries (&page, max_length, &next.number, error))
    return FALSE;
  g_string_append_c (json, ']');
  if (next.number >= page.state.number)
    next.since = next.number;
  cursor = portail_sync_cursor_format (&request->seal, scope, &next);
  portail_json_append_name (json, "cursor");
  portail_json_append_string (json, cursor);
  portail_json_append_name (json, "more");
  g_string_append (json, next.number < page.state.number ? "true" : "false");
  if (next.number >= page.state.number && !append_digest (&page, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}
