/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-taxes-page.h"

#include <string.h>

#include "app/portail-application.h"
#include "app/portail-bareme-trial.h"
#include "app/portail-cache-store.h"
#include "app/portail-command-bar.h"
#include "app/portail-declaration-columns.h"
#include "app/portail-page.h"
#include "app/portail-tax-list.h"
#include "app/portail-tax-preview.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define DECLARATION_LATE "01990000-0000-7000-8000-0000000000e1"
#define DECLARATION_PAID "01990000-0000-7000-8000-0000000000e2"
#define TITLES           "Min\tTaux\tSal emp\tSal dir\tPrime emp\tPrime dir\n"
#define CORRECTION       "01990000-0000-7000-8000-0000000000e3"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailTaxesPage *page;
} Fixture;

static PortailApplication *application;

static void
put_declaration (PortailCacheStore *store,
                 const char *id,
                 const char *week,
                 PortailTaxDeclarationStatus status)
{
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_new (
      &portail_tax_declaration_type);
  g_autoptr (GError) error = NULL;

  declaration->base.id = g_strdup (id);
  declaration->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  declaration->base.rev = 900;
  g_assert_true (portail_week_parse (week, &declaration->period));
  declaration->status = status;
  declaration->tax_type = g_strdup ("Impôt société et richesse");
  declaration->amount = PORTAIL_DOLLARS (12500);
  declaration->due_date = portail_due_date_of_week (declaration->period, 2);
  if (status == PORTAIL_TAX_DECLARATION_PAYE)
    declaration->paid_at = portail_timestamp_of_paris_day (declaration->due_date);
  portail_record_sql_replace (store->database, declaration, &error);
  g_assert_no_error (error);
}

static void
seed_declarations (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  put_declaration (store, DECLARATION_LATE, "2025-W37", PORTAIL_TAX_DECLARATION_VALIDE);
  put_declaration (store, DECLARATION_PAID, "2025-W36", PORTAIL_TAX_DECLARATION_PAYE);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailShellContext *context;
  PortailShellCompany companies[] = {
    { .id = PORTAIL_FIXTURE_COMPANY,
      .name = "Garage Central",
      .role = (PortailRole) GPOINTER_TO_INT (role) },
    { .id = SEED_OTHER_COMPANY,
      .name = "Café de l’Écluse",
      .role = (PortailRole) GPOINTER_TO_INT (role) },
  };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, (PortailRole) GPOINTER_TO_INT (role));
  seed_declarations (fixture);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, companies, G_N_ELEMENTS (companies));
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "impots");
  fixture->page = PORTAIL_TAXES_PAGE (portail_window_get_page (fixture->window, "impots"));
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

static gpointer
get_part (Fixture *fixture, PortailTaxesPart part)
{
  return portail_taxes_page_get_part (fixture->page, part);
}

static PortailRecordPage *
get_records (Fixture *fixture)
{
  return portail_declarations_get_page (get_part (fixture, PORTAIL_TAXES_DECLARATIONS));
}

static PortailTaxPanel *
get_panel (Fixture *fixture)
{
  return portail_declarations_get_panel (get_part (fixture, PORTAIL_TAXES_DECLARATIONS));
}

static gboolean
is_wide (gpointer user_data)
{
  return gtk_widget_get_width (GTK_WIDGET (((Fixture *) user_data)->window)) > 1000;
}

static void
save_pictures (Fixture *fixture, const char *name)
{
  g_autofree char *narrow = g_strdup_printf ("%s-narrow", name);

  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), name);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), narrow);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_robot_wait (is_wide, fixture);
}

static gint64
get_total_due (Fixture *fixture)
{
  const PortailLiveSheet *live = portail_tax_simulator_get_live (
      get_part (fixture, PORTAIL_TAXES_SIMULATOR));

  return live != NULL && live->fault == NULL ? live->chain.total_du.cents : -1;
}

static gboolean
is_filled (gpointer user_data)
{
  return get_total_due (user_data) == PORTAIL_DOLLARS (71100).cents;
}

