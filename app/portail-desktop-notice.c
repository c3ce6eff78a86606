/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-desktop-notice.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/portail-sql.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-reminder.h"
#include "shared/records/portail-notification.h"

#define FILE_NAME    "notices.ini"
#define GROUP        "shown"
#define MAX_MESSAGES 100
#define MAX_DUE      100
/* What was given longer ago is forgotten: nothing so old is found again. */
#define KEPT_SECONDS (400 * 86400)

typedef struct
{
  char *user_id;
  char *directory;
  PortailTimestamp now;
} Request;

/* The kind of the server's notification is the reminder's of the same level. */
static const struct
{
  PortailDueLevel level;
  const char *kind;
} levels[] = {
  { PORTAIL_DUE_LATE, "tax_late" },
  { PORTAIL_DUE_TODAY, "tax_due_today" },
  { PORTAIL_DUE_SOON, "tax_due_soon" },
};

static void
request_free (gpointer pointer)
{
  Request *request = pointer;

  g_free (request->user_id);
  g_free (request->directory);
  g_free (request);
}

static void
notice_free (gpointer pointer)
{
  PortailDesktopNotice *notice = pointer;

  g_free (notice->key);
  g_free (notice->title);
  g_free (notice->body);
  g_free (notice->target_type);
  g_free (notice->target_id);
  g_free (notice->notification_id);
  g_free (notice);
}

/* Owned. */
static char *
make_due_key (const char *declaration_id, PortailDueLevel level)
{
  return g_strdup_printf ("due-%s-%s", declaration_id, portail_due_level_get_name (level));
}

/* Owned. */
static char *
make_message_key (const PortailNotification *notification)
{
  for (gsize i = 0; notification->target_id != NULL && i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (levels[i].kind, notification->kind) == 0)
      return make_due_key (notification->target_id, levels[i].level);
  return g_strconcat ("message-", notification->base.id, NULL);
}

static gboolean
add_messages (PortailDatabase *database, const Request *request, GPtrArray *notices, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_notification_type, error,
      "WHERE user_id = ? AND read_at IS NULL AND trashed_at IS NULL"
      " ORDER BY created_at DESC, id DESC LIMIT ?",
      "ti", request->user_id, (gint64) MAX_MESSAGES);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const PortailNotification *notification = g_ptr_array_index (found, i);
      PortailDesktopNotice *notice = g_new0 (PortailDesktopNotice, 1);

      notice->kind = PORTAIL_NOTICE_MESSAGE;
      notice->key = make_message_key (notification);
      notice->title = g_strdup (notification->title);
      notice->body = g_strdup (notification->body);
      notice->target_type = g_strdup (notification->target_type);
      notice->target_id = g_strdup (notification->target_id);
      notice->notification_id = g_strdup (notification->base.id);
      notice->is_urgent = notification->level == PORTAIL_LEVEL_URGENT;
      g_ptr_array_add (notices, notice);
    }
  return found != NULL;
}

/* Owned; NULL for an unknown company. */
static char *
find_company (PortailDatabase *database, const char *id)
{
  PortailStatement *statement = portail_database_query (
      database, NULL, "SELECT name FROM enterprise WHERE id = ?", "t", id);
  char *name = NULL;

  if (statement == NULL)
    return NULL;
  if (portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW)
    name = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return name;
}

/* Owned. */
static char *
make_due_title (PortailDueLevel level, PortailWeek period)
{
  g_autofree char *week = portail_week_to_text (period);

  if (level == PORTAIL_DUE_LATE)
    return g_strdup_printf (_ ("The tax of %s is late"), week);
  if (level == PORTAIL_DUE_TODAY)
    return g_strdup_printf (_ ("The tax of %s is due today"), week);
  return g_strdup_printf (_ ("The tax of %s is due within two days"), week);
}

static void
add_due (PortailDatabase *database,
         const PortailTaxDeclaration *declaration,
         gsize index,
         GPtrArray *notices)
{
  PortailDesktopNotice *notice = g_new0 (PortailDesktopNotice, 1);

  notice->kind = PORTAIL_NOTICE_DUE;
  notice->key = make_due_key (declaration->base.id, levels[index].level);
  notice->title = make_due_title (levels[index].level, declaration->period);
  notice->body = find_company (database, declaration->base.enterprise_id);
  notice->target_type = g_strdup ("tax_declaration");
  notice->target_id = g_strdup (declaration->base.id);
  notice->is_urgent = levels[index].level == PORTAIL_DUE_LATE;
  g_ptr_array_add (notices, notice);
}

