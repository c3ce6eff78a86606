/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL and other languages in every parameter, name and part of an address that a GET route of the
 * table takes. None may fail inside, find what it should not, or change anything. */
#include <string.h>

#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

static const char *const injections[] = {
  "'",
  "\"",
  "\\",
  "' OR '1'='1",
  "' OR 1=1 --",
  "1 OR 1=1",
  "1; DROP TABLE user; --",
  "') OR ('1'='1",
  "x' UNION SELECT id, discord_id FROM user --",
  "(SELECT group_concat (name) FROM sqlite_schema)",
  "1 AND (SELECT count (*) FROM user) > 0",
  "created_at; VACUUM",
  "id) FROM user --",
  "randomblob (100000000)",
  "%",
  "_",
  "*",
  "NEAR(a b)",
  "a\" OR \"b",
  "title:*",
  "{{7*7}}",
  "${7*7}",
  "../../etc/passwd",
  "-1",
  "0",
  "99999999999999999999",
  "1e9",
  "null",
  "true",
  "[]",
  "{\"$ne\":1}",
  "\xc3\xa9\xe2\x80\xae",
};

/* Beside the fields of the type. */
static const char *const parameters[] = {
  "limit",        "cursor", "sort",   "fields", "q",      "enterprise_id", "trashed",
  "format",       "from",   "to",     "period", "state",  "role",          "is_active",
  "tag",          "report", "size",   "code",   "ticket", "client",        "user_id",
  "scope",        "action", "commit", "page",   "offset", "order",         "where",
  "redirect_uri",
};

/* Of each parameter of each route some are tried, and others of the next: over all of them each
 * meets everything that could mistake it. */
#define N_TRIED 5

static guint n_failures;
static guint n_tried;

static const char *
get_next_injection (void)
{
  return injections[n_tried++ % G_N_ELEMENTS (injections)];
}

static HostileAnswer *
get (HostileWorld *world, HostilePerson person, const char *path)
{
  return hostile_world_try (
      world, &(ServerAsk){ .method = "GET", .path = path, .token = world->tokens[person] });
}

static guint
count_items (const HostileAnswer *answer)
{
  return answer->json != NULL ? portail_json_count_children (
             portail_json_get (portail_json_document_get_root (answer->json), "items"))
                              : 0;
}

