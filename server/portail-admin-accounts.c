/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin users`, `roles`, `sessions`, `local-account`. */
#include <string.h>

#include "server/portail-admin-commands.h"
#include "server/portail-local-account.h"
#include "server/portail-session.h"
#include "server/portail-user-answer.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-enterprise.h"

PortailAccountEditor
portail_admin_get_editor (const PortailAdminCall *call)
{
  return (PortailAccountEditor){ call->database, NULL, call->now };
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, message);
  return FALSE;
}

/* "-" for nothing, so that columns stay columns. */
static const char *
show (const char *text)
{
  return text != NULL && *text != '\0' ? text : "-";
}

static gboolean
append_user (PortailAdminCall *call, const PortailUser *user, GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_user_answer_list_memberships (call->database,
                                                                            user->base.id, error);

  if (memberships == NULL)
    return FALSE;
  g_string_append_printf (
      call->output, "%s\t%s\t%s\t%s\t%s\n", show (user->discord_id), user->base.id,
      show (user->display_name != NULL ? user->display_name : user->username),
      show (portail_role_get_name (portail_user_answer_get_role (user, memberships))),
      user->is_active ? _ ("enabled") : _ ("disabled"));
  return TRUE;
}

static gboolean
has_words (const PortailUser *user, const char *words)
{
  const char *texts[] = { user->username, user->display_name, user->discord_id };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = texts[i] != NULL ? portail_text_fold (texts[i]) : NULL;

      if (folded != NULL && strstr (folded, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
portail_admin_users_list (PortailAdminCall *call, GError **error)
{
  g_autofree char *words = call->arguments[0] != NULL ? portail_text_fold (call->arguments[0])
                                                      : NULL;
  g_autoptr (GPtrArray) users = portail_record_sql_list (
      call->database, &portail_user_type, error, "WHERE trashed_at IS NULL ORDER BY id", "");

  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      const PortailUser *user = g_ptr_array_index (users, i);

      if ((words == NULL || has_words (user, words)) && !append_user (call, user, error))
        return FALSE;
    }
  return users != NULL;
}

/* The first argument's account. Owned. */
static PortailUser *
find_user (PortailAdminCall *call, GError **error)
{
  return portail_account_find (call->database, call->arguments[0], error);
}

/* By id, or by name whatever its case and accents. Owned. */
static PortailEnterprise *
find_company (PortailAdminCall *call, const char *who, GError **error)
{
  g_autofree char *key = portail_text_fold (who);
  g_autoptr (GPtrArray) companies = portail_record_sql_list (
      call->database, &portail_enterprise_type, error,
      "WHERE (id = ? OR natural_key = ?) AND trashed_at IS NULL", "tt", who, key);

  if (companies == NULL)
    return NULL;
  if (companies->len == 1)
    return g_ptr_array_steal_index (companies, 0);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, _ ("There is no company “%s”."), who);
  return NULL;
}

static gboolean
append_memberships (PortailAdminCall *call,
                    const PortailUser *user,
                    const GPtrArray *memberships,
                    GError **error)
{
  for (guint i = 0; i < memberships->len; i++)
    {
      const PortailMembership *membership = g_ptr_array_index (memberships, i);
      g_autoptr (PortailEnterprise) company = NULL;

      if (membership->base.enterprise_id != NULL)
        {
          company = portail_record_sql_load (call->database, &portail_enterprise_type,
                                             membership->base.enterprise_id, error);
          if (company == NULL)
            return FALSE;
        }
      g_string_append_printf (
          call->output, "%s\t%s\t%s\t%s\t%s\n", show (user->discord_id),
          show (user->display_name != NULL ? user->display_name : user->username),
          company != NULL ? company->name : _ ("(whole server)"),
          portail_role_get_name (membership->role),
          membership->source == PORTAIL_MEMBERSHIP_MANUAL ? "manual" : "discord");
    }
  return TRUE;
}

static gboolean
append_roles (PortailAdminCall *call, const PortailUser *user, GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_user_answer_list_memberships (call->database,
                                                                            user->base.id, error);

  return memberships != NULL && append_memberships (call, user, memberships, error);
}

gboolean
portail_admin_users_show (PortailAdminCall *call, GError **error)
{
  g_autoptr (PortailUser) user = find_user (call, error);
  char created_at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  if (user == NULL)
    return FALSE;
  g_string_append_printf (call->output, "id\t%s\n", user->base.id);
  g_string_append_printf (call->output, "discord_id\t%s\n", show (user->discord_id));
  g_string_append_printf (call->output, "username\t%s\n", show (user->username));
  g_string_append_printf (call->output, "display_name\t%s\n", show (user->display_name));
  g_string_append_printf (call->output, "email\t%s\n", show (user->email));
  g_string_append_printf (call->output, "is_active\t%s\n", user->is_active ? "1" : "0");
  g_string_append_printf (call->output, "is_superadmin\t%s\n", user->is_superadmin ? "1" : "0");
  g_string_append_printf (call->output, "created_at\t%s\n",
                          portail_timestamp_format (user->base.created_at, created_at));
  return append_roles (call, user, error);
}

/* staff, dot, or `none` and "" for NONE. */
static gboolean
read_server_role (const char *name, PortailRole *role, GError **error)
{
  *role = portail_role_from_name (name);
  if (name == NULL || g_str_equal (name, "none") || *role == PORTAIL_ROLE_STAFF
      || *role == PORTAIL_ROLE_DOT)
    return TRUE;
  return fail (error, _ ("The role can be staff, dot or none."));
}

gboolean
portail_admin_users_invite (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = NULL;
  PortailRole role;

  if (!portail_discord_id_is_valid (call->arguments[0]))
    return fail (error, _ ("A Discord id has 17 to 20 digits."));
  if (!read_server_role (portail_admin_get_option (call, "role"), &role, error))
    return FALSE;
  user = portail_account_invite (&editor, call->arguments[0], error);
  return user != NULL
         && (role == PORTAIL_ROLE_NONE
             || portail_account_set_role (&editor, user->base.id, role, error))
         && append_user (call, user, error);
}

static gboolean
set_state (PortailAdminCall *call, PortailAccountState state, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = find_user (call, error);

  return user != NULL && portail_account_set_state (&editor, user, state, error)
         && append_user (call, user, error);
}

gboolean
portail_admin_users_disable (PortailAdminCall *call, GError **error)
{
  return set_state (call, PORTAIL_ACCOUNT_DISABLED, error);
}

gboolean
portail_admin_users_enable (PortailAdminCall *call, GError **error)
{
  return set_state (call, PORTAIL_ACCOUNT_ENABLED, error);
}

gboolean
portail_admin_users_set_role (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = find_user (call, error);
  PortailRole role;

  return user != NULL && read_server_role (call->arguments[1], &role, error)
         && portail_account_set_role (&editor, user->base.id, role, error)
         && append_user (call, user, error);
}

gboolean
portail_admin_users_superadmin (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = find_user (call, error);
  gboolean is_on = g_str_equal (call->arguments[1], "on");

  if (user == NULL)
    return FALSE;
  if (!is_on && !g_str_equal (call->arguments[1], "off"))
    return fail (error, _ ("It must be on or off."));
  if (!portail_account_set_rank (
          &editor, user, is_on ? PORTAIL_ACCOUNT_SUPERADMIN : PORTAIL_ACCOUNT_ORDINARY, error)
      || !append_user (call, user, error))
    return FALSE;
  g_string_append (call->output, _ ("At the next sign-in with Discord SUPERADMIN_DISCORD_IDS "
                                    "decides again.\n"));
  return TRUE;
}

gboolean
portail_admin_roles_list (PortailAdminCall *call, GError **error)
{
  g_autoptr (GPtrArray) users = NULL;

  if (call->arguments[0] != NULL)
    {
      g_autoptr (PortailUser) user = find_user (call, error);

      return user != NULL && append_roles (call, user, error);
    }
  users = portail_record_sql_list (call->database, &portail_user_type, error,
                                   "WHERE trashed_at IS NULL ORDER BY id", "");
  for (guint i = 0; users != NULL && i < users->len; i++)
    if (!append_roles (call, g_ptr_array_index (users, i), error))
      return FALSE;
  return users != NULL;
}

gboolean
portail_admin_roles_grant (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  PortailRole role = portail_role_from_name (call->arguments[2]);
  g_autoptr (PortailUser) user = find_user (call, error);
  g_autoptr (PortailEnterprise) company = NULL;
  g_autoptr (PortailMembership) membership = NULL;

  if (user == NULL || (company = find_company (call, call->arguments[1], error)) == NULL)
    return FALSE;
  if (role == PORTAIL_ROLE_NONE || portail_role_is_server_wide (role))
    return fail (error, _ ("The role can be employe, co-patron or patron."));
  membership = portail_account_grant (&editor, user->base.id, company->base.id, role, error);
  return membership != NULL && append_roles (call, user, error);
}

gboolean
portail_admin_roles_withdraw (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = find_user (call, error);
  g_autoptr (PortailEnterprise) company = NULL;

  if (user == NULL || (company = find_company (call, call->arguments[1], error)) == NULL)
    return FALSE;
  return portail_account_withdraw (&editor, user->base.id, company->base.id, error)
         && append_roles (call, user, error);
}

gboolean
portail_admin_sessions_list (PortailAdminCall *call, GError **error)
{
  g_autoptr (PortailUser) user = find_user (call, error);
  g_autoptr (GPtrArray) sessions = NULL;

  if (user == NULL)
    return FALSE;
  sessions = portail_session_list (call->database, user->base.id, call->now, error);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      const PortailSession *session = g_ptr_array_index (sessions, i);
      char used_at[PORTAIL_TIMESTAMP_TEXT_SIZE];

      g_string_append_printf (call->output, "%s\t%s\t%s\t%s\t%s\n", session->id, session->client,
                              show (session->device_name), show (session->address),
                              portail_timestamp_format (session->last_used_at, used_at));
    }
  return sessions != NULL;
}

gboolean
portail_admin_sessions_revoke (PortailAdminCall *call, GError **error)
{
  g_autoptr (PortailUser) user = find_user (call, error);
  PortailAccountEditor editor = portail_admin_get_editor (call);
  gboolean is_done;

  if (user == NULL)
    return FALSE;
  if (call->arguments[1] != NULL)
    is_done = portail_session_revoke (call->database, user->base.id, call->arguments[1], call->now,
                                      error);
  else
    is_done = portail_session_revoke_all (call->database, user->base.id, call->now, error);
  return is_done && portail_account_note (&editor, user->base.id, "revoke_sessions", error);
}

/* Only a hash of ours, whoever speaks on the socket. */
static gboolean
check_secret (const PortailAdminCall *call, GError **error)
{
  return (call->secret != NULL && g_str_has_prefix (call->secret, "$argon2id$"))
         || fail (error, _ ("A password is needed."));
}

gboolean
portail_admin_local_account_create (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);

  if (!check_secret (call, error)
      || !portail_local_account_create (&editor, call->arguments[0], call->secret, error))
    return FALSE;
  if (!portail_server_config_is_on (call->config, PORTAIL_SETTING_LOCAL_LOGIN))
    g_string_append (call->output, _ ("LOCAL_LOGIN=1 lets it sign in.\n"));
  return TRUE;
}

gboolean
portail_admin_local_account_password (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);

  return check_secret (call, error)
         && portail_local_account_set_password (&editor, call->arguments[0], call->secret, error);
}

gboolean
portail_admin_local_account_disable (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);

  return portail_local_account_disable (&editor, call->arguments[0], error);
}

gboolean
portail_admin_local_account_list (PortailAdminCall *call, GError **error)
{
  return portail_local_account_list (call->database, call->output, error);
}
