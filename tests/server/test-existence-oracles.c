/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether time tells what answers do not: that a row of another company is there (contract.md §7).
 *
 * 1. Requests for a foreign and for a missing row take turns in random order, so that whatever
 * slows the machine down slows both.
 * 2. What is compared is the order, not the times: the share of pairs in which the foreign one took
 *    longer. Chance makes it a half; outliers weigh no more than one pair.
 * 3. A round tells when its share is far from a half, and the test fails when all rounds tell the
 *    same: noise does not agree with itself so often, a difference does. */
#include <time.h>

#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

#define N_ROUNDS 5
#define N_ASKED  120 /* of each kind and round */
/* A share of this much from a half is some nine standard deviations of chance. */
#define TELLING 0.35

static gint64
get_nanoseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

typedef struct
{
  const char *request;
  const char *body;
} Question;

static const Question questions[] = {
  { "GET /api/dotations/$dotation", NULL },
  { "GET /api/dotations?enterprise_id=$enterprise", NULL },
  { "GET /api/dotations/$dotation/rows", NULL },
  { "GET /api/dotations/$dotation/rows/$dotation_row", NULL },
  { "GET /api/dotations/$dotation/history", NULL },
  { "GET /api/dotations/$dotation/export?format=csv", NULL },
  { "PATCH /api/dotations/$dotation", "{\"notes\":\"x\"}" },
  { "POST /api/dotations/$dotation/submit", "{}" },
  { "DELETE /api/dotations/$dotation", NULL },
  { "POST /api/dotations", "{\"enterprise_id\":\"$enterprise\",\"period\":\"2025-W38\"}" },
  { "GET /api/employees/$employee", NULL },
  { "GET /api/tax/$tax_declaration/fiche", NULL },
  { "GET /api/documents/$document", NULL },
  { "GET /api/documents/$document/content", NULL },
  { "GET /api/blobs/$blob", NULL },
  { "GET /api/blanchiment/$blanchiment_operation", NULL },
  { "GET /api/archives/$archive", NULL },
  { "GET /api/enterprises/$enterprise", NULL },
  { "GET /api/enterprises/$enterprise/members", NULL },
  { "GET /api/config/settings/$setting", NULL },
  { "GET /api/notifications/$notification", NULL },
};

/* How long an answer takes. */
static gint64
measure (HostileWorld *world, const Question *question, HostileCast cast)
{
  g_auto (GStrv) words = g_strsplit (question->request, " ", 2);
  g_autofree char *path = hostile_world_fill (world, cast, words[1]);
  g_autofree char *body = hostile_world_fill (world, cast, question->body);
  const ServerAsk ask = {
    .method = words[0], .path = path, .token = world->tokens[HOSTILE_PATRON], .body = body
  };
  gint64 begin = get_nanoseconds ();
  g_autoptr (HostileAnswer) answer = hostile_world_try (world, &ask);
  gint64 end = get_nanoseconds ();

  g_assert_cmpuint (answer->status, ==, 404);
  return end - begin;
}

/* The share of pairs in which the first is larger. */
static double
compare (const gint64 *first, const gint64 *second)
{
  guint n_larger = 0;

  for (guint i = 0; i < N_ASKED; i++)
    for (guint j = 0; j < N_ASKED; j++)
      n_larger += first[i] > second[j] ? 2 : first[i] == second[j] ? 1 : 0;
  return n_larger / (2.0 * N_ASKED * N_ASKED);
}

static double
ask_round (HostileWorld *world, const Question *question)
{
  gint64 foreign[N_ASKED], missing[N_ASKED];

  for (guint i = 0; i < N_ASKED; i++)
    {
      gboolean is_foreign_first = g_test_rand_bit ();

      if (is_foreign_first)
        foreign[i] = measure (world, question, HOSTILE_FOREIGN);
      missing[i] = measure (world, question, HOSTILE_MISSING);
      if (!is_foreign_first)
        foreign[i] = measure (world, question, HOSTILE_FOREIGN);
    }
  return compare (foreign, missing) - 0.5;
}

/* Whether every round says the same. */
static gboolean
tells (HostileWorld *world, const Question *question)
{
  guint n_longer = 0, n_shorter = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double share = ask_round (world, question);

      g_test_message ("%s: %+.2f", question->request, share);
      n_longer += share > TELLING;
      n_shorter += share < -TELLING;
    }
  return n_longer == N_ROUNDS || n_shorter == N_ROUNDS;
}

static void
test_time_tells_nothing (HostileWorld *world, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (tells (world, &questions[i]))
      {
        g_test_message ("time tells of %s", questions[i].request);
        g_test_fail ();
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/existence-oracles/time-tells-of-nothing-foreign", HostileWorld, NULL,
              hostile_world_set_up, test_time_tells_nothing, hostile_world_tear_down);
  return g_test_run ();
}
