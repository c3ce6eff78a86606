/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-delivery-queue.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-migration.h"

#define START G_GINT64_CONSTANT (1758391391000)

typedef struct
{
  PortailDatabase *database;
  PortailTimestamp now;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->now.milliseconds = START;
  fixture->database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                    &error);
  g_assert_no_error (error);
  portail_migration_run (fixture->database, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_database_close (fixture->database);
}

static void
add_for (Fixture *fixture, const char *recipient, const char *key)
{
  const PortailDeliveryOrder order = {
    .kind = PORTAIL_DELIVERY_WEBHOOK,
    .recipient = recipient,
    .text = { "Titre\r\nde deux lignes", "Corps\n« é »", PORTAIL_LEVEL_URGENT },
    .dedup_key = key,
  };
  g_autoptr (GError) error = NULL;

  portail_delivery_queue_add (fixture->database, &order, fixture->now, &error);
  g_assert_no_error (error);
}

static void
add (Fixture *fixture, const char *key)
{
  add_for (fixture, PORTAIL_RECIPIENT_WEBHOOK, key);
}

static void
pass (Fixture *fixture, gint64 seconds)
{
  fixture->now = portail_timestamp_add_seconds (fixture->now, seconds);
}

static GPtrArray *
take (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *taken = portail_delivery_queue_take (fixture->database, PORTAIL_DELIVERY_WEBHOOK, 100,
                                                  fixture->now, &error);

  g_assert_no_error (error);
  return taken;
}

static void
settle (Fixture *fixture, const PortailDelivery *delivery, PortailAttemptVerdict verdict)
{
  const PortailAttempt attempt = { verdict, 90, "http 503" };
  g_autoptr (GError) error = NULL;

  portail_delivery_queue_settle (fixture->database, delivery, &attempt, fixture->now, &error);
  g_assert_no_error (error);
}

/* Takes the one delivery whose time has come and settles it. */
static void
attempt_one (Fixture *fixture, PortailAttemptVerdict verdict)
{
  g_autoptr (GPtrArray) taken = take (fixture);

  g_assert_cmpuint (taken->len, ==, 1);
  settle (fixture, g_ptr_array_index (taken, 0), verdict);
}

