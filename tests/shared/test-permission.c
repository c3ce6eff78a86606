/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-change-rights.h"
#include "shared/portail-permission.h"
#include "shared/portail-schema.h"
#include "shared/portail-transition.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-member.h"
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"

/* The words of domain.md §2, with those of contract.md §2 for its own rows. */
static PortailRights
get_rights (const char *words)
{
  static const struct
  {
    const char *words;
    PortailRights rights;
  } table[] = {
    { "–", PORTAIL_RIGHT_NONE },
    { "own", PORTAIL_RIGHT_READ_OWN },
    { "names", PORTAIL_RIGHT_READ_NAMES },
    { "R", PORTAIL_RIGHT_READ },
    { "W", PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE },
    { "R, V", PORTAIL_RIGHT_READ | PORTAIL_RIGHT_VALIDATE },
    { "R; W when refused", PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE_REFUSED },
    { "all", PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_VALIDATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (words, table[i].words))
      return table[i].rights;
  g_assert_not_reached ();
}

static void
test_the_matrix_is_that_of_the_rules (void)
{
  static const struct
  {
    PortailModule module;
    const char *words[PORTAIL_N_ROLES - 1]; /* employe … superadmin */
  } matrix[] = {
    { PORTAIL_MODULE_DASHBOARD, { "own", "R", "R", "R", "R", "all" } },
    { PORTAIL_MODULE_DOTATIONS, { "own", "W", "W", "R", "R, V", "all" } },
    { PORTAIL_MODULE_IMPOTS, { "–", "W", "W", "R", "R, V", "all" } },
    { PORTAIL_MODULE_DOCUMENTS, { "own", "W", "W", "R", "R, V", "all" } },
    { PORTAIL_MODULE_BLANCHIMENT, { "–", "W", "W", "–", "R, V", "all" } },
    { PORTAIL_MODULE_BLANCHIMENT_SETTINGS, { "–", "–", "–", "–", "W", "all" } },
    { PORTAIL_MODULE_ARCHIVES,
      { "R", "R; W when refused", "R; W when refused", "R", "all", "all" } },
    { PORTAIL_MODULE_COMPANY_CONFIG, { "–", "R", "W", "–", "all", "all" } },
    { PORTAIL_MODULE_SYSTEM_CONFIG, { "–", "R", "R", "R", "W", "all" } },
    { PORTAIL_MODULE_ACCOUNTS, { "–", "–", "–", "–", "R", "all" } },
    { PORTAIL_MODULE_EMPLOYEES, { "names", "W", "W", "R", "all", "all" } },
    { PORTAIL_MODULE_ENTERPRISES, { "names", "R", "W", "R", "all", "all" } },
    { PORTAIL_MODULE_MEMBERS, { "R", "R", "R", "R", "R", "all" } },
    { PORTAIL_MODULE_PERIOD_LOCKS, { "R", "R", "R", "R", "all", "all" } },
    { PORTAIL_MODULE_SETTINGS, { "R", "R", "R", "R", "all", "all" } },
    { PORTAIL_MODULE_OWN, { "W", "W", "W", "W", "W", "W" } },
  };

  g_assert_cmpint (G_N_ELEMENTS (matrix), ==, PORTAIL_N_MODULES);
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    for (int role = PORTAIL_ROLE_EMPLOYE; role < PORTAIL_N_ROLES; role++)
      g_assert_cmphex (portail_permission_get (matrix[i].module, (PortailRole) role), ==,
                       get_rights (matrix[i].words[role - PORTAIL_ROLE_EMPLOYE]));
}

static void
test_without_a_role_there_is_only_what_is_ones_own (void)
{
  for (int module = 0; module < PORTAIL_N_MODULES; module++)
    g_assert_true (portail_permission_can_see ((PortailModule) module, PORTAIL_ROLE_NONE)
                   == (module == PORTAIL_MODULE_OWN || module == PORTAIL_MODULE_SETTINGS));
}

static gboolean
can_write (const PortailRecordType *type, PortailRole role, const char *field)
{
  return (portail_permission_get_writable (type, role)
          & portail_record_type_field_bit (type, field))
         != 0;
}

static gboolean
can_read (const PortailRecordType *type, PortailRole role, const char *field)
{
  return (portail_permission_get_readable (type, role)
          & portail_record_type_field_bit (type, field))
         != 0;
}

static void
test_some_fields_have_their_own_rights (void)
{
  g_assert_false (can_write (&portail_enterprise_type, PORTAIL_ROLE_PATRON, "blanchiment_enabled"));
  g_assert_true (can_write (&portail_enterprise_type, PORTAIL_ROLE_STAFF, "blanchiment_enabled"));
  g_assert_true (can_write (&portail_enterprise_type, PORTAIL_ROLE_PATRON, "description"));
  g_assert_false (can_write (&portail_enterprise_type, PORTAIL_ROLE_CO_PATRON, "description"));
  g_assert_false (can_write (&portail_employee_type, PORTAIL_ROLE_CO_PATRON, "user_id"));
  g_assert_true (can_write (&portail_employee_type, PORTAIL_ROLE_PATRON, "user_id"));
  g_assert_true (can_read (&portail_employee_type, PORTAIL_ROLE_EMPLOYE, "name"));
  g_assert_false (can_read (&portail_employee_type, PORTAIL_ROLE_EMPLOYE, "grade"));
  g_assert_true (can_read (&portail_period_lock_type, PORTAIL_ROLE_EMPLOYE, "locked"));
  g_assert_true (can_read (&portail_member_type, PORTAIL_ROLE_EMPLOYE, "display_name"));
}

/* What follows from something else is written by the server alone, whoever asks. */
static void
test_computed_fields_are_nobodys (void)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    for (int role = 0; role < PORTAIL_N_ROLES; role++)
      g_assert_cmphex (
          portail_permission_get_writable (portail_schema[i], (PortailRole) role)
              & portail_record_type_get_flagged_fields (portail_schema[i], PORTAIL_FIELD_COMPUTED),
          ==, 0);
  g_assert_true (portail_record_type_is_derived (&portail_member_type));
  g_assert_false (portail_record_type_is_derived (&portail_setting_type));
}

