/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache as it is after a sync: two companies, employees, and weeks in several statuses. */
#pragma once

#include "shared/portail-role.h"
#include "tests/support/portail-client-fixture.h"

#define SEED_OTHER_COMPANY "01990000-0000-7000-8000-00000000c002"
#define SEED_DRAFT         "01990000-0000-7000-8000-0000000000d8"
#define SEED_VALIDATED     "01990000-0000-7000-8000-0000000000d7"
#define SEED_REFUSED       "01990000-0000-7000-8000-0000000000d6"
#define SEED_SUBMITTED     "01990000-0000-7000-8000-0000000000d5"
/* The rows of SEED_DRAFT: example 2 of domain.md §8 when all is entered. */
#define SEED_ROW(n) "01990000-0000-7000-8000-00000000000" #n

/* Fills the cache of @fixture, which is open before and after. */
void dotation_seed (PortailClientFixture *fixture, PortailRole role);
/* The op of @op_id is in conflict or refused, as the server answered. */
void dotation_seed_answer (PortailClientFixture *fixture,
                           const char *op_id,
                           PortailOpState state,
                           const char *answer,
                           const char *detail);
