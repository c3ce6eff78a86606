/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dashboard.h"

#include "shared/portail-json.h"

/* 2025-09-16, a Tuesday of 2025-W38. */
#define NOW ((PortailTimestamp){ G_GINT64_CONSTANT (1758000000000) })

typedef struct
{
  GArray *sheets;
  GArray *persons;
  GArray *declarations;
  GArray *operations;
  PortailDashboardSource source;
} Fixture;

static PortailWeek
week (const char *text)
{
  PortailWeek parsed;

  g_assert_true (portail_week_parse (text, &parsed));
  return parsed;
}

static PortailDay
day (const char *text)
{
  PortailDay parsed;

  g_assert_true (portail_day_parse (text, &parsed));
  return parsed;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->sheets = g_array_new (FALSE, TRUE, sizeof (PortailDashboardSheet));
  fixture->persons = g_array_new (FALSE, TRUE, sizeof (PortailDashboardPerson));
  fixture->declarations = g_array_new (FALSE, TRUE, sizeof (PortailDashboardDeclaration));
  fixture->operations = g_array_new (FALSE, TRUE, sizeof (PortailDashboardOperation));
  fixture->source = (PortailDashboardSource){
    .period = week ("2025-W38"),
    .now = NOW,
    .sheets = fixture->sheets,
    .persons = fixture->persons,
    .declarations = fixture->declarations,
    .operations = fixture->operations,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_array_unref (fixture->sheets);
  g_array_unref (fixture->persons);
  g_array_unref (fixture->declarations);
  g_array_unref (fixture->operations);
}

static void
add_sheet (Fixture *fixture,
           const char *id,
           const char *period,
           PortailDotationStatus status,
           gint64 dollars)
{
  PortailDashboardSheet sheet = {
    .id = id,
    .period = week (period),
    .status = status,
    .rev = 7,
    .updated_at = NOW,
    .n_rows = 4,
  };

  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    sheet.values[i] = dollars * 100 + i;
  g_array_append_val (fixture->sheets, sheet);
}

static void
add_declaration (Fixture *fixture,
                 const char *id,
                 PortailTaxDeclarationStatus status,
                 const char *due_date)
{
  const PortailDashboardDeclaration declaration = {
    .id = id,
    .period = week ("2025-W38"),
    .status = status,
    .amount = PORTAIL_DOLLARS (1),
    .due_date = day (due_date),
  };

  g_array_append_val (fixture->declarations, declaration);
}

static void
add_operation (Fixture *fixture,
               const char *id,
               PortailBlanchimentStatus status,
               gint64 score,
               const char *date)
{
  const PortailDashboardOperation operation = {
    .id = id,
    .status = status,
    .date_recu = day (date),
    .amount = PORTAIL_DOLLARS (1000),
    .risk_score = score,
  };

  g_array_append_val (fixture->operations, operation);
}

static void
add_person (Fixture *fixture, const char *employee_id, const char *name, const char *period, int ca)
{
  const PortailDashboardPerson person = {
    .period = week (period),
    .employee_id = employee_id,
    .name = name,
    .ca = PORTAIL_DOLLARS (ca),
  };

  g_array_append_val (fixture->persons, person);
}

static void
test_a_week_beside_the_one_before (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;

  add_sheet (fixture, "this", "2025-W38", PORTAIL_DOTATION_VALIDE, 1000);
  add_sheet (fixture, "before", "2025-W37", PORTAIL_DOTATION_PAYE, 900);
  add_sheet (fixture, "refused", "2025-W38", PORTAIL_DOTATION_REFUSE, 5);
  dashboard = portail_dashboard_new (&fixture->source);
  g_assert_cmpstr (dashboard->sheet->id, ==, "this");
  g_assert_cmpstr (dashboard->previous->id, ==, "before");
  g_assert_cmpint (dashboard->cards[PORTAIL_CARD_CA_BRUT].value, ==,
                   100000 + PORTAIL_FIGURE_CA_BRUT);
  g_assert_cmpint (dashboard->cards[PORTAIL_CARD_TAUX].value, ==, 100000 + PORTAIL_FIGURE_TAUX);
  g_assert_cmpint (dashboard->cards[PORTAIL_CARD_TRESORERIE].previous, ==,
                   90000 + PORTAIL_FIGURE_TRESORERIE_NETTE);
  g_assert_cmpint (dashboard->cards[PORTAIL_CARD_EMPLOYES].value, ==, 4);
}

static void
test_no_sheet_is_nothing_and_not_zero (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;

  add_sheet (fixture, "refused", "2025-W38", PORTAIL_DOTATION_REFUSE, 5);
  dashboard = portail_dashboard_new (&fixture->source);
  for (int id = 0; id < PORTAIL_N_CARDS; id++)
    {
      g_assert_cmpint (dashboard->cards[id].value, ==, PORTAIL_CARD_NOTHING);
      g_assert_cmpint (dashboard->cards[id].previous, ==, PORTAIL_CARD_NOTHING);
    }
  g_assert_cmpuint (dashboard->waiting[PORTAIL_WAITING_REFUSED]->len, ==, 1);
}

static void
test_twelve_weeks_the_oldest_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;

  fixture->source.period = week ("2026-W02");
  add_sheet (fixture, "last", "2026-W02", PORTAIL_DOTATION_BROUILLON, 1);
  add_sheet (fixture, "new year", "2026-W01", PORTAIL_DOTATION_VALIDE, 1);
  add_sheet (fixture, "old year", "2025-W52", PORTAIL_DOTATION_VALIDE, 1);
  add_sheet (fixture, "first", "2025-W43", PORTAIL_DOTATION_VALIDE, 1);
  add_sheet (fixture, "too old", "2025-W42", PORTAIL_DOTATION_VALIDE, 1);
  dashboard = portail_dashboard_new (&fixture->source);
  g_assert_cmpstr (dashboard->weeks[0].sheet->id, ==, "first");
  g_assert_null (dashboard->weeks[1].sheet);
  g_assert_cmpstr (dashboard->weeks[9].sheet->id, ==, "old year");
  g_assert_cmpstr (dashboard->weeks[10].sheet->id, ==, "new year");
  g_assert_cmpstr (dashboard->weeks[11].sheet->id, ==, "last");
}

