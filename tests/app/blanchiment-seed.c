/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/app/blanchiment-seed.h"

#include "app/portail-cache-store.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"

/* Scores are those of the server on the day of reception. */
typedef struct
{
  const char *id;
  PortailBlanchimentStatus status;
  int days_ago;
  int days_away; /* -1: not returned */
  const char *employee_name;
  const char *groupe;
  const char *donneur_id;
  const char *receveur_id;
  int dollars;
  int score;
} Seed;

static const Seed seeds[] = {
  { SEED_OPERATION ("01"), PORTAIL_BLANCHIMENT_EN_COURS, 20, -1, "Jean Dupont", "Ballas", "113",
    "113", 60000, 60 },
  { SEED_OPERATION ("02"), PORTAIL_BLANCHIMENT_TERMINE, 40, 7, "Jean Dupont", "Vagos", "12", "77",
    30000, 0 },
  { SEED_OPERATION ("03"), PORTAIL_BLANCHIMENT_SUSPENDU, 3, -1, "Anaïs O’Brien", "Marabunta", "834",
    "21", 20000, 0 },
  { SEED_OPERATION ("04"), PORTAIL_BLANCHIMENT_TERMINE, 9, 5, "Anaïs O’Brien", "Vagos", "75", "9",
    48000, 0 },
  { SEED_OPERATION ("05"), PORTAIL_BLANCHIMENT_ANNULE, 12, -1, "Inès Martin", "Families", "5", "6",
    90000, 40 },
  { SEED_OPERATION ("06"), PORTAIL_BLANCHIMENT_EN_COURS, 1, -1, "Inès Martin", "Families", "501",
    "88", 12500, 0 },
};

static void
put (PortailCacheStore *store, gpointer record, const char *id, const char *enterprise_id)
{
  static gint64 rev;
  g_autoptr (PortailRecord) base = record;
  g_autoptr (GError) error = NULL;

  base->id = g_strdup (id);
  base->enterprise_id = g_strdup (enterprise_id);
  base->rev = ++rev;
  portail_record_sql_replace (store->database, base, &error);
  g_assert_no_error (error);
}

static void
put_operation (PortailCacheStore *store, const Seed *seed, PortailDay today)
{
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  operation->status = seed->status;
  operation->date_recu.number = today.number - seed->days_ago;
  if (seed->days_away >= 0)
    operation->date_rendu.number = operation->date_recu.number + seed->days_away;
  operation->employee_name = g_strdup (seed->employee_name);
  operation->groupe = g_strdup (seed->groupe);
  operation->donneur_id = g_strdup (seed->donneur_id);
  operation->receveur_id = g_strdup (seed->receveur_id);
  operation->amount = PORTAIL_DOLLARS (seed->dollars);
  operation->entreprise_taux = (PortailRate) PORTAIL_PERCENT (15);
  operation->groupe_taux = (PortailRate) PORTAIL_PERCENT (80);
  operation->risk_score = seed->score;
  put (store, operation, seed->id, PORTAIL_FIXTURE_COMPANY);
}

G_STATIC_ASSERT (G_N_ELEMENTS (seeds) == SEED_N_OPERATIONS);

void
blanchiment_seed (PortailClientFixture *fixture, PortailDay today, BlanchimentSwitch is_on)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);
  PortailEmployee *employee = portail_record_new (&portail_employee_type);
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (fixture);
  store = portail_cache_store_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  enterprise->name = g_strdup ("Garage Central");
  enterprise->is_active = TRUE;
  enterprise->blanchiment_enabled = is_on == BLANCHIMENT_ON;
  put (store, enterprise, PORTAIL_FIXTURE_COMPANY, NULL);
  employee->name = g_strdup ("Élodie Martin");
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  put (store, employee, SEED_EMPLOYEE, PORTAIL_FIXTURE_COMPANY);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    put_operation (store, &seeds[i], today);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (fixture);
}
