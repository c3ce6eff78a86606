/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-settings.h"

#include <string.h>

static PortailProblems *
read_into (PortailBlanchimentSettings *settings, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), &error);
  PortailProblems *problems = portail_problems_new ();

  g_assert_no_error (error);
  portail_blanchiment_settings_read_json (settings, portail_json_document_get_root (document),
                                          problems);
  return problems;
}

static void
assert_shares (const PortailBlanchimentSettings *settings, gint64 entreprise, gint64 groupe)
{
  g_assert_cmpint (settings->shares.entreprise_taux.basis_points, ==, entreprise * 100);
  g_assert_cmpint (settings->shares.groupe_taux.basis_points, ==, groupe * 100);
}

static void
test_the_company_stands_over_the_staff_over_what_is_built_in (void)
{
  static const char defaults[] = "{\"entreprise_taux\":20,\"groupe_taux\":70,"
                                 "\"weights\":{\"somme\":50}}";
  static const char company[] = "{\"mode_calcul\":\"manuel\",\"entreprise_taux\":5,"
                                "\"groupe_taux\":90}";
  PortailBlanchimentSettings settings;

  portail_blanchiment_settings_resolve (&settings, NULL, NULL);
  assert_shares (&settings, 15, 80);
  portail_blanchiment_settings_resolve (&settings, defaults, NULL);
  assert_shares (&settings, 20, 70);
  portail_blanchiment_settings_resolve (&settings, defaults, "{\"mode_calcul\":\"manuel\"}");
  assert_shares (&settings, 20, 70);
  portail_blanchiment_settings_resolve (&settings, defaults, company);
  assert_shares (&settings, 5, 90);
  g_assert_cmpuint (settings.weights.points[PORTAIL_BLANCHIMENT_RULE_SOMME], ==, 50);
  g_assert_cmpuint (settings.weights.points[PORTAIL_BLANCHIMENT_RULE_CUMUL], ==, 20);
}

static void
test_stored_settings_that_are_wrong_change_nothing (void)
{
  PortailBlanchimentSettings settings;

  portail_blanchiment_settings_resolve (&settings, "{\"entreprise_taux\":60,\"groupe_taux\":60}",
                                        "no JSON");
  assert_shares (&settings, 15, 80);
}

static void
test_every_wrong_member_is_named (void)
{
  static const struct
  {
    const char *json;
    const char *field;
    const char *code;
  } cases[] = {
    { "[]", "value", "wrong_kind" },
    { "{\"poids\":{}}", "poids", "unknown_field" },
    { "{\"weights\":[]}", "weights", "wrong_kind" },
    { "{\"weights\":{\"sommes\":1}}", "weights.sommes", "unknown_field" },
    { "{\"weights\":{\"somme\":101}}", "weights.somme", "out_of_range" },
    { "{\"weights\":{\"somme\":-1}}", "weights.somme", "out_of_range" },
    { "{\"weights\":{\"cumul\":1.5}}", "weights.cumul", "wrong_kind" },
    { "{\"weights\":{\"duree\":\"20\"}}", "weights.duree", "wrong_kind" },
    { "{\"weights\":{\"duree_jours\":1e9}}", "weights.duree_jours", NULL },
    { "{\"weights\":{\"somme_seuil\":-0.01}}", "weights.somme_seuil", "out_of_range" },
    { "{\"weights\":{\"cumul_seuil\":1e400}}", "weights.cumul_seuil", "out_of_range" },
    { "{\"weights\":{\"cumul_seuil\":true}}", "weights.cumul_seuil", "wrong_kind" },
    { "{\"entreprise_taux\":15}", "groupe_taux", "required" },
    { "{\"groupe_taux\":15}", "entreprise_taux", "required" },
    { "{\"entreprise_taux\":\"15\",\"groupe_taux\":80}", "entreprise_taux", "wrong_kind" },
    { "{\"entreprise_taux\":15,\"groupe_taux\":85.01}", "groupe_taux", "out_of_range" },
    { "{\"entreprise_taux\":-1,\"groupe_taux\":80}", "entreprise_taux", "out_of_range" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailBlanchimentSettings settings;
      g_autoptr (PortailProblems) problems = NULL;

      portail_blanchiment_settings_init (&settings);
      g_test_message ("%s", cases[i].json);
      problems = read_into (&settings, cases[i].json);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, cases[i].field);
      if (cases[i].code != NULL)
        g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, cases[i].code);
    }
}

static void
test_what_is_written_is_read_back (void)
{
  static const char json[] = "{\"entreprise_taux\":12.5,\"groupe_taux\":80,\"weights\":{"
                             "\"cumul\":11,\"cumul_seuil\":1000.5,\"donneur_receveur\":12,"
                             "\"duree\":13,\"duree_jours\":7,\"somme\":14,\"somme_seuil\":500}}";
  PortailBlanchimentSettings settings;
  g_autoptr (PortailProblems) problems = NULL;
  g_autofree char *written = NULL;

  portail_blanchiment_settings_init (&settings);
  problems = read_into (&settings, json);
  g_assert_cmpuint (problems->len, ==, 0);
  written = portail_blanchiment_settings_to_json (&settings);
  g_assert_cmpstr (written, ==, json);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment-settings/the-company-stands-over-the-staff-over-what-is-built-in",
                   test_the_company_stands_over_the_staff_over_what_is_built_in);
  g_test_add_func ("/blanchiment-settings/stored-settings-that-are-wrong-change-nothing",
                   test_stored_settings_that_are_wrong_change_nothing);
  g_test_add_func ("/blanchiment-settings/every-wrong-member-is-named",
                   test_every_wrong_member_is_named);
  g_test_add_func ("/blanchiment-settings/what-is-written-is-read-back",
                   test_what_is_written_is_read_back);
  return g_test_run ();
}