static PortailDelivery *
get_only (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = portail_delivery_queue_list (fixture->database,
                                                           PORTAIL_N_DELIVERY_STATES, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  return g_ptr_array_steal_index (all, 0);
}

static void
assert_counts (Fixture *fixture, gint64 pending, gint64 sending, gint64 done, gint64 dead)
{
  gint64 counts[PORTAIL_N_DELIVERY_STATES];
  g_autoptr (GError) error = NULL;

  portail_delivery_queue_count (fixture->database, counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts[PORTAIL_DELIVERY_PENDING], ==, pending);
  g_assert_cmpint (counts[PORTAIL_DELIVERY_SENDING], ==, sending);
  g_assert_cmpint (counts[PORTAIL_DELIVERY_DONE], ==, done);
  g_assert_cmpint (counts[PORTAIL_DELIVERY_DEAD], ==, dead);
}

static void
test_whole_way (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (PortailDelivery) done = NULL;
  const PortailDelivery *delivery;

  add (fixture, "a");
  taken = take (fixture);
  g_assert_cmpuint (taken->len, ==, 1);
  delivery = g_ptr_array_index (taken, 0);
  g_assert_cmpstr (delivery->subject, ==, "Titre  de deux lignes");
  g_assert_cmpstr (delivery->body, ==, "Corps\n« é »");
  g_assert_cmpint (delivery->level, ==, PORTAIL_LEVEL_URGENT);
  g_assert_cmpuint (delivery->attempts, ==, 1);
  assert_counts (fixture, 0, 1, 0, 0);
  settle (fixture, delivery, PORTAIL_ATTEMPT_DELIVERED);
  assert_counts (fixture, 0, 0, 1, 0);
  done = get_only (fixture);
  g_assert_cmpint (done->done_at.milliseconds, ==, fixture->now.milliseconds);
  g_assert_null (done->last_error);
}

static void
test_dedup (Fixture *fixture, gconstpointer unused)
{
  add (fixture, "a");
  add (fixture, "a");
  assert_counts (fixture, 1, 0, 0, 0);
  attempt_one (fixture, PORTAIL_ATTEMPT_DELIVERED);
  add (fixture, "a");
  assert_counts (fixture, 0, 0, 1, 0);
  add (fixture, "b");
  assert_counts (fixture, 1, 0, 1, 0);
}

static void
test_with_the_event (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  portail_database_begin (fixture->database, &error);
  add (fixture, "a");
  portail_database_rollback (fixture->database);
  assert_counts (fixture, 0, 0, 0, 0);
}

static void
test_back_off (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDelivery) dead = NULL;
  gint64 total = 0;

  add (fixture, "a");
  for (guint attempt = 1; attempt <= PORTAIL_DELIVERY_MAX_ATTEMPTS; attempt++)
    {
      g_autoptr (PortailDelivery) delivery = NULL;
      g_autoptr (GPtrArray) early = NULL;
      gint64 wait;

      attempt_one (fixture, PORTAIL_ATTEMPT_FAILED);
      delivery = get_only (fixture);
      g_assert_cmpuint (delivery->attempts, ==, attempt);
      g_assert_cmpstr (delivery->last_error, ==, "http 503");
      wait = (delivery->not_before.milliseconds - fixture->now.milliseconds) / 1000;
      g_assert_cmpint (wait, >=, MIN (30 << (attempt - 1), 6 * 3600));
      g_assert_cmpint (wait, <=, MIN (30 << (attempt - 1), 6 * 3600) * 5 / 4);
      pass (fixture, wait - 1);
      early = take (fixture);
      g_assert_cmpuint (early->len, ==, 0);
      pass (fixture, 1);
      total += wait;
    }
  g_assert_cmpint (total, <, PORTAIL_DELIVERY_MAX_AGE_SECONDS);
  assert_counts (fixture, 0, 0, 0, 1);
  dead = get_only (fixture);
  g_assert_false (portail_timestamp_is_null (dead->done_at));
}

static void
test_waits_are_scattered (void)
{
  guint least = G_MAXUINT;
  guint greatest = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      guint wait = portail_delivery_get_wait_seconds (id, 5);

      least = MIN (least, wait);
      greatest = MAX (greatest, wait);
    }
  g_assert_cmpuint (least, >=, 480);
  g_assert_cmpuint (greatest, <=, 600);
  g_assert_cmpuint (greatest - least, >, 60);
  g_assert_cmpuint (portail_delivery_get_wait_seconds ("a", G_MAXUINT), <=, 6 * 3600 * 5 / 4);
}

static void
test_refusal (Fixture *fixture, gconstpointer unused)
{
  add (fixture, "a");
  attempt_one (fixture, PORTAIL_ATTEMPT_REFUSED);
  assert_counts (fixture, 0, 0, 0, 1);
}

static void
test_retry_after (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GPtrArray) others = NULL;

  add (fixture, "a");
  add (fixture, "b");
  add_for (fixture, PORTAIL_RECIPIENT_ALERT_WEBHOOK, "c");
  taken = take (fixture);
  g_assert_cmpuint (taken->len, ==, 3);
  settle (fixture, g_ptr_array_index (taken, 1), PORTAIL_ATTEMPT_STOPPED);
  settle (fixture, g_ptr_array_index (taken, 2), PORTAIL_ATTEMPT_STOPPED);
  settle (fixture, g_ptr_array_index (taken, 0), PORTAIL_ATTEMPT_BUSY);
  pass (fixture, 89);
  others = take (fixture);
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_cmpstr (((PortailDelivery *) others->pdata[0])->recipient, ==,
                   PORTAIL_RECIPIENT_ALERT_WEBHOOK);
  pass (fixture, 1);
  later = take (fixture);
  g_assert_cmpuint (later->len, ==, 2);
  g_assert_cmpuint (((PortailDelivery *) later->pdata[0])->attempts, ==, 1);
  g_assert_cmpuint (((PortailDelivery *) later->pdata[1])->attempts, ==, 1);
}

