/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-delay.h"

#include <string.h>

static void
test_the_company_is_asked_last (void)
{
  static const struct
  {
    const char *defaults;
    const char *company;
    guint days;
  } cases[] = {
    { NULL, NULL, 2 },
    { "{\"days\":4}", NULL, 4 },
    { "{\"days\":4}", "{\"mode_calcul\":\"paliers\"}", 4 },
    { "{\"days\":4}", "{\"due_delay_days\":0}", 0 },
    { NULL, "{\"due_delay_days\":60}", 60 },
    { "{\"days\":4}", "{\"due_delay_days\":null}", 4 },
    /* What is not good leaves what was there. */
    { "{\"days\":61}", NULL, 2 },
    { "{\"days\":4,\"hours\":1}", NULL, 2 },
    { "{\"days\":4}", "{\"due_delay_days\":-1}", 4 },
    { "{\"days\":4}", "{\"due_delay_days\":\"3\"}", 4 },
    { "[4]", "no JSON", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (portail_tax_delay_resolve (cases[i].defaults, cases[i].company), ==,
                      cases[i].days);
}

static void
assert_problem (const char *json, const char *field, const char *code)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  guint days = 7;

  portail_tax_delay_read_json (&days, portail_json_document_get_root (document), problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, field);
  g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, code);
  g_assert_cmpuint (days, ==, 7);
}

static void
test_what_is_wrong_is_named (void)
{
  assert_problem ("4", "value", "wrong_kind");
  assert_problem ("{\"days\":1.5}", "days", "wrong_kind");
  assert_problem ("{\"days\":61}", "days", "out_of_range");
  assert_problem ("{\"days\":3,\"jours\":3}", "jours", "unknown_field");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax-delay/the-company-is-asked-last", test_the_company_is_asked_last);
  g_test_add_func ("/tax-delay/what-is-wrong-is-named", test_what_is_wrong_is_named);
  return g_test_run ();
}
