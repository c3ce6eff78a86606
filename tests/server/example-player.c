/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/example-player.h"

#include <string.h>

#include "server/portail-local-account.h"
#include "shared/portail-json-text.h"
#include "tests/server/example-words.h"

#define FIXTURE_YANIS  "800000000000000005"
#define PUBLIC_ADDRESS "http://127.0.0.1:8000"

static const struct
{
  const char *name;
  const char *discord_id;
  const char *told_id; /* what stories call his account */
} people[] = {
  { "superadmin", FIXTURE_HUGO, "01995000-0000-7000-8000-0000000000c1" },
  { "patron", FIXTURE_CAMILLE, "01995000-0000-7000-8000-0000000000c2" },
  { "co-patron", FIXTURE_BASTIEN, "01995000-0000-7000-8000-0000000000c3" },
  { "employe", FIXTURE_LEA, "01995000-0000-7000-8000-0000000000c4" },
  { "patron-taxi", FIXTURE_YANIS, "01995000-0000-7000-8000-0000000000c5" },
  { "dot", FIXTURE_INES, "01995000-0000-7000-8000-0000000000c6" },
  { "nobody", FIXTURE_THEO, "01995000-0000-7000-8000-0000000000c7" },
};

struct _ExamplePlayer
{
  ServerFixture *fixture;
  ExampleWords *words;
  char *tokens[G_N_ELEMENTS (people)];
};

ExamplePlayer *
example_player_new (ServerFixture *fixture)
{
  ExamplePlayer *player = g_new0 (ExamplePlayer, 1);

  player->fixture = fixture;
  player->words = example_words_new ();
  example_words_learn (player->words, EXAMPLE_GARAGE, fixture->garage_id);
  example_words_learn (player->words, EXAMPLE_TAXI, fixture->taxi_id);
  return player;
}

void
example_player_free (ExamplePlayer *player)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (player->tokens[i]);
  example_words_free (player->words);
  g_free (player);
}

void
example_player_append_environment (const ExamplePlayer *player, GString *json)
{
  example_words_append_all (player->words, json);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (player->tokens[i] != NULL)
      {
        g_string_append_printf (json, ",\"token %s\":", people[i].name);
        portail_json_append_string (json, player->tokens[i]);
      }
}

/* -1 for nobody. */
static int
find_person (const char *as)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_strcmp0 (people[i].name, as) == 0)
      return (int) i;
  return -1;
}

static char *
sign_in (ExamplePlayer *player, int person)
{
  g_autoptr (ServerReply) reply = server_fixture_sign_in (player->fixture,
                                                          people[person].discord_id);
  const PortailJson *user = portail_json_get (server_reply_get_root (reply), "user");

  example_words_learn (player->words, people[person].told_id,
                       portail_json_get_member_string (user, "id"));
  return g_strdup (server_reply_get_text (reply, "access_token"));
}

const char *
example_player_get_token (ExamplePlayer *player, const char *as)
{
  int person = find_person (as);

  g_assert_true (person >= 0 || as == NULL);
  if (as == NULL)
    return NULL;
  if (player->tokens[person] == NULL)
    player->tokens[person] = sign_in (player, person);
  return player->tokens[person];
}

/* The account for when Discord is down, which only the command line can make. */
static void
create_local_account (ExamplePlayer *player)
{
  const PortailAccountEditor editor = { player->fixture->writer, NULL,
                                        server_fixture_get_now (player->fixture) };
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = portail_local_account_hash (EXAMPLE_LOCAL_PASSWORD, &error);

  g_assert_no_error (error);
  portail_local_account_create (&editor, EXAMPLE_LOCAL_NAME, hash, &error);
  g_assert_no_error (error);
}

void
example_player_sign_in (ExamplePlayer *player, const PortailApiExamples *examples)
{
  gboolean needs_local = FALSE;

  for (guint i = 0; i < portail_api_examples_get_n (examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (examples, i);

      example_player_get_token (player, example->as);
      needs_local = needs_local || g_str_equal (example->target, "/auth/local");
    }
  if (needs_local)
    create_local_account (player);
}

/* The body as it goes over the wire. Owned; NULL for none. */
static char *
make_body (ExamplePlayer *player, const PortailApiExample *example)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (example->body == NULL)
    return NULL;
  if (portail_api_example_is_json (example->body_type))
    portail_json_append_canonical (example->body, text);
  else
    g_string_append (text, example->body->text);
  return example_words_to_real (player->words, text->str);
}

