/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dotation-notices.h"

#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-notification.h"

/* Whoever may validate. */
static const char staff_sql[] =
    "SELECT id FROM user WHERE is_active = 1 AND trashed_at IS NULL AND id <> coalesce (?1, '')"
    " AND (is_superadmin = 1 OR id IN (SELECT user_id FROM membership WHERE role = 'staff'"
    " AND enterprise_id IS NULL AND trashed_at IS NULL)) AND ?2 <> '' ORDER BY id";
static const char owners_sql[] =
    "SELECT id FROM user WHERE is_active = 1 AND trashed_at IS NULL AND id <> coalesce (?1, '')"
    " AND id IN (SELECT user_id FROM membership WHERE role IN ('patron', 'co-patron')"
    " AND enterprise_id = ?2 AND trashed_at IS NULL) ORDER BY id";

typedef struct
{
  const char *command;
  const char *kind;
  PortailNotificationLevel level;
  const char *title; /* N_(): company, week */
  const char *recipients_sql;
} Notice;

static const Notice notices[] = {
  /* Translators: the company, then the week. */
  { "submit", "dotation_submitted", PORTAIL_LEVEL_INFO, N_ ("%s: dotation %s to validate"),
    staff_sql },
  /* Translators: the company, then the week. */
  { "validate", "dotation_validated", PORTAIL_LEVEL_INFO, N_ ("%s: dotation %s validated"),
    owners_sql },
  /* Translators: the company, then the week. */
  { "refuse", "dotation_refused", PORTAIL_LEVEL_WARNING, N_ ("%s: dotation %s refused"),
    owners_sql },
};

static const Notice *
find_notice (const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    if (g_str_equal (notices[i].command, command))
      return &notices[i];
  return NULL;
}

/* GPtrArray of owned ids; NULL on error. */
static GPtrArray *
list_recipients (PortailRecordWriter *writer,
                 const Notice *notice,
                 const char *enterprise_id,
                 GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_query (
      portail_record_writer_get_database (writer), error, notice->recipients_sql, "tt",
      portail_record_writer_get_user_id (writer), enterprise_id);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&ids);
}

/* Owned; NULL on error. */
static char *
make_title (PortailRecordWriter *writer,
            const Notice *notice,
            const PortailDotation *dotation,
            GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = portail_record_sql_load (
      portail_record_writer_get_database (writer), &portail_enterprise_type,
      dotation->base.enterprise_id, error);
  char week[PORTAIL_WEEK_TEXT_SIZE];

  if (enterprise == NULL)
    return NULL;
  portail_week_format (dotation->period, week);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (notice->title), enterprise->name, week);
#pragma GCC diagnostic pop
}

gboolean
portail_dotation_notices_send (PortailRecordWriter *writer,
                               const PortailDotation *dotation,
                               const char *command,
                               GError **error)
{
  const Notice *notice = find_notice (command);
  g_autoptr (GPtrArray) recipients = NULL;
  g_autofree char *title = NULL;

  if (notice == NULL)
    return TRUE;
  title = make_title (writer, notice, dotation, error);
  recipients = title != NULL ? list_recipients (writer, notice, dotation->base.enterprise_id, error)
                             : NULL;
  for (guint i = 0; recipients != NULL && i < recipients->len; i++)
    {
      g_autoptr (PortailNotification) notification = portail_record_new (
          &portail_notification_type);

      notification->base.id = portail_id_new ();
      notification->user_id = g_strdup (g_ptr_array_index (recipients, i));
      notification->kind = g_strdup (notice->kind);
      notification->level = notice->level;
      notification->title = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), 255));
      notification->body = g_strdup (dotation->refusal_reason);
      notification->target_type = g_strdup (portail_dotation_type.name);
      notification->target_id = g_strdup (dotation->base.id);
      if (!portail_record_writer_insert (writer, notification, error))
        return FALSE;
    }
  return recipients != NULL;
}
