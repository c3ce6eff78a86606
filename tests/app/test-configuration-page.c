/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Configuration as the window shows it. */
#include "app/portail-configuration-page.h"

#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-company-page.h"
#include "app/portail-company-settings.h"
#include "app/portail-enterprises-page.h"
#include "app/portail-grade-rules-page.h"
#include "app/portail-locks-page.h"
#include "app/portail-page.h"
#include "app/portail-server-settings-page.h"
#include "app/portail-server-settings.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailConfigurationPage *page;
} Fixture;

static PortailApplication *application;

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailShellContext *context;
  PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "Garage Central", (PortailRole) GPOINTER_TO_INT (role) },
    { SEED_OTHER_COMPANY, "Café de l’Écluse", (PortailRole) GPOINTER_TO_INT (role) },
  };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, (PortailRole) GPOINTER_TO_INT (role));
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, companies, G_N_ELEMENTS (companies));
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s",
                              "configuration");
  fixture->page = PORTAIL_CONFIGURATION_PAGE (
      portail_window_get_page (fixture->window, "configuration"));
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static PortailCompanyPage *
get_company_page (Fixture *fixture)
{
  return PORTAIL_COMPANY_PAGE (portail_configuration_page_get_section (fixture->page, "company"));
}

static gboolean
is_company_ready (gpointer user_data)
{
  return portail_company_page_is_ready (get_company_page (user_data));
}

static void
show_company (Fixture *fixture)
{
  g_assert_true (portail_configuration_page_show (fixture->page, "company"));
  portail_robot_wait (is_company_ready, fixture);
}

/* Puts one member into the form as if it had been typed. */
static void
type_choice (Fixture *fixture, const char *name, const char *text)
{
  PortailRecordForm *fields = portail_company_form_get_fields (
      portail_company_page_get_form (get_company_page (fixture)));
  g_autoptr (PortailRecord) values = portail_record_form_dup_record (fields);
  const PortailRecordType *type = values->type;
  const PortailField *field = portail_record_type_get_field (
      type, (guint) portail_record_type_find_field (type, name));

  if (field->kind == PORTAIL_KIND_CHOICE)
    portail_field_set_integer (field, values, portail_choice_from_name (field->choices, text));
  else if (field->kind == PORTAIL_KIND_RATE)
    portail_field_set_integer (field, values, g_ascii_strtoll (text, NULL, 10) * 100);
  else
    portail_field_set_string (field, values, text);
  portail_record_form_put (fields, values, portail_record_type_field_bit (type, name));
}

static PortailEnterprise *
load_company (Fixture *fixture)
{
  return portail_client_load (&fixture->client, &portail_enterprise_type, PORTAIL_FIXTURE_COMPANY);
}

static gboolean
is_settled (gpointer cache)
{
  return portail_cache_get_counts (cache).n_to_send > 0;
}

static void
settings_are_saved_as_one_op_and_undone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEnterprise) saved = NULL;
  g_autoptr (PortailEnterprise) undone = NULL;

  show_company (fixture);
  g_assert_false (portail_company_page_is_changed (get_company_page (fixture)));
  type_choice (fixture, "taux_salaire", "40");
  type_choice (fixture, "type_label", "Garage");
  g_assert_true (portail_company_page_is_changed (get_company_page (fixture)));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+s");
  portail_robot_wait (is_settled, fixture->client.cache);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
  saved = load_company (fixture);
  g_assert_cmpstr (saved->type_label, ==, "Garage");
  g_assert_nonnull (strstr (saved->settings, "\"taux_salaire\":40"));
  g_assert_false (portail_company_page_is_changed (get_company_page (fixture)));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  undone = load_company (fixture);
  g_assert_null (undone->type_label);
}

static void
a_draft_of_the_settings_survives_another_start (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailCompanySettings) settings = NULL;

  show_company (fixture);
  type_choice (fixture, "taux_salaire", "41");
  portail_page_settle (PORTAIL_PAGE (fixture->page));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  portail_client_fixture_reopen (&fixture->client);
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  portail_robot_wait (is_company_ready, fixture);
  settings = portail_record_form_dup_record (
      portail_company_form_get_fields (portail_company_page_get_form (get_company_page (fixture))));
  g_assert_cmpint (settings->taux_salaire.basis_points, ==, 4100);
  g_assert_true (portail_company_page_is_changed (get_company_page (fixture)));
}

