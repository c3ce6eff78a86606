/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "server/portail-live-hub.h"
#include "tests/server/store-fixture.h"

/* A client that keeps all that it hears. */
typedef struct
{
  PortailEventStream *stream;
  GString *heard;
  GMutex mutex;
  GCond woken;
  gboolean is_awake;
} Listener;

typedef struct
{
  char *folder;
  char *path;
  StoreFixture *store;
  PortailLiveHub *hub;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("portail-live-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "portail.db", NULL);
  fixture->store = store_fixture_new_at (fixture->path);
  fixture->hub = portail_live_hub_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  const char *const suffixes[] = { "", "-wal", "-shm" };

  portail_live_hub_free (fixture->hub);
  store_fixture_free (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
wake (gpointer pointer)
{
  Listener *listener = pointer;

  g_mutex_lock (&listener->mutex);
  listener->is_awake = TRUE;
  g_cond_signal (&listener->woken);
  g_mutex_unlock (&listener->mutex);
}

static void
sleep_for_now (gpointer unused)
{
}

static gboolean
listen_as (Fixture *fixture, Person person, Listener *listener)
{
  PortailLiveListener who = { fixture->store->user_ids[person], NULL };

  memset (listener, 0, sizeof *listener);
  g_mutex_init (&listener->mutex);
  g_cond_init (&listener->woken);
  listener->heard = g_string_new (NULL);
  listener->stream = portail_event_stream_new (0);
  portail_event_stream_attach (listener->stream, wake, listener);
  return portail_live_hub_subscribe (fixture->hub, &who, listener->stream);
}

static void
forget (Listener *listener)
{
  portail_event_stream_detach (listener->stream);
  portail_event_stream_close (listener->stream, "stopping");
  portail_event_stream_unref (listener->stream);
  g_string_free (listener->heard, TRUE);
  g_mutex_clear (&listener->mutex);
  g_cond_clear (&listener->woken);
}

static PortailEventStreamRead
read_all (Listener *listener)
{
  PortailEventStreamRead result;
  char buffer[1024];
  gsize length = sizeof buffer;

  while ((result = portail_event_stream_read (listener->stream, buffer, &length, sleep_for_now))
         == PORTAIL_EVENT_STREAM_SOME)
    {
      g_string_append_len (listener->heard, buffer, (gssize) length);
      length = sizeof buffer;
    }
  return result;
}

/* Waits until @text was heard. */
static void
wait_for (Listener *listener, const char *text)
{
  gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (read_all (listener), strstr (listener->heard->str, text) == NULL)
    {
      g_mutex_lock (&listener->mutex);
      while (!listener->is_awake)
        g_assert_true (g_cond_wait_until (&listener->woken, &listener->mutex, until));
      listener->is_awake = FALSE;
      g_mutex_unlock (&listener->mutex);
    }
}

static char *
reached (Fixture *fixture, const char *company)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT number FROM scope_counter WHERE scope = 'enterprise:%s'", company);

  return g_strdup_printf ("{\"scope\":\"enterprise:%s\",\"reached\":%" G_GINT64_FORMAT "}", company,
                          store_fixture_query (fixture->store, sql));
}

static void
test_a_commit_is_told_to_those_who_may_know (Fixture *fixture, gconstpointer unused)
{
  Listener patron;
  Listener stranger;
  g_autofree char *before = reached (fixture, fixture->store->company_a);
  g_autofree char *garage = reached (fixture, fixture->store->company_b);
  g_autofree char *after = NULL;
  g_autofree char *bar = NULL;

  g_assert_true (listen_as (fixture, PERSON_PATRON, &patron));
  g_assert_true (listen_as (fixture, PERSON_PATRON_B, &stranger));
  wait_for (&patron, before);
  wait_for (&stranger, garage);
  portail_record_free (store_fixture_make_sheet (fixture->store, "2025-W38", 1));
  after = reached (fixture, fixture->store->company_a);
  wait_for (&patron, after);
  /* What comes later reaches both, so the stranger has heard all by then. */
  portail_record_free (
      store_fixture_do (fixture->store, &(Author){ PERSON_STAFF, NULL, NULL },
                        make_create (&portail_enterprise_type, NULL, "{\"name\":\"Bar\"}")));
  bar = g_strdup_printf ("{\"scope\":\"global\",\"reached\":%d}", 3);
  wait_for (&stranger, bar);
  g_assert_null (strstr (stranger.heard->str, fixture->store->company_a));
  forget (&patron);
  forget (&stranger);
}

static void
test_a_disabled_account_hears_no_more (Fixture *fixture, gconstpointer unused)
{
  Listener patron;
  g_autofree char *before = reached (fixture, fixture->store->company_a);

  g_assert_true (listen_as (fixture, PERSON_PATRON, &patron));
  wait_for (&patron, before);
  portail_database_execute (fixture->store->database, "UPDATE user SET is_active = 0", NULL);
  wait_for (&patron, "revoked");
  g_assert_false (portail_event_stream_is_open (patron.stream));
  forget (&patron);
}

static void
test_a_user_has_four_streams (Fixture *fixture, gconstpointer unused)
{
  Listener listeners[PORTAIL_LIVE_MAX_STREAMS + 1];

  for (guint i = 0; i < G_N_ELEMENTS (listeners); i++)
    g_assert_true (listen_as (fixture, PERSON_PATRON, &listeners[i])
                   == (i < PORTAIL_LIVE_MAX_STREAMS));
  for (guint i = 0; i < G_N_ELEMENTS (listeners); i++)
    forget (&listeners[i]);
  g_assert_true (listen_as (fixture, PERSON_PATRON, &listeners[0]));
  forget (&listeners[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live/a-commit-is-told-to-those-who-may-know", Fixture, NULL, set_up,
              test_a_commit_is_told_to_those_who_may_know, tear_down);
  g_test_add ("/live/a-disabled-account-hears-no-more", Fixture, NULL, set_up,
              test_a_disabled_account_hears_no_more, tear_down);
  g_test_add ("/live/a-user-has-four-streams", Fixture, NULL, set_up, test_a_user_has_four_streams,
              tear_down);
  return g_test_run ();
}
