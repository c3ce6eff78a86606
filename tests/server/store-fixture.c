/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/store-fixture.h"

#include <string.h>

#include "server/portail-record-writer.h"
#include "server/portail-server-keys.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-id.h"
#include "shared/portail-migration.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-membership.h"
#include "tests/support/faulty-database.h"

static const struct
{
  const char *name;
  PortailRole role;
  char company; /* 0: none */
} persons[N_PERSONS] = {
  [PERSON_SUPERADMIN] = { "superadmin", PORTAIL_ROLE_NONE, 0 },
  [PERSON_STAFF] = { "staff", PORTAIL_ROLE_STAFF, 0 },
  [PERSON_DOT] = { "dot", PORTAIL_ROLE_DOT, 0 },
  [PERSON_PATRON] = { "patron", PORTAIL_ROLE_PATRON, 'a' },
  [PERSON_CO_PATRON] = { "co-patron", PORTAIL_ROLE_CO_PATRON, 'a' },
  [PERSON_EMPLOYE] = { "employe", PORTAIL_ROLE_EMPLOYE, 'a' },
  [PERSON_PATRON_B] = { "patron-b", PORTAIL_ROLE_PATRON, 'b' },
  [PERSON_NOBODY] = { "nobody", PORTAIL_ROLE_NONE, 0 },
};

static void
put (PortailRecordWriter *writer, gpointer record)
{
  g_autoptr (GError) error = NULL;

  portail_record_writer_put (writer, record, &error);
  g_assert_no_error (error);
  portail_record_free (record);
}

static void
put_person (StoreFixture *fixture, PortailRecordWriter *writer, Person person)
{
  PortailUser *user = portail_record_new (&portail_user_type);
  PortailMembership *membership;

  user->base.id = portail_id_new ();
  fixture->user_ids[person] = g_strdup (user->base.id);
  user->discord_id = g_strdup_printf ("%018d", 900000 + person);
  user->username = g_strdup (persons[person].name);
  user->is_active = TRUE;
  user->is_superadmin = person == PERSON_SUPERADMIN;
  put (writer, user);
  if (persons[person].role == PORTAIL_ROLE_NONE)
    return;
  membership = portail_record_new (&portail_membership_type);
  membership->base.id = portail_id_new ();
  membership->user_id = g_strdup (fixture->user_ids[person]);
  membership->role = persons[person].role;
  membership->source = PORTAIL_MEMBERSHIP_MANUAL;
  if (persons[person].company != 0)
    membership->base.enterprise_id = g_strdup (persons[person].company == 'a' ? fixture->company_a
                                                                              : fixture->company_b);
  put (writer, membership);
}

static void
put_company (PortailRecordWriter *writer, const char *id, const char *name)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);
  PortailEnterpriseCard *card = portail_record_new (&portail_enterprise_card_type);

  enterprise->base.id = g_strdup (id);
  enterprise->name = g_strdup (name);
  enterprise->is_active = TRUE;
  put (writer, enterprise);
  card->base.id = g_strdup (id);
  card->name = g_strdup (name);
  card->is_active = TRUE;
  put (writer, card);
}

static void
put_employee (StoreFixture *fixture, PortailRecordWriter *writer)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->base.id = portail_id_new ();
  employee->base.enterprise_id = g_strdup (fixture->company_a);
  employee->name = g_strdup ("Jean Dupont");
  employee->user_id = g_strdup (fixture->user_ids[PERSON_EMPLOYE]);
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  fixture->employee_id = g_strdup (employee->base.id);
  put (writer, employee);
}

StoreFixture *
store_fixture_new (void)
{
  return store_fixture_new_at (":memory:");
}

