/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/rest-client.h"

#define COMPUTE "POST /api/dotations/compute"

static PortailJsonDocument *
load_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "vectors", "dotation.json",
                                                 NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  PortailJsonDocument *document;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  document = portail_json_parse (text, length, &error);
  g_assert_no_error (error);
  return document;
}

static double
get_number (const PortailJson *json)
{
  g_assert_nonnull (json);
  g_assert_cmpint (json->kind, ==, PORTAIL_JSON_NUMBER);
  return g_ascii_strtod (json->text, NULL);
}

static void
assert_lines (const PortailJson *expected, const PortailJson *actual)
{
  const PortailJson *line = actual->first_child;

  for (const PortailJson *one = expected->first_child; one != NULL; one = one->next)
    {
      g_assert_nonnull (line);
      for (const PortailJson *member = one->first_child; member != NULL; member = member->next)
        g_assert_cmpfloat (get_number (member), ==,
                           get_number (portail_json_get (line, member->name)));
      line = line->next;
    }
  g_assert_null (line);
}

static void
assert_figures (const PortailJson *expected, const PortailJson *actual)
{
  for (const PortailJson *member = expected->first_child; member != NULL; member = member->next)
    if (g_str_equal (member->name, "lignes"))
      assert_lines (member, portail_json_get (actual, "lignes"));
    else
      g_assert_cmpfloat (get_number (member), ==,
                         get_number (portail_json_get (actual, member->name)));
}

static void
test_every_vector_agrees_to_the_cent (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailJsonDocument) vectors = load_vectors ();
  const PortailJson *cases = portail_json_get (portail_json_document_get_root (vectors), "compute");
  guint n_cases = 0;

  for (const PortailJson *one = cases->first_child; one != NULL; one = one->next)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (RestAnswer) answer = NULL;

      portail_json_append_canonical (portail_json_get (one, "request"), body);
      answer = rest_call (fixture, PERSON_PATRON, COMPUTE, NULL, body->str);
      g_assert_cmpuint (answer->status, ==, 200);
      assert_figures (portail_json_get (one, "expected"),
                      portail_json_document_get_root (answer->document));
      g_assert_nonnull (strstr (answer->body, "\"explications\":[{"));
      n_cases++;
    }
  g_assert_cmpuint (n_cases, >, 50);
}

static void
test_an_empty_request_is_an_empty_sheet (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_EMPLOYE, COMPUTE, NULL, "{}");
  g_autofree char *total = rest_answer_get (answer, "total_du");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (total, ==, "0");
}

static void
test_the_grade_decides_the_direction (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const char *body = "{\"rows\":[{\"nom\":\"P\",\"grade\":\"patron\",\"run\":100000},"
                     "{\"nom\":\"E\",\"grade\":\"Vendeur\",\"run\":100000}]}";
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, COMPUTE, NULL, body);

  g_assert_cmpuint (answer->status, ==, 200);
  /* 35 % of 100 000, under the caps of both columns' tranche. */
  g_assert_nonnull (strstr (answer->body, "\"salaire_demande\":35000"));
}

static void
test_faults_are_named_with_their_line (void)
{
  static const char *const wrong[][2] = {
    { "{\"rows\":[{\"run\":1},{\"run\":-1}]}", "\"index\":1,\"field\":\"run\"" },
    { "{\"rows\":[{\"run\":\"1\"}]}", "\"field\":\"run\"" },
    { "{\"rows\":[{\"run\":1.001}]}", "\"field\":\"run\"" },
    { "{\"rows\":[{\"heures\":-2}]}", "\"field\":\"heures\"" },
    { "{\"rows\":[{\"salary\":2}]}", "\"field\":\"salary\"" },
    { "{\"rows\":{}}", "\"field\":\"rows\"" },
    { "{\"rows\":[7]}", "wrong_kind" },
    { "{\"depenses\":[{}]}", "\"field\":\"montant\"" },
    { "{\"retraits\":[{\"montant\":-1}]}", "\"field\":\"montant\"" },
    { "{\"solde_bancaire\":\"beaucoup\"}", "\"field\":\"solde_bancaire\"" },
    { "{\"settings\":{\"mode_calcul\":\"magie\"}}", "mode_calcul" },
    { "{\"colour\":1}", "\"field\":\"colour\"" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, COMPUTE, NULL,
                                                 wrong[i][0]);

      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, wrong[i][1]));
    }
}

static void
test_what_is_no_json_is_malformed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  static const char *const bodies[] = { "", "[]", "{", "\xff", "{\"rows\":[],\"rows\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, COMPUTE, NULL, bodies[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compute/every-vector-agrees-to-the-cent",
                   test_every_vector_agrees_to_the_cent);
  g_test_add_func ("/compute/an-empty-request-is-an-empty-sheet",
                   test_an_empty_request_is_an_empty_sheet);
  g_test_add_func ("/compute/the-grade-decides-the-direction",
                   test_the_grade_decides_the_direction);
  g_test_add_func ("/compute/faults-are-named-with-their-line",
                   test_faults_are_named_with_their_line);
  g_test_add_func ("/compute/what-is-no-json-is-malformed", test_what_is_no_json_is_malformed);
  return g_test_run ();
}
