/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to the routes of the table, as a person of the fixture; each write in a savepoint of its
 * own, as the dispatcher does. */
#pragma once

#include "server/portail-route.h"
#include "tests/server/store-fixture.h"

typedef struct
{
  guint status;
  char *body;                    /* "" where there is none */
  char *etag;                    /* or NULL */
  PortailJsonDocument *document; /* of the body; NULL where it is no JSON */
} RestAnswer;

void rest_answer_free (RestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RestAnswer, rest_answer_free)
/* A member of the body, as text: strings bare, other values canonical; NULL where it is absent.
 * Owned. */
char *rest_answer_get (const RestAnswer *answer, const char *member);

/* @header is "Name: value" or NULL; @body may be NULL. */
RestAnswer *rest_call (StoreFixture *fixture,
                       Person person,
                       const char *request_line,
                       const char *header,
                       const char *body);
