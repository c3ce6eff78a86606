/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told, from a true cache and by a clock of the test. */
#include "app/portail-notifier.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "app/portail-application.h"
#include "app/portail-cache-work.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-tax-declaration.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-screenshot.h"

#define DECLARATION "01990000-0000-7000-8000-0000000000f1"
#define MESSAGE     "01990000-0000-7000-8000-0000000000f2"

static PortailApplication *application;
static PortailTimestamp now;

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailNotifier *notifier;
  GPtrArray *told; /* of owned ids */
} Fixture;

static PortailTimestamp
get_now (void)
{
  return now;
}

static void
note_told (Fixture *fixture, const char *id)
{
  g_ptr_array_add (fixture->told, g_strdup (id));
}

static gpointer
run_put (PortailCacheStore *store, gpointer input, GError **error)
{
  const PortailRecord *record = input;

  portail_cache_store_touch (store, record->type, record->id, record->enterprise_id);
  return portail_record_sql_replace (store->database, record, error) ? GINT_TO_POINTER (TRUE)
                                                                     : NULL;
}

/* As a sync brings it. Takes @record. */
static void
put (Fixture *fixture, gpointer record, const char *id, const char *enterprise_id)
{
  static const PortailWork work = { PORTAIL_WORK_IN_TRANSACTION, run_put, portail_record_free,
                                    NULL };
  PortailRecord *base = record;
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  base->id = g_strdup (id);
  base->enterprise_id = g_strdup (enterprise_id);
  base->rev = 1;
  base->created_at = now;
  portail_cache_work_async (fixture->client.cache, &work, record, portail_await_ready, &await);
  portail_cache_work_finish (fixture->client.cache, portail_await (&await), &error);
  g_assert_no_error (error);
}

static void
put_declaration (Fixture *fixture, const char *id)
{
  PortailTaxDeclaration *declaration = portail_record_new (&portail_tax_declaration_type);

  declaration->period = portail_week_from_number (2025, 38);
  declaration->due_date = portail_day_from_date (2025, 9, 23);
  declaration->status = PORTAIL_TAX_DECLARATION_VALIDE;
  declaration->tax_type = g_strdup ("Impôt");
  put (fixture, declaration, id, PORTAIL_FIXTURE_COMPANY);
}

static void
put_message (Fixture *fixture, const char *id, const char *kind, const char *target_id)
{
  PortailNotification *notification = portail_record_new (&portail_notification_type);

  notification->user_id = g_strdup (PORTAIL_FIXTURE_USER);
  notification->kind = g_strdup (kind);
  notification->level = PORTAIL_LEVEL_INFO;
  notification->title = g_strdup ("Dotation <b>validée</b>");
  notification->target_type = g_strdup ("tax_declaration");
  notification->target_id = g_strdup (target_id);
  notification->read_at = PORTAIL_TIMESTAMP_NULL;
  put (fixture, notification, id, NULL);
}

static void
set_now (int month, int day, int hour)
{
  now = portail_timestamp_add_seconds (
      portail_timestamp_of_paris_day (portail_day_from_date (2025, month, day)), hour * 3600);
}

static void
start (Fixture *fixture)
{
  const PortailDeskAccount account = {
    .cache = fixture->client.cache,
    .user_id = PORTAIL_FIXTURE_USER,
    .directory = fixture->client.directory,
  };

  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  fixture->notifier = portail_notifier_new (G_APPLICATION (application), fixture->window);
  g_signal_connect_swapped (fixture->notifier, "told", G_CALLBACK (note_told), fixture);
  portail_notifier_set_clock (fixture->notifier, get_now);
  portail_desk_set_account (portail_window_get_desk (fixture->window), &account);
}

/* Reads are answered one after the other. */
static void
wait_for_reads (Fixture *fixture)
{
  for (int i = 0; i < 3; i++)
    {
      g_auto (PortailAwait) await = { NULL };

      portail_cache_load_async (fixture->client.cache, &portail_notification_type, "none",
                                portail_await_ready, &await);
      portail_cache_load_finish (fixture->client.cache, portail_await (&await), NULL);
      portail_await_idle ();
    }
}

