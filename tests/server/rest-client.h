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
  GBytes *bytes;                 /* the body as it came */
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
/* The same with any bytes as body. */
RestAnswer *
rest_send (StoreFixture *fixture, Person person, const char *request_line, GBytes *body);
/* The same with a request line that is put together. */
RestAnswer *
rest_ask (StoreFixture *fixture, Person person, const char *body, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Asserts the status, and shows the body where it is another. */
void rest_answer_expect (const RestAnswer *answer, guint status);
/* Asserts what rest_answer_get() answers. */
void rest_answer_expect_member (const RestAnswer *answer, const char *member, const char *expected);
/* The members of the element of `items` at @index, which is there. Borrowed. */
const PortailJson *rest_answer_get_item (const RestAnswer *answer, guint index);
guint rest_answer_count_items (const RestAnswer *answer);