static void
add_palier (PortailRecordGridModel *model, const char *const *texts)
{
  PortailGridModel *grid = PORTAIL_GRID_MODEL (model);
  guint row = portail_grid_model_get_n_rows (grid);

  portail_grid_model_begin_step (grid, "Paste");
  portail_grid_model_insert_rows (grid, row, 1);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      g_assert_true (portail_grid_model_set_text (grid, row, i, texts[i], &reason));
    }
  portail_grid_model_end_step (grid);
}

/* Worked example 1 of domain.md §8. */
static void
the_live_example_is_the_rule (Fixture *fixture, gconstpointer unused)
{
  static const char *const first[] = { "0",   "50000", "2500", "3500", "4000", "5500",
                                       "500", "1000",  "1000", "2000", NULL };
  static const char *const second[] = { "50001", "100000", "3500", "5000", "5500", "7500",
                                        "1000",  "2000",   "2000", "3500", NULL };
  static const struct
  {
    gint64 run;
    gboolean is_direction;
    gint64 salaire;
    gint64 prime;
  } cases[] = {
    { 35000, FALSE, 3200, 850 },
    { 35000, TRUE, 5050, 1700 },
    { 55000, FALSE, 3650, 1100 },
    { 55000, TRUE, 5700, 2150 },
  };
  PortailCompanyForm *form;

  show_company (fixture);
  form = portail_company_page_get_form (get_company_page (fixture));
  type_choice (fixture, "mode_calcul", "paliers");
  add_palier (portail_company_form_get_paliers (form), first);
  add_palier (portail_company_form_get_paliers (form), second);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailDotationRow) row = portail_record_new (&portail_dotation_row_type);
      PortailMoney salaire;
      PortailMoney prime;

      row->run = PORTAIL_DOLLARS (cases[i].run);
      row->is_direction = cases[i].is_direction;
      portail_company_example_set_row (portail_company_form_get_example (form), row);
      portail_company_example_get_amounts (portail_company_form_get_example (form), &salaire,
                                           &prime);
      g_assert_cmpint (salaire.cents, ==, PORTAIL_DOLLARS (cases[i].salaire).cents);
      g_assert_cmpint (prime.cents, ==, PORTAIL_DOLLARS (cases[i].prime).cents);
    }
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-paliers");
}

static void
who_reads_alone_writes_nothing (Fixture *fixture, gconstpointer unused)
{
  show_company (fixture);
  type_choice (fixture, "type_label", "Garage");
  g_assert_false (portail_company_page_save (get_company_page (fixture)));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-read-only");
}

static PortailGradeRulesPage *
get_rules_page (Fixture *fixture)
{
  return PORTAIL_GRADE_RULES_PAGE (
      portail_configuration_page_get_section (fixture->page, "grade-rules"));
}

static gboolean
are_rules_ready (gpointer user_data)
{
  return portail_grade_rules_page_is_ready (get_rules_page (user_data));
}

static guint
count_rules (Fixture *fixture)
{
  PortailGrid *grid = portail_grade_rules_page_get_grid (get_rules_page (fixture));

  return portail_grid_model_get_n_rows (
      portail_grid_sheet_get_model (portail_grid_get_sheet (grid)));
}

static void
grade_rules_are_pasted_and_undone (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "Mécanicien\t1000\t10 %\t50\t200\t2,5 %\n"
                             "Vendeur\t800\t12 %\t0\t0\t4 %\n";
  g_autoptr (GError) error = NULL;
  PortailGrid *grid;

  g_assert_true (portail_configuration_page_show (fixture->page, "grade-rules"));
  portail_robot_wait (are_rules_ready, fixture);
  grid = portail_grade_rules_page_get_grid (get_rules_page (fixture));
  portail_grid_set_cursor (grid, 0, 0);
  g_assert_true (portail_grid_paste_text (grid, text, &error));
  g_assert_no_error (error);
  portail_robot_wait (are_rules_ready, fixture);
  g_assert_cmpuint (count_rules (fixture), ==, 2);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-grades");
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  portail_robot_wait (are_rules_ready, fixture);
  g_assert_cmpuint (count_rules (fixture), ==, 0);
}

static PortailLocksPage *
get_locks_page (Fixture *fixture)
{
  return PORTAIL_LOCKS_PAGE (portail_configuration_page_get_section (fixture->page, "locks"));
}

static gboolean
are_locks_ready (gpointer user_data)
{
  return portail_locks_page_is_ready (get_locks_page (user_data));
}

