/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-accounts.h"

#include "server/portail-known-guilds.h"
#include "server/portail-members.h"
#include "server/portail-notices.h"
#include "server/portail-notification-delivery.h"
#include "server/portail-roles.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-notification.h"

/* NULL without error when nobody has the Discord id. */
static PortailUser *
find_user (PortailDatabase *database, const char *discord_id, GError **error)
{
  g_autoptr (GPtrArray) users = portail_record_sql_list (
      database, &portail_user_type, error, "WHERE discord_id = ? AND trashed_at IS NULL", "t",
      discord_id);

  return users != NULL && users->len > 0 ? g_ptr_array_steal_index (users, 0) : NULL;
}

static void
replace_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
describe_user (PortailUser *user,
               const PortailDiscordIdentity *identity,
               const PortailServerConfig *config)
{
  const char *const *superadmins = portail_server_config_get_list (
      config, PORTAIL_SETTING_SUPERADMIN_DISCORD_IDS);

  replace_text (&user->username, identity->username);
  replace_text (&user->display_name, identity->display_name);
  replace_text (&user->email, identity->email);
  replace_text (&user->avatar_url, identity->avatar_url);
  user->is_superadmin = g_strv_contains (superadmins, identity->discord_id);
}

static gboolean
save_user (PortailRecordWriter *writer,
           PortailContext *context,
           const PortailDiscordIdentity *identity,
           PortailUser **user,
           GError **error)
{
  g_autoptr (PortailUser) before = NULL;

  if (*user == NULL)
    {
      *user = portail_record_new (&portail_user_type);
      (*user)->base.id = portail_id_new ();
      (*user)->discord_id = g_strdup (identity->discord_id);
      (*user)->is_active = TRUE;
      describe_user (*user, identity, context->config);
      return portail_record_writer_insert (writer, *user, error);
    }
  before = portail_record_copy (*user);
  describe_user (*user, identity, context->config);
  return portail_record_writer_update (writer, *user, before, error);
}

static gboolean
finish (PortailRecordWriter *writer, const char *user_id, const char *action, GError **error)
{
  g_autofree char *scope = portail_scope_of_user (user_id);
  const PortailAuditEvent event = {
    .scope = scope,
    .action = action,
    .target_type = "user",
    .target_id = user_id,
  };

  return portail_record_writer_audit (writer, &event, error);
}

/* What Discord says now, and what it said before where it says nothing. */
static gboolean
follow_discord (PortailRecordWriter *writer,
                const char *user_id,
                const PortailDiscordIdentity *identity,
                GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (PortailRoleMapping) mapping = portail_role_mapping_load (database, error);

  return mapping != NULL
         && portail_known_guilds_save (database, user_id, identity,
                                       portail_record_writer_get_now (writer), error)
         && portail_roles_apply (writer, mapping, user_id, identity, error)
         && portail_members_follow (writer, user_id, error);
}

PortailUser *
portail_accounts_sign_in (PortailContext *context,
                          const PortailDiscordIdentity *identity,
                          GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (context->database, NULL, NULL,
                                                                      context->now);
  g_autoptr (GError) failure = NULL;
  g_autoptr (PortailUser) user = find_user (context->database, identity->discord_id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (user != NULL && !user->is_active)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                           _ ("This account is disabled. Please ask the staff."));
      return NULL;
    }
  if (!save_user (writer, context, identity, &user, error)
      || !follow_discord (writer, user->base.id, identity, error)
      || !finish (writer, user->base.id, "sign_in", error))
    return NULL;
  return g_steal_pointer (&user);
}

gboolean
portail_accounts_notify (PortailContext *context,
                         const char *user_id,
                         const PortailAccountNotice *notice,
                         GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (context->database, NULL, NULL,
                                                                      context->now);
  g_autoptr (PortailNotification) notification = portail_record_new (&portail_notification_type);
  PortailLanguage spoken = portail_language_get ();
  PortailLanguage language;

  if (!portail_notices_load_language (context->database, user_id, &language, error))
    return FALSE;
  portail_language_use (language);
  notification->base.id = portail_id_new ();
  notification->user_id = g_strdup (user_id);
  notification->kind = g_strdup (notice->kind);
  notification->level = PORTAIL_LEVEL_WARNING;
  notification->title = g_strdup (_ (notice->title));
  notification->body = g_strdup (_ (notice->body));
  portail_language_use (spoken);
  return portail_record_writer_insert (writer, notification, error)
         && portail_notification_mail (writer, notification, error)
         && finish (writer, user_id, notice->kind, error);
}
