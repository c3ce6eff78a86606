/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-audit.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-audit-entry.h"

/* What the first entry of a chain follows. */
#define NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

struct _PortailAuditTrail
{
  GString *json; /* array without its end */
  guint length;
};

PortailAuditTrail *
portail_audit_trail_new (void)
{
  PortailAuditTrail *trail = g_new0 (PortailAuditTrail, 1);

  trail->json = g_string_new ("[");
  return trail;
}

void
portail_audit_trail_free (PortailAuditTrail *trail)
{
  g_string_free (trail->json, TRUE);
  g_free (trail);
}

guint
portail_audit_trail_get_length (const PortailAuditTrail *trail)
{
  return trail->length;
}

static void
append_side (GString *json, const PortailField *field, const PortailRecord *record)
{
  if (record != NULL)
    portail_field_append_json (field, record, json);
  else
    g_string_append (json, "null");
}

static void
append_sides (GString *json,
              const PortailField *field,
              const PortailRecord *before,
              const PortailRecord *after)
{
  g_string_append_c (json, '[');
  append_side (json, field, before);
  g_string_append_c (json, ',');
  append_side (json, field, after);
  g_string_append_c (json, ']');
}

/* "name":[before,after] of every field that differs; null instead where the values are a person's.
 */
static void
append_values (GString *json, const PortailRecord *before, const PortailRecord *after)
{
  const PortailRecordType *type = (after != NULL ? after : before)->type;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const PortailField *field = &type->fields[i];

      if (before != NULL && after != NULL && portail_field_is_equal (field, before, after))
        continue;
      if ((before == NULL && portail_field_is_null (field, after))
          || (after == NULL && portail_field_is_null (field, before)))
        continue;
      portail_json_append_name (json, field->name);
      if (field->flags & PORTAIL_FIELD_PERSONAL)
        g_string_append (json, "null");
      else
        append_sides (json, field, before, after);
    }
}

void
portail_audit_trail_add (PortailAuditTrail *trail, gconstpointer before, gconstpointer after)
{
  const PortailRecord *record = after != NULL ? after : before;

  g_string_append (trail->json, trail->length > 0 ? ",{" : "{");
  portail_json_append_name (trail->json, "type");
  portail_json_append_string (trail->json, record->type->name);
  portail_json_append_name (trail->json, "id");
  portail_json_append_string (trail->json, record->id);
  portail_json_append_name (trail->json, "fields");
  g_string_append_c (trail->json, '{');
  append_values (trail->json, before, after);
  g_string_append (trail->json, "}}");
  trail->length++;
}

void
portail_audit_trail_note (PortailAuditTrail *trail, const char *name, const char *text)
{
  g_string_append (trail->json, trail->length > 0 ? ",{" : "{");
  portail_json_append_name (trail->json, name);
  portail_json_append_string (trail->json, text);
  g_string_append_c (trail->json, '}');
  trail->length++;
}

static char *
compute_hash (const PortailAuditEntry *entry)
{
  g_autoptr (GString) text = g_string_new (entry->previous_hash);
  const char *parts[] = {
    entry->base.id, entry->scope,       entry->user_id,   entry->device_id,
    entry->action,  entry->target_type, entry->target_id, entry->changes,
  };

  g_string_append_printf (text, "\n%" G_GINT64_FORMAT, entry->base.created_at.milliseconds);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "\n%s", parts[i] != NULL ? parts[i] : "");
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

/* The hash that @sql finds for the scope, or NO_HASH. Owned; NULL on error. */
static char *
load_hash (PortailDatabase *database, const char *sql, const char *scope, GError **error)
{
  PortailStatement *statement = portail_database_query (database, error, sql, "t", scope);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;
  char *hash = NULL;

  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  if (step == PORTAIL_STEP_ROW)
    hash = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return hash != NULL ? hash : g_strdup (NO_HASH);
}

static char *
load_head (PortailDatabase *database, const char *scope, GError **error)
{
  return load_hash (database, "SELECT audit_hash FROM scope_counter WHERE scope = ?", scope, error);
}

static char *
load_anchor (PortailDatabase *database, const char *scope, GError **error)
{
  return load_hash (database, "SELECT hash FROM audit_anchor WHERE scope = ?", scope, error);
}

static PortailAuditEntry *
make_entry (const PortailAuditEvent *event)
{
  PortailAuditEntry *entry = portail_record_new (&portail_audit_entry_type);

  entry->base.id = portail_id_new ();
  entry->base.enterprise_id = g_strdup (portail_scope_get_enterprise_id (event->scope));
  entry->base.created_at = event->at;
  entry->base.updated_at = event->at;
  entry->base.created_by = g_strdup (event->user_id);
  entry->scope = g_strdup (event->scope);
  entry->user_id = g_strdup (event->user_id);
  entry->device_id = g_strdup (event->device_id);
  entry->action = g_strdup (event->action);
  entry->target_type = g_strdup (event->target_type);
  entry->target_id = g_strdup (event->target_id);
  if (event->trail != NULL)
    entry->changes = g_strconcat (event->trail->json->str, "]", NULL);
  return entry;
}

