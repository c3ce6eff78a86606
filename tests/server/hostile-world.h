/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server with somebody of each role and one live row of each record type in the garage (which is
 * theirs) and in the taxis (which are not), for tests that ask everything of everybody.
 *
 * 1. Who asks goes through the whole core with a real token; only Discord is left out.
 * 2. What a trial writes is undone when it has its answer, so each one finds the same rows.
 * 3. A word of a path or body, "$dotation", stands for an id of the cast that plays. */
#pragma once

#include "tests/server/server-fixture.h"

typedef enum
{
  HOSTILE_STRANGER, /* nobody signed in */
  HOSTILE_NOBODY,   /* an account without role */
  HOSTILE_EMPLOYE,  /* of the garage, as the two that follow */
  HOSTILE_CO_PATRON,
  HOSTILE_PATRON,
  HOSTILE_DOT,
  HOSTILE_STAFF,
  HOSTILE_SUPERADMIN,
  N_HOSTILE_PEOPLE,
} HostilePerson;

/* Whose rows the words stand for. */
typedef enum
{
  HOSTILE_OWN,     /* the garage's */
  HOSTILE_FOREIGN, /* the taxis' */
  HOSTILE_MISSING, /* nobody's: ids that do not exist */
  N_HOSTILE_CASTS,
} HostileCast;

typedef struct
{
  ServerFixture base;
  PortailServer *server; /* without rate limits */
  char *user_ids[N_HOSTILE_PEOPLE];
  char *session_ids[N_HOSTILE_PEOPLE];
  char *tokens[N_HOSTILE_PEOPLE]; /* NULL of the stranger */
  char *notification_ids[N_HOSTILE_PEOPLE];
  GHashTable *casts[N_HOSTILE_CASTS]; /* word → id */
} HostileWorld;

/* For g_test_add (). */
void hostile_world_set_up (HostileWorld *world, gconstpointer unused);
void hostile_world_tear_down (HostileWorld *world, gconstpointer unused);

const char *hostile_person_get_name (HostilePerson person);
PortailRole hostile_person_get_role (HostilePerson person);
/* The id that @word stands for; fails the test where the cast has none. */
const char *hostile_world_get (HostileWorld *world, HostileCast cast, const char *word);
/* What is of one person alone is @person's in the own cast from now on; the employé's at first. */
void hostile_world_cast (HostileWorld *world, HostilePerson person);
void hostile_world_learn (HostileWorld *world, HostileCast cast, const char *word, const char *id);
/* A superadmin's request, which succeeds; @word, or NULL, stands for the id of its answer. */
void hostile_world_make (HostileWorld *world,
                         HostileCast cast,
                         const char *word,
                         const char *request_line,
                         const char *body);
/* @text with the words of @cast replaced. Owned; NULL for NULL. */
char *hostile_world_fill (HostileWorld *world, HostileCast cast, const char *text);

typedef struct
{
  guint status;
  GHashTable *headers; /* lower-case name → value */
  char *body;
  gsize length;
  PortailJsonDocument *json; /* NULL where the body is none */
} HostileAnswer;

void hostile_answer_free (HostileAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HostileAnswer, hostile_answer_free)
/* Status, headers and body as one text, without the request's id and the ids that it named, so that
 * two of them can be compared. Owned. */
char *hostile_answer_describe (HostileAnswer *answer, const ServerAsk *ask);

/* The answer to @ask, whose effects are undone. A target that is no request is answered 400. */
HostileAnswer *hostile_world_try (HostileWorld *world, const ServerAsk *ask);
/* The same, and it stays. */
HostileAnswer *hostile_world_do (HostileWorld *world, const ServerAsk *ask);
/* Everything that a change could have left, as one text. Owned. */
char *hostile_world_dump (HostileWorld *world);