typedef struct
{
  const PortailRecordType *type;
  const char *state; /* name of a status; "set" or "unset" of what is no choice; NULL for none */
  PortailRole role;
  PortailChangeKind kind;
  gboolean is_allowed;
} Question;

/* Owned. */
static PortailRecord *
make_record (const PortailRecordType *type, const char *state)
{
  PortailRecord *record = portail_record_new (type);
  const PortailField *field = portail_transition_get_state_field (type);

  if (state == NULL)
    return record;
  if (field->kind == PORTAIL_KIND_CHOICE)
    portail_field_set_integer (field, record, portail_choice_from_name (field->choices, state));
  else if (g_str_equal (state, "set"))
    portail_field_set_integer (field, record, 1);
  return record;
}

#define MAY(type_name, status, who, what)                                                          \
  {                                                                                                \
    &portail_##type_name##_type, status, PORTAIL_ROLE_##who, PORTAIL_CHANGE_##what, TRUE           \
  }
#define MAY_NOT(type_name, status, who, what)                                                      \
  {                                                                                                \
    &portail_##type_name##_type, status, PORTAIL_ROLE_##who, PORTAIL_CHANGE_##what, FALSE          \
  }

static const Question questions[] = {
  MAY (dotation, "brouillon", CO_PATRON, CREATE),
  MAY (dotation, "brouillon", CO_PATRON, DELETE),
  MAY_NOT (dotation, "en_attente", PATRON, DELETE),
  MAY_NOT (dotation, "refuse", PATRON, DELETE),
  MAY_NOT (dotation, "brouillon", STAFF, UPDATE),
  MAY (dotation, "valide", STAFF, DELETE),
  MAY_NOT (dotation, "brouillon", DOT, CREATE),
  MAY_NOT (dotation, "brouillon", EMPLOYE, CREATE),
  MAY (tax_declaration, "brouillon", PATRON, DELETE),
  MAY_NOT (tax_declaration, "valide", PATRON, DELETE),
  MAY_NOT (tax_declaration, "brouillon", EMPLOYE, UPDATE),
  MAY_NOT (tax_declaration, "brouillon", STAFF, CREATE),
  MAY (document, NULL, CO_PATRON, UPDATE),
  MAY (document, NULL, CO_PATRON, DELETE),
  MAY (document, NULL, STAFF, DELETE),
  MAY_NOT (document, NULL, STAFF, CREATE),
  MAY_NOT (document, NULL, EMPLOYE, CREATE),
  MAY_NOT (document, NULL, EMPLOYE, DELETE),
  MAY (blanchiment_operation, "en_cours", CO_PATRON, DELETE),
  MAY (blanchiment_operation, "suspendu", PATRON, DELETE),
  MAY_NOT (blanchiment_operation, "termine", PATRON, DELETE),
  MAY_NOT (blanchiment_operation, "annule", PATRON, DELETE),
  MAY (blanchiment_operation, "termine", STAFF, DELETE),
  MAY_NOT (blanchiment_operation, "en_cours", DOT, UPDATE),
  MAY (archive, "en_attente", CO_PATRON, CREATE),
  MAY_NOT (archive, "en_attente", PATRON, UPDATE),
  MAY_NOT (archive, "valide", PATRON, UPDATE),
  MAY (archive, "refuse", CO_PATRON, UPDATE),
  MAY_NOT (archive, "refuse", PATRON, DELETE),
  MAY (archive, "valide", STAFF, UPDATE),
  MAY (archive, "valide", STAFF, DELETE),
  MAY_NOT (archive, "refuse", EMPLOYE, UPDATE),
  MAY_NOT (archive, NULL, EMPLOYE, CREATE),
  MAY (employee, NULL, CO_PATRON, DELETE),
  MAY_NOT (enterprise, NULL, PATRON, DELETE),
  MAY (enterprise, NULL, STAFF, DELETE),
  MAY_NOT (period_lock, "set", PATRON, CREATE),
  MAY (period_lock, "set", STAFF, CREATE),
  MAY (bareme_version, "unset", STAFF, DELETE),
  MAY_NOT (bareme_version, "set", STAFF, DELETE),
  MAY (bareme_version, "set", SUPERADMIN, DELETE),
  MAY_NOT (bareme_version, "unset", PATRON, CREATE),
  MAY (setting, NULL, STAFF, CREATE),
  MAY_NOT (setting, NULL, DOT, CREATE),
};