StoreFixture *
store_fixture_new_at (const char *path)
{
  StoreFixture *fixture = g_new0 (StoreFixture, 1);
  g_autoptr (PortailRecordWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  fixture->clock = G_GINT64_CONSTANT (1758000000000);
  fixture->database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  faulty_database_wrap (fixture->database);
  portail_migration_run (fixture->database, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
  portail_server_keys_create_missing (fixture->database, store_fixture_tick (fixture), &error);
  g_assert_no_error (error);
  fixture->company_a = portail_id_new ();
  fixture->company_b = portail_id_new ();
  writer = portail_record_writer_new (fixture->database, NULL, NULL, store_fixture_tick (fixture));
  put_company (writer, fixture->company_a, "Boulangerie");
  put_company (writer, fixture->company_b, "Garage");
  for (int person = 0; person < N_PERSONS; person++)
    put_person (fixture, writer, (Person) person);
  put_employee (fixture, writer);
  return fixture;
}

void
store_fixture_free (StoreFixture *fixture)
{
  portail_database_close (fixture->database);
  for (int person = 0; person < N_PERSONS; person++)
    g_free (fixture->user_ids[person]);
  g_free (fixture->company_a);
  g_free (fixture->company_b);
  g_free (fixture->employee_id);
  g_free (fixture);
}

PortailTimestamp
store_fixture_tick (StoreFixture *fixture)
{
  return (PortailTimestamp){ ++fixture->clock };
}

PortailAccess *
store_fixture_get_access (StoreFixture *fixture, Person person)
{
  g_autoptr (GError) error = NULL;
  PortailAccess *access = portail_access_load (fixture->database, fixture->user_ids[person], NULL,
                                               &error);

  g_assert_no_error (error);
  return access;
}

gboolean
store_fixture_apply (StoreFixture *fixture,
                     const Author *author,
                     PortailChange *change,
                     PortailOutcome **outcome,
                     GError **error)
{
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, author->person);
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, author->company);
  g_autoptr (PortailOutcome) made = portail_outcome_new ();
  PortailActor actor = { fixture->database, access, author->device, store_fixture_tick (fixture) };
  gboolean is_applied;

  portail_sync_op_take_change (op, change);
  is_applied = portail_record_store_apply (&actor, op, made, error);
  if (outcome != NULL)
    *outcome = g_steal_pointer (&made);
  return is_applied;
}

gpointer
store_fixture_do (StoreFixture *fixture, const Author *author, PortailChange *change)
{
  g_autoptr (PortailOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  const PortailRecord *row;

  store_fixture_apply (fixture, author, change, &outcome, &error);
  g_assert_no_error (error);
  row = portail_outcome_get_row (outcome);
  return row != NULL ? portail_record_copy (row) : NULL;
}

void
store_fixture_refuse (StoreFixture *fixture,
                      const Author *author,
                      PortailChange *change,
                      PortailErrorCode code)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_fixture_apply (fixture, author, change, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, (int) code);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
read_fields (PortailChange *change, const char *fields)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailReadOptions options = { .mode = PORTAIL_READ_STRICT, .writable = ~(PortailFieldSet) 0 };

  document = portail_json_parse (fields, strlen (fields), NULL);
  g_assert_nonnull (document);
  change->fields = portail_record_read_json (
      change->record, portail_json_document_get_root (document), &options, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

PortailChange *
make_create (const PortailRecordType *type, const char *id, const char *fields)
{
  g_autofree char *fresh = id == NULL ? portail_id_new () : NULL;
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id != NULL ? id : fresh);

  read_fields (change, fields);
  return change;
}

PortailChange *
make_update (gconstpointer pointer, const char *fields)
{
  const PortailRecord *row = pointer;
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, row->type, row->id);

  change->base_rev = row->rev;
  read_fields (change, fields);
  return change;
}

PortailChange *
make_delete (gconstpointer pointer)
{
  const PortailRecord *row = pointer;
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_DELETE, row->type, row->id);

  change->base_rev = row->rev;
  return change;
}

PortailChange *
make_command (gconstpointer pointer, const char *command, const char *arguments)
{
  const PortailRecord *row = pointer;
  PortailChange *change = portail_change_new_command (row->type, row->id, command, arguments);

  change->base_rev = row->rev;
  return change;
}

PortailDotation *
store_fixture_make_sheet (StoreFixture *fixture, const char *week, guint n_rows)
{
  const Author author = { PERSON_PATRON, "00000000-0000-7000-8000-00000000d001",
                          fixture->company_a };
  g_autofree char *fields = g_strdup_printf ("{\"period\":\"%s\"}", week);
  g_autoptr (PortailDotation) dotation = store_fixture_do (
      fixture, &author, make_create (&portail_dotation_type, NULL, fields));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *row = g_strdup_printf (
          "{\"dotation_id\":\"%s\",\"position\":%u,\"employee_name\":\"Personne %u\","
          "\"employee_id\":%s%s%s,\"run\":%u,\"facture\":0,\"vente\":0}",
          dotation->base.id, i, i, i == 0 ? "\"" : "", i == 0 ? fixture->employee_id : "null",
          i == 0 ? "\"" : "", 1000 * (i + 1));

      portail_record_free (
          store_fixture_do (fixture, &author, make_create (&portail_dotation_row_type, NULL, row)));
    }
  return store_fixture_load (fixture, dotation);
}

