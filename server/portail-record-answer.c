/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-answer.h"

#include <string.h>

#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

gboolean
portail_record_answer_shows_creator (const PortailRecordType *type, PortailFieldSet fields)
{
  return portail_field_set_has (fields, PORTAIL_COMMON_CREATED_BY)
         && portail_record_type_find_field (type, "user_id") < 0;
}

gboolean
portail_record_answer_append (PortailContext *context,
                              const PortailRecord *record,
                              PortailFieldSet fields,
                              GString *json,
                              GError **error)
{
  const PortailRecordRules *rules = portail_record_rules_get (record->type);
  PortailFieldSet plain = fields;

  g_string_append_c (json, '{');
  if (rules->figure != NULL)
    plain &= ~portail_record_type_field_bit (record->type, rules->figure);
  portail_record_append_members (record, plain, json);
  if (portail_record_answer_shows_creator (record->type, fields))
    {
      portail_json_append_name (json, "user_id");
      portail_json_append_string (json, record->created_by);
    }
  if (rules->append_figures != NULL
      && !rules->append_figures (context, record, fields, json, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}

static gboolean
fail_unseen (const PortailAccess *access, const char *scope, GError **error)
{
  gboolean is_foreign = portail_record_view_is_foreign (access, scope);

  g_set_error_literal (
      error, PORTAIL_ERROR, is_foreign ? PORTAIL_ERROR_NOT_FOUND : PORTAIL_ERROR_FORBIDDEN,
      is_foreign ? _ ("There is no such record.") : _ ("Your role does not allow this."));
  return FALSE;
}

/* What the caller sees of @record; *@fields is what he may read of it. */
static gboolean
look_at (PortailContext *context, PortailRecord *record, PortailFieldSet *fields, GError **error)
{
  g_autofree char *scope = portail_scope_of_record (record);
  PortailRecordView view = portail_record_view_get (context->access, record->type, scope);
  gboolean is_visible;

  if (!portail_record_view_apply (&view, context->database, record, &is_visible, error))
    return FALSE;
  *fields = portail_record_view_get_readable (&view, context->access, record);
  return is_visible || fail_unseen (context->access, scope, error);
}

PortailAnswer *
portail_record_answer_new (PortailContext *context,
                           guint status,
                           const PortailRecord *record,
                           GError **error)
{
  g_autoptr (PortailRecord) seen = portail_record_copy (record);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", record->rev);
  PortailFieldSet fields;
  PortailAnswer *answer;

  if (!look_at (context, seen, &fields, error)
      || !portail_record_answer_append (context, seen, fields, json, error))
    return NULL;
  answer = portail_answer_new_json (status, g_steal_pointer (&json));
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

/* The current row beside the problem, where the caller may see it. */
static void
add_row (PortailContext *context, PortailAnswer *answer, const PortailRecord *row)
{
  g_autoptr (PortailRecord) seen = row != NULL ? portail_record_copy (row) : NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  PortailFieldSet fields;

  if (seen != NULL && look_at (context, seen, &fields, NULL)
      && portail_record_answer_append (context, seen, fields, json, NULL))
    portail_answer_add_member (answer, "row", json->str);
}

PortailAnswer *
portail_record_answer_new_failure (PortailContext *context,
                                   const PortailRequest *request,
                                   const PortailOutcome *outcome,
                                   const GError *failure,
                                   GError **error)
{
  PortailAnswer *answer;

  if (portail_record_store_is_failure (failure))
    {
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  answer = portail_answer_new_problem (request, portail_error_get_code (failure), failure->message,
                                       outcome->problems);
  add_row (context, answer, portail_outcome_get_row (outcome));
  return answer;
}

/* Whether one of the tags of @header is that of @rev; weak ones and bare numbers count. */
static gboolean
names_rev (const char *header, gint64 rev)
{
  g_auto (GStrv) tags = g_strsplit (header, ",", -1);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, rev);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      char *tag = g_strstrip (tags[i]);

      if (g_str_has_prefix (tag, "W/"))
        tag += 2;
      g_strdelimit (tag, "\"", ' ');
      if (g_str_equal (g_strstrip (tag), number) || g_str_equal (tag, "*"))
        return TRUE;
    }
  return FALSE;
}

gboolean
portail_record_answer_check_match (PortailContext *context,
                                   const PortailRequest *request,
                                   const PortailRecord *record,
                                   PortailAnswer **answer,
                                   GError **error)
{
  const char *header = portail_request_get_header (request, "If-Match");
  g_autoptr (PortailRecord) seen = portail_record_copy (record);
  PortailFieldSet fields;

  *answer = NULL;
  if (header == NULL || names_rev (header, record->rev))
    return TRUE;
  if (!look_at (context, seen, &fields, error))
    return FALSE;
  *answer = portail_answer_new_problem (request, PORTAIL_ERROR_STALE,
                                        _ ("Somebody else changed it in the meantime."), NULL);
  add_row (context, *answer, record);
  return FALSE;
}