/* Words of the database and of the code that no answer may hold. */
static gboolean
tells_too_much (const HostileAnswer *answer)
{
  static const char *const secrets[] = {
    "SQLITE",   "syntax error", "no such column", "sqlite_master", "discord_id\":\"7000000000000",
    "near \\\""
  };

  for (guint i = 0; answer->status >= 400 && i < G_N_ELEMENTS (secrets); i++)
    if (strstr (answer->body, secrets[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* @most is how many items the same route shows to the same person when it is asked for all. */
static void
check (HostileWorld *world, HostilePerson person, const char *path, guint most)
{
  g_autoptr (HostileAnswer) answer = get (world, person, path);

  if (answer->status < 500 && count_items (answer) <= most && !tells_too_much (answer))
    return;
  g_test_message ("%s: %u %.300s", path, answer->status, answer->body);
  n_failures++;
}

static void
inject (HostileWorld *world, const char *target, const char *name, guint most)
{
  const char *separator = strchr (target, '?') != NULL ? "&" : "?";

  for (guint i = 0; i < N_TRIED; i++)
    {
      g_autofree char *value = g_uri_escape_string (get_next_injection (), NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("%s%s%s=%s", target, separator, name, value);

      check (world, HOSTILE_PATRON, path, most);
    }
}

static void
inject_names (HostileWorld *world, const char *target, guint most)
{
  const char *separator = strchr (target, '?') != NULL ? "&" : "?";

  for (guint i = 0; i < N_TRIED; i++)
    {
      g_autofree char *name = g_uri_escape_string (get_next_injection (), NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("%s%s%s=1", target, separator, name);
      g_autofree char *flag = g_strdup_printf ("%s%s%s", target, separator, name);

      check (world, HOSTILE_PATRON, path, most);
      check (world, HOSTILE_PATRON, flag, most);
    }
}

static void
inject_fields (HostileWorld *world, const PortailRoute *route, const char *target, guint most)
{
  static const char *const suffixes[] = { "", "_min", "_max", "_from", "_to" };

  for (guint i = 0; route->type != NULL && i < portail_record_type_get_n_fields (route->type); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        g_autofree char *name = g_strconcat (portail_record_type_get_field (route->type, i)->name,
                                             suffixes[j], NULL);

        inject (world, target, name, most);
      }
}

static void
check_parameters (HostileWorld *world, const PortailRoute *route)
{
  g_auto (HostileStep) step = { NULL };
  g_autofree char *target = NULL;
  g_autoptr (HostileAnswer) all = NULL;
  g_autofree char *bare = NULL;
  guint most;

  if (!hostile_plan_make (route, &step))
    return;
  target = hostile_world_fill (world, HOSTILE_OWN, step.target);
  bare = g_strndup (target, strcspn (target, "?"));
  all = get (world, HOSTILE_PATRON, bare);
  most = count_items (all);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    inject (world, bare, parameters[i], most);
  inject_names (world, bare, most);
  if (strchr (step.target, '$') == NULL || strchr (route->path, '{') == NULL)
    inject_fields (world, route, bare, most);
}

static void
test_parameters (HostileWorld *world, gconstpointer unused)
{
  g_autofree char *before = hostile_world_dump (world);
  g_autofree char *after = NULL;

  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    if (route->method == PORTAIL_METHOD_GET && !g_str_has_suffix (route->path, "/live"))
      check_parameters (world, route);
  after = hostile_world_dump (world);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_failures, ==, 0);
}

/* Injections in place of what stands for {…}. */
static void
test_paths (HostileWorld *world, gconstpointer unused)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    for (guint i = 0; strchr (route->path, '{') != NULL && i < G_N_ELEMENTS (injections); i++)
      {
        g_autofree char *word = g_uri_escape_string (injections[i], NULL, FALSE);
        g_auto (GStrv) pieces = g_strsplit_set (route->path, "{}", -1);
        g_autoptr (GString) path = g_string_new (NULL);
        g_autoptr (HostileAnswer) answer = NULL;

        for (guint j = 0; pieces[j] != NULL; j++)
          g_string_append (path, j % 2 == 1 ? word : pieces[j]);
        answer = hostile_world_try (world,
                                    &(ServerAsk){ .method = portail_method_get_name (route->method),
                                                  .path = path->str,
                                                  .token = world->tokens[HOSTILE_SUPERADMIN],
                                                  .body = route->max_body > 0 ? "{}" : NULL });
        g_test_message ("%s: %u", path->str, answer->status);
        g_assert_cmpuint (answer->status, >=, 400);
        g_assert_cmpuint (answer->status, <, 500);
        g_assert_false (tells_too_much (answer));
      }
}

/* In texts they are texts, and come back as they went. */
static void
test_texts (HostileWorld *world, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (injections); i++)
    {
      g_auto (GStrv) parts = g_strsplit (injections[i], "\\", -1);
      g_autofree char *twice = g_strjoinv ("\\\\", parts);
      g_auto (GStrv) quoted = g_strsplit (twice, "\"", -1);
      g_autofree char *escaped = g_strjoinv ("\\\"", quoted);
      g_autofree char *body = g_strdup_printf ("{\"notes\":\"%s\"}", escaped);
      g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, "/api/dotations/$dotation");
      g_autoptr (HostileAnswer) answer = hostile_world_try (
          world, &(ServerAsk){ .method = "PATCH",
                               .path = path,
                               .token = world->tokens[HOSTILE_PATRON],
                               .body = body });

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (
          portail_json_get_member_string (portail_json_document_get_root (answer->json), "notes"),
          ==, injections[i]);
    }
}

static void
test_headers (HostileWorld *world, gconstpointer unused)
{
  static const char *const names[] = { "If-Match",        "If-None-Match",   "Range",
                                       "Accept-Language", "Accept",          "Origin",
                                       "Idempotency-Key", "X-Forwarded-For", "Upload-Offset" };
  g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, "/api/dotations/$dotation");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (injections); j++)
      {
        const char *const headers[] = { names[i], injections[j], NULL };
        g_autoptr (HostileAnswer) read = hostile_world_try (
            world, &(ServerAsk){ .method = "GET",
                                 .path = path,
                                 .token = world->tokens[HOSTILE_PATRON],
                                 .headers = headers });
        g_autoptr (HostileAnswer) written = hostile_world_try (
            world, &(ServerAsk){ .method = "PATCH",
                                 .path = path,
                                 .token = world->tokens[HOSTILE_PATRON],
                                 .body = "{\"notes\":\"x\"}",
                                 .headers = headers });

        g_test_message ("%s: %s: %u %u", names[i], injections[j], read->status, written->status);
        g_assert_cmpuint (read->status, <, 500);
        g_assert_cmpuint (written->status, <, 500);
      }
}

#define ADD(path, function)                                                                        \
  g_test_add (path, HostileWorld, NULL, hostile_world_set_up, function, hostile_world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/hostile-query/no-parameter-is-sql", test_parameters);
  ADD ("/hostile-query/no-part-of-a-path-is-sql", test_paths);
  ADD ("/hostile-query/a-text-is-a-text", test_texts);
  ADD ("/hostile-query/no-header-is-sql", test_headers);
  return g_test_run ();
}
