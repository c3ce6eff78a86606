/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays the stories of server/docs/examples on a fresh server, whose clock goes on by a second a
 * request, and compares each answer with what the story says.
 *
 * 1. What a server makes anew (ids, tokens, hashes) is learnt: where a long word of the story meets
 *    another of the server, each stands for the other from then on, in both directions.
 * 2. All else is equal to the letter, apart from the order of members. */
#pragma once

#include "server/portail-api-example.h"
#include "tests/server/server-fixture.h"

/* What the stories call the garage; all companies and people are those of the fixture. */
#define EXAMPLE_GARAGE "01995000-0000-7000-8000-0000000000a1"
#define EXAMPLE_TAXI   "01995000-0000-7000-8000-0000000000b1"

/* The local account of the stories, and what server_fixture_set_up() needs for it. */
#define EXAMPLE_LOCAL_NAME     "secours"
#define EXAMPLE_LOCAL_PASSWORD "correct horse battery"
#define EXAMPLE_SETTING        "LOCAL_LOGIN=1"

/* When stories begin, for fixture->story_time: Monday of 2025-W38, 9:00 in Paris. */
#define EXAMPLE_TIME G_GINT64_CONSTANT (1757919600000)

typedef struct _ExamplePlayer ExamplePlayer;

/* Borrows @fixture, set up with EXAMPLE_TIME and EXAMPLE_SETTING. */
ExamplePlayer *example_player_new (ServerFixture *fixture);
void example_player_free (ExamplePlayer *player);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExamplePlayer, example_player_free)

/* The token of "patron", "dot", …, who signs in where he has not yet. Borrowed; NULL for NULL. */
const char *example_player_get_token (ExamplePlayer *player, const char *as);
/* Everybody of the story signs in, in the order in which they come. */
void example_player_sign_in (ExamplePlayer *player, const PortailApiExamples *examples);
/* Appends the members of an environment of newman: all words that are known, `"token patron"`, … */
void example_player_append_environment (const ExamplePlayer *player, GString *json);

/* Sends the request of @example. */
ServerReply *example_player_ask (ExamplePlayer *player, const PortailApiExample *example);
/* Adds to @differences, a line each, where @reply is another than the story tells. */
void example_player_compare (ExamplePlayer *player,
                             const PortailApiExample *example,
                             ServerReply *reply,
                             GPtrArray *differences);
/* Appends the answer as the story should tell it: what it says already wherever that fits. */
void example_player_append_answer (ExamplePlayer *player,
                                   const PortailApiExample *example,
                                   ServerReply *reply,
                                   GString *json);
