/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server's database with two companies and somebody of each role, for the tests of what writes
 * and reads it. */
#pragma once

#include "server/portail-access.h"
#include "server/portail-record-store.h"
#include "shared/portail-error.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"

typedef enum
{
  PERSON_SUPERADMIN,
  PERSON_STAFF,
  PERSON_DOT,
  PERSON_PATRON, /* of company A, as all without a letter */
  PERSON_CO_PATRON,
  PERSON_EMPLOYE,
  PERSON_PATRON_B,
  PERSON_NOBODY, /* an account without role */
  N_PERSONS,
} Person;

typedef struct
{
  PortailDatabase *database;
  char *user_ids[N_PERSONS];
  char *company_a;
  char *company_b;
  char *employee_id; /* of PERSON_EMPLOYE in A */
  gint64 clock;      /* milliseconds; every op is one later */
} StoreFixture;

StoreFixture *store_fixture_new (void);
/* In a file, so that other connections see it. */
StoreFixture *store_fixture_new_at (const char *path);
void store_fixture_free (StoreFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreFixture, store_fixture_free)

PortailAccess *store_fixture_get_access (StoreFixture *fixture, Person person);
PortailTimestamp store_fixture_tick (StoreFixture *fixture);

/* Applies an op of one change, which it takes; device NULL for REST. *@outcome may be NULL. */
typedef struct
{
  Person person;
  const char *device;
  const char *company;
} Author;

gboolean store_fixture_apply (StoreFixture *fixture,
                              const Author *author,
                              PortailChange *change,
                              PortailOutcome **outcome,
                              GError **error);
/* Asserts that it works. Returns: the row; owned, NULL after a delete. */
gpointer store_fixture_do (StoreFixture *fixture, const Author *author, PortailChange *change);
/* Asserts that it fails with @code. */
void store_fixture_refuse (StoreFixture *fixture,
                           const Author *author,
                           PortailChange *change,
                           PortailErrorCode code);

/* Changes; the fields are given as JSON. */
PortailChange *make_create (const PortailRecordType *type, const char *id, const char *fields);
PortailChange *make_update (gconstpointer row, const char *fields);
PortailChange *make_delete (gconstpointer row);
PortailChange *make_command (gconstpointer row, const char *command, const char *arguments);

/* A brouillon of company A for @week, with @n_rows rows; the first is that of PERSON_EMPLOYE. */
PortailDotation *store_fixture_make_sheet (StoreFixture *fixture, const char *week, guint n_rows);
/* The row as it stands; owned. */
gpointer store_fixture_load (StoreFixture *fixture, gconstpointer row);
/* The live rows of a dotation by position; owned. */
GPtrArray *store_fixture_list_rows (StoreFixture *fixture, gconstpointer dotation);
gint64 store_fixture_query (StoreFixture *fixture, const char *sql);
/* Everything that a change could have left, as one text. Owned. */
char *store_fixture_dump (StoreFixture *fixture);
/* Digests, revs and audit chains agree with the rows. */
void store_fixture_check (StoreFixture *fixture);
