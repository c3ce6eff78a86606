/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard over a real cache, for each role. The window's own actions are recorded instead of
 * done. */
#include "app/portail-dashboard-page.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-chart-plot.h"
#include "app/portail-figure-card.h"
#include "app/portail-overview-item.h"
#include "app/portail-page.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define NOTICE(n)   "01990000-0000-7000-8000-0000000000b" #n
#define N_NOTICES   3
#define DECLARATION "01990000-0000-7000-8000-0000000000e1"
#define SUSPECT     "01990000-0000-7000-8000-0000000000f1"

typedef struct
{
  PortailClientFixture client;
  PortailShellContext *context;
  PortailDesk *desk;
  GtkWindow *window;
  PortailDashboardPage *page;
  GPtrArray *asked; /* of owned "action parameter" */
} Fixture;

/* Takes @record. */
static void
put (PortailCacheStore *store, gpointer record, const char *id, const char *enterprise_id)
{
  g_autoptr (PortailRecord) base = record;
  g_autoptr (GError) error = NULL;

  base->id = g_strdup (id);
  base->enterprise_id = g_strdup (enterprise_id);
  base->rev = 1000;
  base->created_at = (PortailTimestamp){ G_GINT64_CONSTANT (1758300000000) };
  base->updated_at = base->created_at;
  portail_record_sql_replace (store->database, base, &error);
  g_assert_no_error (error);
}

static void
put_notices (PortailCacheStore *store)
{
  static const struct
  {
    const char *id;
    PortailNotificationLevel level;
    const char *title;
    const char *body;
    gboolean is_read;
  } notices[N_NOTICES] = {
    { NOTICE (1), PORTAIL_LEVEL_URGENT, "Garage Central : déclaration en retard <b>",
      "La déclaration de la semaine 37 était due le 16/09/2025.", FALSE },
    { NOTICE (2), PORTAIL_LEVEL_WARNING, "Garage Central : dotation refusée",
      "Le justificatif des carburants manque.", FALSE },
    { NOTICE (3), PORTAIL_LEVEL_INFO, "Garage Central : dotation validée", NULL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      PortailNotification *notice = portail_record_new (&portail_notification_type);

      notice->user_id = g_strdup (PORTAIL_FIXTURE_USER);
      notice->kind = g_strdup ("tax_late");
      notice->level = notices[i].level;
      notice->title = g_strdup (notices[i].title);
      notice->body = g_strdup (notices[i].body);
      notice->target_type = g_strdup ("dotation");
      notice->target_id = g_strdup (SEED_REFUSED);
      notice->read_at = notices[i].is_read ? portail_timestamp_now () : PORTAIL_TIMESTAMP_NULL;
      put (store, notice, notices[i].id, NULL);
    }
}

static void
put_rest (PortailCacheStore *store)
{
  PortailTaxDeclaration *declaration = portail_record_new (&portail_tax_declaration_type);
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  g_assert_true (portail_week_parse ("2025-W37", &declaration->period));
  declaration->status = PORTAIL_TAX_DECLARATION_BROUILLON;
  declaration->amount = PORTAIL_DOLLARS (12880);
  declaration->due_date = portail_day_from_date (2025, 9, 16);
  put (store, declaration, DECLARATION, PORTAIL_FIXTURE_COMPANY);
  operation->status = PORTAIL_BLANCHIMENT_EN_COURS;
  operation->date_recu = portail_day_from_date (2025, 9, 17);
  operation->amount = PORTAIL_DOLLARS (80000);
  operation->risk_score = 75;
  put (store, operation, SUSPECT, PORTAIL_FIXTURE_COMPANY);
}

static void
seed (Fixture *fixture, PortailRole role)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  dotation_seed (&fixture->client, role);
  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  put_notices (store);
  put_rest (store);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
on_asked (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_ptr_array_add (((Fixture *) user_data)->asked,
                   g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), text));
}

