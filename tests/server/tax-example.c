/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/tax-example.h"

void
tax_example_add_row (StoreFixture *fixture, const char *dotation_id, const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"facture\":0,\"vente\":0,\"salaire_manuel\":true,\"prime_manuelle\":true,%s}", members);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, body,
                                            "POST /api/dotations/%s/rows", dotation_id);

  rest_answer_expect (answer, 201);
}

static void
add_entry (StoreFixture *fixture, const char *dotation_id, const char *kind, int dollars)
{
  g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"%s\",\"justificatif\":\"Bon\",\"montant\":%d}", kind, dollars);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, body,
                                            "POST /api/dotations/%s/entries", dotation_id);

  rest_answer_expect (answer, 201);
}

char *
tax_example_make (StoreFixture *fixture, const char *week)
{
  static const char *const rows[] = {
    "\"employee_name\":\"Patron\",\"is_direction\":true,\"run\":90000,\"salaire\":60000,"
    "\"prime\":32000",
    "\"employee_name\":\"B\",\"run\":95000,\"salaire\":50000,\"prime\":20000",
    "\"employee_name\":\"C\",\"run\":65000,\"salaire\":30000,\"prime\":15000",
    "\"employee_name\":\"D\",\"run\":150000,\"salaire\":70000,\"prime\":28000",
  };
  g_autofree char *body = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"period\":\"%s\",\"solde_bancaire\":1600000}", fixture->company_a,
      week);
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, "POST /api/dotations", NULL,
                                             body);
  char *id;

  rest_answer_expect (answer, 201);
  id = rest_answer_get (answer, "id");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    tax_example_add_row (fixture, id, rows[i]);
  add_entry (fixture, id, "depense", 35000);
  add_entry (fixture, id, "retrait", 12000);
  return id;
}

void
tax_example_command (StoreFixture *fixture, Person person, const char *path, const char *body)
{
  g_autoptr (RestAnswer) answer = rest_ask (fixture, person, body, "POST /api/%s", path);

  rest_answer_expect (answer, 200);
}

char *
tax_example_make_typed (StoreFixture *fixture, const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"tax_type\":\"IS\",\"amount\":1000%s}", fixture->company_a,
      members);
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, body);

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

RestAnswer *
tax_example_ask (StoreFixture *fixture,
                 Person person,
                 const char *id,
                 const char *verb,
                 const char *body)
{
  return rest_ask (fixture, person, body, "POST /api/tax/%s/%s", id, verb);
}

void
tax_example_expect (StoreFixture *fixture, Person person, const char *id, const char *verb)
{
  g_autoptr (RestAnswer) answer = tax_example_ask (
      fixture, person, id, verb, g_str_equal (verb, "refuse") ? "{\"reason\":\"Faux.\"}" : NULL);

  rest_answer_expect (answer, 200);
}
