/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-notifier.h"

#include "app/portail-desktop-notice.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-notification.h"

#define LOOK_SECONDS 300
/* More reminders than these are one. */
#define MAX_SINGLE_REMINDERS 3
#define DECISIONS_ID         "decisions"
#define REMINDERS_ID         "reminders"

struct _PortailNotifier
{
  GObject parent_instance;

  GApplication *application; /* outlives it */
  PortailWindow *window;     /* weak */
  PortailTimestamp (*get_now) (void);
  PortailCache *cache; /* the desk's, as it was last */
  PortailSync *sync;
  GHashTable *told;    /* set of ids of what the desktop shows of the account */
  GHashTable *unnoted; /* set of paths: what was told and could not be noted so far */
  guint n_decisions;
  guint timer;
  gboolean is_looking;
  gboolean is_wanted_again;
};

G_DEFINE_FINAL_TYPE (PortailNotifier, portail_notifier, G_TYPE_OBJECT)

static guint told_signal;

static void look (PortailNotifier *notifier);

/* TRUE where there are no settings. */
static gboolean
is_wanted (PortailNotifier *notifier, const char *key)
{
  GSettings *settings = portail_desk_get_settings (portail_window_get_desk (notifier->window));

  return settings == NULL || g_settings_get_boolean (settings, key);
}

static void
send (PortailNotifier *notifier, const char *id, GNotification *notification)
{
  g_application_send_notification (notifier->application, id, notification);
  g_hash_table_add (notifier->told, g_strdup (id));
  g_signal_emit (notifier, told_signal, 0, id);
}

static gboolean
is_in_front (PortailNotifier *notifier, const PortailDesktopNotice *notice)
{
  GtkWidget *page = portail_window_get_shown_page (notifier->window);

  return gtk_window_is_active (GTK_WINDOW (notifier->window)) && notice->target_id != NULL
         && PORTAIL_IS_PAGE (page)
         && portail_page_is_showing (PORTAIL_PAGE (page), notice->target_type, notice->target_id);
}

static void
tell (PortailNotifier *notifier, const PortailDesktopNotice *notice)
{
  g_autoptr (GNotification) notification = g_notification_new (notice->title);

  if (notice->body != NULL && *notice->body != '\0')
    g_notification_set_body (notification, notice->body);
  g_notification_set_priority (notification, notice->is_urgent ? G_NOTIFICATION_PRIORITY_HIGH
                                                               : G_NOTIFICATION_PRIORITY_NORMAL);
  if (notice->target_id != NULL)
    {
      GVariant *target = g_variant_new ("(ss)", notice->target_type, notice->target_id);

      g_notification_set_default_action_and_target_value (notification, "app.open-record", target);
      g_notification_add_button_with_target (notification, _ ("Open"), "app.open-record", "(ss)",
                                             notice->target_type, notice->target_id);
    }
  if (notice->notification_id != NULL)
    g_notification_add_button_with_target (notification, _ ("Mark as read"), "app.mark-read", "s",
                                           notice->notification_id);
  send (notifier, notice->key, notification);
}

static void
tell_many (PortailNotifier *notifier, guint n_reminders)
{
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u tax declaration is due or late",
                   "%u tax declarations are due or late", n_reminders),
      n_reminders);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_default_action_and_target (notification, "app.show-module", "s", "impots");
  send (notifier, REMINDERS_ID, notification);
}

/* Of what was told of the account in @directory. Owned. */
static char *
make_path (const char *directory, const PortailDesktopNotice *notice)
{
  return g_build_filename (directory, notice->key, NULL);
}

/* Those that were not told in this run. Owned; its notices are @notices'. */
static GPtrArray *
list_untold (PortailNotifier *notifier, const GPtrArray *notices, const char *directory)
{
  GPtrArray *untold = g_ptr_array_new ();

  for (guint i = 0; i < notices->len; i++)
    {
      g_autofree char *path = make_path (directory, notices->pdata[i]);

      if (!g_hash_table_contains (notifier->unnoted, path))
        g_ptr_array_add (untold, notices->pdata[i]);
    }
  return untold;
}

static guint
count_reminders (const GPtrArray *notices)
{
  guint n_reminders = 0;

  for (guint i = 0; i < notices->len; i++)
    if (((const PortailDesktopNotice *) notices->pdata[i])->kind == PORTAIL_NOTICE_DUE)
      n_reminders++;
  return n_reminders;
}

