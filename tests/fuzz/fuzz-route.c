/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as body, query and headers of a request to any route, by a superadmin and by a patron:
 * the whole server answers, and nothing fails inside. The first byte and the length choose the
 * route, the first line goes on as its query, the second as a header, the rest is the body. */
#include <string.h>

#include "tests/fuzz/fuzz-target.h"
#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"

static const char *const headers[] = { "If-Match",        "Range",         "If-None-Match",
                                       "Idempotency-Key", "Upload-Offset", "Accept",
                                       "Accept-Language", "Origin" };

static guint
count_routes (void)
{
  guint n = 0;

  while (portail_routes_get ()[n].path != NULL)
    n++;
  return n;
}

/* The fixtures ask for the folder of the tests; a fuzzer knows of none. */
static void
begin_tests (void)
{
  static char name[] = "fuzz-route";
  static char *arguments[] = { name, NULL };
  char **argv = arguments;
  int argc = 1;

  if (!g_test_initialized ())
    g_test_init (&argc, &argv, NULL);
}

static HostileWorld *
get_world (void)
{
  static HostileWorld *world;

  if (world == NULL)
    {
      begin_tests ();
      world = g_new0 (HostileWorld, 1);
      hostile_world_set_up (world, NULL);
    }
  return world;
}

/* Whether a mutation may leave the target as it is: what opens a stream never ends. */
static gboolean
is_asked (const PortailRoute *route, HostileStep *step)
{
  return !g_str_has_suffix (route->path, "/live") && hostile_plan_make (route, step);
}

static void
ask (const PortailRoute *route, HostilePerson person, char **lines, GBytes *body)
{
  HostileWorld *world = get_world ();
  g_auto (HostileStep) step = { NULL };
  g_autofree char *target = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *path = NULL;
  const char *const extra[] = { headers[strlen (lines[1]) % G_N_ELEMENTS (headers)], lines[1],
                                NULL };
  g_autoptr (HostileAnswer) answer = NULL;

  if (!is_asked (route, &step))
    return;
  target = hostile_world_fill (world, HOSTILE_OWN, step.target);
  bare = g_strndup (target, strcspn (target, "?"));
  path = *lines[0] != '\0' ? g_strconcat (bare, "?", lines[0], NULL) : g_strdup (target);
  answer = hostile_world_try (world,
                              &(ServerAsk){ .method = portail_method_get_name (route->method),
                                            .path = path,
                                            .token = world->tokens[person],
                                            .bytes = body,
                                            .content_type = step.content_type,
                                            .headers = extra });
  if (answer->status == 500)
    g_error ("%s: %s", path, answer->body);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autofree char *text = n_bytes > 0 ? g_strndup ((const char *) bytes + 1, n_bytes - 1)
                                      : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  gsize n_head = 0;
  g_autoptr (GBytes) body = NULL;
  const PortailRoute *route;

  if (g_strv_length (lines) < 2)
    return 0;
  n_head = 1 + strlen (lines[0]) + 1 + strlen (lines[1]) + (lines[2] != NULL ? 1 : 0);
  route = &portail_routes_get ()[(bytes[0] + n_bytes) % count_routes ()];
  body = g_bytes_new (bytes + MIN (n_head, n_bytes), n_bytes - MIN (n_head, n_bytes));
  ask (route, HOSTILE_SUPERADMIN, lines, body);
  ask (route, HOSTILE_PATRON, lines, body);
  return 0;
}
