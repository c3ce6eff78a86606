/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-account-edit.h"

#include "server/portail-members.h"
#include "server/portail-record-writer.h"
#include "server/portail-session.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"

static gboolean
fail (GError **error, PortailErrorCode code, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, (gint) code, message);
  return FALSE;
}

PortailUser *
portail_account_find (PortailDatabase *database, const char *who, GError **error)
{
  const char *where = portail_id_is_valid (who)           ? "WHERE id = ? AND trashed_at IS NULL"
                      : portail_discord_id_is_valid (who) ? "WHERE discord_id = ?"
                                                            " AND trashed_at IS NULL"
                                                          : "WHERE username = ?"
                                                            " AND trashed_at IS NULL";
  g_autoptr (GPtrArray) users = portail_record_sql_list (database, &portail_user_type, error, where,
                                                         "t", who);

  if (users == NULL)
    return NULL;
  if (users->len == 1)
    return g_ptr_array_steal_index (users, 0);
  if (users->len == 0)
    fail (error, PORTAIL_ERROR_NOT_FOUND, _ ("There is no such account."));
  else
    fail (error, PORTAIL_ERROR_CONFLICT,
          _ ("Several accounts have this name; say the Discord id instead."));
  return NULL;
}

static PortailRecordWriter *
new_writer (const PortailAccountEditor *editor)
{
  return portail_record_writer_new (editor->database, editor->user_id, NULL, editor->now);
}

static gboolean
finish (PortailRecordWriter *writer, const char *user_id, const char *action, GError **error)
{
  g_autofree char *scope = portail_scope_of_user (user_id);
  const PortailAuditEvent event = {
    .scope = scope, .action = action, .target_type = "user", .target_id = user_id
  };

  return portail_members_follow (writer, user_id, error)
         && portail_record_writer_audit (writer, &event, error);
}

PortailUser *
portail_account_invite (const PortailAccountEditor *editor, const char *discord_id, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = new_writer (editor);
  g_autoptr (PortailUser) user = portail_record_new (&portail_user_type);

  user->base.id = portail_id_new ();
  user->discord_id = g_strdup (discord_id);
  user->username = g_strdup (discord_id);
  user->is_active = TRUE;
  if (portail_record_writer_insert (writer, user, error)
      && finish (writer, user->base.id, "invite", error))
    return g_steal_pointer (&user);
  if (error != NULL && g_error_matches (*error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY))
    {
      g_clear_error (error);
      fail (error, PORTAIL_ERROR_DUPLICATE_KEY, _ ("This person has an account already."));
    }
  return NULL;
}

/* The live rows given by hand; @enterprise_id NULL: server-wide. */
static GPtrArray *
list_manual (PortailDatabase *database,
             const char *user_id,
             const char *enterprise_id,
             GError **error)
{
  return portail_record_sql_list (database, &portail_membership_type, error,
                                  "WHERE user_id = ? AND source = 'manual' AND trashed_at IS NULL"
                                  " AND COALESCE (enterprise_id, '') = COALESCE (?, '')",
                                  "tt", user_id, enterprise_id);
}

/* The rows of @memberships but the one with @role go; *@kept receives that one, owned, or NULL. */
static gboolean
trash_others (PortailRecordWriter *writer,
              GPtrArray *memberships,
              PortailRole role,
              PortailMembership **kept,
              GError **error)
{
  for (guint i = 0; i < memberships->len; i++)
    {
      PortailMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->role == role && *kept == NULL)
        *kept = portail_record_copy (membership);
      else if (!portail_record_writer_trash (writer, membership, error))
        return FALSE;
    }
  return TRUE;
}

static PortailMembership *
insert_manual (PortailRecordWriter *writer,
               const char *user_id,
               const char *enterprise_id,
               PortailRole role,
               GError **error)
{
  g_autoptr (PortailMembership) membership = portail_record_new (&portail_membership_type);

  membership->base.id = portail_id_new ();
  membership->base.enterprise_id = g_strdup (enterprise_id);
  membership->user_id = g_strdup (user_id);
  membership->role = role;
  membership->source = PORTAIL_MEMBERSHIP_MANUAL;
  return portail_record_writer_insert (writer, membership, error) ? g_steal_pointer (&membership)
                                                                  : NULL;
}