/* Looks at a moment and waits for what comes of it. */
static void
look (Fixture *fixture)
{
  portail_notifier_set_clock (fixture->notifier, get_now);
  wait_for_reads (fixture);
}

static void
stop (Fixture *fixture)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  g_clear_object (&fixture->notifier);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_for_reads (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->told = g_ptr_array_new_with_free_func (g_free);
  set_now (9, 20, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  stop (fixture);
  portail_client_fixture_tear_down (&fixture->client, NULL);
  g_ptr_array_unref (fixture->told);
}

static void
each_level_of_a_due_tax_is_told_once (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  put_declaration (fixture, DECLARATION);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 0);
  set_now (9, 21, 1);
  look (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  g_assert_cmpstr (fixture->told->pdata[0], ==, "due-" DECLARATION "-soon");
  /* After a restart it is still known. */
  stop (fixture);
  start (fixture);
  set_now (9, 22, 1);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  set_now (9, 23, 23);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 2);
  set_now (9, 24, 1);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 3);
  g_assert_cmpstr (fixture->told->pdata[2], ==, "due-" DECLARATION "-late");
}

static void
a_reminder_of_the_server_is_not_told_twice (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  put_declaration (fixture, DECLARATION);
  look (fixture);
  set_now (9, 24, 1);
  put_message (fixture, MESSAGE, "tax_late", DECLARATION);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
}

static void
only_what_comes_after_the_first_look_is_told (Fixture *fixture, gconstpointer unused)
{
  put_message (fixture, MESSAGE, "dotation_validated", DECLARATION);
  start (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 0);
  put_message (fixture, "01990000-0000-7000-8000-0000000000f3", "dotation_validated", DECLARATION);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
}

/* What was told of a company tells nobody of it once it has left this device. */
static void
what_was_told_goes_with_the_rows (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->client.directory, "notices.ini", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  start (fixture);
  put_declaration (fixture, DECLARATION);
  set_now (9, 24, 1);
  look (fixture);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_nonnull (strstr (before, DECLARATION));
  portail_client_execute (&fixture->client, "DELETE FROM tax_declaration");
  look (fixture);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_null (strstr (after, DECLARATION));
}

/* No byte goes into a file any more, as on a full disk; what is there can be read. */
static void
set_disk_full (struct rlimit *before)
{
  struct rlimit full;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, before), ==, 0);
  full = (struct rlimit){ 0, before->rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
}

