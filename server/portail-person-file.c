/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-person-file.h"

#include "server/portail-delivery.h"
#include "server/portail-members.h"
#include "server/portail-record-writer.h"
#include "server/portail-session.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-setting.h"

static gboolean
append_records (GString *json,
                PortailDatabase *database,
                const PortailRecordType *type,
                const char *user_id,
                GError **error)
{
  g_autoptr (GPtrArray) records = portail_record_sql_list (
      database, type, error, "WHERE user_id = ? ORDER BY id", "t", user_id);

  g_string_append_printf (json, ",\"%s\":[", type->name);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_record_append_json (g_ptr_array_index (records, i),
                                  portail_record_type_get_all_fields (type), json);
    }
  g_string_append_c (json, ']');
  return records != NULL;
}

/* The rows of a table of texts; @sql has the user's id as its one parameter. */
static gboolean
append_rows (GString *json,
             PortailDatabase *database,
             const char *sql,
             const char *user_id,
             GError **error)
{
  PortailStatement *statement = portail_database_query (database, error, sql, "t", user_id);
  PortailStep step = PORTAIL_STEP_ERROR;
  const char *separator = "";

  g_string_append_c (json, '[');
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_string_append (json, separator);
      g_string_append (json, portail_statement_get_text (statement, 0));
      separator = ",";
    }
  g_string_append_c (json, ']');
  return step == PORTAIL_STEP_DONE;
}

static const char sessions[] =
    "SELECT json_object ('id', id, 'client', client, 'device_name', device_name, 'address',"
    " address, 'created_at', created_at, 'last_used_at', last_used_at, 'revoked_at', revoked_at)"
    " FROM session WHERE user_id = ? ORDER BY id";

static const char guilds[] =
    "SELECT json_object ('guild_id', guild_id, 'is_member', is_member, 'is_owner', is_owner,"
    " 'role_ids', role_ids, 'learnt_at', learnt_at) FROM known_guild WHERE user_id = ?"
    " ORDER BY guild_id";

gboolean
portail_person_file_append (PortailDatabase *database,
                            const PortailUser *user,
                            GString *json,
                            GError **error)
{
  const PortailRecordType *types[] = { &portail_membership_type, &portail_employee_type,
                                       &portail_notification_type, &portail_setting_type };

  g_string_append (json, "{\"user\":");
  portail_record_append_json (user, portail_record_type_get_all_fields (user->base.type), json);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (!append_records (json, database, types[i], user->base.id, error))
      return FALSE;
  g_string_append (json, ",\"session\":");
  if (!append_rows (json, database, sessions, user->base.id, error))
    return FALSE;
  g_string_append (json, ",\"known_guild\":");
  if (!append_rows (json, database, guilds, user->base.id, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}

static void
blank (PortailUser *user)
{
  g_clear_pointer (&user->display_name, g_free);
  g_clear_pointer (&user->email, g_free);
  g_clear_pointer (&user->avatar_url, g_free);
  g_free (user->username);
  g_free (user->discord_id);
  user->username = g_strdup ("");
  user->discord_id = g_strdup ("");
  user->is_active = FALSE;
  user->is_superadmin = FALSE;
}

static gboolean
trash_memberships (PortailRecordWriter *writer, const char *user_id, GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_record_sql_list (
      portail_record_writer_get_database (writer), &portail_membership_type, error,
      "WHERE user_id = ? AND trashed_at IS NULL", "t", user_id);

  for (guint i = 0; memberships != NULL && i < memberships->len; i++)
    if (!portail_record_writer_trash (writer, g_ptr_array_index (memberships, i), error))
      return FALSE;
  return memberships != NULL && portail_members_follow (writer, user_id, error);
}

/* The row goes into the trash, where nobody else's key meets its empty one. */
static gboolean
trash_user (PortailRecordWriter *writer, PortailUser *user, GError **error)
{
  g_autoptr (PortailUser) before = portail_record_copy (user);
  g_autofree char *scope = portail_scope_of_user (user->base.id);
  const PortailAuditEvent event = {
    .scope = scope, .action = "erase", .target_type = "user", .target_id = user->base.id
  };

  blank (user);
  return portail_record_writer_update (writer, user, before, error)
         && portail_record_writer_trash (writer, user, error)
         && portail_record_writer_audit (writer, &event, error);
}

/* Each has the user's id as its one parameter. */
static const char *const statements[] = {
  "UPDATE session SET device_name = NULL, address = NULL WHERE user_id = ?",
  "UPDATE member SET display_name = NULL, avatar = NULL WHERE user_id = ?",
  /* Rows stay, for the digest of a scope that nobody reads any more. */
  "UPDATE notification SET title = '', body = NULL, target_type = NULL, target_id = NULL"
  " WHERE user_id = ?",
  "UPDATE setting SET value = NULL WHERE user_id = ?",
  "UPDATE op_ledger SET body = NULL WHERE user_id = ?",
  "DELETE FROM refresh_token WHERE session_id IN (SELECT id FROM session WHERE user_id = ?)",
  "DELETE FROM login_code WHERE user_id = ?",
  "DELETE FROM upload WHERE user_id = ?",
  "DELETE FROM client_error WHERE user_id = ?",
  "DELETE FROM known_guild WHERE user_id = ?",
  "DELETE FROM avatar WHERE user_id = ?",
  "DELETE FROM local_account WHERE user_id = ?",
};

/* Messages to the person, sent or not. */
static gboolean
delete_deliveries (PortailDatabase *database, const char *user_id, GError **error)
{
  g_autofree char *recipient = g_strconcat (PORTAIL_RECIPIENT_USER, user_id, NULL);

  return portail_database_run (database, error, "DELETE FROM delivery WHERE recipient = ?", "t",
                               recipient);
}

gboolean
portail_person_file_erase (const PortailAccountEditor *editor, PortailUser *user, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = NULL;

  /* Ends sessions and tokens, and minds the last superadmin. */
  if (!portail_account_set_state (editor, user, PORTAIL_ACCOUNT_DISABLED, error))
    return FALSE;
  writer = portail_record_writer_new (editor->database, editor->user_id, NULL, editor->now);
  if (!trash_memberships (writer, user->base.id, error) || !trash_user (writer, user, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!portail_database_run (editor->database, error, statements[i], "t", user->base.id))
      return FALSE;
  return delete_deliveries (editor->database, user->base.id, error);
}