static void
record_actions (Fixture *fixture)
{
  static const GActionEntry entries[] = {
    { .name = "open-record", .activate = on_asked, .parameter_type = "(ss)" },
    { .name = "show-rows", .activate = on_asked, .parameter_type = "(sa{ss})" },
    { .name = "show-module", .activate = on_asked, .parameter_type = "s" },
    { .name = "show-trays", .activate = on_asked },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
}

static void
open_page (Fixture *fixture, PortailRole role)
{
  const PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "Garage Central", role, TRUE },
    { SEED_OTHER_COMPANY, "Café de l’Écluse", role, FALSE },
  };
  const PortailDeskAccount account = { .cache = fixture->client.cache,
                                       .user_id = PORTAIL_FIXTURE_USER };

  fixture->asked = g_ptr_array_new_with_free_func (g_free);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  if (role != PORTAIL_ROLE_NONE)
    portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
  fixture->desk = portail_desk_new (fixture->context, NULL);
  portail_desk_set_account (fixture->desk, &account);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  record_actions (fixture);
  fixture->page = PORTAIL_DASHBOARD_PAGE (portail_dashboard_page_new (fixture->desk));
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, 1040, 900);
  gtk_window_present (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  seed (fixture, (PortailRole) GPOINTER_TO_INT (role));
  open_page (fixture, (PortailRole) GPOINTER_TO_INT (role));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (fixture->desk, NULL);
  gtk_window_destroy (fixture->window);
  portail_await_idle ();
  portail_await_finalize (fixture->desk);
  g_object_unref (fixture->context);
  g_ptr_array_unref (fixture->asked);
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static const PortailDashboardSnapshot *
get_snapshot (Fixture *fixture)
{
  return portail_dashboard_view_get_snapshot (portail_dashboard_page_get_view (fixture->page));
}

static gboolean
has_figures (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_strcmp0 (portail_dashboard_page_get_shown (fixture->page), "figures") == 0
         && get_snapshot (fixture)->period.number
                == portail_shell_context_get_period (fixture->context).number;
}

static gboolean
is_provisional (gpointer user_data)
{
  return has_figures (user_data)
         && portail_dashboard_snapshot_is_provisional (get_snapshot (user_data));
}

static gboolean
is_certain (gpointer user_data)
{
  return has_figures (user_data)
         && !portail_dashboard_snapshot_is_provisional (get_snapshot (user_data));
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *name)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget)
      && (name == NULL || g_strcmp0 (gtk_widget_get_name (widget), name) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type, name);
  return found;
}

static guint
count_widgets (GtkWidget *widget, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, type);
  return n;
}

static const char *
get_asked (Fixture *fixture)
{
  return fixture->asked->len > 0 ? g_ptr_array_index (fixture->asked, fixture->asked->len - 1)
                                 : NULL;
}

/* domain.md §8, example 2. */
static void
test_example (Fixture *fixture, gconstpointer role)
{
  static const gint64 values[PORTAIL_N_CARDS] = {
    [PORTAIL_CARD_CA_BRUT] = 40000000,  [PORTAIL_CARD_DEPENSES] = 23000000,
    [PORTAIL_CARD_BENEFICE] = 17000000, [PORTAIL_CARD_TAUX] = 2300,
    [PORTAIL_CARD_IMPOT] = 3910000,     [PORTAIL_CARD_TOTAL_DU] = 7110000,
    [PORTAIL_CARD_PRIMES] = 9250000,    [PORTAIL_CARD_TRESORERIE] = 2640000,
    [PORTAIL_CARD_EMPLOYES] = 4,
  };
  const PortailDashboard *dashboard;

  portail_robot_wait (has_figures, fixture);
  dashboard = get_snapshot (fixture)->dashboard;
  for (int card = 0; card < PORTAIL_N_CARDS; card++)
    g_assert_cmpint (dashboard->cards[card].value, ==, values[card]);
  g_assert_cmpint (dashboard->cards[PORTAIL_CARD_EMPLOYES].previous, ==, 2);
  g_assert_cmpuint (dashboard->waiting[PORTAIL_WAITING_LATE]->len, ==, 1);
  g_assert_cmpuint (dashboard->waiting[PORTAIL_WAITING_REFUSED]->len, ==, 1);
  g_assert_cmpuint (dashboard->waiting[PORTAIL_WAITING_TO_VALIDATE]->len, ==, 1);
}

static void
test_provisional (Fixture *fixture, gconstpointer role)
{
  PortailSyncOp *op = portail_client_set_run (SEED_ROW (2), PORTAIL_DOLLARS (46000).cents);
  g_autofree char *op_id = g_strdup (op->op_id);

  portail_robot_wait (is_certain, fixture);
  portail_client_do (&fixture->client, op);
  portail_robot_wait (is_provisional, fixture);
  g_assert_cmpint (get_snapshot (fixture)->dashboard->cards[PORTAIL_CARD_CA_BRUT].value, ==,
                   40100000);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-provisional");
  portail_client_resolve (&fixture->client, op_id, PORTAIL_RESOLVE_DISCARD);
  portail_robot_wait (is_certain, fixture);
  g_assert_cmpint (get_snapshot (fixture)->dashboard->cards[PORTAIL_CARD_CA_BRUT].value, ==,
                   40000000);
}

