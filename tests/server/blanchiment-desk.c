/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/blanchiment-desk.h"

#include "server/portail-blanchiment-refresh.h"
#include "shared/portail-blanchiment-risk.h"

RestAnswer *
blanchiment_desk_set_module (StoreFixture *fixture,
                             Person person,
                             const char *company,
                             const char *is_on)
{
  g_autofree char *line = g_strdup_printf ("PATCH /api/enterprises/%s", company);
  g_autofree char *body = g_strdup_printf ("{\"blanchiment_enabled\":%s}", is_on);

  return rest_call (fixture, person, line, NULL, body);
}

void
blanchiment_desk_switch (StoreFixture *fixture, const char *is_on)
{
  g_autoptr (RestAnswer) answer = blanchiment_desk_set_module (fixture, PERSON_STAFF,
                                                               fixture->company_a, is_on);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* A server whose company A has the module. */
StoreFixture *
blanchiment_desk_open (void)
{
  StoreFixture *fixture = store_fixture_new ();

  blanchiment_desk_switch (fixture, "true");
  return fixture;
}

RestAnswer *
blanchiment_desk_create (StoreFixture *fixture, Person person, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\"%s}", fixture->company_a,
                                           members);

  return rest_call (fixture, person, "POST /api/blanchiment", NULL, body);
}

#define JEAN                                                                                       \
  ",\"groupe\":\"Vagos\",\"employee_name\":\"Jean\",\"donneur_id\":\"1\",\"receveur_id\":\"2\""

/* The id of an operation of Jean with @members; owned. */
char *
blanchiment_desk_create_of_jean (StoreFixture *fixture, const char *members)
{
  g_autofree char *all = g_strconcat (JEAN, members, NULL);
  g_autoptr (RestAnswer) answer = blanchiment_desk_create (fixture, PERSON_PATRON, all);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 201);
  return rest_answer_get (answer, "id");
}

/* @verb is "GET", "PATCH", "POST /finish", … */
RestAnswer *
blanchiment_desk_call_on (StoreFixture *fixture,
                          Person person,
                          const char *verb,
                          const char *id,
                          const char *body)
{
  g_auto (GStrv) words = g_strsplit (verb, " ", 2);
  g_autofree char *line = g_strdup_printf ("%s /api/blanchiment/%s%s", words[0], id,
                                           words[1] != NULL ? words[1] : "");

  return rest_call (fixture, person, line, NULL, body);
}

void
blanchiment_desk_assert_call (StoreFixture *fixture,
                              Person person,
                              const char *verb,
                              const char *id,
                              guint status)
{
  g_autoptr (RestAnswer) answer = blanchiment_desk_call_on (
      fixture, person, verb, id, g_str_has_prefix (verb, "GET") ? NULL : "{}");

  g_test_message ("%s: %s", verb, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

void
blanchiment_desk_assert_member (const RestAnswer *answer, const char *member, const char *expected)
{
  g_autofree char *value = rest_answer_get (answer, member);

  g_test_message ("%s", member);
  g_assert_cmpstr (value, ==, expected);
}

void
blanchiment_desk_assert_score (StoreFixture *fixture, const char *id, const char *expected)
{
  g_autoptr (RestAnswer) answer = blanchiment_desk_call_on (fixture, PERSON_PATRON, "GET", id,
                                                            NULL);

  blanchiment_desk_assert_member (answer, "risk_score", expected);
}

/* What the server keeps is what the pure function says, whatever was done in whatever order. */
void
blanchiment_desk_check_risks (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) operations = portail_blanchiment_load_operations (
      fixture->database, fixture->company_a, PORTAIL_DAY_NULL, PORTAIL_DAY_NULL, &error);
  const PortailBlanchimentContext context = {
    .operations = operations,
    .weights = &portail_blanchiment_default_weights,
    .today = portail_timestamp_get_paris_day ((PortailTimestamp){ fixture->clock }),
  };

  g_assert_no_error (error);
  for (guint i = 0; i < operations->len; i++)
    {
      const PortailBlanchimentOperation *operation = g_ptr_array_index (operations, i);
      g_autoptr (GString) rules = g_string_new (NULL);
      PortailBlanchimentRisk risk;

      portail_blanchiment_risk_evaluate (operation, &context, &risk);
      portail_blanchiment_risk_append_rules (&risk, operation, PORTAIL_BLANCHIMENT_RULES_STORED,
                                             rules);
      g_assert_cmpint (operation->risk_score, ==, risk.score);
      g_assert_cmpstr (operation->risk_rules, ==, rules->str);
    }
}
