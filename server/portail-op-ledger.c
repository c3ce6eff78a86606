/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-op-ledger.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

void
portail_ledger_entry_free (PortailLedgerEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->payload_hash);
  g_free (entry->status);
  g_free (entry->code);
  g_free (entry->enterprise_id);
  g_free (entry->body);
  g_free (entry);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PortailJson *const *left = a;
  const PortailJson *const *right = b;

  return strcmp ((*left)->name, (*right)->name);
}

char *
portail_op_ledger_hash (const PortailJson *op)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (PortailJson *member = op->first_child; member != NULL; member = member->next)
    if (!g_str_equal (member->name, "seq"))
      g_ptr_array_add (members, member);
  g_ptr_array_sort (members, compare_names);
  for (guint i = 0; i < members->len; i++)
    {
      const PortailJson *member = g_ptr_array_index (members, i);

      portail_json_append_string (text, member->name);
      portail_json_append_canonical (member, text);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

static PortailLedgerEntry *
read_entry (PortailStatement *statement)
{
  PortailLedgerEntry *entry = g_new0 (PortailLedgerEntry, 1);

  entry->payload_hash = portail_statement_dup_text (statement, 0);
  entry->status = portail_statement_dup_text (statement, 1);
  entry->code = portail_statement_dup_text (statement, 2);
  entry->rev = portail_statement_get_int64 (statement, 3);
  entry->enterprise_id = portail_statement_dup_text (statement, 4);
  entry->body = portail_statement_dup_text (statement, 5);
  return entry;
}

gboolean
portail_op_ledger_find (PortailDatabase *database,
                        const PortailLedgerKey *key,
                        PortailLedgerEntry **entry,
                        GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT payload_hash, status, code, rev, enterprise_id, body FROM op_ledger"
      " WHERE user_id = ? AND op_id = ?",
      "tt", key->user_id, key->op_id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *entry = NULL;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *entry = read_entry (statement);
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_op_ledger_store (PortailDatabase *database,
                         const PortailLedgerKey *key,
                         const PortailLedgerEntry *entry,
                         PortailTimestamp now,
                         GError **error)
{
  return portail_database_run (
      database, error,
      "INSERT INTO op_ledger (user_id, op_id, payload_hash, device_id, seq, status, code, rev,"
      " enterprise_id, body, stored_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
      "ttttittitti", key->user_id, key->op_id, entry->payload_hash, key->device_id, key->seq,
      entry->status, entry->code, entry->rev, entry->enterprise_id, entry->body, now.milliseconds);
}

static gboolean
fail_foreign_device (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT,
                       _ ("This device belongs to another account."));
  return FALSE;
}

gboolean
portail_op_ledger_open_device (PortailDatabase *database,
                               const PortailLedgerKey *key,
                               PortailTimestamp now,
                               gint64 *last_seq,
                               GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "INSERT INTO device (id, user_id, last_seq, created_at, seen_at) VALUES (?1, ?2, 0, ?3, ?3)"
      " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at RETURNING last_seq, user_id = ?2",
      "tti", key->device_id, key->user_id, now.milliseconds);
  gboolean is_own;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *last_seq = portail_statement_get_int64 (statement, 0);
  is_own = portail_statement_get_int64 (statement, 1) != 0;
  portail_statement_reset (statement);
  return is_own || fail_foreign_device (error);
}

gboolean
portail_op_ledger_set_last_seq (PortailDatabase *database,
                                const char *device_id,
                                gint64 last_seq,
                                GError **error)
{
  return portail_database_run (database, error, "UPDATE device SET last_seq = ? WHERE id = ?", "it",
                               last_seq, device_id);
}