static void
test_behind (Fixture *fixture, gconstpointer role)
{
  GtkWidget *card;

  portail_robot_wait (has_figures, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  card = find_widget (GTK_WIDGET (fixture->page), PORTAIL_TYPE_FIGURE_CARD, NULL);
  g_signal_emit_by_name (card, "clicked");
  g_assert_cmpstr (get_asked (fixture), ==, "open-record ('dotation', '" SEED_DRAFT "')");
}

/* Each of the figures, each row and button of the panels, each chart. */
static void
test_keyboard (Fixture *fixture, gconstpointer role)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_cards = 0;
  guint n_plots = 0;

  portail_robot_wait (has_figures, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_focus (fixture->window);
  for (int i = 0; i < 40; i++)
    {
      GtkWidget *focus;

      portail_robot_press (fixture->window, "Tab");
      focus = gtk_window_get_focus (fixture->window);
      if (focus == NULL || !g_hash_table_add (seen, focus))
        continue;
      n_cards += PORTAIL_IS_FIGURE_CARD (focus) ? 1 : 0;
      n_plots += PORTAIL_IS_CHART_PLOT (focus) ? 1 : 0;
    }
  g_assert_cmpuint (n_cards, ==, PORTAIL_N_CARDS);
  g_assert_cmpuint (n_plots, ==, PORTAIL_DASHBOARD_N_CHARTS);
}

static void
test_blanchiment (Fixture *fixture, gconstpointer role)
{
  gboolean may_read = GPOINTER_TO_INT (role) != PORTAIL_ROLE_DOT;

  portail_robot_wait (has_figures, fixture);
  g_assert_true ((get_snapshot (fixture)->charts[PORTAIL_DASHBOARD_CHART_RISKS] != NULL)
                 == may_read);
  /* The module is off there. */
  portail_shell_context_choose_company (fixture->context, SEED_OTHER_COMPANY);
  portail_robot_wait (has_figures, fixture);
  g_assert_null (get_snapshot (fixture)->charts[PORTAIL_DASHBOARD_CHART_RISKS]);
}

static void
test_own (Fixture *fixture, gconstpointer role)
{
  portail_robot_wait (has_figures, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-employe");
  g_assert_nonnull (get_snapshot (fixture)->own);
  g_assert_null (get_snapshot (fixture)->dashboard);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (fixture->page), PORTAIL_TYPE_FIGURE_CARD), ==,
                    PORTAIL_N_OWN);
  g_assert_null (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_STACK_SWITCHER, NULL));
  g_assert_false (g_action_group_get_action_enabled (
      portail_page_get_actions (PORTAIL_PAGE (fixture->page)), "print"));
}

static gboolean
is_one_unread (gpointer user_data)
{
  return has_figures (user_data) && get_snapshot (user_data)->unread->len == 1;
}

static gboolean
is_none_unread (gpointer user_data)
{
  return has_figures (user_data) && get_snapshot (user_data)->unread->len == 0;
}

static gboolean
are_two_unread (gpointer user_data)
{
  return has_figures (user_data) && get_snapshot (user_data)->unread->len == 2;
}

static void
test_notifications (Fixture *fixture, gconstpointer role)
{
  GActionGroup *actions = portail_page_get_actions (PORTAIL_PAGE (fixture->page));
  GtkWidget *row;

  portail_robot_wait (are_two_unread, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  row = find_widget (GTK_WIDGET (fixture->page), ADW_TYPE_ACTION_ROW, NOTICE (1));
  g_assert_nonnull (row);
  gtk_widget_activate (row);
  g_assert_cmpstr (get_asked (fixture), ==, "open-record ('dotation', '" SEED_REFUSED "')");
  portail_robot_wait (is_one_unread, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "dashboard.read-all", NULL);
  portail_robot_wait (is_none_unread, fixture);
  g_action_group_activate_action (actions, "undo", NULL);
  portail_robot_wait (is_one_unread, fixture);
  g_action_group_activate_action (actions, "undo", NULL);
  portail_robot_wait (are_two_unread, fixture);
}

static gboolean
has_companies (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_list_model_get_n_items (
             portail_overview_view_get_items (portail_dashboard_page_get_overview (fixture->page)))
         == 2;
}

static void
show_companies (Fixture *fixture)
{
  GtkWidget *overview = GTK_WIDGET (portail_dashboard_page_get_overview (fixture->page));

  portail_robot_wait (has_figures, fixture);
  gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (overview)), overview);
  portail_robot_wait (has_companies, fixture);
}

