/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/app/dotation-seed.h"

#include "app/portail-cache-store.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-user.h"

typedef struct
{
  PortailCacheStore *store;
  gint64 rev;
} Seed;

/* Takes @record. */
static void
put (Seed *seed, gpointer record, const char *id, const char *enterprise_id)
{
  g_autoptr (PortailRecord) base = record;
  g_autoptr (GError) error = NULL;

  base->id = id != NULL ? g_strdup (id) : portail_id_new ();
  base->enterprise_id = g_strdup (enterprise_id);
  base->rev = ++seed->rev;
  portail_record_sql_replace (seed->store->database, base, &error);
  g_assert_no_error (error);
}

static void
add_company (Seed *seed, const char *id, const char *name, PortailRole role)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);
  g_autofree char *scope = g_strdup_printf ("enterprise:%s", id);
  g_autoptr (GError) error = NULL;

  enterprise->name = g_strdup (name);
  enterprise->is_active = TRUE;
  put (seed, enterprise, id, NULL);
  portail_database_run (seed->store->database, &error,
                        "INSERT INTO scope (scope, role, cursor) VALUES (?, ?, 'x')", "tt", scope,
                        portail_role_get_name (role));
  g_assert_no_error (error);
}

static void
add_employee (Seed *seed, const char *name, const char *grade)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup (name);
  employee->grade = g_strdup (grade);
  employee->is_direction = g_str_equal (grade, "Patron");
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  put (seed, employee, NULL, PORTAIL_FIXTURE_COMPANY);
}

static void
add_sheet (Seed *seed, const char *id, const char *week, PortailDotationStatus status)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);

  g_assert_true (portail_week_parse (week, &dotation->period));
  dotation->status = status;
  dotation->solde_bancaire = PORTAIL_DOLLARS (1600000);
  if (status == PORTAIL_DOTATION_REFUSE)
    dotation->refusal_reason = g_strdup ("Le justificatif des carburants manque.");
  put (seed, dotation, id, PORTAIL_FIXTURE_COMPANY);
}

typedef struct
{
  const char *id;
  const char *name;
  const char *grade;
  int run;
  int facture;
  int vente;
  int salaire; /* by hand; 0: suggested */
  int prime;
} Row;

static void
add_row (Seed *seed, const char *dotation_id, const Row *row, int position)
{
  PortailDotationRow *record = portail_record_new (&portail_dotation_row_type);

  record->dotation_id = g_strdup (dotation_id);
  record->position = position * 1024;
  record->employee_name = g_strdup (row->name);
  record->grade = g_strdup (row->grade);
  record->is_direction = g_str_equal (row->grade, "Patron");
  record->run = PORTAIL_DOLLARS (row->run);
  record->facture = PORTAIL_DOLLARS (row->facture);
  record->vente = PORTAIL_DOLLARS (row->vente);
  record->salaire_manuel = row->salaire != 0;
  record->prime_manuelle = row->prime != 0;
  if (row->salaire != 0)
    record->salaire = PORTAIL_DOLLARS (row->salaire);
  if (row->prime != 0)
    record->prime = PORTAIL_DOLLARS (row->prime);
  put (seed, record, row->id, PORTAIL_FIXTURE_COMPANY);
}

static void
add_entry (Seed *seed,
           PortailEntryKind kind,
           const char *day,
           const char *justificatif,
           int montant)
{
  PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);

  entry->dotation_id = g_strdup (SEED_DRAFT);
  entry->kind = kind;
  g_assert_true (portail_day_parse (day, &entry->date));
  entry->justificatif = g_strdup (justificatif);
  entry->montant = PORTAIL_DOLLARS (montant);
  entry->position = (++seed->rev) * 1024;
  put (seed, entry, NULL, PORTAIL_FIXTURE_COMPANY);
}

static void
add_sheets (Seed *seed)
{
  static const Row rows[] = {
    { SEED_ROW (1), "Zoé Lefèvre", "Patron", 30000, 40000, 20000, 60000, 32000 },
    { SEED_ROW (2), "Jean Dupont", "Mécanicien", 45000, 25000, 25000, 50000, 20000 },
    { SEED_ROW (3), "Anaïs O’Brien", "Mécanicien", 20000, 30000, 15000, 30000, 15000 },
    { SEED_ROW (4), "Bastien Nguyễn", "Vendeur", 60000, 50000, 40000, 70000, 28000 },
  };
  static const Row others[] = {
    { NULL, "Jean Dupont", "Mécanicien", 12500, 8000, 4000, 0, 0 },
    { NULL, "Zoé Lefèvre", "Patron", 22000, 18000, 9000, 0, 0 },
  };

  add_sheet (seed, SEED_DRAFT, "2025-W38", PORTAIL_DOTATION_BROUILLON);
  add_sheet (seed, SEED_VALIDATED, "2025-W37", PORTAIL_DOTATION_VALIDE);
  add_sheet (seed, SEED_REFUSED, "2025-W36", PORTAIL_DOTATION_REFUSE);
  add_sheet (seed, SEED_SUBMITTED, "2025-W35", PORTAIL_DOTATION_EN_ATTENTE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (seed, SEED_DRAFT, &rows[i], (int) i + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      add_row (seed, SEED_VALIDATED, &others[i], (int) i + 1);
      add_row (seed, SEED_REFUSED, &others[i], (int) i + 1);
      add_row (seed, SEED_SUBMITTED, &others[i], (int) i + 1);
    }
  add_entry (seed, PORTAIL_ENTRY_DEPENSE, "2025-09-16", "Carburant des dépanneuses", 20000);
  add_entry (seed, PORTAIL_ENTRY_DEPENSE, "2025-09-18", "Pièces détachées", 15000);
  add_entry (seed, PORTAIL_ENTRY_RETRAIT, "2025-09-19", "Achat d’un véhicule", 12000);
}

void
dotation_seed (PortailClientFixture *fixture, PortailRole role)
{
  g_autoptr (GError) error = NULL;
  PortailUser *user = portail_record_new (&portail_user_type);
  Seed seed = { NULL };

  portail_client_fixture_close (fixture);
  seed.store = portail_cache_store_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (seed.store, &error));
  user->username = g_strdup ("zoe");
  user->display_name = g_strdup ("Zoé Lefèvre");
  put (&seed, user, PORTAIL_FIXTURE_USER, NULL);
  add_company (&seed, PORTAIL_FIXTURE_COMPANY, "Garage Central", role);
  add_company (&seed, SEED_OTHER_COMPANY, "Café de l’Écluse", role);
  add_employee (&seed, "Jean Dupont", "Mécanicien");
  add_employee (&seed, "Zoé Lefèvre", "Patron");
  add_employee (&seed, "Inès Martin", "Vendeur");
  add_sheets (&seed);
  g_assert_true (portail_cache_store_commit (seed.store, &error));
  portail_cache_store_free (seed.store);
  portail_client_fixture_open (fixture);
}

void
dotation_seed_answer (PortailClientFixture *fixture,
                      const char *op_id,
                      PortailOpState state,
                      const char *answer,
                      const char *detail)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (fixture);
  store = portail_cache_store_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  portail_database_run (
      store->database, &error,
      "UPDATE op SET state = ?, seq = 1, answer = ?, code = json_extract (?, '$.code'),"
      " detail = ? WHERE op_id = ?",
      "itttt", (gint64) state, answer, answer, detail, op_id);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (fixture);
}