static gboolean
is_week_locked (gpointer user_data)
{
  return portail_locks_page_is_locked (get_locks_page (user_data),
                                       portail_week_from_number (2025, 30));
}

static gboolean
is_week_open (gpointer user_data)
{
  return !is_week_locked (user_data);
}

static void
weeks_are_locked_for_one_and_for_all (Fixture *fixture, gconstpointer unused)
{
  PortailWeek week = portail_week_from_number (2025, 30);
  PortailLocksPage *page;

  g_assert_true (portail_configuration_page_show (fixture->page, "locks"));
  page = get_locks_page (fixture);
  portail_robot_wait (are_locks_ready, fixture);
  portail_locks_page_lock (page, week);
  portail_robot_wait (is_week_locked, fixture);
  portail_locks_page_unlock (page, week, "Une facture manquait.");
  portail_robot_wait (is_week_open, fixture);
  portail_locks_page_set_scope (page, PORTAIL_LOCKS_OF_ALL);
  portail_locks_page_lock (page, week);
  portail_robot_wait (is_week_locked, fixture);
  portail_locks_page_set_scope (page, PORTAIL_LOCKS_OF_COMPANY);
  g_assert_true (is_week_locked (fixture));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-locks");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  portail_robot_wait (is_week_open, fixture);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-locks-narrow");
}

static void
who_does_not_lock_only_looks (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (portail_configuration_page_show (fixture->page, "locks"));
  portail_robot_wait (are_locks_ready, fixture);
  portail_locks_page_lock (get_locks_page (fixture), portail_week_from_number (2025, 30));
  portail_await_idle ();
  g_assert_true (is_week_open (fixture));
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 0);
}

static PortailServerSettingsPage *
get_settings_page (Fixture *fixture)
{
  return PORTAIL_SERVER_SETTINGS_PAGE (
      portail_configuration_page_get_section (fixture->page, "server-settings"));
}

static gboolean
are_settings_ready (gpointer user_data)
{
  return portail_server_settings_page_is_ready (get_settings_page (user_data));
}

/* domain.md §6: 40 for a large amount, 20 for much within 30 days, 20 for a missing party. */
static void
the_weights_are_tried_before_they_are_saved (Fixture *fixture, gconstpointer unused)
{
  PortailServerSettingsPage *page;
  PortailRecordForm *form;
  g_autoptr (PortailServerSettings) settings = NULL;

  g_assert_true (portail_configuration_page_show (fixture->page, "server-settings"));
  portail_robot_wait (are_settings_ready, fixture);
  page = get_settings_page (fixture);
  g_assert_cmpint (portail_server_settings_page_get_score (page), ==, 80);
  form = portail_server_settings_page_get_form (page);
  settings = portail_record_form_dup_record (form);
  settings->somme_points = 10;
  portail_record_form_put (form, settings,
                           portail_record_type_field_bit (settings->base.type, "somme_points"));
  g_assert_cmpint (portail_server_settings_page_get_score (page), ==, 50);
  g_assert_true (portail_server_settings_page_save (page));
  portail_robot_wait (is_settled, fixture->client.cache);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-server");
  settings->somme_points = 101;
  portail_record_form_put (form, settings,
                           portail_record_type_field_bit (settings->base.type, "somme_points"));
  g_assert_false (portail_server_settings_page_save (page));
}

static gboolean
is_form_changed (gpointer form)
{
  return portail_record_form_is_changed (form);
}

static gboolean
is_company_changed (gpointer page)
{
  return portail_company_page_is_ready (page) && portail_company_page_is_changed (page);
}

/* What looks saved and is not would be lost with the window. */
static void
what_cannot_be_saved_stays_to_be_saved (Fixture *fixture, gconstpointer unused)
{
  PortailRecordForm *form;
  g_autoptr (PortailServerSettings) settings = NULL;

  g_assert_true (portail_configuration_page_show (fixture->page, "server-settings"));
  portail_robot_wait (are_settings_ready, fixture);
  portail_client_execute (&fixture->client, "CREATE TEMP TRIGGER full BEFORE INSERT ON op"
                                            " BEGIN SELECT RAISE (ABORT, 'full'); END");
  form = portail_server_settings_page_get_form (get_settings_page (fixture));
  settings = portail_record_form_dup_record (form);
  settings->somme_points = 10;
  portail_record_form_put (form, settings,
                           portail_record_type_field_bit (settings->base.type, "somme_points"));
  g_assert_true (portail_server_settings_page_save (get_settings_page (fixture)));
  g_assert_false (portail_record_form_is_changed (form));
  portail_robot_wait (is_form_changed, form);

  show_company (fixture);
  type_choice (fixture, "type_label", "Garage");
  g_assert_true (portail_company_page_save (get_company_page (fixture)));
  portail_robot_wait (is_company_changed, get_company_page (fixture));
}