static gboolean
is_one_company (gpointer items)
{
  return g_list_model_get_n_items (items) == 1;
}

static void
test_overview (Fixture *fixture, gconstpointer role)
{
  PortailOverviewView *overview = portail_dashboard_page_get_overview (fixture->page);
  GListModel *items = portail_overview_view_get_items (overview);
  g_autoptr (PortailOverviewItem) item = NULL;
  const PortailOverviewRow *row;

  show_companies (fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-companies");
  item = g_list_model_get_item (items, 0);
  row = portail_overview_item_get (item);
  g_assert_cmpstr (row->name, ==, "Garage Central");
  g_assert_cmpint (row->ca_brut, ==, 40000000);
  g_assert_cmpint (row->impot_societe, ==, 3910000);
  g_assert_true (row->is_missing);
  g_assert_cmpuint (row->n_suspects, ==, GPOINTER_TO_INT (role) == PORTAIL_ROLE_DOT ? 0 : 1);
  portail_overview_view_find (overview);
  portail_robot_focus (fixture->window);
  portail_robot_type (fixture->window, "ecluse");
  portail_robot_wait (is_one_company, items);
  g_signal_emit_by_name (overview, "chosen", SEED_OTHER_COMPANY);
  g_assert_cmpstr (portail_desk_get_company_id (fixture->desk), ==, SEED_OTHER_COMPANY);
  portail_robot_wait (has_figures, fixture);
}

static gboolean
has_asked (gpointer user_data)
{
  return ((Fixture *) user_data)->asked->len > 0;
}

static void
test_no_sheet (Fixture *fixture, gconstpointer role)
{
  PortailWeek week = portail_shell_context_get_period (fixture->context);

  portail_shell_context_set_period (fixture->context, (PortailWeek){ week.number + 1 });
  portail_robot_wait (has_figures, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-no-sheet");
  g_assert_null (get_snapshot (fixture)->dashboard->sheet);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "dashboard.create", NULL);
  portail_robot_wait (has_asked, fixture);
  g_assert_true (g_str_has_prefix (get_asked (fixture), "open-record ('dotation', "));
  portail_robot_wait (is_provisional, fixture);
}

static gboolean
is_status (gpointer user_data)
{
  return g_strcmp0 (portail_dashboard_page_get_shown (((Fixture *) user_data)->page), "status")
         == 0;
}

static void
test_no_company (Fixture *fixture, gconstpointer role)
{
  portail_robot_wait (is_status, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-no-company");
}

static void
test_pictures (Fixture *fixture, gconstpointer role)
{
  gtk_window_set_default_size (fixture->window, 1040, 1500);
  portail_robot_wait (has_figures, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "dashboard");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 2600);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "dashboard-narrow");
  show_companies (fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-companies-narrow");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "dashboard.preview", "s", "dashboard");
  gtk_window_set_default_size (fixture->window, 1040, 900);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "dashboard-preview");
}

#define ADD(path, role, test)                                                                      \
  g_test_add (path, Fixture, GINT_TO_POINTER (PORTAIL_ROLE_##role), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/dashboard-page/the-example-agrees-to-the-cent", PATRON, test_example);
  ADD ("/dashboard-page/unsent-changes-make-figures-provisional", PATRON, test_provisional);
  ADD ("/dashboard-page/a-figure-opens-what-stands-behind-it", PATRON, test_behind);
  ADD ("/dashboard-page/everything-is-reached-with-the-keyboard", PATRON, test_keyboard);
  ADD ("/dashboard-page/blanchiment-is-shown-to-a-patron-where-it-is-on", PATRON, test_blanchiment);
  ADD ("/dashboard-page/a-tax-agent-sees-no-blanchiment", DOT, test_blanchiment);
  ADD ("/dashboard-page/an-employe-sees-his-own-figures", EMPLOYE, test_own);
  ADD ("/dashboard-page/notifications-open-their-record-and-are-read", PATRON, test_notifications);
  ADD ("/dashboard-page/staff-sees-all-companies", STAFF, test_overview);
  ADD ("/dashboard-page/a-tax-agent-sees-all-companies", DOT, test_overview);
  ADD ("/dashboard-page/a-week-without-a-sheet-offers-to-make-it", CO_PATRON, test_no_sheet);
  ADD ("/dashboard-page/without-a-company-it-says-so", NONE, test_no_company);
  ADD ("/dashboard-page/light-dark-narrow", STAFF, test_pictures);
  return g_test_run ();
}