static void
tell_all (PortailNotifier *notifier, const GPtrArray *notices)
{
  guint n_reminders = is_wanted (notifier, "notify-due") ? count_reminders (notices) : 0;

  for (guint i = 0; i < notices->len; i++)
    {
      const PortailDesktopNotice *notice = g_ptr_array_index (notices, i);
      gboolean is_single = notice->kind == PORTAIL_NOTICE_MESSAGE
                               ? is_wanted (notifier, "notify-messages")
                               : n_reminders > 0 && n_reminders <= MAX_SINGLE_REMINDERS;

      if (is_single && !is_in_front (notifier, notice))
        tell (notifier, notice);
    }
  if (n_reminders > MAX_SINGLE_REMINDERS)
    tell_many (notifier, n_reminders);
}

static void
end_look (PortailNotifier *notifier)
{
  notifier->is_looking = FALSE;
  if (notifier->window != NULL && notifier->is_wanted_again)
    look (notifier);
}

typedef struct
{
  PortailNotifier *notifier;
  GPtrArray *notices;
  char *directory;
} Remembering;

static void
remembering_free (Remembering *remembering)
{
  g_object_unref (remembering->notifier);
  g_ptr_array_unref (remembering->notices);
  g_free (remembering->directory);
  g_free (remembering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Remembering, remembering_free)

/* What cannot be written is known for as long as the program runs, and tried again. */
static void
on_remembered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Remembering) remembering = user_data;
  GHashTable *unnoted = remembering->notifier->unnoted;
  g_autoptr (GError) error = NULL;

  portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);
  if (error != NULL)
    g_message ("It is not noted what was told: %s", error->message);
  for (guint i = 0; i < remembering->notices->len; i++)
    {
      g_autofree char *path = make_path (remembering->directory, remembering->notices->pdata[i]);

      if (error != NULL)
        g_hash_table_add (unnoted, g_steal_pointer (&path));
      else
        g_hash_table_remove (unnoted, path);
    }
  end_look (remembering->notifier);
}

static void
on_looked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailNotifier) notifier = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);
  g_autoptr (GPtrArray) untold = NULL;
  Remembering *remembering;
  const char *directory;

  if (notices == NULL)
    g_message ("Nothing is told: %s", error->message);
  /* What was found of an account that was left in between waits for its return. */
  if (notices == NULL || notices->len == 0 || notifier->window == NULL
      || notifier->cache != PORTAIL_CACHE (object))
    {
      end_look (notifier);
      return;
    }
  directory = portail_desk_get_directory (portail_window_get_desk (notifier->window));
  untold = list_untold (notifier, notices, directory);
  tell_all (notifier, untold);
  remembering = g_new (Remembering, 1);
  *remembering = (Remembering){ g_object_ref (notifier), g_ptr_array_ref (notices),
                                g_strdup (directory) };
  portail_cache_query_async (
      notifier->cache,
      portail_desktop_notices_remember_query_new (notices, directory, notifier->get_now ()), NULL,
      on_remembered, remembering);
}

/* One look at a time, so that nothing is given twice. */
static void
look (PortailNotifier *notifier)
{
  PortailDesk *desk = portail_window_get_desk (notifier->window);

  notifier->is_wanted_again = notifier->is_looking;
  if (notifier->is_looking || notifier->cache == NULL || portail_desk_get_directory (desk) == NULL)
    return;
  notifier->is_looking = TRUE;
  portail_cache_query_async (notifier->cache,
                             portail_desktop_notices_query_new (portail_desk_get_user_id (desk),
                                                                portail_desk_get_directory (desk),
                                                                notifier->get_now ()),
                             NULL, on_looked, g_object_ref (notifier));
}

static gboolean
on_timer (gpointer user_data)
{
  PortailNotifier *notifier = user_data;

  if (notifier->window != NULL)
    look (notifier);
  return G_SOURCE_CONTINUE;
}

static void
on_cache_changed (PortailNotifier *notifier, const char *type)
{
  if (notifier->window != NULL
      && (type == NULL || g_str_equal (type, "notification")
          || g_str_equal (type, "tax_declaration")))
    look (notifier);
}

static guint
count_decisions (PortailSync *sync)
{
  guint n_to_resolve;
  guint n_refused;

  g_object_get (sync, "n-to-resolve", &n_to_resolve, "n-refused", &n_refused, NULL);
  return n_to_resolve + n_refused;
}

static void
on_decisions (PortailNotifier *notifier)
{
  guint n_decisions = count_decisions (notifier->sync);
  gboolean has_more = n_decisions > notifier->n_decisions;
  g_autofree char *title = NULL;
  g_autoptr (GNotification) notification = NULL;

  notifier->n_decisions = n_decisions;
  if (n_decisions == 0)
    g_application_withdraw_notification (notifier->application, DECISIONS_ID);
  /* In front of the window the indicator says it. */
  if (!has_more || notifier->window == NULL || gtk_window_is_active (GTK_WINDOW (notifier->window))
      || !is_wanted (notifier, "notify-decisions"))
    return;
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change needs your decision",
                                        "%u changes need your decision", n_decisions),
                           n_decisions);
  notification = g_notification_new (title);
  g_notification_set_body (notification,
                           _ ("The server did not take it as it is. Nothing is lost."));
  g_notification_set_default_action (notification, "app.show-trays");
  send (notifier, DECISIONS_ID, notification);
}

