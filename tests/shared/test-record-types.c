/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each type asks between its fields, its keys, its scope and what a new one has. */
#include <glib.h>

#include "shared/portail-schema.h"
#include "shared/portail-scope-name.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-member.h"
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"

#define COMPANY "01890000-0000-7000-8000-00000000000a"
#define USER    "01890000-0000-7000-8000-000000000001"
#define SOURCE  "01890000-0000-7000-8000-0000000000d1"
#define HASH    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* One problem, or none where @field is NULL, in the fields that are set. */
static void
assert_problem (gconstpointer record, const char *field, const char *code)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_record_validate (record, 0, problems);
  g_assert_cmpuint (problems->len, ==, field != NULL ? 1 : 0);
  if (field == NULL)
    return;
  g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, field);
  g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, code);
}

static void
test_an_operation_is_returned_after_it_was_received (void)
{
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);

  operation->date_rendu = portail_day_from_date (2025, 1, 8);
  assert_problem (operation, NULL, NULL);
  operation->date_recu = portail_day_from_date (2025, 1, 8);
  assert_problem (operation, NULL, NULL);
  operation->date_recu = portail_day_from_date (2025, 1, 9);
  assert_problem (operation, "date_rendu", "out_of_range");
}

static void
test_both_shares_are_at_most_everything (void)
{
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);

  operation->groupe_taux = PORTAIL_PERCENT (100);
  assert_problem (operation, NULL, NULL);
  operation->entreprise_taux = (PortailRate){ 1 };
  assert_problem (operation, "groupe_taux", "out_of_range");
  operation->groupe_taux = PORTAIL_PERCENT (80);
  operation->entreprise_taux = PORTAIL_PERCENT (20);
  operation->percentage = PORTAIL_PERCENT (101);
  assert_problem (operation, "percentage", "out_of_range");
}

static void
test_a_content_is_named_by_its_hash (void)
{
  static const char *const wrong[] = { "", "0123", HASH "0",
                                       "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789"
                                       "abcdef" };
  g_autoptr (PortailDocument) document = portail_record_new (&portail_document_type);

  assert_problem (document, NULL, NULL);
  document->sha256 = g_strdup (HASH);
  document->size = 0;
  assert_problem (document, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_free (document->sha256);
      document->sha256 = g_strdup (wrong[i]);
      assert_problem (document, "sha256", "not_a_hash");
    }
  g_clear_pointer (&document->sha256, g_free);
  document->size = -1;
  assert_problem (document, "size", "negative");
}

/* Owned; NULL for none. */
static char *
get_key (gconstpointer record)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;

  return type->make_natural_key != NULL ? type->make_natural_key (record) : NULL;
}

static void
assert_key (gconstpointer record, const char *expected)
{
  g_autofree char *key = get_key (record);

  g_assert_cmpstr (key, ==, expected);
}

static void
test_one_source_has_one_archive (void)
{
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);

  archive->base.enterprise_id = g_strdup (COMPANY);
  assert_key (archive, NULL);
  archive->source_id = g_strdup (SOURCE);
  assert_problem (archive, "source_type", "required");
  archive->source_type = g_strdup ("dotation");
  assert_problem (archive, NULL, NULL);
  assert_key (archive, COMPANY "/dotation/" SOURCE);
}

static void
test_a_correction_stands_beside_what_it_corrects (void)
{
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_new (
      &portail_tax_declaration_type);

  declaration->dotation_id = g_strdup (SOURCE);
  assert_key (declaration, NULL);
}

static void
test_a_week_has_one_lock_a_company_and_one_for_all (void)
{
  g_autoptr (PortailPeriodLock) lock = portail_record_new (&portail_period_lock_type);
  g_autofree char *global = portail_scope_of_record (lock);
  g_autofree char *own = NULL;

  lock->period = portail_week_from_number (2025, 38);
  g_assert_cmpstr (global, ==, "global");
  assert_key (lock, "all/2025-W38");
  lock->base.enterprise_id = g_strdup (COMPANY);
  own = portail_scope_of_record (lock);
  g_assert_cmpstr (own, ==, "enterprise:" COMPANY);
  assert_key (lock, COMPANY "/2025-W38");
}

static void
test_a_setting_lives_with_its_user_or_with_all (void)
{
  g_autoptr (PortailSetting) setting = portail_record_new (&portail_setting_type);
  g_autofree char *global = portail_scope_of_record (setting);
  g_autofree char *own = NULL;

  setting->key = g_strdup ("theme");
  g_assert_cmpstr (global, ==, "global");
  assert_key (setting, "/theme");
  setting->user_id = g_strdup (USER);
  own = portail_scope_of_record (setting);
  g_assert_cmpstr (own, ==, "user:" USER);
  assert_key (setting, USER "/theme");
  assert_problem (setting, NULL, NULL);
  setting->base.enterprise_id = g_strdup (COMPANY);
  assert_problem (setting, "enterprise_id", "not_writable");
}

