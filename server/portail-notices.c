/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-notices.h"

#include <string.h>

#include "server/portail-language.h"
#include "server/portail-notification-delivery.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
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

/* English where the setting says {"language":"en"}. */
static PortailLanguage
read_language (const char *value)
{
  g_autoptr (PortailJsonDocument) document = value != NULL
                                                 ? portail_json_parse (value, strlen (value), NULL)
                                                 : NULL;
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;

  return g_strcmp0 (portail_json_get_member_string (root, "language"), "en") == 0
             ? PORTAIL_LANGUAGE_ENGLISH
             : PORTAIL_LANGUAGE_FRENCH;
}

gboolean
portail_notices_load_language (PortailDatabase *database,
                               const char *user_id,
                               PortailLanguage *language,
                               GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT value FROM setting WHERE user_id = ? AND key = 'language' AND trashed_at IS NULL",
      "t", user_id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *language = PORTAIL_LANGUAGE_FRENCH;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *language = read_language (portail_statement_get_text (statement, 0));
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

/* What recipients get, each in his language. */
typedef struct
{
  const PortailNotice *notice;
  const PortailNoticeSubject *subject;
  const char *company; /* its name */
} Message;

/* Owned. */
static char *
make_title (const Message *message)
{
  g_autofree char *title = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (_ (message->notice->title), message->company, message->subject->name);
#pragma GCC diagnostic pop
  return g_utf8_substring (title, 0,
                           MIN (g_utf8_strlen (title, -1), (glong) PORTAIL_TEXT_MAX_DEFAULT));
}

/* Owned. */
static PortailNotification *
make_notification (const Message *message)
{
  const PortailNoticeSubject *subject = message->subject;
  PortailNotification *notification = portail_record_new (&portail_notification_type);

  notification->base.id = portail_id_new ();
  notification->kind = g_strdup (message->notice->kind);
  notification->level = message->notice->level;
  notification->title = make_title (message);
  notification->body = g_strdup (subject->body);
  notification->target_type = g_strdup (subject->record->type->name);
  notification->target_id = g_strdup (subject->record->id);
  return notification;
}

static gboolean
tell (PortailRecordWriter *writer, const Message *message, const char *user_id, GError **error)
{
  g_autoptr (PortailNotification) notification = NULL;
  PortailLanguage language;

  if (!portail_notices_load_language (portail_record_writer_get_database (writer), user_id,
                                      &language, error))
    return FALSE;
  portail_language_use (language);
  notification = make_notification (message);
  notification->user_id = g_strdup (user_id);
  return portail_record_writer_insert (writer, notification, error)
         && portail_notification_mail (writer, notification, error);
}

/* The channel reads the server's language. */
static gboolean
announce (PortailRecordWriter *writer, const Message *message, GError **error)
{
  g_autoptr (PortailNotification) notification = NULL;

  portail_language_use (PORTAIL_LANGUAGE_FRENCH);
  notification = make_notification (message);
  return portail_notification_announce (writer, notification, error);
}

gboolean
portail_notices_send (PortailRecordWriter *writer,
                      const PortailNotice *notice,
                      const PortailNoticeSubject *subject,
                      GError **error)
{
  Message message = { .notice = notice, .subject = subject };
  PortailLanguage spoken = portail_language_get ();
  g_autoptr (GPtrArray) recipients = list_recipients (writer, notice, subject->record, error);
  g_autofree char *company = NULL;
  gboolean is_good = recipients != NULL
                     && load_company_name (writer, subject->record->enterprise_id, &company, error);

  message.company = company != NULL ? company : "";
  for (guint i = 0; is_good && i < recipients->len; i++)
    is_good = tell (writer, &message, g_ptr_array_index (recipients, i), error);
  is_good = is_good && announce (writer, &message, error);
  portail_language_use (spoken);
  return is_good;
}
