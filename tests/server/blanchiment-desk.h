/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the blanchiment ask a server, whose clock stands on 2025-09-16. */
#pragma once

#include "tests/server/rest-client.h"

/* PATCH of the company's switch by @person. */
RestAnswer *blanchiment_desk_set_module (StoreFixture *fixture,
                                         Person person,
                                         const char *company,
                                         const char *is_on);
/* Of company A, by the staff: "true" or "false". */
void blanchiment_desk_switch (StoreFixture *fixture, const char *is_on);
/* A server whose company A has the module. Owned. */
StoreFixture *blanchiment_desk_open (void);
/* An operation of company A with @members, `,"amount":10`. */
RestAnswer *blanchiment_desk_create (StoreFixture *fixture, Person person, const char *members);
/* The id of an operation that the patron creates for Jean, of Vagos, from 1 to 2. Owned. */
char *blanchiment_desk_create_of_jean (StoreFixture *fixture, const char *members);
/* @verb is "GET", "PATCH", "POST /finish", … */
RestAnswer *blanchiment_desk_call_on (StoreFixture *fixture,
                                      Person person,
                                      const char *verb,
                                      const char *id,
                                      const char *body);
void blanchiment_desk_assert_call (StoreFixture *fixture,
                                   Person person,
                                   const char *verb,
                                   const char *id,
                                   guint status);
void
blanchiment_desk_assert_member (const RestAnswer *answer, const char *member, const char *expected);
void blanchiment_desk_assert_score (StoreFixture *fixture, const char *id, const char *expected);
/* What the server keeps of company A is what the pure function says. */
void blanchiment_desk_check_risks (StoreFixture *fixture);
