/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of the API before strangers: a strict linter, newman against a real server, and a
 * real browser. Their tools are pinned in package.json and fetched into the build folder. */
#include <glib/gstdio.h>
#include <string.h>

#include "server/portail-openapi.h"
#include "tests/server/example-player.h"

/* Where tools.sh puts what it fetches. Owned. */
static char *
get_folder (void)
{
  return g_test_build_filename (G_TEST_BUILT, "tests", "api", NULL);
}

/* Runs a command in the folder, whose last word is NULL.
 * Returns: NULL, or what it said when it failed. Owned. */
static char *
try_run (const char *const *words)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_setenv (launcher, "REDOCLY_TELEMETRY", "off", TRUE);
  g_subprocess_launcher_setenv (launcher, "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_successful (process) ? NULL : g_steal_pointer (&said);
}

static void
run (const char *const *words)
{
  g_autofree char *said = try_run (words);

  if (said == NULL)
    return;
  g_test_message ("%s", said);
  g_test_fail ();
}

static void
fetch_tools (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "api", "tools.sh", NULL);
  g_autofree char *folder = get_folder ();
  g_autofree char *said = NULL;

  g_mkdir_with_parents (folder, 0700);
  said = try_run ((const char *const[]){ "bash", script, folder, NULL });
  if (said != NULL)
    g_error ("The tools could not be fetched: %s", said);
}

/* The path of a file of that content in the folder. Owned. */
static char *
save (const char *name, const char *text)
{
  g_autofree char *folder = get_folder ();
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
save_openapi (void)
{
  g_autofree char *text = portail_openapi_new ();

  return save ("openapi.json", text);
}

static void
test_a_strict_linter_finds_nothing (void)
{
  g_autofree char *path = save_openapi ();

  run ((const char *const[]){ "node_modules/.bin/redocly", "lint", "--config", "redocly.yaml",
                              "--format=stylish", path, NULL });
}

static void
test_every_described_member_stands_in_an_example (void)
{
  g_autofree char *openapi = save_openapi ();
  g_autofree char *schemas = g_test_build_filename (G_TEST_DIST, "..", "server", "docs",
                                                    "schemas.json", NULL);

  run ((const char *const[]){ "node", "coverage.mjs", openapi, schemas, NULL });
}

/* Other people's files stand in the tree as their makers gave them. */
static void
test_the_pages_files_are_unmodified (void)
{
  static const char *const files[][2] = {
    { "redoc/LICENSE", "redoc/LICENSE" },
    { "redoc/redoc.standalone.js", "redoc/bundles/redoc.standalone.js" },
    { "redoc/redoc.standalone.js.LICENSE.txt", "redoc/bundles/redoc.standalone.js.LICENSE.txt" },
    { "swagger-ui-dist/LICENSE", "swagger-ui-dist/LICENSE" },
    { "swagger-ui-dist/NOTICE", "swagger-ui-dist/NOTICE" },
    { "swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-dist/swagger-ui-bundle.js" },
    { "swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt",
      "swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt" },
    { "swagger-ui-dist/swagger-ui.css", "swagger-ui-dist/swagger-ui.css" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *ours = g_test_build_filename (G_TEST_DIST, "..", "server", "docs", "vendor",
                                                     files[i][0], NULL);
      g_autofree char *theirs = g_build_filename ("node_modules", files[i][1], NULL);

      run ((const char *const[]){ "cmp", ours, theirs, NULL });
    }
}

/* A server that serves one story. */
typedef struct
{
  ServerFixture fixture;
  ExamplePlayer *player;
} Stage;

static void
stage_free (gpointer pointer)
{
  Stage *stage = pointer;

  example_player_free (stage->player);
  server_fixture_tear_down (&stage->fixture, NULL);
  g_free (stage);
}

static Stage *
stage_new (const PortailApiExamples *examples)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->fixture.story_time = EXAMPLE_TIME;
  server_fixture_set_up (&stage->fixture, EXAMPLE_SETTING);
  stage->player = example_player_new (&stage->fixture);
  example_player_sign_in (stage->player, examples);
  server_fixture_serve (&stage->fixture);
  return stage;
}

/* `"story":{"server":"http://…","token patron":"…",…}` */
static void
append_stage (GString *json, const char *story, const Stage *stage)
{
  g_string_append_printf (json, "%s\"%s\":{\"server\":\"http://127.0.0.1:%u\",",
                          json->len > 1 ? "," : "", story,
                          portail_dispatcher_get_port (stage->fixture.dispatcher));
  example_player_append_environment (stage->player, json);
  g_string_append_c (json, '}');
}

static void
test_newman_plays_the_collection (void)
{
  g_autoptr (PortailApiExamples) all = portail_api_examples_new ();
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func (stage_free);
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *openapi = save_openapi ();
  g_autofree char *environments = NULL;

  for (guint i = 0; i < portail_api_examples_get_n (all); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (all, i);
      g_autoptr (PortailApiExamples) story = NULL;

      if (example->step != 1)
        continue;
      story = portail_api_examples_new_of (example->story);
      g_ptr_array_add (stages, stage_new (story));
      append_stage (json, example->story, g_ptr_array_index (stages, stages->len - 1));
    }
  g_string_append_c (json, '}');
  environments = save ("environments.json", json->str);
  run ((const char *const[]){ "node", "play.mjs", openapi, environments, NULL });
  g_unlink (environments);
}

static void
test_the_pages_load_nothing_from_elsewhere (void)
{
  ServerFixture fixture = { 0 };
  g_autofree char *folder = get_folder ();
  g_autofree char *address = NULL;

  server_fixture_set_up (&fixture, NULL);
  server_fixture_serve (&fixture);
  address = g_strdup_printf ("http://127.0.0.1:%u",
                             portail_dispatcher_get_port (fixture.dispatcher));
  run ((const char *const[]){ "node", "pages.mjs", address, folder, NULL });
  server_fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fetch_tools ();
  g_test_add_func ("/api/a-strict-linter-finds-nothing", test_a_strict_linter_finds_nothing);
  g_test_add_func ("/api/every-described-member-stands-in-an-example",
                   test_every_described_member_stands_in_an_example);
  g_test_add_func ("/api/newman-plays-the-collection", test_newman_plays_the_collection);
  g_test_add_func ("/api/the-pages-files-are-unmodified", test_the_pages_files_are_unmodified);
  g_test_add_func ("/api/the-pages-load-nothing-from-elsewhere",
                   test_the_pages_load_nothing_from_elsewhere);
  return g_test_run ();
}