static void
what_needs_the_server_says_so (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "messages", "retention", "enterprises" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *picture = g_strdup_printf ("configuration-%s", names[i]);

      g_assert_true (portail_configuration_page_show (fixture->page, names[i]));
      portail_screenshot_settle (GTK_WIDGET (fixture->window));
      portail_screenshot_save_pair (GTK_WIDGET (fixture->window), picture);
    }
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "enterprise", PORTAIL_FIXTURE_COMPANY);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-enterprise");
}

/* Which entries somebody sees follows from the table of rights. */
static void
entries_follow_the_role (void)
{
  static const struct
  {
    PortailRole role;
    const char *name;
    gboolean is_visible;
    gboolean is_limited;
  } cases[] = {
    { PORTAIL_ROLE_PATRON, "company", TRUE, FALSE },
    { PORTAIL_ROLE_CO_PATRON, "company", TRUE, TRUE },
    { PORTAIL_ROLE_STAFF, "company", TRUE, FALSE },
    { PORTAIL_ROLE_DOT, "company", FALSE, TRUE },
    { PORTAIL_ROLE_EMPLOYE, "company", FALSE, TRUE },
    { PORTAIL_ROLE_PATRON, "baremes", TRUE, TRUE },
    { PORTAIL_ROLE_STAFF, "baremes", TRUE, FALSE },
    { PORTAIL_ROLE_DOT, "baremes", TRUE, TRUE },
    { PORTAIL_ROLE_EMPLOYE, "baremes", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PortailConfigurationSection *section = portail_configuration_section_find (
          cases[i].name);
      PortailShellCompany company = { PORTAIL_FIXTURE_COMPANY, "Garage", cases[i].role };
      g_autoptr (PortailShellContext) context = portail_shell_context_new (
          portail_day_from_date (2025, 9, 18));
      g_autoptr (PortailDesk) desk = portail_desk_new (context, NULL);

      portail_shell_context_set_companies (context, &company, 1);
      g_assert_cmpint (portail_configuration_section_is_visible (section, desk), ==,
                       cases[i].is_visible);
      g_assert_cmpint (portail_configuration_section_get_limit (section, desk) != NULL, ==,
                       cases[i].is_limited);
    }
}

static void
the_pages_look_as_designed (Fixture *fixture, gconstpointer unused)
{
  show_company (fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-company");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "configuration-company-narrow");
}

#define ADD(path, role, function)                                                                  \
  g_test_add (path, Fixture, GINT_TO_POINTER (PORTAIL_ROLE_##role), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/configuration/settings-are-saved-as-one-op-and-undone", PATRON,
       settings_are_saved_as_one_op_and_undone);
  ADD ("/configuration/a-draft-of-the-settings-survives-another-start", PATRON,
       a_draft_of_the_settings_survives_another_start);
  ADD ("/configuration/the-live-example-is-the-rule", PATRON, the_live_example_is_the_rule);
  ADD ("/configuration/who-reads-alone-writes-nothing", CO_PATRON, who_reads_alone_writes_nothing);
  ADD ("/configuration/grade-rules-are-pasted-and-undone", PATRON,
       grade_rules_are_pasted_and_undone);
  ADD ("/configuration/weeks-are-locked-for-one-and-for-all", STAFF,
       weeks_are_locked_for_one_and_for_all);
  ADD ("/configuration/who-does-not-lock-only-looks", PATRON, who_does_not_lock_only_looks);
  ADD ("/configuration/the-weights-are-tried-before-they-are-saved", STAFF,
       the_weights_are_tried_before_they_are_saved);
  ADD ("/configuration/what-cannot-be-saved-stays-to-be-saved", STAFF,
       what_cannot_be_saved_stays_to_be_saved);
  ADD ("/configuration/what-needs-the-server-says-so", STAFF, what_needs_the_server_says_so);
  ADD ("/configuration/the-pages-look-as-designed", STAFF, the_pages_look_as_designed);
  g_test_add_func ("/configuration/entries-follow-the-role", entries_follow_the_role);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