static void
test_names_are_one_person_however_written (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;
  const PortailDashboardName *names;

  add_person (fixture, NULL, "Éloïse Martin", "2025-W38", 100);
  add_person (fixture, NULL, "eloise  MARTIN", "2025-W37", 150);
  add_person (fixture, "e1", "Jean", "2025-W38", 200);
  add_person (fixture, "e1", "Jean Dupont", "2025-W30", 200);
  add_person (fixture, "e1", "Jean Dupont", "2025-W26", 9000);
  add_person (fixture, NULL, NULL, "2025-W38", 1);
  dashboard = portail_dashboard_new (&fixture->source);
  names = &g_array_index (dashboard->names, PortailDashboardName, 0);
  g_assert_cmpuint (dashboard->names->len, ==, 3);
  g_assert_cmpstr (names[0].employee_id, ==, "e1");
  g_assert_cmpint (names[0].ca.cents, ==, 40000);
  g_assert_cmpuint (names[0].n_weeks, ==, 2);
  g_assert_cmpint (names[1].ca.cents, ==, 25000);
}

static void
test_the_first_ten_names (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  g_autoptr (PortailDashboard) dashboard = NULL;

  for (int i = 0; i < 25; i++)
    {
      g_autofree char *name = g_strdup_printf ("Nom %02d", i);

      add_person (fixture, NULL, g_string_chunk_insert (texts, name), "2025-W38", i);
    }
  dashboard = portail_dashboard_new (&fixture->source);
  g_assert_cmpuint (dashboard->names->len, ==, PORTAIL_DASHBOARD_MAX_NAMES);
  g_assert_cmpstr (g_array_index (dashboard->names, PortailDashboardName, 0).name, ==, "Nom 24");
}