/* Leaves one row, of @role; none for NONE. *@membership is it, owned; it may be NULL. */
static gboolean
give (const PortailAccountEditor *editor,
      const PortailMembership *wanted,
      PortailMembership **membership,
      GError **error)
{
  const char *enterprise_id = wanted->base.enterprise_id;
  g_autoptr (PortailRecordWriter) writer = new_writer (editor);
  g_autoptr (GPtrArray) rows = list_manual (editor->database, wanted->user_id, enterprise_id,
                                            error);
  g_autoptr (PortailMembership) made = NULL;

  if (rows == NULL || !trash_others (writer, rows, wanted->role, &made, error))
    return FALSE;
  if (made == NULL && wanted->role != PORTAIL_ROLE_NONE)
    {
      made = insert_manual (writer, wanted->user_id, enterprise_id, wanted->role, error);
      if (made == NULL)
        return FALSE;
    }
  if (membership != NULL)
    *membership = g_steal_pointer (&made);
  return finish (writer, wanted->user_id, "role", error);
}

gboolean
portail_account_set_role (const PortailAccountEditor *editor,
                          const char *user_id,
                          PortailRole role,
                          GError **error)
{
  const PortailMembership wanted = { .user_id = (char *) user_id, .role = role };

  return give (editor, &wanted, NULL, error);
}

PortailMembership *
portail_account_grant (const PortailAccountEditor *editor,
                       const char *user_id,
                       const char *enterprise_id,
                       PortailRole role,
                       GError **error)
{
  const PortailMembership wanted = {
    .base.enterprise_id = (char *) enterprise_id,
    .user_id = (char *) user_id,
    .role = role,
  };
  PortailMembership *membership = NULL;

  return give (editor, &wanted, &membership, error) ? membership : NULL;
}

gboolean
portail_account_withdraw (const PortailAccountEditor *editor,
                          const char *user_id,
                          const char *enterprise_id,
                          GError **error)
{
  const PortailMembership wanted = {
    .base.enterprise_id = (char *) enterprise_id,
    .user_id = (char *) user_id,
  };
  g_autoptr (GPtrArray) rows = list_manual (editor->database, user_id, enterprise_id, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return fail (error, PORTAIL_ERROR_NOT_FOUND,
                 _ ("Nobody gave this person a role here by hand; roles from Discord follow"
                    " Discord."));
  return give (editor, &wanted, NULL, error);
}

gboolean
portail_account_note (const PortailAccountEditor *editor,
                      const char *user_id,
                      const char *action,
                      GError **error)
{
  g_autofree char *scope = portail_scope_of_user (user_id);
  const PortailAuditEvent event = {
    .scope = scope,
    .user_id = editor->user_id,
    .action = action,
    .target_type = "user",
    .target_id = user_id,
    .at = editor->now,
  };

  return portail_audit_append (editor->database, &event, error);
}

/* Invariant 3, before @user loses the rank or the account. */
static gboolean
check_last_superadmin (const PortailAccountEditor *editor, const PortailUser *user, GError **error)
{
  PortailStatement *statement = portail_database_query (
      editor->database, error,
      "SELECT COUNT(*) FROM user WHERE is_superadmin = 1 AND is_active = 1"
      " AND trashed_at IS NULL AND id <> ?",
      "t", user->base.id);
  gint64 n_others;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  n_others = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  if (n_others > 0 || !user->is_superadmin || !user->is_active)
    return TRUE;
  return fail (error, PORTAIL_ERROR_CONFLICT,
               _ ("This is the last superadmin; name another one first."));
}

static gboolean
update (const PortailAccountEditor *editor,
        PortailUser *user,
        const PortailUser *before,
        const char *action,
        GError **error)
{
  g_autoptr (PortailRecordWriter) writer = new_writer (editor);

  return portail_record_writer_update (writer, user, before, error)
         && finish (writer, user->base.id, action, error);
}

gboolean
portail_account_set_state (const PortailAccountEditor *editor,
                           PortailUser *user,
                           PortailAccountState state,
                           GError **error)
{
  g_autoptr (PortailUser) before = portail_record_copy (user);
  gboolean is_wanted = state == PORTAIL_ACCOUNT_ENABLED;

  if (user->is_active == is_wanted)
    return TRUE;
  if (!is_wanted
      && (!check_last_superadmin (editor, user, error)
          || !portail_session_disable_all (editor->database, user->base.id, editor->now, error)))
    return FALSE;
  user->is_active = is_wanted;
  return update (editor, user, before, is_wanted ? "enable" : "disable", error);
}

gboolean
portail_account_set_rank (const PortailAccountEditor *editor,
                          PortailUser *user,
                          PortailAccountRank rank,
                          GError **error)
{
  g_autoptr (PortailUser) before = portail_record_copy (user);
  gboolean is_wanted = rank == PORTAIL_ACCOUNT_SUPERADMIN;

  if (user->is_superadmin == is_wanted)
    return TRUE;
  if (!is_wanted && !check_last_superadmin (editor, user, error))
    return FALSE;
  user->is_superadmin = is_wanted;
  return update (editor, user, before, "superadmin", error);
}
