/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "shared/portail-change.h"
#include "shared/portail-id.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"

static PortailSyncOp *
read_op (const char *json, PortailProblems *problems)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);

  g_assert_nonnull (document);
  return portail_sync_op_read_json (portail_json_document_get_root (document), problems);
}

/* What was written reads back to the same text. */
static void
assert_round_trip (const PortailSyncOp *op)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (PortailSyncOp) read = NULL;

  portail_sync_op_append_json (op, first);
  read = read_op (first->str, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  portail_sync_op_append_json (read, second);
  g_assert_cmpstr (first->str, ==, second->str);
}

static PortailChange *
make_update (void)
{
  g_autofree char *id = portail_id_new ();
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_dotation_row_type,
                                              id);
  g_autoptr (PortailDotationRow) row = portail_record_new (&portail_dotation_row_type);

  row->employee_name = g_strdup ("Élodie \"Lo\"");
  row->run.cents = 123456;
  portail_change_set_fields (
      change, row, portail_record_type_field_bit (&portail_dotation_row_type, "employee_name"));
  portail_change_set_fields (change, row,
                             portail_record_type_field_bit (&portail_dotation_row_type, "run"));
  portail_change_set_fields (change, row,
                             portail_record_type_field_bit (&portail_dotation_row_type, "grade"));
  change->base_rev = 41;
  return change;
}

static void
test_an_update_reads_back (void)
{
  g_autofree char *company = portail_id_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, company);

  op->seq = 7;
  g_ptr_array_add (op->dependencies, portail_id_new ());
  portail_sync_op_take_change (op, make_update ());
  assert_round_trip (op);
}

static void
test_a_batch_and_a_command_read_back (void)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, NULL);
  g_autofree char *id = portail_id_new ();

  portail_sync_op_take_change (op, make_update ());
  portail_sync_op_take_change (
      op, portail_change_new (PORTAIL_CHANGE_DELETE, &portail_dotation_type, id));
  portail_sync_op_take_change (op, portail_change_new_command (&portail_dotation_type, id, "refuse",
                                                               "{\"reason\":\"faux\"}"));
  assert_round_trip (op);
}

static void
test_an_argument_is_found (void)
{
  g_autoptr (PortailChange) change = portail_change_new_command (
      &portail_dotation_type, "x", "submit", "{\"bareme_id\":null,\"reason\":\"oui\"}");
  g_autofree char *value = NULL;

  g_assert_true (portail_change_get_argument (change, "bareme_id", NULL));
  g_assert_false (portail_change_get_argument (change, "other", NULL));
  g_assert_true (portail_change_get_argument (change, "reason", &value));
  g_assert_cmpstr (value, ==, "oui");
}

static const struct
{
  const char *json;
  const char *field;
  const char *code;
} faults[] = {
  { "{}", "op_id", "required" },
  { "[]", "op_id", "required" },
  { "{\"op_id\":\"x\"}", "op_id", "not_an_id" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"seq\":-1}", "seq", "wrong_kind" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"batch\"}", "changes",
    "required" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"update\",\"type\":\"cheese\","
    "\"id\":\"01890000-0000-7000-8000-000000000001\"}",
    "type", "unknown_choice" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"update\",\"type\":\"dotation\","
    "\"id\":\"01890000-0000-7000-8000-000000000001\",\"fields\":{\"status\":\"paye\"}}",
    "status", "not_writable" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"update\",\"type\":\"dotation\","
    "\"id\":\"01890000-0000-7000-8000-000000000001\",\"fields\":{\"rev\":1}}",
    "rev", "not_writable" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"update\",\"type\":\"dotation\","
    "\"id\":\"01890000-0000-7000-8000-000000000001\",\"fields\":{\"couleur\":1}}",
    "couleur", "unknown_field" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"command\",\"type\":\"dotation\""
    ",\"id\":\"01890000-0000-7000-8000-000000000001\"}",
    "command", "required" },
  { "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"delete\",\"type\":\"dotation\","
    "\"id\":\"01890000-0000-7000-8000-000000000001\",\"depends_on\":[\"x\"]}",
    "depends_on", "wrong_kind" },
};

static void
test_every_fault_has_its_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (PortailProblems) problems = portail_problems_new ();
      g_autoptr (PortailSyncOp) op = read_op (faults[i].json, problems);
      const PortailProblem *problem;

      g_assert_nonnull (op);
      g_assert_cmpuint (problems->len, >, 0);
      problem = portail_problems_get (problems, 0);
      g_assert_cmpstr (problem->field, ==, faults[i].field);
      g_assert_cmpstr (problem->code, ==, faults[i].code);
    }
}

static void
test_a_batch_numbers_its_faults (void)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailSyncOp) op = read_op (
      "{\"op_id\":\"01890000-0000-7000-8000-000000000000\",\"kind\":\"batch\",\"changes\":["
      "{\"kind\":\"delete\",\"type\":\"dotation\",\"id\":\"01890000-0000-7000-8000-000000000001\"},"
      "{\"kind\":\"delete\",\"type\":\"dotation\",\"id\":\"x\"}]}",
      problems);

  g_assert_cmpuint (op->changes->len, ==, 2);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (portail_problems_get (problems, 0)->index, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/an-update-reads-back", test_an_update_reads_back);
  g_test_add_func ("/change/a-batch-and-a-command-read-back", test_a_batch_and_a_command_read_back);
  g_test_add_func ("/change/an-argument-is-found", test_an_argument_is_found);
  g_test_add_func ("/change/every-fault-has-its-field", test_every_fault_has_its_field);
  g_test_add_func ("/change/a-batch-numbers-its-faults", test_a_batch_numbers_its_faults);
  return g_test_run ();
}