static guint
count (const PortailDashboard *dashboard, PortailWaitingKind kind)
{
  return dashboard->waiting[kind]->len;
}

static void
test_what_waits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;

  add_sheet (fixture, "waits", "2025-W01", PORTAIL_DOTATION_EN_ATTENTE, 1);
  add_sheet (fixture, "replaced", "2025-W01", PORTAIL_DOTATION_REFUSE, 1);
  add_declaration (fixture, "far", PORTAIL_TAX_DECLARATION_VALIDE, "2025-09-19");
  add_declaration (fixture, "soon", PORTAIL_TAX_DECLARATION_VALIDE, "2025-09-18");
  add_declaration (fixture, "today", PORTAIL_TAX_DECLARATION_EN_ATTENTE, "2025-09-16");
  add_declaration (fixture, "late", PORTAIL_TAX_DECLARATION_REFUSE, "2025-09-15");
  add_declaration (fixture, "old", PORTAIL_TAX_DECLARATION_VALIDE, "2025-09-15");
  g_array_index (fixture->declarations, PortailDashboardDeclaration, 4).is_superseded = TRUE;
  add_declaration (fixture, "paid", PORTAIL_TAX_DECLARATION_PAYE, "2025-09-15");
  dashboard = portail_dashboard_new (&fixture->source);
  g_assert_cmpuint (count (dashboard, PORTAIL_WAITING_DUE), ==, 2);
  g_assert_cmpuint (count (dashboard, PORTAIL_WAITING_LATE), ==, 1);
  g_assert_cmpuint (count (dashboard, PORTAIL_WAITING_REFUSED), ==, 1);
  g_assert_cmpuint (count (dashboard, PORTAIL_WAITING_TO_VALIDATE), ==, 2);
  g_assert_cmpstr (dashboard->declaration->id, ==, "paid");
}

static void
test_suspects_and_risks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;

  add_operation (fixture, "low", PORTAIL_BLANCHIMENT_TERMINE, 29, "2025-09-15");
  add_operation (fixture, "middle", PORTAIL_BLANCHIMENT_EN_COURS, 59, "2025-09-21");
  add_operation (fixture, "high", PORTAIL_BLANCHIMENT_TERMINE, 60, "2025-07-01");
  add_operation (fixture, "old", PORTAIL_BLANCHIMENT_EN_COURS, 80, "2025-01-01");
  add_operation (fixture, "stopped", PORTAIL_BLANCHIMENT_SUSPENDU, 0, "2025-09-15");
  add_operation (fixture, "cancelled", PORTAIL_BLANCHIMENT_ANNULE, 100, "2025-09-15");
  add_operation (fixture, "reviewed", PORTAIL_BLANCHIMENT_EN_COURS, 100, "2025-09-15");
  g_array_index (fixture->operations, PortailDashboardOperation, 6).is_reviewed = TRUE;
  dashboard = portail_dashboard_new (&fixture->source);
  g_assert_cmpuint (count (dashboard, PORTAIL_WAITING_SUSPECTS), ==, 3);
  g_assert_cmpuint (dashboard->risks[PORTAIL_BLANCHIMENT_FAIBLE].n, ==, 2);
  g_assert_cmpuint (dashboard->risks[PORTAIL_BLANCHIMENT_MOYEN].n, ==, 1);
  g_assert_cmpuint (dashboard->risks[PORTAIL_BLANCHIMENT_ELEVE].n, ==, 2);
  g_assert_cmpint (dashboard->risks[PORTAIL_BLANCHIMENT_ELEVE].amount.cents, ==, 200000);
}