/* Example 2 of domain.md §8. */
static void
test_simulator (Fixture *fixture, gconstpointer unused)
{
  PortailTaxSimulator *simulator = get_part (fixture, PORTAIL_TAXES_SIMULATOR);
  const PortailDotationChain *chain;
  g_autofree char *text = NULL;

  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_SIMULATOR);
  portail_tax_simulator_fill (simulator);
  portail_robot_wait (is_filled, fixture);
  chain = &portail_tax_simulator_get_live (simulator)->chain;
  g_assert_cmpint (chain->salaires.cents, ==, PORTAIL_DOLLARS (195000).cents);
  g_assert_cmpint (chain->impot_societe.cents, ==, PORTAIL_DOLLARS (39100).cents);
  g_assert_cmpint (chain->primes.cents, ==, PORTAIL_DOLLARS (92500).cents);
  g_assert_cmpint (chain->tresorerie_nette.cents, ==, PORTAIL_DOLLARS (26400).cents);
  text = portail_tax_simulator_dup_text (simulator);
  g_assert_nonnull (strstr (text, "71\342\200\257100"));
  save_pictures (fixture, "simulator");
}

static void
test_simulator_refuses_words (Fixture *fixture, gconstpointer unused)
{
  PortailTaxSimulator *simulator = get_part (fixture, PORTAIL_TAXES_SIMULATOR);
  GtkWidget *entry;

  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_SIMULATOR);
  entry = portail_robot_find_child (GTK_WIDGET (simulator), ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_nonnull (portail_tax_simulator_get_live (simulator));
  gtk_editable_set_text (GTK_EDITABLE (entry), "beaucoup");
  g_assert_null (portail_tax_simulator_get_live (simulator));
  g_assert_null (portail_tax_simulator_dup_text (simulator));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "simulator-wrong");
  gtk_editable_set_text (GTK_EDITABLE (entry), "80 000");
  g_assert_nonnull (portail_tax_simulator_get_live (simulator));
}

static gboolean
can_compare (gpointer user_data)
{
  return portail_what_if_view_is_ready (get_part (user_data, PORTAIL_TAXES_WHAT_IF));
}

static gboolean
has_answer (gpointer user_data)
{
  return portail_what_if_view_get_answer (get_part (user_data, PORTAIL_TAXES_WHAT_IF)) != NULL;
}

static void
test_what_if (Fixture *fixture, gconstpointer unused)
{
  PortailWhatIfView *view = get_part (fixture, PORTAIL_TAXES_WHAT_IF);
  PortailBaremeTrial *trial;
  const PortailWhatIfAnswer *answer;
  g_autoptr (PortailWhatIf) expected = NULL;
  g_autoptr (GError) error = NULL;
  PortailBareme draft;

  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_WHAT_IF);
  portail_robot_wait (can_compare, fixture);
  save_pictures (fixture, "what-if-question");
  trial = PORTAIL_BAREME_TRIAL (
      portail_robot_find_child (GTK_WIDGET (view), PORTAIL_TYPE_BAREME_TRIAL, NULL));
  portail_bareme_trial_paste (trial, PORTAIL_BAREME_TRANCHES,
                              TITLES "100\t8\t5000\t8000\t2500\t4000\n"
                                     "50000\t30\t60000\t70000\t30000\t40000\n");
  draft = *portail_bareme_trial_get (trial);
  g_assert_cmpuint (draft.n_tranches, ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (view), "what-if.compare", NULL);
  portail_robot_wait (has_answer, fixture);
  answer = portail_what_if_view_get_answer (view);
  /* Refused ones do not count. */
  g_assert_cmpuint (answer->sheets->len, ==, 3);
  expected = portail_what_if_new (answer->sheets, &draft, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (&answer->what_if->sums, sizeof expected->sums, &expected->sums,
                   sizeof expected->sums);
  g_assert_cmpint (expected->sums.after[PORTAIL_FIGURE_TOTAL_DU].cents, !=,
                   expected->sums.before[PORTAIL_FIGURE_TOTAL_DU].cents);
  save_pictures (fixture, "what-if");
}

static void
test_what_if_refuses_a_table (Fixture *fixture, gconstpointer unused)
{
  PortailWhatIfView *view = get_part (fixture, PORTAIL_TAXES_WHAT_IF);
  PortailBaremeTrial *trial;

  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_WHAT_IF);
  portail_robot_wait (can_compare, fixture);
  trial = PORTAIL_BAREME_TRIAL (
      portail_robot_find_child (GTK_WIDGET (view), PORTAIL_TYPE_BAREME_TRIAL, NULL));
  portail_bareme_trial_paste (trial, PORTAIL_BAREME_TRANCHES,
                              TITLES "100\t8\t5000\t8000\t2500\t4000\n90\tx\t6\t7\t3\t4\n");
  g_assert_null (portail_bareme_trial_get (trial));
  gtk_widget_activate_action (GTK_WIDGET (view), "what-if.compare", NULL);
  g_assert_false (has_answer (fixture));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "what-if-wrong");
}

