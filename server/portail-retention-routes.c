/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-retention-routes.h"

#include "server/portail-access.h"
#include "server/portail-audit.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-retention.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

static gboolean
check_right (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                               context->route->right, error);
}

static void
append_number (GString *json, const char *name, guint number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static PortailAnswer *
new_answer (PortailContext *context, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (int i = 0; i < PORTAIL_N_RETENTIONS; i++)
    {
      PortailRetention retention = (PortailRetention) i;
      guint days;
      guint min;
      guint max;

      if (!portail_retention_load_days (context->database, retention, &days, error))
        return NULL;
      portail_system_setting_get_limits (portail_retention_get_setting (retention), &min, &max);
      portail_json_append_name (json, portail_retention_get_name (retention));
      g_string_append_c (json, '{');
      append_number (json, "days", days);
      append_number (json, "min", min);
      append_number (json, "max", max);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

PortailAnswer *
portail_retention_get (PortailContext *context, const PortailRequest *request, GError **error)
{
  return check_right (context, error) ? new_answer (context, error) : NULL;
}

/* Of a member of the body: the setting that it overrides, and its value as text, "" for null. */
static gboolean
read_member (const PortailJson *member, PortailSystemSetting *setting, const char **value)
{
  PortailRetention retention = portail_retention_from_name (member->name);

  if (retention == PORTAIL_N_RETENTIONS
      || (member->kind != PORTAIL_JSON_NULL && member->kind != PORTAIL_JSON_NUMBER))
    return FALSE;
  *setting = portail_retention_get_setting (retention);
  *value = member->kind == PORTAIL_JSON_NULL ? "" : member->text;
  return portail_system_setting_is_valid (*setting, *value);
}

static gboolean
save (PortailContext *context, const PortailJson *root, GError **error)
{
  g_autoptr (PortailAuditTrail) trail = portail_audit_trail_new ();
  const PortailAuditEvent event = {
    .scope = PORTAIL_SCOPE_GLOBAL_NAME,
    .user_id = portail_access_get_user (context->access)->base.id,
    .action = "retention",
    .at = context->now,
    .trail = trail,
  };

  for (const PortailJson *member = root->first_child; member != NULL; member = member->next)
    {
      PortailSystemSetting setting;
      const char *value;

      if (!read_member (member, &setting, &value))
        continue;
      if (!portail_system_setting_save (context->database, setting, value, context->now, error))
        return FALSE;
      portail_audit_trail_note (trail, portail_system_setting_get_name (setting), value);
    }
  return portail_audit_trail_get_length (trail) == 0
         || portail_audit_append (context->database, &event, error);
}

PortailAnswer *
portail_retention_put (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;

  if (!check_right (context, error) || (document = portail_body_parse (request, error)) == NULL)
    return NULL;
  root = portail_json_document_get_root (document);
  for (const PortailJson *member = root->first_child; member != NULL; member = member->next)
    {
      PortailSystemSetting setting;
      const char *value;

      if (!read_member (member, &setting, &value))
        portail_problems_add (problems, member->name, "invalid", _ ("“%s” cannot be that."),
                              member->name);
    }
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  return save (context, root, error) ? new_answer (context, error) : NULL;
}