static void
test_a_user_is_one_member_of_a_company (void)
{
  g_autoptr (PortailMember) member = portail_record_new (&portail_member_type);
  PortailFieldSet personal = portail_record_type_get_flagged_fields (&portail_member_type,
                                                                     PORTAIL_FIELD_PERSONAL);

  member->base.enterprise_id = g_strdup (COMPANY);
  member->user_id = g_strdup (USER);
  assert_key (member, COMPANY "/" USER);
  g_assert_cmphex (personal, ==,
                   portail_record_type_field_bit (&portail_member_type, "display_name")
                       | portail_record_type_field_bit (&portail_member_type, "avatar"));
}

static void
test_a_new_record_has_its_first_values (void)
{
  g_autoptr (PortailDotation) dotation = portail_record_new (&portail_dotation_type);
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_new (
      &portail_tax_declaration_type);
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
  g_autoptr (PortailPeriodLock) lock = portail_record_new (&portail_period_lock_type);
  g_autoptr (PortailDocument) document = portail_record_new (&portail_document_type);
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);
  PortailRecord *records[] = { &dotation->base, &declaration->base, &archive->base,
                               &lock->base,     &document->base,    &operation->base };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    portail_record_set_initial (records[i], 0);
  g_assert_cmpint (dotation->status, ==, PORTAIL_DOTATION_BROUILLON);
  g_assert_cmpint (declaration->status, ==, PORTAIL_TAX_DECLARATION_BROUILLON);
  g_assert_cmpint (archive->status, ==, PORTAIL_ARCHIVE_EN_ATTENTE);
  g_assert_cmpint (archive->doc_type, ==, PORTAIL_ARCHIVE_AUTRE);
  g_assert_true (lock->locked);
  g_assert_cmpint (document->doc_type, ==, PORTAIL_DOCUMENT_DOCUMENT);
  g_assert_cmpint (operation->status, ==, PORTAIL_BLANCHIMENT_EN_COURS);
}

/* Null is nothing that anybody said; FALSE is. */
static void
test_what_was_given_stays (void)
{
  g_autoptr (PortailEmployee) employee = portail_record_new (&portail_employee_type);
  g_autoptr (PortailEnterprise) enterprise = portail_record_new (&portail_enterprise_type);

  portail_record_set_initial (employee,
                              portail_record_type_field_bit (employee->base.type, "status"));
  g_assert_cmpint (employee->status, ==, PORTAIL_EMPLOYEE_ACTIF);
  employee->status = PORTAIL_EMPLOYEE_CONGE;
  portail_record_set_initial (employee,
                              portail_record_type_field_bit (employee->base.type, "status"));
  g_assert_cmpint (employee->status, ==, PORTAIL_EMPLOYEE_CONGE);
  portail_record_set_initial (enterprise,
                              portail_record_type_field_bit (enterprise->base.type, "is_active"));
  g_assert_false (enterprise->is_active);
}

/* What must not be null, and nobody can write, has to come from somewhere. */
static void
test_a_required_computed_choice_has_a_first_value (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    for (guint j = 0; j < portail_schema[i]->n_fields; j++)
      {
        const PortailField *field = &portail_schema[i]->fields[j];

        g_assert_true (field->initial == 0 || field->kind == PORTAIL_KIND_CHOICE
                       || field->kind == PORTAIL_KIND_BOOLEAN);
        if (field->kind == PORTAIL_KIND_CHOICE && field->initial != 0)
          g_assert_nonnull (portail_choice_find (field->choices, (int) field->initial));
        if (g_str_equal (field->name, "status"))
          g_assert_cmpint (field->initial, !=, 0);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-types/an-operation-is-returned-after-it-was-received",
                   test_an_operation_is_returned_after_it_was_received);
  g_test_add_func ("/record-types/both-shares-are-at-most-everything",
                   test_both_shares_are_at_most_everything);
  g_test_add_func ("/record-types/a-content-is-named-by-its-hash",
                   test_a_content_is_named_by_its_hash);
  g_test_add_func ("/record-types/one-source-has-one-archive", test_one_source_has_one_archive);
  g_test_add_func ("/record-types/a-correction-stands-beside-what-it-corrects",
                   test_a_correction_stands_beside_what_it_corrects);
  g_test_add_func ("/record-types/a-week-has-one-lock-a-company-and-one-for-all",
                   test_a_week_has_one_lock_a_company_and_one_for_all);
  g_test_add_func ("/record-types/a-setting-lives-with-its-user-or-with-all",
                   test_a_setting_lives_with_its_user_or_with_all);
  g_test_add_func ("/record-types/a-user-is-one-member-of-a-company",
                   test_a_user_is_one_member_of_a_company);
  g_test_add_func ("/record-types/a-new-record-has-its-first-values",
                   test_a_new_record_has_its_first_values);
  g_test_add_func ("/record-types/what-was-given-stays", test_what_was_given_stays);
  g_test_add_func ("/record-types/a-required-computed-choice-has-a-first-value",
                   test_a_required_computed_choice_has_a_first_value);
  return g_test_run ();
}