/* Those of one's own companies: who reads all of them has the dashboard. */
static gboolean
add_reminders (PortailDatabase *database,
               const Request *request,
               GPtrArray *notices,
               GError **error)
{
  const PortailTaxReminderQuery query = {
    .now = request->now,
    .condition = " AND 'enterprise:' || enterprise_id IN (SELECT scope FROM scope"
                 " WHERE role IN ('patron', 'co-patron'))",
    .max = MAX_DUE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) found = portail_tax_reminder_list (database, levels[i].level, &query,
                                                               error);

      if (found == NULL)
        return FALSE;
      for (guint j = 0; j < found->len; j++)
        add_due (database, g_ptr_array_index (found, j), i, notices);
    }
  return TRUE;
}

/* The record that a key is of: both kinds of keys have its id behind the first dash. A cache that
 * is being made anew knows of none. */
static gboolean
may_come_again (PortailDatabase *database, const char *key)
{
  g_autofree char *id = g_strndup (strchr (key, '-') + 1, PORTAIL_ID_TEXT_SIZE - 1);
  gint64 n_found;

  return !portail_sql_take_integer (
             portail_database_query (database, NULL,
                                     "SELECT EXISTS (SELECT 1 FROM tax_declaration WHERE id = ?1)"
                                     " OR EXISTS (SELECT 1 FROM notification WHERE id = ?1)"
                                     " OR NOT EXISTS (SELECT 1 FROM scope)",
                                     "t", id),
             &n_found, NULL)
         || n_found > 0;
}

/* What is too old, and what has left this device. TRUE where there was any. */
static gboolean
forget (GKeyFile *file, PortailDatabase *database, PortailTimestamp now)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  gint64 limit = portail_timestamp_add_seconds (now, -KEPT_SECONDS).milliseconds;
  gboolean has_forgotten = FALSE;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (g_key_file_get_int64 (file, GROUP, keys[i], NULL) < limit || strchr (keys[i], '-') == NULL
        || !may_come_again (database, keys[i]))
      has_forgotten |= g_key_file_remove_key (file, GROUP, keys[i], NULL);
  return has_forgotten;
}

/* Leaves in @notices what was not told so far. Where that cannot be noted it is told all the same.
 */
static void
take_new (PortailDatabase *database, const Request *request, GPtrArray *notices)
{
  g_autofree char *path = g_build_filename (request->directory, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  gboolean is_first = !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  gboolean has_forgotten = forget (file, database, request->now);
  g_autoptr (GError) error = NULL;

  for (guint i = notices->len; i > 0; i--)
    {
      const PortailDesktopNotice *notice = g_ptr_array_index (notices, i - 1);
      gboolean is_known = g_key_file_has_key (file, GROUP, notice->key, NULL)
                          || (is_first && notice->kind == PORTAIL_NOTICE_MESSAGE);

      g_key_file_set_int64 (file, GROUP, notice->key, request->now.milliseconds);
      if (is_known)
        g_ptr_array_remove_index (notices, i - 1);
    }
  /* Those stand there once they were told. */
  for (guint i = 0; i < notices->len; i++)
    g_key_file_remove_key (file, GROUP, ((PortailDesktopNotice *) notices->pdata[i])->key, NULL);
  if ((is_first || has_forgotten) && !g_key_file_save_to_file (file, path, &error))
    g_message ("It is not noted what is known: %s", error->message);
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Request *request = input;
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (notice_free);

  if (!add_messages (database, request, notices, error)
      || !add_reminders (database, request, notices, error))
    return NULL;
  take_new (database, request, notices);
  return g_steal_pointer (&notices);
}

PortailQuery *
portail_desktop_notices_query_new (const char *user_id, const char *directory, PortailTimestamp now)
{
  Request *request = g_new (Request, 1);

  *request = (Request){ g_strdup (user_id), g_strdup (directory), now };
  return portail_query_new (run, request, request_free, (GDestroyNotify) g_ptr_array_unref);
}

typedef struct
{
  GPtrArray *notices;
  char *directory;
  PortailTimestamp now;
} Told;

static void
told_free (gpointer pointer)
{
  Told *told = pointer;

  g_ptr_array_unref (told->notices);
  g_free (told->directory);
  g_free (told);
}

static gpointer
run_remember (PortailDatabase *unused, gpointer input, GError **error)
{
  const Told *told = input;
  g_autofree char *path = g_build_filename (told->directory, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  for (guint i = 0; i < told->notices->len; i++)
    g_key_file_set_int64 (file, GROUP, ((PortailDesktopNotice *) told->notices->pdata[i])->key,
                          told->now.milliseconds);
  return g_key_file_save_to_file (file, path, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

PortailQuery *
portail_desktop_notices_remember_query_new (GPtrArray *notices,
                                            const char *directory,
                                            PortailTimestamp now)
{
  Told *told = g_new (Told, 1);

  *told = (Told){ g_ptr_array_ref (notices), g_strdup (directory), now };
  return portail_query_new (run_remember, told, told_free, NULL);
}

void
portail_desktop_notices_forget (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, FILE_NAME, NULL);

  g_unlink (path);
}
