/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-arguments.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-period-lock.h"

#define NOW ((PortailTimestamp){ 1758300000000 })

/* The commands of contract.md §4: from which states to which; "" leaves the state. */
static const struct
{
  const char *type;
  const char *command;
  const char *from; /* names, separated by spaces; "no" and "yes" of what is no choice */
  const char *to;
} commands[] = {
  { "dotation", "submit", "brouillon refuse", "en_attente" },
  { "dotation", "withdraw", "en_attente", "brouillon" },
  { "dotation", "validate", "en_attente", "valide" },
  { "dotation", "refuse", "en_attente", "refuse" },
  { "dotation", "pay", "valide", "paye" },
  { "dotation", "reopen", "valide paye", "brouillon" },
  { "dotation", "archive", "valide paye", "" },
  { "tax_declaration", "submit", "brouillon refuse", "en_attente" },
  { "tax_declaration", "validate", "en_attente", "valide" },
  { "tax_declaration", "refuse", "en_attente", "refuse" },
  { "tax_declaration", "pay", "valide", "paye" },
  { "tax_declaration", "correct", "valide paye", "" },
  { "archive", "validate", "en_attente", "valide" },
  { "archive", "refuse", "en_attente", "refuse" },
  { "blanchiment_operation", "finish", "en_cours", "termine" },
  { "blanchiment_operation", "suspend", "en_cours", "suspendu" },
  { "blanchiment_operation", "resume", "suspendu", "en_cours" },
  { "blanchiment_operation", "cancel", "en_cours suspendu", "annule" },
  { "blanchiment_operation", "review", "en_cours suspendu termine", "" },
  { "period_lock", "lock", "no", "yes" },
  { "period_lock", "unlock", "yes", "no" },
  { "bareme", "publish", "no", "yes" },
};

/* Puts @record, whose type has states, into the one of that name. FALSE where there is none. */
static gboolean
put_into (PortailRecord *record, const char *state)
{
  const PortailField *field = portail_transition_get_state_field (record->type);
  int value;

  if (field->kind == PORTAIL_KIND_CHOICE)
    value = portail_choice_from_name (field->choices, state);
  else
    value = g_str_equal (state, "yes");
  if (field->kind == PORTAIL_KIND_TIMESTAMP && !value)
    portail_field_set_null (field, record);
  else
    portail_field_set_integer (field, record, value);
  return field->kind != PORTAIL_KIND_CHOICE || value != PORTAIL_CHOICE_UNKNOWN;
}

static const char *const all_states[] = {
  "brouillon", "en_attente", "valide", "refuse", "paye", "en_cours",
  "termine",   "suspendu",   "annule", "no",     "yes",
};

static gboolean
is_possible (const PortailRecord *record, const char *state)
{
  gboolean is_choice = portail_transition_get_state_field (record->type)->kind
                       == PORTAIL_KIND_CHOICE;
  gboolean is_word = g_str_equal (state, "no") || g_str_equal (state, "yes");

  return is_choice != is_word;
}

static void
test_the_commands_are_those_of_the_contract (void)
{
  guint n_commands = 0;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const PortailTransition *transition = portail_transition_find (commands[i].type,
                                                                     commands[i].command);
      g_auto (GStrv) from = g_strsplit (commands[i].from, " ", -1);
      g_autoptr (PortailRecord) record = portail_record_new (
          portail_schema_find (commands[i].type));

      g_test_message ("%s %s", commands[i].type, commands[i].command);
      g_assert_nonnull (transition);
      for (guint j = 0; j < G_N_ELEMENTS (all_states); j++)
        if (is_possible (record, all_states[j]) && put_into (record, all_states[j]))
          g_assert_true (
              portail_transition_starts_at (transition, portail_transition_get_state (record))
              == g_strv_contains ((const char *const *) from, all_states[j]));
    }
  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    n_commands++;
  g_assert_cmpuint (n_commands, ==, G_N_ELEMENTS (commands));
}

static void
test_a_command_leads_to_its_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const PortailTransition *transition = portail_transition_find (commands[i].type,
                                                                     commands[i].command);
      g_auto (GStrv) from = g_strsplit (commands[i].from, " ", -1);
      const PortailRecordType *type = portail_schema_find (commands[i].type);
      g_autoptr (PortailRecord) record = portail_record_new (type);
      g_autoptr (PortailRecord) wanted = portail_record_new (type);

      g_assert_true (put_into (record, from[0]));
      g_assert_true (put_into (wanted, *commands[i].to != '\0' ? commands[i].to : from[0]));
      portail_transition_set_state (transition, record, NOW);
      g_assert_cmpint (portail_transition_get_state (record), ==,
                       portail_transition_get_state (wanted));
    }
}

