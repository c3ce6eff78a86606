/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-config-exchange.h"

#include "server/portail-access.h"
#include "server/portail-import-plan.h"
#include "server/portail-list-parameters.h"
#include "shared/portail-file-name.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-wealth-tranche.h"

const char *const portail_config_enterprise_members[] = { "name", "description", "type_label",
                                                          "settings", NULL };
const char *const portail_config_grade_members[] = { "grade",           "salaire_fixe",
                                                     "taux_ca",         "taux_horaire",
                                                     "prime_fixe",      "taux_prime",
                                                     "discord_role_id", NULL };
const char *const portail_config_bareme_members[] = { "name",       "effective_from", "arrondi",
                                                      "mode_impot", "note",           NULL };
const char *const portail_config_tranche_members[] = { "min",
                                                       "taux",
                                                       "salaire_max_employe",
                                                       "salaire_max_direction",
                                                       "prime_max_employe",
                                                       "prime_max_direction",
                                                       NULL };
const char *const portail_config_wealth_members[] = { "min", "taux", NULL };

static void
append_members (gconstpointer record, const char *const *names, GString *json)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;

  portail_record_append_members (record, portail_import_get_fields (type, names), json);
}

/* An array of the records, one object each. */
static void
append_records (GString *json,
                const char *name,
                const GPtrArray *records,
                const char *const *members)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < records->len; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      append_members (g_ptr_array_index (records, i), members, json);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static gboolean
append_company (PortailDatabase *database,
                const PortailEnterprise *enterprise,
                GString *json,
                GError **error)
{
  g_autoptr (GPtrArray) grades = portail_record_sql_list (
      database, &portail_grade_rule_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY grade, id", "t",
      enterprise->base.id);

  if (grades == NULL)
    return FALSE;
  portail_json_append_name (json, "enterprise");
  g_string_append_c (json, '{');
  append_members (enterprise, portail_config_enterprise_members, json);
  g_string_append_c (json, '}');
  append_records (json, "grade_rules", grades, portail_config_grade_members);
  return TRUE;
}

static GPtrArray *
list_parts (PortailDatabase *database,
            const PortailRecordType *type,
            const char *bareme_id,
            GError **error)
{
  return portail_record_sql_list (database, type, error,
                                  "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min, id",
                                  "t", bareme_id);
}

static gboolean
append_bareme (PortailDatabase *database,
               const PortailBaremeVersion *bareme,
               GString *json,
               GError **error)
{
  g_autoptr (GPtrArray) tranches = list_parts (database, &portail_bareme_tranche_type,
                                               bareme->base.id, error);
  g_autoptr (GPtrArray) wealth = tranches != NULL ? list_parts (
                                     database, &portail_wealth_tranche_type, bareme->base.id, error)
                                                  : NULL;

  if (wealth == NULL)
    return FALSE;
  g_string_append_c (json, '{');
  append_members (bareme, portail_config_bareme_members, json);
  portail_json_append_name (json, "published");
  g_string_append (json, portail_timestamp_is_null (bareme->published_at) ? "false" : "true");
  append_records (json, "tranches", tranches, portail_config_tranche_members);
  append_records (json, "wealth", wealth, portail_config_wealth_members);
  g_string_append_c (json, '}');
  return TRUE;
}

static gboolean
append_system (PortailDatabase *database, GString *json, GError **error)
{
  static const char *const members[] = { "key", "value", NULL };
  g_autoptr (GPtrArray) settings = portail_record_sql_list (
      database, &portail_setting_type, error,
      "WHERE user_id IS NULL AND trashed_at IS NULL ORDER BY key, id", "");
  g_autoptr (GPtrArray) baremes = settings != NULL ? portail_record_sql_list (
                                      database, &portail_bareme_version_type, error,
                                      "WHERE enterprise_id IS NULL AND trashed_at IS NULL"
                                      " ORDER BY effective_from, name, id",
                                      "")
                                                   : NULL;

  if (baremes == NULL)
    return FALSE;
  portail_json_append_name (json, "system");
  g_string_append_c (json, '{');
  append_records (json, "settings", settings, members);
  portail_json_append_name (json, "baremes");
  g_string_append_c (json, '[');
  for (guint i = 0; i < baremes->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      if (!append_bareme (database, g_ptr_array_index (baremes, i), json, error))
        return FALSE;
    }
  g_string_append (json, "]}");
  return TRUE;
}

static PortailAnswer *
answer (GString *json, const PortailEnterprise *enterprise)
{
  g_autofree char *name = g_strdup_printf ("portail_%s.json",
                                           enterprise != NULL ? enterprise->name : "configuration");
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *disposition = portail_file_name_to_disposition (clean != NULL ? clean
                                                                                 : "portail.json");
  PortailAnswer *made = portail_answer_new_json (200, json);

  portail_answer_add_header (made, "Content-Disposition", disposition);
  portail_answer_add_header (made, "Cache-Control", "private, no-store");
  return made;
}

static gboolean
read_system (const PortailRequest *request, gboolean *is_wanted, GError **error)
{
  const char *value = portail_request_get_parameter (request, "system");

  *is_wanted = g_strcmp0 (value, "true") == 0 || g_strcmp0 (value, "1") == 0;
  return value == NULL || *is_wanted || g_str_equal (value, "false") || g_str_equal (value, "0")
         || portail_list_fail_parameter (error, "system");
}

PortailAnswer *
portail_config_get_export (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *id = portail_request_get_parameter (request, "enterprise_id");
  g_autoptr (PortailEnterprise) enterprise = NULL;
  g_autoptr (GString) json = NULL;
  gboolean has_system;

  if (!read_system (request, &has_system, error))
    return NULL;
  if (id == NULL && !has_system && !portail_list_fail_parameter (error, "enterprise_id"))
    return NULL;
  if ((id != NULL
       && !portail_access_check (context->access, id, PORTAIL_MODULE_COMPANY_CONFIG,
                                 PORTAIL_RIGHT_READ, error))
      || (has_system
          && !portail_access_check (context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                                    PORTAIL_RIGHT_WRITE, error)))
    return NULL;
  json = g_string_new (NULL);
  g_string_printf (json, "{\"format\":\"%s\",\"version\":%d", PORTAIL_CONFIG_FORMAT,
                   PORTAIL_CONFIG_VERSION);
  if (id != NULL)
    enterprise = portail_record_sql_load (context->database, &portail_enterprise_type, id, error);
  if ((id != NULL
       && (enterprise == NULL || !append_company (context->database, enterprise, json, error)))
      || (has_system && !append_system (context->database, json, error)))
    return NULL;
  return answer (g_string_append_c (g_steal_pointer (&json), '}'), enterprise);
}
