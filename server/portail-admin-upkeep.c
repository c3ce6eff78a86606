/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin mapping`, `keys`, `audit`, `period`, `retention`, `setting`, `export-user`, `erase-user`.
 */
#include "server/portail-admin-commands.h"
#include "server/portail-audit-report.h"
#include "server/portail-discord-bot.h"
#include "server/portail-mapping-trial.h"
#include "server/portail-person-file.h"
#include "server/portail-retention.h"
#include "server/portail-roles.h"
#include "server/portail-server-keys.h"
#include "server/portail-system-setting.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-period-lock.h"

#define AUDIT_PAGE 500
/* Of a thousand rows or so each; then the writer serves others first. */
#define MAX_BATCHES 20

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, message);
  return FALSE;
}

/* NULL where there is none. */
static PortailDiscordBot *
new_bot (const PortailServerConfig *config)
{
  const PortailDiscordSettings settings = {
    .api_base = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_API_BASE),
    .bot_token = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_BOT_TOKEN),
  };

  return settings.bot_token != NULL ? portail_discord_bot_new (&settings) : NULL;
}

gboolean
portail_admin_mapping_dry_run (PortailAdminCall *call, GError **error)
{
  g_autoptr (PortailDiscordBot) bot = new_bot (call->config);
  g_autoptr (PortailRoleMapping) mapping = portail_role_mapping_load (call->database, error);
  g_autoptr (PortailMappingTrial) trial = NULL;

  if (mapping == NULL)
    return FALSE;
  trial = portail_mapping_trial_run (call->database, mapping, bot, NULL, error);
  if (trial != NULL)
    portail_mapping_trial_append_text (trial, call->output);
  return trial != NULL;
}

gboolean
portail_admin_keys_list (PortailAdminCall *call, GError **error)
{
  return portail_server_keys_describe (call->database, call->now, call->output, error);
}

/* Kids are no secret: each token shows its own. */
static gboolean
audit_keys (PortailAdminCall *call, const char *action, GError **error)
{
  const PortailAuditEvent event = { .scope = PORTAIL_SCOPE_GLOBAL_NAME,
                                    .action = action,
                                    .at = call->now };

  return portail_audit_append (call->database, &event, error);
}

gboolean
portail_admin_keys_rotate (PortailAdminCall *call, GError **error)
{
  return portail_server_keys_rotate (call->database, call->now, error)
         && audit_keys (call, "keys_rotate", error) && portail_admin_keys_list (call, error);
}

gboolean
portail_admin_keys_retire (PortailAdminCall *call, GError **error)
{
  return portail_server_keys_retire (call->database, call->arguments[0], call->now, error)
         && audit_keys (call, "keys_retire", error) && portail_admin_keys_list (call, error);
}

gboolean
portail_admin_audit_verify (PortailAdminCall *call, GError **error)
{
  g_autoptr (GPtrArray) verdicts = portail_audit_report_verify (call->database, call->arguments[0],
                                                                error);
  guint n_problems = 0;

  if (verdicts == NULL)
    return FALSE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const PortailAuditVerdict *verdict = g_ptr_array_index (verdicts, i);

      n_problems += verdict->problem != NULL ? 1 : 0;
      if (verdict->problem != NULL)
        g_string_append_printf (call->output, "%s\t%s\n", verdict->scope, verdict->problem);
    }
  g_string_append_printf (call->output, _ ("%u chains looked at, %u broken\n"), verdicts->len,
                          n_problems);
  if (n_problems == 0)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT, "%s%s", call->output->str,
               _ ("The audit log was changed."));
  return FALSE;
}

/* Moments or days, as text of the options. Null where it was not given. */
static gboolean
read_moment (PortailAdminCall *call, const char *name, PortailTimestamp *moment, GError **error)
{
  const char *text = portail_admin_get_option (call, name);
  PortailDay day;

  *moment = PORTAIL_TIMESTAMP_NULL;
  if (text == NULL)
    return TRUE;
  if (portail_day_parse (text, &day))
    *moment = portail_timestamp_of_paris_day (day);
  else if (!portail_timestamp_parse (text, moment))
    return fail (error, _ ("A day is written as 2025-09-20."));
  return TRUE;
}

gboolean
portail_admin_audit_export (PortailAdminCall *call, GError **error)
{
  PortailAuditFilter filter = { .scope = call->arguments[0], .limit = AUDIT_PAGE };
  g_autofree char *cursor = NULL;
  guint n_entries = AUDIT_PAGE;

  if (!read_moment (call, "from", &filter.from, error)
      || !read_moment (call, "to", &filter.before, error))
    return FALSE;
  while (n_entries == AUDIT_PAGE)
    {
      g_autoptr (GPtrArray) entries = portail_audit_report_list (call->database, &filter, error);

      if (entries == NULL)
        return FALSE;
      n_entries = entries->len;
      for (guint i = 0; i < n_entries; i++)
        {
          const PortailAuditEntry *entry = g_ptr_array_index (entries, i);

          portail_audit_report_append (entry, call->output);
          g_string_append_c (call->output, '\n');
          g_free (cursor);
          filter.cursor = cursor = g_strdup (entry->base.id);
        }
    }
  return TRUE;
}

/* The lock of a company, by name or id, or of all, of one week. Owned. */
static PortailPeriodLock *
find_lock (PortailAdminCall *call, GError **error)
{
  const char *who = call->arguments[0];
  g_autofree char *key = portail_text_fold (who);
  char period[PORTAIL_WEEK_TEXT_SIZE];
  PortailWeek week;
  g_autoptr (GPtrArray) locks = NULL;

  if (!portail_week_parse (call->arguments[1], &week))
    {
      fail (error, _ ("A week is written as 2025-W38."));
      return NULL;
    }
  locks = portail_record_sql_list (
      call->database, &portail_period_lock_type, error,
      "WHERE period = ? AND trashed_at IS NULL AND COALESCE (enterprise_id, 'all') = COALESCE ("
      "(SELECT id FROM enterprise WHERE (id = ? OR natural_key = ?) AND trashed_at IS NULL), ?)",
      "tttt", portail_week_format (week, period), who, key, who);
  if (locks == NULL)
    return NULL;
  if (locks->len == 1 && ((PortailPeriodLock *) g_ptr_array_index (locks, 0))->locked)
    return g_ptr_array_steal_index (locks, 0);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
               _ ("The week %s is not locked for “%s”."), period, who);
  return NULL;
}

gboolean
portail_admin_period_unlock (PortailAdminCall *call, GError **error)
{
  const char *reason = portail_admin_require_option (call, "reason", error);
  g_autoptr (PortailPeriodLock) before = reason != NULL ? find_lock (call, error) : NULL;
  g_autoptr (PortailPeriodLock) lock = before != NULL ? portail_record_copy (before) : NULL;
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (call->database, NULL, NULL,
                                                                      call->now);
  g_autofree char *scope = NULL;
  PortailAuditEvent event = { .action = "unlock", .target_type = "period_lock" };

  if (lock == NULL)
    return FALSE;
  lock->locked = FALSE;
  g_free (lock->reason);
  lock->reason = g_strdup (reason);
  event.scope = scope = portail_scope_of_record (&lock->base);
  event.target_id = lock->base.id;
  portail_audit_trail_note (portail_record_writer_get_trail (writer), "reason", reason);
  return portail_record_writer_update (writer, lock, before, error)
         && portail_record_writer_audit (writer, &event, error);
}

gboolean
portail_admin_retention_list (PortailAdminCall *call, GError **error)
{
  for (int i = 0; i < PORTAIL_N_RETENTIONS; i++)
    {
      guint days;

      if (!portail_retention_load_days (call->database, i, &days, error))
        return FALSE;
      g_string_append_printf (call->output, _ ("%s\t%u days\n"), portail_retention_get_name (i),
                              days);
    }
  return TRUE;
}

gboolean
portail_admin_retention_run (PortailAdminCall *call, GError **error)
{
  PortailRetention retention = portail_retention_from_name (call->arguments[0]);
  PortailTick tick = { .database = call->database, .config = call->config, .now = call->now };
  gboolean is_done = TRUE;

  if (retention == PORTAIL_N_RETENTIONS)
    return fail (error, _ ("There is no such retention; “admin retention list” shows them."));
  for (int i = 0; i < MAX_BATCHES && is_done && (i == 0 || tick.position != NULL); i++)
    is_done = portail_retention_run_batch (&tick, retention, error);
  if (is_done)
    g_string_append_printf (call->output, _ ("%d rows forgotten\n"), (int) tick.n_rows);
  if (is_done && tick.position != NULL)
    g_string_append (call->output, _ ("There is more: run it again.\n"));
  g_free (tick.position);
  return is_done;
}

/* Settings of Discord say who may become what. */
static gboolean
follow_setting (PortailAdminCall *call, const char *name, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (call->database, NULL, NULL,
                                                                      call->now);
  const PortailAuditEvent event = { .scope = PORTAIL_SCOPE_GLOBAL_NAME, .action = "setting" };

  portail_audit_trail_note (portail_record_writer_get_trail (writer), "setting", name);
  if (g_str_has_prefix (name, "discord.") && !portail_roles_apply_known (writer, error))
    return FALSE;
  return portail_record_writer_audit (writer, &event, error);
}

gboolean
portail_admin_setting (PortailAdminCall *call, GError **error)
{
  const char *name = call->arguments[0];
  PortailSystemSetting setting = portail_system_setting_from_name (name);
  g_autofree char *sealed = NULL;

  if (setting == PORTAIL_N_SYSTEM_SETTINGS)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("There is no setting “%s”."),
                   name);
      return FALSE;
    }
  if (!portail_system_setting_check (setting, call->arguments[1], error))
    return FALSE;
  sealed = portail_system_setting_seal (
      setting, call->arguments[1],
      portail_server_config_get_text (call->config, PORTAIL_SETTING_JWT_SECRET_KEY));
  return portail_system_setting_save (call->database, setting, sealed, call->now, error)
         && follow_setting (call, name, error);
}

gboolean
portail_admin_settings (PortailAdminCall *call, GError **error)
{
  for (int i = 0; i < PORTAIL_N_SYSTEM_SETTINGS; i++)
    {
      g_autofree char *value = NULL;

      if (!portail_system_setting_load (call->database, i, &value, error))
        return FALSE;
      g_string_append_printf (
          call->output, "%s\t%s\n", portail_system_setting_get_name (i),
          portail_system_setting_is_secret (i) && *value != '\0' ? _ ("(secret)") : value);
    }
  return TRUE;
}

gboolean
portail_admin_export_user (PortailAdminCall *call, GError **error)
{
  g_autoptr (PortailUser) user = portail_account_find (call->database, call->arguments[0], error);

  if (user == NULL || !portail_person_file_append (call->database, user, call->output, error))
    return FALSE;
  g_string_append_c (call->output, '\n');
  return TRUE;
}

gboolean
portail_admin_erase_user (PortailAdminCall *call, GError **error)
{
  PortailAccountEditor editor = portail_admin_get_editor (call);
  g_autoptr (PortailUser) user = portail_account_find (call->database, call->arguments[0], error);
  const char *confirm = portail_admin_get_option (call, "confirm");

  if (user == NULL)
    return FALSE;
  if (g_strcmp0 (confirm, user->discord_id) != 0)
    return fail (error, _ ("This cannot be undone: repeat the Discord id with --confirm."));
  return portail_person_file_erase (&editor, user, error);
}
