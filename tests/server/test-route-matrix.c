/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every route of the table, asked by everybody about what is his, what is another company's and
 * what does not exist. What is to come is read from the words of domain.md §2 and contract.md §2,
 * which stand here once more: neither the table of the code nor its handlers are asked. */
#include <string.h>

#include "shared/portail-schema.h"
#include "tests/server/described-status.h"
#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

/* R read, W write, V validate and delete; own and names: less than R; refused: W of what was. */
static const struct
{
  PortailModule module;
  const char *words[N_HOSTILE_PEOPLE];
} matrix[] = {
  /*                      nobody, a stranger  employe  co-patron    patron       dot  staff superad.
   */
  { PORTAIL_MODULE_DASHBOARD, { "", "", "own", "R", "R", "R", "R", "RWV" } },
  { PORTAIL_MODULE_DOTATIONS, { "", "", "own", "RW", "RW", "R", "RV", "RWV" } },
  { PORTAIL_MODULE_IMPOTS, { "", "", "", "RW", "RW", "R", "RV", "RWV" } },
  { PORTAIL_MODULE_DOCUMENTS, { "", "", "own", "RW", "RW", "R", "RV", "RWV" } },
  { PORTAIL_MODULE_BLANCHIMENT, { "", "", "", "RW", "RW", "", "RV", "RWV" } },
  { PORTAIL_MODULE_BLANCHIMENT_SETTINGS, { "", "", "", "", "", "", "RW", "RWV" } },
  { PORTAIL_MODULE_ARCHIVES, { "", "", "R", "R refused", "R refused", "R", "RWV", "RWV" } },
  { PORTAIL_MODULE_COMPANY_CONFIG, { "", "", "", "R", "RW", "", "RWV", "RWV" } },
  { PORTAIL_MODULE_SYSTEM_CONFIG, { "", "", "", "R", "R", "R", "RW", "RWV" } },
  { PORTAIL_MODULE_ACCOUNTS, { "", "", "", "", "", "", "R", "RWV" } },
  { PORTAIL_MODULE_EMPLOYEES, { "", "", "names", "RW", "RW", "R", "RWV", "RWV" } },
  { PORTAIL_MODULE_ENTERPRISES, { "", "", "names", "R", "RW", "R", "RWV", "RWV" } },
  { PORTAIL_MODULE_MEMBERS, { "", "", "R", "R", "R", "R", "R", "RWV" } },
  { PORTAIL_MODULE_PERIOD_LOCKS, { "", "", "R", "R", "R", "R", "RWV", "RWV" } },
  { PORTAIL_MODULE_SETTINGS, { "", "", "R", "R", "R", "R", "RWV", "RWV" } },
  { PORTAIL_MODULE_OWN, { "", "", "RW", "RW", "RW", "RW", "RW", "RW" } },
};

static const char *
get_words (PortailModule module, HostilePerson person)
{
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (matrix[i].module == module)
      return matrix[i].words[person];
  g_error ("a module without a line of the matrix");
}

static gboolean
has_any (const char *words, const char *letters)
{
  return strpbrk (words, letters) != NULL;
}

/* The letters of which one is needed, for the route of a record. */
static const char *
get_letters_of_record (const PortailRoute *route)
{
  static const char *const of_staff[] = { "validate", "refuse", "pay", "reopen", "review", NULL };
  const HostileKind *kind = hostile_kinds_find (route->type->name);
  const char *of_removal = kind != NULL && kind->is_its_makers ? "WV" : "V";

  if (route->method == PORTAIL_METHOD_GET)
    return "R";
  if (route->method == PORTAIL_METHOD_DELETE || g_strcmp0 (route->command, "restore") == 0)
    return of_removal;
  if (route->command != NULL)
    return g_strv_contains (of_staff, route->command) ? "V"
           : g_str_equal (route->command, "archive")  ? "WV"
                                                      : "W";
  /* Companies come from those who rule over all of them. */
  if (route->method == PORTAIL_METHOD_POST && g_str_equal (route->type->name, "enterprise"))
    return "V";
  return "W";
}

static const char *
get_letters (const PortailRoute *route)
{
  if (route->type != NULL)
    return get_letters_of_record (route);
  return route->right == PORTAIL_RIGHT_WRITE      ? "W"
         : route->right == PORTAIL_RIGHT_VALIDATE ? "V"
                                                  : "R";
}