static PortailTaxDeclaration *
load (Fixture *fixture, const char *id)
{
  return portail_client_load (&fixture->client, &portail_tax_declaration_type, id);
}

static void
test_actions (Fixture *fixture, gconstpointer unused)
{
  GActionGroup *actions = portail_page_get_actions (PORTAIL_PAGE (fixture->page));

  g_assert_true (g_action_group_get_action_enabled (actions, "find"));
  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_SIMULATOR);
  g_assert_false (g_action_group_get_action_enabled (actions, "find"));
  g_action_group_activate_action (actions, "new", NULL);
  g_assert_true (g_action_group_get_action_enabled (actions, "find"));
}

static PortailSyncOp *
new_command (const char *id, const char *command, const char *arguments)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);

  portail_sync_op_take_change (
      op, portail_change_new_command (&portail_tax_declaration_type, id, command, arguments));
  return op;
}

/* Without the server. */
static void
test_correct (Fixture *fixture, gconstpointer unused)
{
  PortailSyncOp *undo = NULL;
  g_autoptr (PortailTaxDeclaration) correction = NULL;
  g_autoptr (PortailTaxDeclaration) gone = NULL;
  g_autoptr (PortailTaxDeclaration) old = NULL;
  PortailSyncOp *edit = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_tax_declaration_type,
                                              CORRECTION);
  g_autoptr (GError) error = NULL;

  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  portail_await_idle ();
  g_assert_true (portail_client_apply (
      &fixture->client,
      new_command (DECLARATION_LATE, "correct", "{\"new_id\":\"" CORRECTION "\"}"), &undo, &error));
  g_assert_no_error (error);
  correction = load (fixture, CORRECTION);
  g_assert_cmpint (correction->status, ==, PORTAIL_TAX_DECLARATION_BROUILLON);
  g_assert_cmpstr (correction->version_of, ==, DECLARATION_LATE);
  g_assert_cmpint (correction->amount.cents, ==, PORTAIL_DOLLARS (12500).cents);
  old = load (fixture, DECLARATION_LATE);
  g_assert_cmpint (old->status, ==, PORTAIL_TAX_DECLARATION_VALIDE);

  correction->amount = PORTAIL_DOLLARS (13000);
  portail_change_set_fields (change, correction,
                             portail_record_type_field_bit (correction->base.type, "amount"));
  portail_sync_op_take_change (edit, change);
  portail_client_do (&fixture->client, edit);
  portail_client_fixture_reopen (&fixture->client);
  g_clear_pointer (&correction, portail_record_free);
  correction = load (fixture, CORRECTION);
  g_assert_cmpint (correction->amount.cents, ==, PORTAIL_DOLLARS (13000).cents);

  portail_client_do (&fixture->client, undo);
  gone = load (fixture, CORRECTION);
  g_assert_null (gone);
}

static char *
describe (Fixture *fixture, const char *id, const char *column)
{
  PortailDeclarationSource source = { NULL };
  g_autoptr (PortailTaxDeclaration) declaration = load (fixture, id);
  const PortailField *extras = portail_declaration_page_spec.table->extras;

  while (!g_str_equal (extras->name, column))
    extras++;
  return portail_declaration_dup_text (extras, declaration, &source);
}

static void
test_late (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *late = describe (fixture, DECLARATION_LATE, "due_level");
  g_autofree char *paid = describe (fixture, DECLARATION_PAID, "due_level");
  g_autoptr (PortailTaxDeclaration) declaration = load (fixture, DECLARATION_LATE);

  g_assert_cmpstr (late, !=, "");
  g_assert_cmpstr (paid, ==, "");
  g_assert_cmpint (
      portail_tax_due_level (declaration, PORTAIL_TAX_NEWEST, portail_timestamp_now ()), ==,
      PORTAIL_DUE_LATE);
  g_assert_cmpint (
      portail_tax_due_level (declaration, PORTAIL_TAX_SUPERSEDED, portail_timestamp_now ()), ==,
      PORTAIL_DUE_NONE);
}

