/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-permission.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"

/* Fills every field with a value of its kind, drawn from the test's random numbers. */
static void
fill_field (const PortailField *field, PortailRecord *record)
{
  const PortailChoice *choice = field->choices;
  gint64 amount = g_test_rand_int_range (0, 1000000);

  switch (field->kind)
    {
    case PORTAIL_KIND_TEXT:
      portail_field_take_string (field, record, g_strdup_printf ("É \"%d\"\\", (int) amount));
      break;
    case PORTAIL_KIND_ID:
      portail_field_take_string (field, record, portail_id_new ());
      break;
    case PORTAIL_KIND_DISCORD_ID:
      portail_field_set_string (field, record, "900000000000000001");
      break;
    case PORTAIL_KIND_JSON:
      portail_field_set_string (field, record, "{\"a\":[1,2.50,null],\"é\":\"\\n\"}");
      break;
    case PORTAIL_KIND_CHOICE:
      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        choice = choice[1].name != NULL ? choice + 1 : field->choices;
      portail_field_set_integer (field, record, choice->value);
      break;
    case PORTAIL_KIND_BOOLEAN:
      portail_field_set_integer (field, record, g_test_rand_bit ());
      break;
    case PORTAIL_KIND_DAY:
    case PORTAIL_KIND_WEEK:
      portail_field_set_integer (field, record, 2000 + amount % 500);
      break;
    case PORTAIL_KIND_HOURS:
      portail_field_set_integer (field, record, amount % PORTAIL_HOURS_MAX_HUNDREDTHS);
      break;
    case PORTAIL_KIND_RATE:
      portail_field_set_integer (field, record, amount % PORTAIL_RATE_MAX_BASIS_POINTS);
      break;
    default:
      portail_field_set_integer (field, record, amount);
    }
}

static PortailRecord *
make_full (const PortailRecordType *type)
{
  PortailRecord *record = portail_record_new (type);

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    fill_field (portail_record_type_get_field (type, i), record);
  return record;
}

static void
assert_equal (gconstpointer a, gconstpointer b)
{
  g_assert_cmphex (portail_record_get_differing_fields (a, b), ==, 0);
}

static void
test_every_type_is_complete (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailRecordType *type = portail_schema[i];

      g_assert_true (portail_schema_find (type->name) == type);
      g_assert_cmpuint (portail_record_type_get_n_fields (type), <, 64);
      for (guint j = 0; j < type->n_fields; j++)
        {
          const PortailField *field = &type->fields[j];

          g_assert_cmpint (portail_record_type_find_field (type, field->name), ==,
                           j + PORTAIL_N_COMMON_FIELDS);
          g_assert_true ((field->kind == PORTAIL_KIND_CHOICE) == (field->choices != NULL));
          g_assert_true (field->refers_to == NULL
                         || portail_schema_find (field->refers_to) != NULL);
          g_assert_cmpuint (field->since, <=, PORTAIL_SCHEMA_VERSION);
        }
    }
}

/* A member without a row would leave a gap in the struct that no field covers. */
static void
test_every_member_has_a_row (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailRecordType *type = portail_schema[i];
      gsize end = sizeof (PortailRecord);

      for (guint j = 0; j < type->n_fields; j++)
        {
          const PortailField *field = &type->fields[j];
          gboolean is_small = field->kind == PORTAIL_KIND_BOOLEAN || field->kind == PORTAIL_KIND_DAY
                              || field->kind == PORTAIL_KIND_WEEK
                              || field->kind == PORTAIL_KIND_CHOICE;
          gsize size = is_small ? 4 : 8;

          g_assert_cmpuint (field->offset, ==, (end + size - 1) / size * size);
          end = field->offset + size;
        }
      g_assert_cmpuint (type->size, ==, (end + 7) / 8 * 8);
    }
}

static void
test_a_copy_is_equal_and_its_own (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autoptr (PortailRecord) record = make_full (portail_schema[i]);
      g_autoptr (PortailRecord) copy = portail_record_copy (record);

      assert_equal (record, copy);
      g_assert_true (copy->id != record->id);
    }
}

static void
test_json_and_back_is_equal (void)
{
  PortailReadOptions options = { PORTAIL_READ_LENIENT };

  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailRecordType *type = portail_schema[i];
      g_autoptr (PortailRecord) record = make_full (type);
      g_autoptr (PortailRecord) read = portail_record_new (type);
      g_autoptr (PortailProblems) problems = portail_problems_new ();
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (PortailJsonDocument) document = NULL;
      g_autoptr (GError) error = NULL;
      PortailFieldSet all = portail_record_type_get_all_fields (type);

      portail_record_append_json (record, all, json);
      document = portail_json_parse (json->str, json->len, &error);
      g_assert_no_error (error);
      g_assert_cmphex (portail_record_read_json (read, portail_json_document_get_root (document),
                                                 &options, problems),
                       ==, all);
      g_assert_cmpuint (problems->len, ==, 0);
      assert_equal (record, read);
    }
}

