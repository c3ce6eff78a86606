/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache as it is after a sync: a company with operations of the blanchiment in every status, of
 * the last weeks before a day. */
#pragma once

#include "tests/support/portail-client-fixture.h"

#define SEED_EMPLOYEE     "01990000-0000-7000-8000-0000000000e1" /* Élodie Martin */
#define SEED_N_OPERATIONS 6
/* "01" to "06", the newest last but for the order of the list. */
#define SEED_OPERATION(n) "01990000-0000-7000-8000-0000000000" n

typedef enum
{
  BLANCHIMENT_OFF,
  BLANCHIMENT_ON,
} BlanchimentSwitch;

/* Fills the cache of @fixture, which is open before and after. */
void blanchiment_seed (PortailClientFixture *fixture, PortailDay today, BlanchimentSwitch is_on);