static void
test_endless_later (Fixture *fixture, gconstpointer unused)
{
  guint n_attempts = 0;

  add (fixture, "a");
  while (n_attempts < 10000)
    {
      g_autoptr (PortailDelivery) delivery = NULL;

      attempt_one (fixture, PORTAIL_ATTEMPT_BUSY);
      n_attempts++;
      delivery = get_only (fixture);
      if (delivery->state == PORTAIL_DELIVERY_DEAD)
        break;
      pass (fixture, 3600);
    }
  g_assert_cmpuint (n_attempts, >, PORTAIL_DELIVERY_MAX_ATTEMPTS);
  g_assert_cmpuint (n_attempts, <, 100);
}

static void
test_rate (Fixture *fixture, gconstpointer unused)
{
  guint n_sent = 0;

  for (guint i = 0; i < 3 * PORTAIL_DELIVERY_PER_MINUTE; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      add (fixture, key);
    }
  for (guint second = 0; second < 125; second++)
    {
      g_autoptr (GPtrArray) taken = take (fixture);

      n_sent += taken->len;
      for (guint i = 0; i < taken->len; i++)
        settle (fixture, g_ptr_array_index (taken, i), PORTAIL_ATTEMPT_DELIVERED);
      g_assert_cmpuint (n_sent, <=, PORTAIL_DELIVERY_PER_MINUTE * (1 + second / 60));
      pass (fixture, 1);
    }
  g_assert_cmpuint (n_sent, >=, 2 * PORTAIL_DELIVERY_PER_MINUTE);
}

static void
test_lost_attempts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, "a");
  lost = take (fixture);
  g_assert_cmpuint (lost->len, ==, 1);
  pass (fixture, PORTAIL_DELIVERY_LEASE_SECONDS);
  again = take (fixture);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (((PortailDelivery *) lost->pdata[0])->id, ==,
                   ((PortailDelivery *) again->pdata[0])->id);
  /* A result that comes too late changes nothing. */
  settle (fixture, g_ptr_array_index (lost, 0), PORTAIL_ATTEMPT_REFUSED);
  assert_counts (fixture, 0, 1, 0, 0);
  portail_delivery_queue_recover (fixture->database, fixture->now, &error);
  g_assert_no_error (error);
  assert_counts (fixture, 1, 0, 0, 0);
  attempt_one (fixture, PORTAIL_ATTEMPT_DELIVERED);
  assert_counts (fixture, 0, 0, 1, 0);
}

static void
test_always_lost (Fixture *fixture, gconstpointer unused)
{
  guint n_taken = 0;

  add (fixture, "a");
  for (guint i = 0; i < 3 * PORTAIL_DELIVERY_MAX_ATTEMPTS; i++)
    {
      g_autoptr (GPtrArray) lost = take (fixture);

      n_taken += lost->len;
      pass (fixture, PORTAIL_DELIVERY_LEASE_SECONDS);
    }
  g_assert_cmpuint (n_taken, ==, PORTAIL_DELIVERY_MAX_ATTEMPTS);
  assert_counts (fixture, 0, 0, 0, 1);
}

static void
test_stopped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDelivery) delivery = NULL;

  add (fixture, "a");
  attempt_one (fixture, PORTAIL_ATTEMPT_STOPPED);
  delivery = get_only (fixture);
  g_assert_cmpint (delivery->state, ==, PORTAIL_DELIVERY_PENDING);
  g_assert_cmpuint (delivery->attempts, ==, 0);
  attempt_one (fixture, PORTAIL_ATTEMPT_DELIVERED);
}

static void
test_retry_of_what_waits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDelivery) waiting = NULL;
  g_autoptr (PortailDelivery) tried = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, "a");
  attempt_one (fixture, PORTAIL_ATTEMPT_FAILED);
  waiting = get_only (fixture);
  g_assert_true (
      portail_delivery_queue_retry (fixture->database, waiting->id, fixture->now, &error));
  attempt_one (fixture, PORTAIL_ATTEMPT_FAILED);
  tried = get_only (fixture);
  g_assert_cmpuint (tried->attempts, ==, 2);
  g_assert_cmpint (tried->created_at.milliseconds, ==, waiting->created_at.milliseconds);
}