gboolean
portail_audit_append (PortailDatabase *database, const PortailAuditEvent *event, GError **error)
{
  g_autoptr (PortailAuditEntry) entry = make_entry (event);

  entry->previous_hash = load_head (database, event->scope, error);
  if (entry->previous_hash == NULL)
    return FALSE;
  entry->hash = compute_hash (entry);
  return portail_record_sql_insert (database, entry, error)
         && portail_database_run (
             database, error,
             "INSERT INTO scope_counter (scope, number, audit_hash) VALUES (?, 0, ?)"
             " ON CONFLICT (scope) DO UPDATE SET audit_hash = excluded.audit_hash",
             "tt", event->scope, entry->hash);
}

static gboolean
fail_at (const PortailAuditEntry *entry, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
               _ ("The audit entry %s does not fit into its chain."), entry->base.id);
  return FALSE;
}

/* Entries are found by what they follow, so no order of ids or times is trusted. */
static GHashTable *
index_by_previous (const GPtrArray *entries)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      PortailAuditEntry *entry = g_ptr_array_index (entries, i);

      g_hash_table_insert (index, entry->previous_hash, entry);
    }
  return index;
}

gboolean
portail_audit_verify (PortailDatabase *database, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) entries = portail_record_sql_list (
      database, &portail_audit_entry_type, error, "WHERE scope = ? ORDER BY id", "t", scope);
  g_autofree char *head = load_head (database, scope, error);
  g_autofree char *anchor = load_anchor (database, scope, error);
  g_autoptr (GHashTable) index = NULL;
  const char *hash = anchor;
  PortailAuditEntry *entry;

  if (entries == NULL || head == NULL || anchor == NULL)
    return FALSE;
  index = index_by_previous (entries);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *computed = NULL;

      entry = g_hash_table_lookup (index, hash);
      if (entry == NULL)
        return fail_at (g_ptr_array_index (entries, i), error);
      computed = compute_hash (entry);
      if (!g_str_equal (computed, entry->hash))
        return fail_at (entry, error);
      hash = entry->hash;
    }
  if (g_str_equal (hash, head))
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
               _ ("The audit chain of %s has lost its end."), scope);
  return FALSE;
}

/* Owned; NULL on error. */
static GPtrArray *
list_old (PortailDatabase *database, const char *scope, const PortailAuditAge *age, GError **error)
{
  return portail_record_sql_list (
      database, &portail_audit_entry_type, error,
      "WHERE scope = ? AND created_at < ? ORDER BY created_at, id LIMIT ?", "tii", scope,
      age->before.milliseconds, (gint64) age->max);
}

static gboolean
move_anchor (PortailDatabase *database,
             const char *scope,
             const char *hash,
             PortailTimestamp now,
             GError **error)
{
  return portail_database_run (
      database, error,
      "INSERT INTO audit_anchor (scope, hash, purged_at) VALUES (?, ?, ?)"
      " ON CONFLICT (scope) DO UPDATE SET hash = excluded.hash, purged_at = excluded.purged_at",
      "tti", scope, hash, now.milliseconds);
}

static gboolean
note_purge (PortailDatabase *database,
            const char *scope,
            const char *anchor,
            PortailTimestamp now,
            GError **error)
{
  g_autoptr (PortailAuditTrail) trail = portail_audit_trail_new ();
  const PortailAuditEvent event = {
    .scope = scope,
    .action = "purge",
    .at = now,
    .trail = trail,
  };

  portail_audit_trail_note (trail, "anchor", anchor);
  return move_anchor (database, scope, anchor, now, error)
         && portail_audit_append (database, &event, error);
}

gboolean
portail_audit_purge (PortailDatabase *database,
                     const char *scope,
                     const PortailAuditAge *age,
                     guint *n_gone,
                     GError **error)
{
  g_autoptr (GPtrArray) entries = list_old (database, scope, age, error);
  g_autofree char *anchor = load_anchor (database, scope, error);
  g_autoptr (GHashTable) index = NULL;
  const char *hash = anchor;
  const PortailAuditEntry *entry;

  *n_gone = 0;
  if (entries == NULL || anchor == NULL)
    return FALSE;
  index = index_by_previous (entries);
  while (*n_gone < entries->len && (entry = g_hash_table_lookup (index, hash)) != NULL)
    {
      if (!portail_record_sql_delete (database, entry->base.type, entry->base.id, error))
        return FALSE;
      hash = entry->hash;
      (*n_gone)++;
    }
  return *n_gone == 0 || note_purge (database, scope, hash, age->now, error);
}