typedef enum
{
  EXPECT_DONE,
  EXPECT_OWN,       /* his own rows, and of others nothing */
  EXPECT_STRANGER,  /* 401 */
  EXPECT_NO_ROLE,   /* 403 account_without_role */
  EXPECT_FORBIDDEN, /* 403 */
  EXPECT_HIDDEN,    /* 404 */
} Expectation;

static Expectation
expect_of_rights (const PortailRoute *route, HostilePerson person)
{
  const char *words = get_words (route->module, person);
  gboolean is_new = route->method == PORTAIL_METHOD_POST && route->command == NULL;

  if (route->module == PORTAIL_MODULE_OWN || has_any (words, get_letters (route)))
    return EXPECT_DONE;
  if (strstr (words, "refused") != NULL && is_new && route->type != NULL)
    return EXPECT_DONE;
  if (route->method != PORTAIL_METHOD_GET || *get_letters (route) != 'R')
    return EXPECT_FORBIDDEN;
  if (strstr (words, "names") != NULL)
    return route->type == NULL || g_str_has_suffix (route->path, "/history") ? EXPECT_FORBIDDEN
                                                                             : EXPECT_DONE;
  return strstr (words, "own") != NULL ? EXPECT_OWN : EXPECT_FORBIDDEN;
}

static gboolean
is_everywhere (HostilePerson person)
{
  return portail_role_is_server_wide (hostile_person_get_role (person));
}

/* Whether the route is about something of one company or person, which the words of its step name.
 */
static gboolean
names_something (const HostileStep *step)
{
  return strchr (step->target, '$') != NULL
         || (step->body != NULL && strstr (step->body, "$enterprise\"") != NULL);
}

/* What is of one person is foreign to everybody else, whatever his role. */
static gboolean
is_personal (const PortailRoute *route)
{
  return route->type != NULL
         && (route->type->scope == PORTAIL_SCOPE_USER
             || route->type->scope == PORTAIL_SCOPE_USER_OR_GLOBAL);
}

/* A right that no company gives: who lacks it is told so before anybody looks for the object. */
static gboolean
is_of_the_server (const PortailRoute *route)
{
  return route->type == NULL && !g_str_has_prefix (route->path, "/api/enterprises/")
         && (route->module == PORTAIL_MODULE_ACCOUNTS
             || route->module == PORTAIL_MODULE_SYSTEM_CONFIG);
}

static Expectation
expect (const PortailRoute *route, const HostileStep *step, HostilePerson person, HostileCast cast)
{
  if (route->audience == PORTAIL_AUDIENCE_PUBLIC)
    return EXPECT_DONE;
  if (person == HOSTILE_STRANGER)
    return EXPECT_STRANGER;
  if (route->audience == PORTAIL_AUDIENCE_SIGNED_IN)
    return EXPECT_DONE;
  if (person == HOSTILE_NOBODY)
    return EXPECT_NO_ROLE;
  if (step->reach == HOSTILE_ALL_COMPANIES && !is_everywhere (person))
    return EXPECT_FORBIDDEN;
  if (step->reach == HOSTILE_ITS_MAKERS && person != HOSTILE_SUPERADMIN)
    return EXPECT_HIDDEN;
  if (cast != HOSTILE_OWN && names_something (step) && !is_of_the_server (route)
      && (!is_everywhere (person) || is_personal (route)))
    return EXPECT_HIDDEN;
  return expect_of_rights (route, person);
}

static gboolean
is_among (guint status, const char *statuses)
{
  g_autofree char *text = g_strdup_printf ("%u", status);

  return statuses != NULL && strstr (statuses, text) != NULL;
}

/* A settled state says that everything else was right. */
#define USUAL "200 201 202 204 302 303 304 409"