static void
test_totals_of_companies (Fixture *fixture, gconstpointer unused)
{
  PortailCard totals[PORTAIL_N_CARDS];
  g_autoptr (PortailDashboard) empty = portail_dashboard_new (&fixture->source);
  g_autoptr (PortailDashboard) dashboard = NULL;

  for (int id = 0; id < PORTAIL_N_CARDS; id++)
    totals[id] = (PortailCard){ PORTAIL_CARD_NOTHING, PORTAIL_CARD_NOTHING };
  portail_dashboard_add_to (empty, totals);
  g_assert_cmpint (totals[PORTAIL_CARD_CA_BRUT].value, ==, PORTAIL_CARD_NOTHING);
  add_sheet (fixture, "this", "2025-W38", PORTAIL_DOTATION_VALIDE, 1000);
  dashboard = portail_dashboard_new (&fixture->source);
  portail_dashboard_add_to (dashboard, totals);
  portail_dashboard_add_to (dashboard, totals);
  g_assert_cmpint (totals[PORTAIL_CARD_CA_BRUT].value, ==, 200000 + 2 * PORTAIL_FIGURE_CA_BRUT);
  g_assert_cmpint (totals[PORTAIL_CARD_EMPLOYES].value, ==, 8);
  g_assert_cmpint (totals[PORTAIL_CARD_TAUX].value, ==, PORTAIL_CARD_NOTHING);
  g_assert_cmpint (totals[PORTAIL_CARD_CA_BRUT].previous, ==, PORTAIL_CARD_NOTHING);
}

static const char *
get_number (const PortailJson *object, const char *member)
{
  const PortailJson *value = portail_json_get (object, member);

  return value->kind == PORTAIL_JSON_NULL ? "null" : value->text;
}

static void
test_json_names_where_figures_come_from (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDashboard) dashboard = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (GString) json = g_string_new ("{");
  const PortailJson *root;
  const PortailJson *figure;

  add_sheet (fixture, "this", "2025-W38", PORTAIL_DOTATION_VALIDE, 12);
  fixture->source.operations = NULL;
  dashboard = portail_dashboard_new (&fixture->source);
  portail_dashboard_append_members (dashboard, json);
  g_string_append_c (json, '}');
  document = portail_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (document);
  root = portail_json_document_get_root (document);
  figure = portail_json_get (portail_json_get (root, "figures"), "taux");
  g_assert_cmpstr (get_number (figure, "value"), ==, "12.06");
  g_assert_cmpstr (get_number (figure, "previous"), ==, "null");
  g_assert_cmpstr (portail_json_get (figure, "sources")->first_child->text, ==, "this");
  g_assert_cmpuint (portail_json_count_children (portail_json_get (figure, "previous_sources")), ==,
                    0);
  g_assert_cmpstr (get_number (portail_json_get (figure, "freshness"), "rev"), ==, "7");
  g_assert_cmpuint (portail_json_count_children (portail_json_get (root, "series")), ==, 12);
  g_assert_cmpint (portail_json_get (root, "blanchiment")->kind, ==, PORTAIL_JSON_NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/dashboard/a-week-beside-the-one-before", test_a_week_beside_the_one_before);
  ADD ("/dashboard/no-sheet-is-nothing-and-not-zero", test_no_sheet_is_nothing_and_not_zero);
  ADD ("/dashboard/twelve-weeks-the-oldest-first", test_twelve_weeks_the_oldest_first);
  ADD ("/dashboard/names-are-one-person-however-written",
       test_names_are_one_person_however_written);
  ADD ("/dashboard/the-first-ten-names", test_the_first_ten_names);
  ADD ("/dashboard/what-waits", test_what_waits);
  ADD ("/dashboard/suspects-and-risks", test_suspects_and_risks);
  ADD ("/dashboard/totals-of-companies", test_totals_of_companies);
  ADD ("/dashboard/json-names-where-figures-come-from", test_json_names_where_figures_come_from);
#undef ADD
  return g_test_run ();
}