static void
what_cannot_be_noted_is_told_once (Fixture *fixture, gconstpointer unused)
{
  struct rlimit before;

  start (fixture);
  put_declaration (fixture, DECLARATION);
  look (fixture);
  set_now (9, 24, 1);
  set_disk_full (&before);
  look (fixture);
  look (fixture);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  /* It is noted as soon as that is possible. */
  look (fixture);
  stop (fixture);
  start (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
}

static void
a_reminder_comes_where_nothing_can_be_noted (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->client.directory, "notices.ini", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  put_declaration (fixture, DECLARATION);
  start (fixture);
  set_now (9, 24, 1);
  look (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
many_reminders_are_one (Fixture *fixture, gconstpointer unused)
{
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-0000000000e%d", i);

      put_declaration (fixture, id);
    }
  start (fixture);
  set_now (9, 24, 1);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  g_assert_cmpstr (fixture->told->pdata[0], ==, "reminders");
}

static void
a_notification_can_be_marked_read (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailNotification) notification = NULL;
  g_auto (PortailAwait) await = { NULL };

  put_message (fixture, MESSAGE, "dotation_validated", DECLARATION);
  start (fixture);
  portail_notifier_mark_read (fixture->notifier, MESSAGE);
  portail_cache_settle_async (fixture->client.cache, portail_await_ready, &await);
  portail_cache_settle_finish (fixture->client.cache, portail_await (&await), NULL);
  notification = portail_client_load (&fixture->client, &portail_notification_type, MESSAGE);
  g_assert_false (portail_timestamp_is_null (notification->read_at));
}

/* The account is left between the question and its answer. */
static void
what_was_found_and_not_told_is_told_later (Fixture *fixture, gconstpointer unused)
{
  put_declaration (fixture, DECLARATION);
  start (fixture);
  look (fixture);
  set_now (9, 24, 1);
  portail_notifier_set_clock (fixture->notifier, get_now);
  stop (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 0);
  start (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
}

static int last_id;  /* atomic */
static int n_closed; /* atomic */

/* On the thread of the connection. */
static GDBusMessage *
answer_call (GDBusConnection *connection,
             GDBusMessage *message,
             gboolean is_incoming,
             gpointer unused)
{
  g_autoptr (GDBusMessage) call = message;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!is_incoming
      || g_strcmp0 (g_dbus_message_get_interface (message), "org.freedesktop.Notifications") != 0)
    return g_steal_pointer (&call);
  reply = g_dbus_message_new_method_reply (message);
  if (g_strcmp0 (g_dbus_message_get_member (message), "Notify") == 0)
    g_dbus_message_set_body (reply,
                             g_variant_new ("(u)", (guint32) g_atomic_int_add (&last_id, 1) + 1));
  if (g_strcmp0 (g_dbus_message_get_member (message), "CloseNotification") == 0)
    g_atomic_int_inc (&n_closed);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  return NULL;
}

static gboolean
is_closed (gpointer unused)
{
  return g_atomic_int_get (&n_closed) > 0;
}

static gboolean
is_taken (gpointer id_before)
{
  return g_atomic_int_get (&last_id) > *(int *) id_before;
}

/* GLib closes only what it has the number of, which comes before an answer to a later call. */
static void
wait_until_numbered (int id_before)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  portail_await_until (is_taken, &id_before);
  g_dbus_connection_call (bus, g_dbus_connection_get_unique_name (bus), "/",
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, portail_await_ready, &await);
  answer = g_dbus_connection_call_finish (bus, portail_await (&await), &error);
  g_assert_no_error (error);
}

/* Who sits down next is not to read it. */
static void
what_was_told_goes_with_the_account (Fixture *fixture, gconstpointer unused)
{
  int id_before = g_atomic_int_get (&last_id);

  put_declaration (fixture, DECLARATION);
  start (fixture);
  set_now (9, 24, 1);
  look (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 1);
  wait_until_numbered (id_before);
  g_atomic_int_set (&n_closed, 0);
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  portail_await_until (is_closed, NULL);
}

/* A desktop's notification service, which takes everything. */
static void
provide_notifications (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_add_filter (bus, answer_call, NULL, NULL);
  g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE,
                                NULL, NULL, NULL, NULL);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  provide_notifications ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/notifier/each-level-of-a-due-tax-is-told-once", each_level_of_a_due_tax_is_told_once);
  ADD ("/notifier/what-was-found-and-not-told-is-told-later",
       what_was_found_and_not_told_is_told_later);
  ADD ("/notifier/a-reminder-of-the-server-is-not-told-twice",
       a_reminder_of_the_server_is_not_told_twice);
  ADD ("/notifier/only-what-comes-after-the-first-look-is-told",
       only_what_comes_after_the_first_look_is_told);
  ADD ("/notifier/what-was-told-goes-with-the-rows", what_was_told_goes_with_the_rows);
  ADD ("/notifier/what-cannot-be-noted-is-told-once", what_cannot_be_noted_is_told_once);
  ADD ("/notifier/a-reminder-comes-where-nothing-can-be-noted",
       a_reminder_comes_where_nothing_can_be_noted);
  ADD ("/notifier/many-reminders-are-one", many_reminders_are_one);
  ADD ("/notifier/what-was-told-goes-with-the-account", what_was_told_goes_with_the_account);
  ADD ("/notifier/a-notification-can-be-marked-read", a_notification_can_be_marked_read);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
