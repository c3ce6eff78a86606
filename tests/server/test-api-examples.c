/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every example of the API's description is played on a real server. With --update the stories are
 * written anew with what the server answers; a person then reads the difference. */
#include <string.h>

#include "server/portail-json-layout.h"
#include "shared/portail-json-text.h"
#include "tests/server/example-player.h"

static gboolean is_updating;

static char *
get_path (const char *story)
{
  g_autofree char *name = g_strconcat (story, ".json", NULL);

  return g_test_build_filename (G_TEST_DIST, "..", "server", "docs", "examples", name, NULL);
}

static PortailApiExamples *
load (const char *story)
{
  g_autofree char *path = get_path (story);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return portail_api_examples_new_story (story, text);
}

static void
append_member (GString *text, const char *name)
{
  if (text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  g_string_append_printf (text, "\n    \"%s\": ", name);
}

/* What is too long to read stays out of the story, as do pages and files. */
static gboolean
has_answer (const PortailApiExample *example, const char *type)
{
  if (portail_json_get (example->source, "is_long") != NULL)
    return FALSE;
  return portail_api_example_is_json (type) || example->answer != NULL;
}

/* The step as it is written, with the answer that there was. */
static void
append_step (ExamplePlayer *player,
             const PortailApiExample *example,
             ServerReply *reply,
             GString *text)
{
  static const char *const answered[] = { "status", "type", "answer", NULL };
  const char *header = server_reply_get_header (reply, "Content-Type");
  g_autofree char *type = header != NULL ? g_strndup (header, strcspn (header, ";"))
                                         : g_strdup ("");
  const char *usual = portail_api_example_get_usual_type (reply->status);

  g_string_append (text, "  {");
  for (const PortailJson *member = example->source->first_child; member != NULL;
       member = member->next)
    if (!g_strv_contains (answered, member->name))
      {
        append_member (text, member->name);
        portail_json_layout_append (text, member, 2);
      }
  append_member (text, "status");
  g_string_append_printf (text, "%u", reply->status);
  if (!g_str_equal (type, usual != NULL ? usual : ""))
    {
      append_member (text, "type");
      portail_json_append_string (text, type);
    }
  if (has_answer (example, type))
    {
      append_member (text, "answer");
      example_player_append_answer (player, example, reply, text);
    }
  g_string_append (text, "\n  }");
}

static void
update (ExamplePlayer *player, const char *story)
{
  g_autoptr (PortailApiExamples) examples = load (story);
  g_autofree char *path = get_path (story);
  g_autoptr (GString) text = g_string_new ("[\n");
  g_autoptr (GPtrArray) unread = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  example_player_sign_in (player, examples);
  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);
      g_autoptr (ServerReply) reply = example_player_ask (player, example);

      example_player_compare (player, example, reply, unread);
      g_string_append (text, i > 0 ? ",\n" : "");
      append_step (player, example, reply, text);
    }
  g_string_append (text, "\n]\n");
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

static void
play (ExamplePlayer *player, const char *story)
{
  g_autoptr (PortailApiExamples) examples = load (story);
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);

  example_player_sign_in (player, examples);
  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);
      g_autoptr (ServerReply) reply = example_player_ask (player, example);

      example_player_compare (player, example, reply, differences);
      for (guint j = 0; j < differences->len; j++)
        g_test_message ("%s, step %u, %s: %s", story, example->step, example->summary,
                        (char *) g_ptr_array_index (differences, j));
      if (differences->len > 0)
        g_test_fail ();
      g_ptr_array_set_size (differences, 0);
    }
}

static void
test_a_story (gconstpointer story)
{
  ServerFixture fixture = { .story_time = EXAMPLE_TIME };

  server_fixture_set_up (&fixture, EXAMPLE_SETTING);
  {
    g_autoptr (ExamplePlayer) player = example_player_new (&fixture);

    if (is_updating)
      update (player, story);
    else
      play (player, story);
  }
  server_fixture_tear_down (&fixture, NULL);
}

/* A route that nobody tried is a route of which nobody knows whether it works. */
static void
test_every_route_has_an_example (void)
{
  g_autoptr (PortailApiExamples) examples = portail_api_examples_new ();
  g_autoptr (GHashTable) tried = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);

      if (example->status < 400)
        g_hash_table_add (tried, (gpointer) example->route);
    }
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    if (!g_hash_table_contains (tried, route))
      {
        g_test_message ("no good example of %s %s", portail_method_get_name (route->method),
                        route->path);
        g_test_fail ();
      }
}

static void
test_names_stand_once_in_a_story (void)
{
  g_autoptr (PortailApiExamples) examples = portail_api_examples_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);

      if (example->route == NULL)
        g_error ("%s: no route for %s %s", example->story, example->method_name, example->target);
      if (!g_hash_table_add (names, g_strdup (example->name)))
        g_error ("two steps are named %s", example->name);
    }
}

static void
add_stories (void)
{
  g_autoptr (PortailApiExamples) examples = portail_api_examples_new ();

  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);
      g_autofree char *path = g_strdup_printf ("/api-examples/the-story-of-%s-is-true",
                                               example->story);

      if (example->step == 1)
        g_test_add_data_func (path, example->story, test_a_story);
    }
}

int
main (int argc, char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--update"))
    {
      is_updating = TRUE;
      argv[1] = argv[0];
      argv++;
      argc--;
    }
  g_test_init (&argc, &argv, NULL);
  add_stories ();
  if (is_updating)
    return g_test_run ();
  g_test_add_func ("/api-examples/every-route-has-an-example", test_every_route_has_an_example);
  g_test_add_func ("/api-examples/names-stand-once-in-a-story", test_names_stand_once_in_a_story);
  return g_test_run ();
}
