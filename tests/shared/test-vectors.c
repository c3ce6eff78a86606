/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calculations that other programs agreed on, one by one: tests/data/vectors/dotation.json. */
#include <json-glib/json-glib.h>

#include "shared/portail-dotation-chain.h"

/* The member's exact decimal text becomes cents; json-glib holds it as a double, whose shortest
 * form is that text again at these sizes. */
static PortailMoney
get_money (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  PortailMoney money = PORTAIL_MONEY_NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return money;
  g_ascii_formatd (text, sizeof text, "%.2f", json_node_get_double (node));
  g_assert_true (portail_money_from_json (text, &money));
  return money;
}

static PortailMoney
sum_entries (JsonObject *object, const char *member)
{
  JsonArray *entries = json_object_get_array_member (object, member);
  PortailMoney sum = PORTAIL_MONEY_ZERO;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    g_assert_true (portail_money_add (
        &sum, get_money (json_array_get_object_element (entries, i), "montant"), NULL));
  return sum;
}

static GArray *
read_rows (JsonArray *array)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (PortailSheetRow));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PortailSheetRow row = {
        .name = json_object_get_string_member (object, "nom"),
        .is_direction = json_object_get_boolean_member (object, "is_direction"),
        .run = get_money (object, "run"),
        .facture = get_money (object, "facture"),
        .vente = get_money (object, "vente"),
        .heures = PORTAIL_HOURS_NULL,
        .salaire = get_money (object, "salaire"),
        .prime = get_money (object, "prime"),
      };

      g_array_append_val (rows, row);
    }
  return rows;
}

static void
assert_figures (const PortailDotationChain *chain, JsonObject *expected)
{
  GList *members = json_object_get_members (expected);

  for (GList *at = members; at != NULL; at = at->next)
    {
      PortailFigureId id = portail_figure_from_name (at->data);
      PortailMoney wanted;
      g_autoptr (GString) json = g_string_new (NULL);

      if (g_str_equal (at->data, "lignes"))
        continue;
      g_assert_cmpint (id, !=, PORTAIL_N_FIGURES);
      portail_dotation_chain_append_json (chain, id, json);
      g_assert_true (portail_money_from_json (json->str, &wanted));
      g_assert_cmpint (wanted.cents, ==, get_money (expected, at->data).cents);
    }
  g_list_free (members);
}

static void
assert_lines (const PortailSheetResult *results, JsonArray *expected)
{
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *line = json_array_get_object_element (expected, i);

      g_assert_cmpint (results[i].salaire.cents, ==, get_money (line, "salaire").cents);
      g_assert_cmpint (results[i].prime.cents, ==, get_money (line, "prime").cents);
    }
}

static void
check_compute_case (JsonObject *object)
{
  JsonObject *request = json_object_get_object_member (object, "request");
  JsonObject *expected = json_object_get_object_member (object, "expected");
  JsonObject *wire_settings = json_object_get_object_member (request, "settings");
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  g_autoptr (GArray) rows = read_rows (json_object_get_array_member (request, "rows"));
  g_autofree PortailSheetResult *results = g_new0 (PortailSheetResult, rows->len + 1);
  PortailBareme bareme = *portail_bareme_get_default ();
  PortailSheet sheet = {
    &bareme,
    settings,
    (const PortailSheetRow *) rows->data,
    rows->len,
    sum_entries (request, "depenses"),
    sum_entries (request, "retraits"),
    get_money (request, "solde_bancaire"),
  };
  PortailDotationChain chain;
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_mode_calcul_from_name (
      json_object_get_string_member (wire_settings, "mode_calcul"), &settings->mode_calcul));
  g_assert_true (portail_mode_impot_from_name (
      json_object_get_string_member (wire_settings, "mode_impot"), &bareme.mode_impot));
  settings->is_salaire_deductible = json_object_get_boolean_member (wire_settings,
                                                                    "salaires_deductibles");
  portail_sheet_compute (&sheet, results, &chain, &error);
  g_assert_no_error (error);
  assert_figures (&chain, expected);
  assert_lines (results, json_object_get_array_member (expected, "lignes"));
}

static void
test_compute (gconstpointer root)
{
  JsonArray *cases = json_object_get_array_member ((JsonObject *) root, "compute");

  g_assert_cmpuint (json_array_get_length (cases), ==, 120);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_compute_case (json_array_get_object_element (cases, i));
}

static void
add_palier (JsonArray *array, guint index, JsonNode *node, gpointer settings)
{
  JsonObject *object = json_node_get_object (node);
  PortailPalier palier = {
    .min = get_money (object, "min"),
    .max = get_money (object, "max"),
    .salaire_min_employe = get_money (object, "salaire_min_employe"),
    .salaire_max_employe = get_money (object, "salaire_max_employe"),
    .salaire_min_direction = get_money (object, "salaire_min_direction"),
    .salaire_max_direction = get_money (object, "salaire_max_direction"),
    .prime_min_employe = get_money (object, "prime_min_employe"),
    .prime_max_employe = get_money (object, "prime_max_employe"),
    .prime_min_direction = get_money (object, "prime_min_direction"),
    .prime_max_direction = get_money (object, "prime_max_direction"),
  };

  portail_payroll_settings_add_palier (settings, &palier);
}

static void
test_paliers (gconstpointer root)
{
  JsonObject *paliers = json_object_get_object_member ((JsonObject *) root, "paliers");
  JsonArray *cases = json_object_get_array_member (paliers, "cases");
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  settings->mode_calcul = PORTAIL_MODE_CALCUL_PALIERS;
  json_array_foreach_element (json_object_get_array_member (paliers, "table"), add_palier,
                              settings);
  portail_payroll_settings_check (settings, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *expected = json_array_get_object_element (cases, i);
      PortailSheetRow row = {
        .is_direction = json_object_get_boolean_member (expected, "is_direction"),
        .run = get_money (expected, "ca"),
        .heures = PORTAIL_HOURS_NULL,
        .salaire = PORTAIL_MONEY_NULL,
        .prime = PORTAIL_MONEY_NULL,
      };
      PortailSheetResult result;

      g_assert_true (
          portail_payroll_compute (settings, PORTAIL_ROUND_TO_DOLLAR, &row, &result, NULL));
      g_assert_cmpint (result.salaire_demande.cents, ==, get_money (expected, "salaire").cents);
      g_assert_cmpint (result.prime_demandee.cents, ==, get_money (expected, "prime").cents);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "data", "vectors", "dotation.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_test_add_data_func ("/vectors/every-agreed-sheet-gives-its-figures", root, test_compute);
  g_test_add_data_func ("/vectors/every-agreed-palier-gives-its-amounts", root, test_paliers);
  return g_test_run ();
}