static void
leave_account (PortailNotifier *notifier)
{
  if (notifier->cache != NULL)
    g_signal_handlers_disconnect_by_data (notifier->cache, notifier);
  if (notifier->sync != NULL)
    g_signal_handlers_disconnect_by_data (notifier->sync, notifier);
  g_clear_object (&notifier->cache);
  g_clear_object (&notifier->sync);
}

/* Nobody else is to read it, and its buttons are about another account now. */
static void
withdraw_all (PortailNotifier *notifier)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, notifier->told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_application_withdraw_notification (notifier->application, id);
  g_hash_table_remove_all (notifier->told);
}

static void
on_account_changed (PortailNotifier *notifier)
{
  PortailDesk *desk = portail_window_get_desk (notifier->window);

  if (notifier->cache != portail_desk_get_cache (desk))
    withdraw_all (notifier);
  leave_account (notifier);
  g_set_object (&notifier->cache, portail_desk_get_cache (desk));
  g_set_object (&notifier->sync, portail_desk_get_sync (desk));
  if (notifier->cache != NULL)
    g_signal_connect_object (notifier->cache, "changed", G_CALLBACK (on_cache_changed), notifier,
                             G_CONNECT_SWAPPED);
  if (notifier->sync != NULL)
    {
      notifier->n_decisions = count_decisions (notifier->sync);
      g_signal_connect_object (notifier->sync, "notify::n-to-resolve", G_CALLBACK (on_decisions),
                               notifier, G_CONNECT_SWAPPED);
      g_signal_connect_object (notifier->sync, "notify::n-refused", G_CALLBACK (on_decisions),
                               notifier, G_CONNECT_SWAPPED);
    }
  look (notifier);
}

static void
portail_notifier_dispose (GObject *object)
{
  PortailNotifier *notifier = PORTAIL_NOTIFIER (object);

  g_clear_handle_id (&notifier->timer, g_source_remove);
  leave_account (notifier);
  g_clear_weak_pointer (&notifier->window);
  G_OBJECT_CLASS (portail_notifier_parent_class)->dispose (object);
}

static void
portail_notifier_finalize (GObject *object)
{
  g_hash_table_unref (PORTAIL_NOTIFIER (object)->told);
  g_hash_table_unref (PORTAIL_NOTIFIER (object)->unnoted);
  G_OBJECT_CLASS (portail_notifier_parent_class)->finalize (object);
}

static void
portail_notifier_class_init (PortailNotifierClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_notifier_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_notifier_finalize;
  told_signal = g_signal_new ("told", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_notifier_init (PortailNotifier *notifier)
{
  notifier->get_now = portail_timestamp_now;
  notifier->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  notifier->unnoted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

PortailNotifier *
portail_notifier_new (GApplication *application, PortailWindow *window)
{
  PortailNotifier *notifier = g_object_new (PORTAIL_TYPE_NOTIFIER, NULL);

  notifier->application = application;
  g_set_weak_pointer (&notifier->window, window);
  notifier->timer = g_timeout_add_seconds (LOOK_SECONDS, on_timer, notifier);
  g_signal_connect_object (portail_window_get_desk (window), "account-changed",
                           G_CALLBACK (on_account_changed), notifier, G_CONNECT_SWAPPED);
  on_account_changed (notifier);
  return notifier;
}

void
portail_notifier_set_clock (PortailNotifier *notifier, PortailTimestamp (*get_now) (void))
{
  g_return_if_fail (PORTAIL_IS_NOTIFIER (notifier));
  notifier->get_now = get_now;
  look (notifier);
}

/* A notification that is gone is as good as read. */
static void
on_marked (GObject *object, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error))
    g_message ("The notification is not marked: %s", error->message);
}

void
portail_notifier_mark_read (PortailNotifier *notifier, const char *id)
{
  const PortailRecordType *type = &portail_notification_type;
  PortailChange *change;
  PortailSyncOp *op;

  g_return_if_fail (PORTAIL_IS_NOTIFIER (notifier));
  if (notifier->cache == NULL)
    return;
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, type, id);
  ((PortailNotification *) change->record)->read_at = notifier->get_now ();
  change->fields = portail_record_type_field_bit (type, "read_at");
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  portail_sync_op_take_change (op, change);
  portail_cache_apply_async (notifier->cache, op, NULL, on_marked, NULL);
}