static gboolean
has_the_late_one (gpointer user_data)
{
  PortailRecordModel *model = portail_record_table_get_model (
      portail_record_page_get_table (get_records (user_data)));

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && g_list_model_get_n_items (G_LIST_MODEL (model)) == 1;
}

static void
test_late_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) filters = g_variant_ref_sink (
      g_variant_new_parsed ("{'" PORTAIL_DECLARATIONS_LATE "': ''}"));
  PortailRecordTable *table = portail_record_page_get_table (get_records (fixture));

  portail_page_show_rows (PORTAIL_PAGE (fixture->page), portail_tax_declaration_type.name, filters);
  portail_robot_wait (has_the_late_one, fixture);
  g_assert_true (portail_record_table_reveal (table, DECLARATION_LATE));
  g_assert_false (portail_record_table_reveal (table, DECLARATION_PAID));
}

static gboolean
has_missing (gpointer user_data)
{
  return portail_missing_view_get_n (get_part (user_data, PORTAIL_TAXES_MISSING)) == 2;
}

static void
test_missing (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_missing, fixture);
  portail_taxes_page_show_part (fixture->page, PORTAIL_TAXES_MISSING);
  save_pictures (fixture, "missing");
}

static gboolean
is_ready (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_declarations_is_ready (get_part (fixture, PORTAIL_TAXES_DECLARATIONS))
         && portail_record_model_get_state (portail_record_table_get_model (
                portail_record_page_get_table (get_records (fixture))))
                == PORTAIL_RECORD_MODEL_READY;
}

static gboolean
has_chain (gpointer user_data)
{
  return portail_tax_panel_get_chain (get_panel (user_data)) != NULL;
}

static gboolean
is_saved (gpointer user_data)
{
  return portail_cache_get_counts (((Fixture *) user_data)->client.cache).n_to_send == 1;
}

static void
test_new (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTaxDeclaration) declaration = NULL;

  portail_robot_wait (is_ready, fixture);
  save_pictures (fixture, "declarations");
  portail_record_page_begin_new (get_records (fixture), NULL, 0);
  portail_robot_wait (has_chain, fixture);
  g_assert_cmpint (portail_tax_panel_get_chain (get_panel (fixture))->total_du.cents, ==,
                   PORTAIL_DOLLARS (71100).cents);
  save_pictures (fixture, "declaration-new");
  g_assert_true (portail_record_page_save (get_records (fixture)));
  portail_robot_wait (is_saved, fixture);
  declaration = portail_record_copy (portail_record_page_get_record (get_records (fixture)));
  g_assert_cmpint (declaration->amount.cents, ==, PORTAIL_DOLLARS (71100).cents);
  g_assert_cmpstr (declaration->dotation_id, ==, SEED_DRAFT);
  save_pictures (fixture, "declaration");
}

static void
test_typed_stays (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTaxDeclaration) typed = NULL;

  portail_record_page_begin_new (get_records (fixture), NULL, 0);
  portail_robot_wait (has_chain, fixture);
  g_signal_emit_by_name (get_panel (fixture), "type");
  portail_tax_panel_set_snapshot (get_panel (fixture), NULL, PORTAIL_TAX_PANEL_TYPED);
  portail_cache_note_day (fixture->client.cache);
  portail_robot_wait (has_chain, fixture);
  typed = portail_record_form_dup_record (portail_record_page_get_form (get_records (fixture)));
  g_assert_null (typed->dotation_id);
}

static gboolean
has_fiche (gpointer user_data)
{
  GtkWidget *preview = portail_robot_find_child (GTK_WIDGET (((Fixture *) user_data)->page),
                                                 PORTAIL_TYPE_TAX_PREVIEW, NULL);

  return portail_tax_preview_has_report (PORTAIL_TAX_PREVIEW (preview));
}

static void
test_fiche (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_ready, fixture);
  portail_record_page_begin_new (get_records (fixture), NULL, 0);
  portail_robot_wait (has_chain, fixture);
  g_assert_true (portail_record_page_save (get_records (fixture)));
  portail_robot_wait (is_saved, fixture);
  portail_robot_wait (has_chain, fixture);
  g_action_group_activate_action (portail_page_get_actions (PORTAIL_PAGE (fixture->page)), "print",
                                  NULL);
  portail_robot_wait (has_fiche, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "fiche-impot");
}