gpointer
store_fixture_load (StoreFixture *fixture, gconstpointer pointer)
{
  const PortailRecord *row = pointer;
  g_autoptr (GError) error = NULL;
  PortailRecord *loaded = portail_record_sql_load (fixture->database, row->type, row->id, &error);

  g_assert_no_error (error);
  return loaded;
}

GPtrArray *
store_fixture_list_rows (StoreFixture *fixture, gconstpointer dotation)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = portail_record_sql_list (
      fixture->database, &portail_dotation_row_type, &error,
      "WHERE dotation_id = ? AND trashed_at IS NULL ORDER BY position", "t",
      ((const PortailRecord *) dotation)->id);

  g_assert_no_error (error);
  return rows;
}

gint64
store_fixture_query (StoreFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (fixture->database, sql, &error);
  gint64 value;

  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  value = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return value;
}

static void
dump_table (StoreFixture *fixture, const char *table, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *columns_sql = g_strdup_printf (
      "SELECT 'SELECT ' || group_concat ('coalesce (' || name || ', ''-'')', ' || ''|'' || ')"
      " || ' FROM %s ORDER BY 1' FROM pragma_table_info ('%s')",
      table, table);
  PortailStatement *statement = portail_database_prepare (fixture->database, columns_sql, &error);
  g_autofree char *sql = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  sql = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  statement = portail_database_prepare (fixture->database, sql, &error);
  g_assert_no_error (error);
  g_string_append_printf (text, "== %s\n", table);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    g_string_append_printf (text, "%s\n", portail_statement_get_text (statement, 0));
  portail_statement_reset (statement);
}

char *
store_fixture_dump (StoreFixture *fixture)
{
  static const char *const tables[] = { "scope_counter", "scope_digest", "change_log",
                                        "device",        "op_ledger",    "dotation_totals" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    dump_table (fixture, tables[i], text);
  for (int i = 0; portail_schema[i] != NULL; i++)
    dump_table (fixture, portail_schema[i]->name, text);
  return g_string_free (text, FALSE);
}

static void
count_row (GHashTable *digests, gconstpointer pointer)
{
  const PortailRecord *row = pointer;
  g_autofree char *scope = portail_scope_of_record (row);
  g_autofree char *key = g_strdup_printf ("%s %s", scope, row->type->name);
  PortailDigest *digest = g_hash_table_lookup (digests, key);

  if (digest == NULL)
    {
      digest = g_new0 (PortailDigest, 1);
      g_hash_table_insert (digests, g_steal_pointer (&key), digest);
    }
  portail_digest_change (digest, PORTAIL_DIGEST_ADD, row->type->name, row->id, row->rev);
}

static void
check_digests (StoreFixture *fixture)
{
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  PortailStatement *statement;

  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      if (portail_schema[i]->scope == PORTAIL_SCOPE_NONE)
        continue;
      rows = portail_record_sql_list (fixture->database, portail_schema[i], &error,
                                      "WHERE trashed_at IS NULL", "");
      g_assert_no_error (error);
      for (guint j = 0; j < rows->len; j++)
        count_row (digests, g_ptr_array_index (rows, j));
    }
  statement = portail_database_prepare (fixture->database,
                                        "SELECT scope, type, count, sum FROM scope_digest", &error);
  g_assert_no_error (error);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    {
      g_autofree char *key = g_strdup_printf ("%s %s", portail_statement_get_text (statement, 0),
                                              portail_statement_get_text (statement, 1));
      PortailDigest none = { 0 };
      PortailDigest *digest = g_hash_table_lookup (digests, key);
      char sum[PORTAIL_DIGEST_TEXT_SIZE];

      digest = digest != NULL ? digest : &none;
      g_assert_cmpint (portail_statement_get_int64 (statement, 2), ==, digest->count);
      g_assert_cmpstr (portail_statement_get_text (statement, 3), ==,
                       portail_digest_format (digest, sum));
    }
  portail_statement_reset (statement);
}

void
store_fixture_check (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement;
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);

  check_digests (fixture);
  statement = portail_database_prepare (fixture->database, "SELECT scope FROM scope_counter",
                                        &error);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    g_ptr_array_add (scopes, portail_statement_dup_text (statement, 0));
  portail_statement_reset (statement);
  for (guint i = 0; i < scopes->len; i++)
    {
      portail_audit_verify (fixture->database, g_ptr_array_index (scopes, i), &error);
      g_assert_no_error (error);
    }
}