static void
test_publishing_tells_when (void)
{
  g_autoptr (PortailBaremeVersion) bareme = portail_record_new (&portail_bareme_version_type);

  portail_transition_set_state (portail_transition_find ("bareme", "publish"), bareme, NOW);
  g_assert_cmpint (bareme->published_at.milliseconds, ==, NOW.milliseconds);
}

/* States in which content is edited, those of drafts, and those that were refused. */
static const struct
{
  const char *type;
  const char *editable;
  const char *draft;
  const char *refused;
} lives[] = {
  { "dotation", "brouillon refuse", "brouillon", "refuse" },
  { "tax_declaration", "brouillon refuse", "brouillon", "refuse" },
  { "blanchiment_operation", "en_cours suspendu", "en_cours suspendu", "" },
  { "archive", "en_attente valide refuse", "", "refuse" },
  { "bareme", "no", "no", "" },
  { "period_lock", "no yes", "", "" },
};

static void
assert_listed (const char *states, const char *state, gboolean is_listed)
{
  g_auto (GStrv) names = g_strsplit (states, " ", -1);

  g_assert_true (g_strv_contains ((const char *const *) names, state) == is_listed);
}

static void
test_the_state_tells_what_is_open (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      g_autoptr (PortailRecord) record = portail_record_new (portail_schema_find (lives[i].type));

      for (guint j = 0; j < G_N_ELEMENTS (all_states); j++)
        {
          if (!is_possible (record, all_states[j]) || !put_into (record, all_states[j]))
            continue;
          g_test_message ("%s %s", lives[i].type, all_states[j]);
          assert_listed (lives[i].editable, all_states[j], portail_transition_is_editable (record));
          assert_listed (lives[i].draft, all_states[j], portail_transition_is_draft (record));
          assert_listed (lives[i].refused, all_states[j], portail_transition_is_refused (record));
        }
    }
}

static void
test_what_has_no_states_is_always_open (void)
{
  g_autoptr (PortailRecord) document = portail_record_new (&portail_document_type);

  g_assert_null (portail_transition_get_state_field (document->type));
  g_assert_cmpint (portail_transition_get_state (document), ==, PORTAIL_STATE_NONE);
  g_assert_true (portail_transition_is_editable (document));
  g_assert_true (portail_transition_is_draft (document));
  g_assert_false (portail_transition_is_refused (document));
}

static void
test_an_edited_archive_waits_again (void)
{
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
  g_autoptr (PortailDotation) dotation = portail_record_new (&portail_dotation_type);

  archive->status = PORTAIL_ARCHIVE_REFUSE;
  portail_transition_note_edit (archive);
  g_assert_cmpint (archive->status, ==, PORTAIL_ARCHIVE_EN_ATTENTE);
  archive->status = PORTAIL_ARCHIVE_VALIDE;
  portail_transition_note_edit (archive);
  g_assert_cmpint (archive->status, ==, PORTAIL_ARCHIVE_VALIDE);
  dotation->status = PORTAIL_DOTATION_REFUSE;
  portail_transition_note_edit (dotation);
  g_assert_cmpint (dotation->status, ==, PORTAIL_DOTATION_REFUSE);
}

/* Every argument and every field that a row names is there, and of one kind. */
static void
test_the_arguments_fit_their_fields (void)
{
  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    for (const PortailArgument *argument = t->arguments; argument->name != NULL; argument++)
      {
        const PortailField *from = portail_arguments_get_field (argument);
        const PortailRecordType *type = portail_schema_find (t->type);
        int index;

        if (argument->field == NULL)
          continue;
        index = portail_record_type_find_field (type, argument->field);
        g_assert_cmpint (index, >=, PORTAIL_N_COMMON_FIELDS);
        g_assert_cmpint (portail_record_type_get_field (type, (guint) index)->kind, ==, from->kind);
        g_assert_cmpuint (from->max, <=, portail_record_type_get_field (type, (guint) index)->max);
      }
}

static PortailArguments *
read_arguments (const char *type, const char *command, const char *json, PortailProblems *problems)
{
  return portail_arguments_read (portail_transition_find (type, command), json, problems);
}