static gpointer
export_list (PortailDatabase *database, gpointer input, GError **error)
{
  const PortailReportCompany company = { (char *) PORTAIL_FIXTURE_COMPANY, (char *) "Garage" };
  const PortailTaxListSource source = {
    &company,
    portail_week_from_number (2025, 37),
    portail_timestamp_now (),
  };

  return portail_tax_list_export (database, &source, PORTAIL_DOTATION_EXPORT_CSV, error);
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_auto (GStrv) lines = NULL;

  portail_cache_query_async (
      fixture->client.cache,
      portail_query_new (export_list, NULL, NULL, (GDestroyNotify) g_bytes_unref), NULL,
      portail_await_ready, &await);
  csv = portail_cache_query_finish (fixture->client.cache, portail_await (&await), &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_bytes_get_data (csv, NULL), "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[1], "12500"));
}

static gboolean
has_snapshot (gpointer user_data)
{
  return portail_tax_panel_get_snapshot (get_panel (user_data)) != NULL;
}

/* Of all bars, the one that is seen. */
static gboolean
can_give (GtkWidget *widget, const char *command)
{
  gboolean is_given = PORTAIL_IS_COMMAND_BAR (widget) && gtk_widget_get_mapped (widget)
                      && portail_command_bar_activate (PORTAIL_COMMAND_BAR (widget), command);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !is_given;
       child = gtk_widget_get_next_sibling (child))
    is_given = can_give (child, command);
  return is_given;
}

static void
test_rights (Fixture *fixture, gconstpointer role)
{
  gboolean is_staff = GPOINTER_TO_INT (role) == PORTAIL_ROLE_STAFF;

  portail_robot_wait (is_ready, fixture);
  portail_record_page_open (get_records (fixture), DECLARATION_LATE);
  portail_robot_wait (has_snapshot, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpint (portail_record_page_can_create (get_records (fixture)), ==, !is_staff);
  save_pictures (fixture, is_staff ? "declaration-staff" : "declaration-validated");
  g_assert_cmpint (can_give (GTK_WIDGET (get_records (fixture)), "pay"), ==, is_staff);
}

#define ADD(path, role, test)                                                                      \
  g_test_add (path, Fixture, GINT_TO_POINTER (role), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  portail_french_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/taxes/the-simulator-begins-with-the-week", PORTAIL_ROLE_PATRON, test_simulator);
  ADD ("/taxes/the-simulator-names-what-is-no-amount", PORTAIL_ROLE_PATRON,
       test_simulator_refuses_words);
  ADD ("/taxes/another-table-gives-what-the-shared-rule-gives", PORTAIL_ROLE_PATRON, test_what_if);
  ADD ("/taxes/a-wrong-table-is-not-compared", PORTAIL_ROLE_PATRON, test_what_if_refuses_a_table);
  ADD ("/taxes/what-is-hidden-is-not-acted-on", PORTAIL_ROLE_PATRON, test_actions);
  ADD ("/taxes/a-correction-is-a-version-without-a-network", PORTAIL_ROLE_PATRON, test_correct);
  ADD ("/taxes/what-is-due-and-unpaid-is-late", PORTAIL_ROLE_PATRON, test_late);
  ADD ("/taxes/the-late-ones-are-a-list", PORTAIL_ROLE_PATRON, test_late_alone);
  ADD ("/taxes/staff-sees-who-declared-nothing", PORTAIL_ROLE_STAFF, test_missing);
  ADD ("/taxes/a-new-declaration-is-filled-by-the-week", PORTAIL_ROLE_PATRON, test_new);
  ADD ("/taxes/what-is-typed-by-hand-stays", PORTAIL_ROLE_PATRON, test_typed_stays);
  ADD ("/taxes/the-fiche-is-shown-before-it-is-printed", PORTAIL_ROLE_PATRON, test_fiche);
  ADD ("/taxes/declarations-go-out-as-a-list", PORTAIL_ROLE_PATRON, test_list);
  ADD ("/taxes/staff-marks-as-paid", PORTAIL_ROLE_STAFF, test_rights);
  ADD ("/taxes/a-patron-does-not-mark-as-paid", PORTAIL_ROLE_PATRON, test_rights);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