/* Names and values by turns. Owned. */
static GPtrArray *
make_headers (ExamplePlayer *player, const PortailApiExample *example)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func (g_free);

  for (const PortailJson *header = example->headers != NULL ? example->headers->first_child : NULL;
       header != NULL; header = header->next)
    {
      g_ptr_array_add (headers, g_strdup (header->name));
      g_ptr_array_add (headers, example_words_to_real (player->words, header->text));
    }
  g_ptr_array_add (headers, NULL);
  return headers;
}

ServerReply *
example_player_ask (ExamplePlayer *player, const PortailApiExample *example)
{
  const char *token = example_player_get_token (player, example->as);
  g_autofree char *target = example_words_to_real (player->words, example->target);
  g_autofree char *body = make_body (player, example);
  g_autoptr (GPtrArray) headers = make_headers (player, example);

  return server_fixture_ask (player->fixture, &(ServerAsk){
                                                  .method = example->method_name,
                                                  .path = target,
                                                  .token = token,
                                                  .body = body,
                                                  .bytes = example->bytes,
                                                  .content_type = example->content_type,
                                                  .language = "en",
                                                  .headers = (const char *const *) headers->pdata,
                                              });
}

/* Where the browser goes next: Discord's button pressed, a redirect followed, or a link of the page
 * that begins as @told does. Owned; NULL where there is none. */
static char *
follow (const PortailApiExample *example, const char *told, ServerReply *reply)
{
  const char *location = server_reply_get_header (reply, "Location");
  g_autofree char *beginning = g_strndup (told, strcspn (told, "=") + 1);
  const char *link = strstr (reply->body, beginning);

  if (location != NULL && example->agrees != NULL)
    return server_fixture_press (location, example->agrees);
  if (location != NULL)
    return g_strdup (g_str_has_prefix (location, PUBLIC_ADDRESS "/")
                         ? location + strlen (PUBLIC_ADDRESS)
                         : location);
  return link != NULL ? g_strndup (link, strcspn (link, "\"")) : NULL;
}

static void
compare_text (ExamplePlayer *player,
              const char *told,
              const char *real,
              const char *place,
              GPtrArray *differences)
{
  if (real == NULL || !example_words_match (player->words, told, real))
    g_ptr_array_add (differences, g_strdup_printf ("%s: told %s, real %s", place, told,
                                                   real != NULL ? real : "nothing"));
}

static void
compare_head (ExamplePlayer *player,
              const PortailApiExample *example,
              ServerReply *reply,
              GPtrArray *differences)
{
  const char *type = server_reply_get_header (reply, "Content-Type");
  g_autofree char *bare = g_strndup (type != NULL ? type : "",
                                     type != NULL ? strcspn (type, ";") : 0);

  if (reply->status != example->status)
    g_ptr_array_add (differences, g_strdup_printf ("status: told %u, real %u %s", example->status,
                                                   reply->status, reply->body));
  compare_text (player, example->answer_type != NULL ? example->answer_type : "", bare,
                "Content-Type", differences);
  for (const PortailJson *header =
           example->answer_headers != NULL ? example->answer_headers->first_child : NULL;
       header != NULL; header = header->next)
    compare_text (player, header->text, server_reply_get_header (reply, header->name), header->name,
                  differences);
  if (example->leads_to != NULL)
    {
      g_autofree char *address = follow (example, example->leads_to, reply);

      compare_text (player, example->leads_to, address, "leads_to", differences);
    }
}

void
example_player_compare (ExamplePlayer *player,
                        const PortailApiExample *example,
                        ServerReply *reply,
                        GPtrArray *differences)
{
  compare_head (player, example, reply, differences);
  if (example->answer == NULL)
    return;
  if (portail_api_example_is_json (example->answer_type))
    example_words_compare (player->words, example->answer, server_reply_get_root (reply), "answer",
                           differences);
  else
    compare_text (player, example->answer->text, reply->body, "answer", differences);
}

void
example_player_append_answer (ExamplePlayer *player,
                              const PortailApiExample *example,
                              ServerReply *reply,
                              GString *json)
{
  if (server_reply_get_root (reply) != NULL)
    example_words_append (player->words, example->answer, server_reply_get_root (reply), 2, json);
  else
    portail_json_append_string (json, reply->body);
}