static void
assert_refused (const char *type, const char *command, const char *json, const char *code)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailArguments) arguments = read_arguments (type, command, json, problems);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, code);
}

static void
test_wrong_arguments_are_refused (void)
{
  g_autofree char *too_long = g_strnfill (2001, 'x');
  g_autofree char *long_reason = g_strdup_printf ("{\"reason\":\"%s\"}", too_long);

  assert_refused ("dotation", "refuse", NULL, "required");
  assert_refused ("dotation", "refuse", "{\"reason\":null}", "required");
  assert_refused ("dotation", "refuse", "{\"reason\":\" \\n\"}", "required");
  assert_refused ("dotation", "refuse", "{\"reason\":3}", "wrong_kind");
  assert_refused ("dotation", "refuse", long_reason, "too_long");
  assert_refused ("dotation", "validate", "{\"reason\":\"x\"}", "not_writable");
  assert_refused ("dotation", "validate", "{\"rev\":1}", "not_writable");
  assert_refused ("dotation", "validate", "{\"other\":1}", "unknown_field");
  assert_refused ("dotation", "validate", "[]", "wrong_kind");
  assert_refused ("dotation", "archive", "{\"archive_id\":\"x\"}", "not_an_id");
  assert_refused ("tax_declaration", "correct", "{}", "required");
  assert_refused ("tax_declaration", "pay", "{\"paid_at\":\"hier\"}", "wrong_kind");
  assert_refused ("blanchiment_operation", "finish", "{\"date_rendu\":\"2025-02-30\"}",
                  "wrong_kind");
  assert_refused ("blanchiment_operation", "review", "{\"outcome\":\"maybe\"}", "unknown_choice");
  assert_refused ("blanchiment_operation", "review", "{\"comment\":\"x\"}", "required");
}

static void
test_good_arguments_reach_their_fields (void)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailArguments) reason = read_arguments ("period_lock", "unlock",
                                                        "{\"reason\":\" erreur \"}", problems);
  g_autoptr (PortailArguments) day = read_arguments ("blanchiment_operation", "finish",
                                                     "{\"date_rendu\":\"2025-01-08\"}", problems);
  g_autoptr (PortailArguments) none = read_arguments ("blanchiment_operation", "finish", NULL,
                                                      problems);
  g_autoptr (PortailArguments) review = read_arguments (
      "blanchiment_operation", "review", "{\"outcome\":\"cleared\",\"comment\":\"vu\"}", problems);
  g_autoptr (PortailPeriodLock) lock = portail_record_new (&portail_period_lock_type);
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);

  g_assert_cmpuint (problems->len, ==, 0);
  portail_arguments_apply (reason, portail_transition_find ("period_lock", "unlock"), lock);
  g_assert_cmpstr (lock->reason, ==, "erreur");
  portail_arguments_apply (day, portail_transition_find ("blanchiment_operation", "finish"),
                           operation);
  portail_arguments_apply (none, portail_transition_find ("blanchiment_operation", "finish"),
                           operation);
  g_assert_cmpint (operation->date_rendu.number, ==, portail_day_from_date (2025, 1, 8).number);
  g_assert_cmpint (review->outcome, ==, PORTAIL_REVIEW_CLEARED);
  g_assert_cmpstr (review->comment, ==, "vu");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transition/the-commands-are-those-of-the-contract",
                   test_the_commands_are_those_of_the_contract);
  g_test_add_func ("/transition/a-command-leads-to-its-state", test_a_command_leads_to_its_state);
  g_test_add_func ("/transition/publishing-tells-when", test_publishing_tells_when);
  g_test_add_func ("/transition/the-state-tells-what-is-open", test_the_state_tells_what_is_open);
  g_test_add_func ("/transition/what-has-no-states-is-always-open",
                   test_what_has_no_states_is_always_open);
  g_test_add_func ("/transition/an-edited-archive-waits-again", test_an_edited_archive_waits_again);
  g_test_add_func ("/transition/the-arguments-fit-their-fields",
                   test_the_arguments_fit_their_fields);
  g_test_add_func ("/transition/wrong-arguments-are-refused", test_wrong_arguments_are_refused);
  g_test_add_func ("/transition/good-arguments-reach-their-fields",
                   test_good_arguments_reach_their_fields);
  return g_test_run ();
}