static gboolean
is_met (const HostileStep *step, Expectation expected, const HostileAnswer *answer)
{
  const char *code = portail_json_get_member_string (
      answer->json != NULL ? portail_json_document_get_root (answer->json) : NULL, "code");

  switch (expected)
    {
    case EXPECT_DONE:
      return is_among (answer->status, USUAL) || is_among (answer->status, step->also);
    case EXPECT_OWN:
      return is_among (answer->status, "200 403 404");
    case EXPECT_STRANGER:
      return answer->status == 401 && g_strcmp0 (code, "unauthenticated") == 0;
    case EXPECT_NO_ROLE:
      return answer->status == 403 && g_strcmp0 (code, "account_without_role") == 0;
    case EXPECT_FORBIDDEN:
      /* Nothing in the trash is as good as no right to take it out. */
      if (g_str_has_suffix (step->target, "/restore") && answer->status == 404)
        return TRUE;
      return answer->status == 403 && g_strcmp0 (code, "forbidden") == 0;
    case EXPECT_HIDDEN:
      return answer->status == 404 && g_strcmp0 (code, "not_found") == 0;
    }
  g_assert_not_reached ();
}

typedef struct
{
  HostileWorld *world;
  const PortailRoute *route;
  HostileStep step;
  HostilePerson person;
} Case;

/* *@described may be NULL. */
static HostileAnswer *
ask (Case *c, HostileCast cast, char **described)
{
  g_autofree char *target = hostile_world_fill (c->world, cast, c->step.target);
  g_autofree char *body = hostile_world_fill (c->world, cast, c->step.body);
  const ServerAsk request = {
    .method = portail_method_get_name (c->route->method),
    .path = target,
    .token = c->world->tokens[c->person],
    .body = body,
    .content_type = c->step.content_type,
    .headers = c->step.headers,
  };
  HostileAnswer *answer = hostile_world_try (c->world, &request);

  described_status_check (c->route, answer->status);
  if (described != NULL)
    *described = hostile_answer_describe (answer, &request);
  return answer;
}

static guint n_failures;

static void
complain (const Case *c, const char *cast, const char *what)
{
  g_test_message ("%s %s by %s, %s: %s", portail_method_get_name (c->route->method), c->route->path,
                  hostile_person_get_name (c->person), cast, what);
  n_failures++;
}

static void
check_cast (Case *c, HostileCast cast)
{
  static const char *const names[] = { "own", "foreign", "missing" };
  g_autoptr (HostileAnswer) answer = ask (c, cast, NULL);
  Expectation expected = expect (c->route, &c->step, c->person, cast);

  if (!is_met (&c->step, expected, answer))
    {
      g_autofree char *what = g_strdup_printf ("%u %s", answer->status, answer->body);

      complain (c, names[cast], what);
    }
}

/* A foreign object answers as a missing one: status, headers and body. */
static void
compare_foreign (Case *c)
{
  g_autofree char *foreign = NULL;
  g_autofree char *missing = NULL;
  g_autoptr (HostileAnswer) a = ask (c, HOSTILE_FOREIGN, &foreign);
  g_autoptr (HostileAnswer) b = ask (c, HOSTILE_MISSING, &missing);

  if (!g_str_equal (foreign, missing))
    {
      g_autofree char *what = g_strdup_printf ("\n%s\n---\n%s", foreign, missing);

      complain (c, "foreign is not as missing", what);
    }
}

static void
check_route (HostileWorld *world, const PortailRoute *route)
{
  g_auto (HostileStep) step = { NULL };
  Case c = { world, route, { NULL }, HOSTILE_STRANGER };

  if (!hostile_plan_make (route, &step))
    {
      complain (&c, "the plan", "this route has no row in hostile-plan.c");
      return;
    }
  c.step = step;
  for (int person = 0; person < N_HOSTILE_PEOPLE; person++)
    {
      c.person = (HostilePerson) person;
      if (person != HOSTILE_STRANGER)
        hostile_world_cast (world, c.person);
      check_cast (&c, HOSTILE_OWN);
      if (!names_something (&step))
        continue;
      check_cast (&c, HOSTILE_FOREIGN);
      if (expect (route, &step, c.person, HOSTILE_FOREIGN) == EXPECT_HIDDEN
          || !is_everywhere (c.person))
        compare_foreign (&c);
    }
}

static void
test_everybody_everywhere (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *before = hostile_world_dump (world);
  g_autofree char *after = NULL;

  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    check_route (world, route);
  after = hostile_world_dump (world);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_failures, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/route-matrix/everybody-gets-from-every-route-what-his-role-says", HostileWorld,
              NULL, hostile_world_set_up, test_everybody_everywhere, hostile_world_tear_down);
  return g_test_run ();
}
