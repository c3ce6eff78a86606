/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what the demo does while it does it: a line a step for a person, or the same steps as TAP
 * cases for the tests. A failure, also one inside the driver, ends the program with status 1 after
 * it named the step. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_DEMO_FOR_A_PERSON,
  PORTAIL_DEMO_FOR_A_TEST,
  PORTAIL_DEMO_FOR_ANOTHER_DEMO, /* its steps are lines of the caller's */
} PortailDemoAudience;

/* Called on failure, before the end: takes a picture of it. */
typedef void (*PortailDemoWitness) (gpointer user_data);

void portail_demo_teller_start (PortailDemoAudience audience);
void portail_demo_teller_set_witness (PortailDemoWitness witness, gpointer user_data);

/* The step before has succeeded; all until the next one belongs to this one. @sentence is kept by
 * address. */
void portail_demo_begin (const char *sentence);
/* A line below the step. */
void portail_demo_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* The last step has succeeded. */
void portail_demo_teller_end (void);
G_NORETURN void portail_demo_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Fails with @error unless it is NULL. */
void portail_demo_check (const GError *error);
