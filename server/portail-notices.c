/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-notices.h"

#include <string.h>

#include "server/portail-language.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-enterprise.h"

#define ACTIVE_SQL                                                                                 \
  "SELECT id FROM user, (SELECT ?1 AS actor_id, ?2 AS company_id, ?3 AS maker_id) AS deed"         \
  " WHERE is_active = 1 AND trashed_at IS NULL AND id <> coalesce (actor_id, '')"

static const char *const recipients_sql[] = {
  [PORTAIL_RECIPIENTS_STAFF] = ACTIVE_SQL
  " AND (is_superadmin = 1 OR id IN (SELECT user_id FROM membership WHERE role = 'staff'"
  " AND enterprise_id IS NULL AND trashed_at IS NULL)) ORDER BY id",
  [PORTAIL_RECIPIENTS_OWNERS] = ACTIVE_SQL
  " AND id IN (SELECT user_id FROM membership WHERE role IN ('patron', 'co-patron')"
  " AND enterprise_id = company_id AND trashed_at IS NULL) ORDER BY id",
  [PORTAIL_RECIPIENTS_CREATOR] = ACTIVE_SQL " AND id = maker_id",
};

const PortailNotice *
portail_notices_find (const PortailNotice *notices, const char *command)
{
  for (const PortailNotice *notice = notices; notice != NULL && notice->command != NULL; notice++)
    if (g_strcmp0 (notice->command, command) == 0)
      return notice;
  return NULL;
}

/* GPtrArray of owned ids; NULL on error. */
static GPtrArray *
list_recipients (PortailRecordWriter *writer,
                 const PortailNotice *notice,
                 const PortailRecord *record,
                 GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_query (
      portail_record_writer_get_database (writer), error, recipients_sql[notice->recipients], "ttt",
      portail_record_writer_get_user_id (writer), record->enterprise_id, record->created_by);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&ids);
}

/* Of the user's setting; French where there is none. */
static gboolean
load_language (PortailDatabase *database,
               const char *user_id,
               PortailLanguage *language,
               GError **error)
{
  PortailStatement *statement;
  PortailStep step;

  *language = PORTAIL_LANGUAGE_FRENCH;
  if (portail_schema_find ("setting") == NULL)
    return TRUE;
  statement = portail_database_query (database, error,
                                      "SELECT value FROM setting WHERE user_id = ?"
                                      " AND key = 'language' AND trashed_at IS NULL",
                                      "t", user_id);
  step = statement != NULL ? portail_statement_step (statement, error) : PORTAIL_STEP_ERROR;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW && strstr (portail_statement_get_text (statement, 0), "en") != NULL)
    *language = PORTAIL_LANGUAGE_ENGLISH;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
load_company_name (PortailRecordWriter *writer, const char *id, char **name, GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = NULL;

  *name = NULL;
  if (id == NULL)
    return TRUE;
  enterprise = portail_record_sql_load (portail_record_writer_get_database (writer),
                                        &portail_enterprise_type, id, error);
  if (enterprise == NULL)
    return FALSE;
  *name = g_strdup (enterprise->name);
  return TRUE;
}

/* In the recipient's language. Owned. */
static char *
make_title (const PortailNotice *notice, const char *company, const char *name)
{
  g_autofree char *title = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (_ (notice->title), company, name);
#pragma GCC diagnostic pop
  return g_utf8_substring (title, 0,
                           MIN (g_utf8_strlen (title, -1), (glong) PORTAIL_TEXT_MAX_DEFAULT));
}

static gboolean
tell (PortailRecordWriter *writer,
      const PortailNotice *notice,
      const PortailNoticeSubject *subject,
      PortailNotification *notification,
      GError **error)
{
  notification->base.id = portail_id_new ();
  notification->kind = g_strdup (notice->kind);
  notification->level = notice->level;
  notification->body = g_strdup (subject->body);
  notification->target_type = g_strdup (subject->record->type->name);
  notification->target_id = g_strdup (subject->record->id);
  return portail_record_writer_insert (writer, notification, error);
}

gboolean
portail_notices_send (PortailRecordWriter *writer,
                      const PortailNotice *notice,
                      const PortailNoticeSubject *subject,
                      GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  PortailLanguage spoken = portail_language_get ();
  g_autoptr (GPtrArray) recipients = list_recipients (writer, notice, subject->record, error);
  g_autofree char *company = NULL;
  gboolean is_good = recipients != NULL
                     && load_company_name (writer, subject->record->enterprise_id, &company, error);

  for (guint i = 0; is_good && i < recipients->len; i++)
    {
      g_autoptr (PortailNotification) notification = portail_record_new (
          &portail_notification_type);
      PortailLanguage language;

      notification->user_id = g_strdup (g_ptr_array_index (recipients, i));
      is_good = load_language (database, notification->user_id, &language, error);
      if (!is_good)
        break;
      portail_language_use (language);
      notification->title = make_title (notice, company != NULL ? company : "", subject->name);
      is_good = tell (writer, notice, subject, notification, error);
    }
  portail_language_use (spoken);
  return is_good;
}