static PortailDatabase *
open_store (PortailTableUse use)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                            &error);

  g_assert_no_error (error);
  portail_record_sql_migrate (database, use, 0, PORTAIL_SCHEMA_VERSION, &error);
  g_assert_no_error (error);
  return database;
}

static void
test_a_stored_record_reads_back_equal (void)
{
  g_autoptr (PortailDatabase) database = open_store (PORTAIL_TABLE_CACHE);

  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autoptr (PortailRecord) record = make_full (portail_schema[i]);
      g_autoptr (PortailRecord) read = NULL;
      g_autoptr (PortailRecord) again = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (portail_record_sql_insert (database, record, &error));
      read = portail_record_sql_load (database, record->type, record->id, &error);
      g_assert_no_error (error);
      assert_equal (record, read);
      portail_field_set_null (portail_record_type_get_field (record->type, 7), record);
      g_assert_true (portail_record_sql_update (database, record, &error));
      again = portail_record_sql_load (database, record->type, record->id, &error);
      assert_equal (record, again);
    }
}

static void
test_trash_hides_a_row_until_it_is_restored (void)
{
  g_autoptr (PortailDatabase) database = open_store (PORTAIL_TABLE_CACHE);
  g_autoptr (PortailRecord) record = make_full (&portail_dotation_row_type);
  g_autoptr (PortailRecord) hidden = NULL;
  g_autoptr (PortailRecord) trashed = NULL;
  g_autoptr (PortailRecord) restored = NULL;
  g_autoptr (GError) error = NULL;

  portail_record_sql_insert (database, record, &error);
  portail_record_sql_set_trashed (database, record->type, record->id, portail_timestamp_now (),
                                  &error);
  g_assert_no_error (error);
  hidden = portail_record_sql_load (database, record->type, record->id, &error);
  g_assert_null (hidden);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  trashed = portail_record_sql_load_trashed (database, record->type, record->id, &error);
  assert_equal (record, trashed);
  portail_record_sql_set_trashed (database, record->type, record->id, PORTAIL_TIMESTAMP_NULL,
                                  &error);
  restored = portail_record_sql_load (database, record->type, record->id, &error);
  g_assert_no_error (error);
  assert_equal (record, restored);
}

static PortailDotation *
make_sheet (const char *enterprise_id, PortailDotationStatus status)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);

  dotation->base.id = portail_id_new ();
  dotation->base.enterprise_id = g_strdup (enterprise_id);
  dotation->period = portail_week_from_number (2025, 38);
  dotation->status = status;
  return dotation;
}