static void
test_retry_of_the_dead (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDelivery) dead = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;

  add (fixture, "a");
  attempt_one (fixture, PORTAIL_ATTEMPT_REFUSED);
  dead = get_only (fixture);
  g_assert_true (portail_delivery_queue_retry (fixture->database, dead->id, fixture->now, &error));
  g_assert_no_error (error);
  attempt_one (fixture, PORTAIL_ATTEMPT_DELIVERED);
  g_assert_false (portail_delivery_queue_retry (fixture->database, dead->id, fixture->now, &none));
  g_assert_error (none, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
}

/* Nor does whoever gets much delay others. */
static void
test_many_for_one (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gboolean has_other = FALSE;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("many-%u", i);

      add_for (fixture, "user:many", key);
      pass (fixture, 1);
    }
  add_for (fixture, "user:one", "one");
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GPtrArray) taken = portail_delivery_queue_take (
          fixture->database, PORTAIL_DELIVERY_WEBHOOK, 5, fixture->now, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < taken->len; j++)
        {
          const PortailDelivery *delivery = g_ptr_array_index (taken, j);

          has_other = has_other || g_str_equal (delivery->recipient, "user:one");
        }
      pass (fixture, 2);
    }
  g_assert_true (has_other);
}

/* What was put off or sent while the clock was wrong by years keeps nobody waiting as long. */
static void
test_clock_set_back (Fixture *fixture, gconstpointer unused)
{
  gint64 years = G_GINT64_CONSTANT (10) * 365 * 86400;

  pass (fixture, years);
  for (guint i = 0; i < PORTAIL_DELIVERY_PER_MINUTE; i++)
    {
      g_autofree char *key = g_strdup_printf ("sent-%u", i);

      add (fixture, key);
    }
  add_for (fixture, "user:one", "waits");
  {
    g_autoptr (GPtrArray) taken = take (fixture);

    g_assert_cmpuint (taken->len, ==, PORTAIL_DELIVERY_PER_MINUTE + 1);
    for (guint i = 0; i < taken->len; i++)
      settle (fixture, g_ptr_array_index (taken, i),
              i < PORTAIL_DELIVERY_PER_MINUTE ? PORTAIL_ATTEMPT_DELIVERED : PORTAIL_ATTEMPT_FAILED);
  }
  pass (fixture, -years);
  add (fixture, "new");
  {
    g_autoptr (GPtrArray) taken = take (fixture);

    g_assert_cmpuint (taken->len, ==, 2);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/delivery-queue/a-delivery-is-taken-and-done", test_whole_way);
  ADD ("/delivery-queue/one-key-is-one-delivery", test_dedup);
  ADD ("/delivery-queue/a-delivery-goes-with-its-event", test_with_the_event);
  ADD ("/delivery-queue/attempts-are-spaced-and-end", test_back_off);
  g_test_add_func ("/delivery-queue/waits-are-scattered", test_waits_are_scattered);
  ADD ("/delivery-queue/a-refusal-is-final", test_refusal);
  ADD ("/delivery-queue/who-says-later-is-left-alone-with-everything", test_retry_after);
  ADD ("/delivery-queue/later-for-ever-is-given-up", test_endless_later);
  ADD ("/delivery-queue/nobody-gets-more-than-his-rate", test_rate);
  ADD ("/delivery-queue/a-lost-attempt-is-made-again", test_lost_attempts);
  ADD ("/delivery-queue/what-is-always-lost-is-given-up", test_always_lost);
  ADD ("/delivery-queue/a-stopped-attempt-counts-for-nothing", test_stopped);
  ADD ("/delivery-queue/what-waits-can-be-tried-at-once", test_retry_of_what_waits);
  ADD ("/delivery-queue/the-dead-can-be-tried-again", test_retry_of_the_dead);
  ADD ("/delivery-queue/who-gets-much-delays-nobody-else", test_many_for_one);
  ADD ("/delivery-queue/a-clock-set-back-keeps-nobody-waiting", test_clock_set_back);
#undef ADD
  return g_test_run ();
}
