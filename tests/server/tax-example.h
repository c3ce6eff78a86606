/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week of domain.md §8, example 2, in company A, by REST as its patron types it. */
#pragma once

#include "tests/server/rest-client.h"

#define TAX_EXAMPLE_TOTAL_DU "71100"

/* The id of a brouillon for @week with four rows, 35 000 $ of dépenses, 12 000 $ of retraits and a
 * balance of 1 600 000 $. Owned. */
char *tax_example_make (StoreFixture *fixture, const char *week);
/* One row more; @members name the person, his run, salaire and prime. */
void tax_example_add_row (StoreFixture *fixture, const char *dotation_id, const char *members);
/* POST of a command; asserts that it works. @path is "dotations/<id>/submit". */
void tax_example_command (StoreFixture *fixture, Person person, const char *path, const char *body);
/* A typed declaration of 1 000 $ with @members beside. Owned. */
char *tax_example_make_typed (StoreFixture *fixture, const char *members);
/* A command on the declaration @id; @body may be NULL. */
RestAnswer *tax_example_ask (StoreFixture *fixture,
                             Person person,
                             const char *id,
                             const char *verb,
                             const char *body);
/* Asserts that it works; what is refused is refused as « Faux. ». */
void tax_example_expect (StoreFixture *fixture, Person person, const char *id, const char *verb);