static void
test_a_week_has_one_sheet_that_is_not_refused (void)
{
  g_autoptr (PortailDatabase) database = open_store (PORTAIL_TABLE_AUTHORITY);
  g_autofree char *enterprise_id = portail_id_new ();
  g_autoptr (PortailDotation) refused = make_sheet (enterprise_id, PORTAIL_DOTATION_REFUSE);
  g_autoptr (PortailDotation) first = make_sheet (enterprise_id, PORTAIL_DOTATION_BROUILLON);
  g_autoptr (PortailDotation) second = make_sheet (enterprise_id, PORTAIL_DOTATION_BROUILLON);
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_record_sql_insert (database, refused, &error));
  g_assert_true (portail_record_sql_insert (database, first, &error));
  g_assert_false (portail_record_sql_insert (database, second, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
  g_clear_error (&error);
  portail_record_sql_set_trashed (database, &portail_dotation_type, first->base.id,
                                  portail_timestamp_now (), &error);
  g_assert_true (portail_record_sql_insert (database, second, &error));
  g_assert_no_error (error);
}

static void
test_company_names_compare_without_case_accents_and_spaces (void)
{
  g_autoptr (PortailDatabase) database = open_store (PORTAIL_TABLE_AUTHORITY);
  g_autoptr (PortailEnterprise) first = portail_record_new (&portail_enterprise_type);
  g_autoptr (PortailEnterprise) second = portail_record_new (&portail_enterprise_type);
  g_autoptr (GError) error = NULL;

  first->base.id = portail_id_new ();
  first->name = g_strdup ("Garage de l'Étoile");
  second->base.id = portail_id_new ();
  second->name = g_strdup ("  GARAGE  DE L’ETOILE ");
  g_assert_true (portail_record_sql_insert (database, first, &error));
  g_assert_false (portail_record_sql_insert (database, second, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
}

static PortailFieldSet
read_strictly (PortailRecord *record, const char *text, PortailProblems *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), &error);
  PortailReadOptions options = {
    PORTAIL_READ_STRICT, portail_permission_get_writable (record->type, PORTAIL_ROLE_PATRON), NULL
  };
  PortailFieldSet present;

  g_assert_no_error (error);
  present = portail_record_read_json (record, portail_json_document_get_root (document), &options,
                                      problems);
  portail_record_validate (record, present, problems);
  return present;
}

static void
test_a_partial_update_knows_what_it_brings (void)
{
  g_autoptr (PortailRecord) record = portail_record_new (&portail_dotation_row_type);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailFieldSet present = read_strictly (
      record, "{\"run\":12500.5,\"grade\":null,\"heures\":37.25}", problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmphex (present, ==,
                   portail_record_type_field_bit (record->type, "run")
                       | portail_record_type_field_bit (record->type, "grade")
                       | portail_record_type_field_bit (record->type, "heures"));
  g_assert_cmpint (((PortailDotationRow *) record)->run.cents, ==, 1250050);
  g_assert_cmpint (((PortailDotationRow *) record)->heures.hundredths, ==, 3725);
}

static void
test_bad_input_names_its_field (void)
{
  static const struct
  {
    const PortailRecordType *type;
    const char *json;
    const char *field;
    const char *code;
  } cases[] = {
    { &portail_dotation_row_type, "{\"run\":-1}", "run", "negative" },
    { &portail_dotation_row_type, "{\"run\":0.001}", "run", "wrong_kind" },
    { &portail_dotation_row_type, "{\"run\":1e400}", "run", "wrong_kind" },
    { &portail_dotation_row_type, "{\"run\":90071992547409.92}", "run", "wrong_kind" },
    { &portail_dotation_row_type, "{\"run\":\"12\"}", "run", "wrong_kind" },
    { &portail_dotation_row_type, "{\"run\":null}", "run", "required" },
    { &portail_dotation_row_type, "{\"employee_name\":\" \\u00a0\"}", "employee_name", "required" },
    { &portail_dotation_row_type, "{\"employee_name\":\"a\\u0007\"}", "employee_name",
      "control_character" },
    { &portail_dotation_row_type, "{\"employee_id\":\"1\"}", "employee_id", "not_an_id" },
    { &portail_dotation_row_type, "{\"ca\":1}", "ca", "unknown_field" },
    { &portail_dotation_type, "{\"status\":\"valide\"}", "status", "not_writable" },
    { &portail_dotation_type, "{\"period\":\"2025-W53\"}", "period", "wrong_kind" },
    { &portail_enterprise_type, "{\"blanchiment_enabled\":true}", "blanchiment_enabled",
      "not_writable" },
    { &portail_employee_type, "{\"status\":\"parti\"}", "status", "unknown_choice" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRecord) record = portail_record_new (cases[i].type);
      g_autoptr (PortailProblems) problems = portail_problems_new ();

      read_strictly (record, cases[i].json, problems);
      g_test_message ("%s", cases[i].json);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, cases[i].field);
      g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, cases[i].code);
    }
}

static void
test_unknown_members_of_a_newer_peer_are_kept (void)
{
  static const char text[] = "{\"run\":5,\"couleur\":{\"b\":1,\"a\":[true]}}";
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);
  g_autoptr (PortailRecord) record = portail_record_new (&portail_dotation_row_type);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailReadOptions options = { PORTAIL_READ_LENIENT };

  portail_record_read_json (record, portail_json_document_get_root (document), &options, problems);
  g_assert_cmpstr (record->unknown_members, ==, "\"couleur\":{\"a\":[true],\"b\":1}");
}

static void
test_hostile_json_is_refused (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  const char *texts[] = {
    "",    "{",  "[1,]", "{\"a\":1,\"a\":2}", "\"\\u0000\"", "{\"\\u0000\":1}", "\"\xff\"", "{} {}",
    "nul", NULL, NULL
  };

  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  texts[G_N_ELEMENTS (texts) - 2] = deep->str;
  for (int i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (portail_json_parse (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/every-type-is-complete", test_every_type_is_complete);
  g_test_add_func ("/record/every-member-has-a-row", test_every_member_has_a_row);
  g_test_add_func ("/record/a-copy-is-equal-and-its-own", test_a_copy_is_equal_and_its_own);
  g_test_add_func ("/record/json-and-back-is-equal", test_json_and_back_is_equal);
  g_test_add_func ("/record/a-stored-record-reads-back-equal",
                   test_a_stored_record_reads_back_equal);
  g_test_add_func ("/record/trash-hides-a-row-until-it-is-restored",
                   test_trash_hides_a_row_until_it_is_restored);
  g_test_add_func ("/record/a-week-has-one-sheet-that-is-not-refused",
                   test_a_week_has_one_sheet_that_is_not_refused);
  g_test_add_func ("/record/company-names-compare-without-case-accents-and-spaces",
                   test_company_names_compare_without_case_accents_and_spaces);
  g_test_add_func ("/record/a-partial-update-knows-what-it-brings",
                   test_a_partial_update_knows_what_it_brings);
  g_test_add_func ("/record/bad-input-names-its-field", test_bad_input_names_its_field);
  g_test_add_func ("/record/unknown-members-of-a-newer-peer-are-kept",
                   test_unknown_members_of_a_newer_peer_are_kept);
  g_test_add_func ("/record/hostile-json-is-refused", test_hostile_json_is_refused);
  return g_test_run ();
}
