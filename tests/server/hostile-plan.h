/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each route of the table is asked. What record routes need follows from their type; every
 * other route has a row of its own here, and a route without one fails the tests that walk. */
#pragma once

#include "server/portail-route.h"

/* A record type that has routes. */
typedef struct
{
  const char *word; /* the type's name */
  const char *list; /* where POST makes one, with the words of the parent */
  const char *body; /* of that POST; NULL: a fixture puts the rows */
  const char *patch;
  gboolean is_its_makers; /* who may write one may delete it as it is made (contract.md §2) */
} HostileKind;

/* Parents stand before their parts; a row with a NULL word ends the table. */
const HostileKind *hostile_kinds_get (void);
/* NULL where there is none. */
const HostileKind *hostile_kinds_find (const char *word);

/* Of whom the table of rights does not speak. */
typedef enum
{
  HOSTILE_ONES_COMPANY,
  HOSTILE_ALL_COMPANIES, /* for those alone who see all of them */
  HOSTILE_ITS_MAKERS,    /* an upload is of who declared it, in these tests the superadmin */
} HostileReach;

typedef struct
{
  char *target;             /* path and query, with words; owned */
  char *body;               /* with words; owned, or NULL */
  const char *content_type; /* static, or NULL for JSON */
  const char *also; /* statuses, beside the usual ones, of those who may: "404 415"; static */
  HostileReach reach;
  const char *const *headers; /* names and values by turns; static, or NULL */
} HostileStep;

/* Returns: FALSE for a route that has no plan. */
gboolean hostile_plan_make (const PortailRoute *route, HostileStep *step);
void hostile_step_clear (HostileStep *step);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HostileStep, hostile_step_clear)