static void
test_a_change_needs_the_right_for_its_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      const Question *question = &questions[i];
      g_autoptr (PortailRecord) record = make_record (question->type, question->state);
      PortailRights granted = portail_permission_get (question->type->module, question->role);

      g_test_message (
          "%s %s: %s by %s", question->type->name, question->state != NULL ? question->state : "",
          portail_change_kind_get_name (question->kind), portail_role_get_name (question->role));
      g_assert_true (portail_change_rights_suffice (question->kind, NULL, record, granted)
                     == question->is_allowed);
    }
}

static gboolean
may_command (const PortailRecordType *type,
             const char *state,
             const char *command,
             PortailRole role)
{
  g_autoptr (PortailRecord) record = make_record (type, state);

  return portail_change_rights_suffice (PORTAIL_CHANGE_COMMAND, command, record,
                                        portail_permission_get (type->module, role));
}

static void
test_a_command_needs_its_own_right (void)
{
  const PortailRecordType *tax = &portail_tax_declaration_type;
  const PortailRecordType *operation = &portail_blanchiment_operation_type;

  g_assert_true (may_command (tax, "brouillon", "submit", PORTAIL_ROLE_CO_PATRON));
  g_assert_false (may_command (tax, "brouillon", "submit", PORTAIL_ROLE_STAFF));
  g_assert_true (may_command (tax, "en_attente", "validate", PORTAIL_ROLE_STAFF));
  g_assert_false (may_command (tax, "en_attente", "validate", PORTAIL_ROLE_PATRON));
  g_assert_false (may_command (tax, "en_attente", "refuse", PORTAIL_ROLE_DOT));
  g_assert_true (may_command (operation, "en_cours", "finish", PORTAIL_ROLE_PATRON));
  g_assert_true (may_command (operation, "en_cours", "review", PORTAIL_ROLE_STAFF));
  g_assert_false (may_command (operation, "en_cours", "review", PORTAIL_ROLE_PATRON));
  g_assert_false (
      may_command (&portail_archive_type, "en_attente", "validate", PORTAIL_ROLE_PATRON));
  g_assert_true (may_command (&portail_dotation_type, "valide", "archive", PORTAIL_ROLE_PATRON));
  g_assert_true (may_command (&portail_dotation_type, "valide", "archive", PORTAIL_ROLE_STAFF));
  g_assert_false (may_command (&portail_dotation_type, "valide", "archive", PORTAIL_ROLE_DOT));
  g_assert_true (may_command (&portail_bareme_version_type, NULL, "publish", PORTAIL_ROLE_STAFF));
  g_assert_false (may_command (&portail_bareme_version_type, NULL, "publish", PORTAIL_ROLE_DOT));
  g_assert_false (may_command (&portail_period_lock_type, "set", "unlock", PORTAIL_ROLE_PATRON));
}

static void
test_whoever_may_delete_may_restore (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].kind == PORTAIL_CHANGE_DELETE)
      g_assert_true (
          may_command (questions[i].type, questions[i].state, "restore", questions[i].role)
          == questions[i].is_allowed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/the-matrix-is-that-of-the-rules",
                   test_the_matrix_is_that_of_the_rules);
  g_test_add_func ("/permission/without-a-role-there-is-only-what-is-ones-own",
                   test_without_a_role_there_is_only_what_is_ones_own);
  g_test_add_func ("/permission/some-fields-have-their-own-rights",
                   test_some_fields_have_their_own_rights);
  g_test_add_func ("/permission/computed-fields-are-nobodys", test_computed_fields_are_nobodys);
  g_test_add_func ("/permission/a-change-needs-the-right-for-its-state",
                   test_a_change_needs_the_right_for_its_state);
  g_test_add_func ("/permission/a-command-needs-its-own-right", test_a_command_needs_its_own_right);
  g_test_add_func ("/permission/whoever-may-delete-may-restore",
                   test_whoever_may_delete_may_restore);
  return g_test_run ();
}
