/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-table.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-record-rows.h"
#include "app/portail-table-settings.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define N_ROWS 1000

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailRecordTable *table;
  guint n_opened;
  guint n_trashed;
  guint n_next_steps;
} Fixture;

static const PortailRecordPill pills[] = {
  { PORTAIL_BLANCHIMENT_EN_COURS, "waiting" },
  { PORTAIL_BLANCHIMENT_TERMINE, "good" },
  { PORTAIL_BLANCHIMENT_ANNULE, "bad" },
  { 0 },
};
static const char *const card_fields[] = { "amount", "date_recu", "employee_name", NULL };
static const PortailRecordTableSpec spec = {
  .type = &portail_blanchiment_operation_type,
  .name = "operations",
  .label = N_ ("Operations"),
  .search_hint = N_ ("Group, employee…"),
  .sort = "date_recu",
  .order = PORTAIL_SORT_DESCENDING,
  .card_title = "groupe",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
};

static void
seed (Fixture *fixture, guint n_rows)
{
  static const char *const groups[] = { "Les Aigles <b>noirs</b>", "Vagos", "Ballas", "عائلة" };
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PortailBlanchimentOperation) row = portail_record_new (spec.type);

      row->base.id = portail_id_new ();
      row->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
      row->base.rev = i + 1;
      row->status = (PortailBlanchimentStatus) (1 + i % 4);
      row->date_recu = portail_day_from_date (2025, 1 + (int) i % 12, 1 + (int) i % 28);
      row->groupe = g_strdup_printf ("%s %u", groups[i % G_N_ELEMENTS (groups)], i);
      row->employee_name = g_strdup (i % 3 == 0 ? "Zoé Lefèvre" : "Jean Dupont");
      row->amount = PORTAIL_DOLLARS (1000 + i * 137);
      row->entreprise_taux = (PortailRate){ 1500 };
      row->risk_score = i % 100;
      portail_record_sql_replace (store->database, row, &error);
      g_assert_no_error (error);
    }
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
on_open (Fixture *fixture)
{
  fixture->n_opened++;
}

static void
on_trash (Fixture *fixture)
{
  fixture->n_trashed++;
}

static void
on_next_step (Fixture *fixture)
{
  fixture->n_next_steps++;
}

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  GtkWidget *table = portail_record_table_new (&spec);

  portail_client_fixture_set_up (&fixture->client, NULL);
  seed (fixture, GPOINTER_TO_UINT (n_rows));
  fixture->window = GTK_WINDOW (adw_window_new ());
  fixture->table = PORTAIL_RECORD_TABLE (table);
  adw_window_set_content (ADW_WINDOW (fixture->window), table);
  g_signal_connect_swapped (table, "open", G_CALLBACK (on_open), fixture);
  g_signal_connect_swapped (table, "trash", G_CALLBACK (on_trash), fixture);
  g_signal_connect_swapped (table, "next-step", G_CALLBACK (on_next_step), fixture);
  portail_record_table_set_empty (
      fixture->table,
      &(PortailRecordTableStatus){ "portail-blanchiment-symbolic", "No operation yet",
                                   "Enter the first one.", "_New operation" });
  gtk_window_set_default_size (fixture->window, 1280, 760);
  portail_record_table_set_cache (fixture->table, fixture->client.cache);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static gboolean
is_ready (gpointer user_data)
{
  PortailRecordModel *model = portail_record_table_get_model (((Fixture *) user_data)->table);

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (portail_record_table_get_model (fixture->table)));
}

static void
press (Fixture *fixture, const char *keys)
{
  portail_robot_press (fixture->window, keys);
}

/* Into the rows: from the search entry. */
static void
focus_rows (Fixture *fixture)
{
  portail_record_table_find (fixture->table);
  press (fixture, "Tab Tab Tab");
}

static void
test_pictures (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_ready, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records");
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.filter", "s", "status=2");
  portail_robot_wait (is_ready, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-filtered");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-large-text");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-narrow");
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_ready, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-empty");
  g_assert_cmpuint (count_rows (fixture), ==, 0);
  press (fixture, "Tab Tab Tab Return");
  g_assert_cmpuint (fixture->n_next_steps, ==, 1);
}

static gboolean
is_searched (gpointer user_data)
{
  return is_ready (user_data) && count_rows (user_data) == 1;
}

static gboolean
is_without_match (gpointer user_data)
{
  return is_ready (user_data) && count_rows (user_data) == 0;
}

static gboolean
is_whole (gpointer user_data)
{
  return is_ready (user_data) && count_rows (user_data) == N_ROWS;
}

/* The most rows with widgets that went at once. */
static void
note_gone (GListModel *rows, guint position, guint n_removed, guint n_added, guint *n_gone)
{
  guint n_widgets = position < PORTAIL_RECORD_ROWS_OF_VIEW ? PORTAIL_RECORD_ROWS_OF_VIEW - position
                                                           : 0;

  *n_gone = MAX (*n_gone, MIN (n_removed, n_widgets));
}

static void
test_few (Fixture *fixture, gconstpointer unused)
{
  PortailRecordModel *model = portail_record_table_get_model (fixture->table);
  guint n_gone = 0;

  portail_robot_wait (is_whole, fixture);
  g_signal_connect (model, "items-changed", G_CALLBACK (note_gone), &n_gone);
  portail_record_table_find (fixture->table);
  portail_robot_type (fixture->window, "VAGOS 997");
  portail_robot_wait (is_searched, fixture);
  g_signal_handlers_disconnect_by_data (model, &n_gone);
  g_assert_cmpuint (n_gone, >, 0);
  g_assert_cmpuint (n_gone, <, PORTAIL_RECORD_ROWS_OF_VIEW / 4);
  press (fixture, "Escape");
  portail_robot_wait (is_whole, fixture);
  press (fixture, "Return");
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static void
test_search (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_whole, fixture);
  portail_record_table_find (fixture->table);
  portail_robot_type (fixture->window, "VAGOS 997");
  portail_robot_wait (is_searched, fixture);
  portail_robot_type (fixture->window, "x");
  portail_robot_wait (is_without_match, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-no-match");
  press (fixture, "Escape");
  portail_robot_wait (is_whole, fixture);
}

static void
test_keys (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) selected = NULL;

  portail_robot_wait (is_whole, fixture);
  focus_rows (fixture);
  press (fixture, "Down Down shift+Down shift+Down");
  selected = portail_record_table_list_selected (fixture->table);
  g_assert_cmpuint (selected->len, ==, 3);
  press (fixture, "Delete");
  g_assert_cmpuint (fixture->n_trashed, ==, 1);
  press (fixture, "Return");
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  gboolean is_row = g_str_equal (gtk_widget_get_css_name (widget), "row");
  GtkWidget *found = is_row && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child);
  return found;
}

static gboolean
has_opened (gpointer user_data)
{
  return ((Fixture *) user_data)->n_opened > 0;
}

static void
test_click (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_whole, fixture);
  portail_robot_click (find_row (GTK_WIDGET (fixture->table)), 40, 10, 1, 1);
  portail_robot_wait (has_opened, fixture);
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static void
test_refusal (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_whole, fixture);
  portail_record_table_set_refusal (
      fixture->table, &(PortailRecordTableStatus){ "changes-prevent-symbolic", "No access",
                                                   "Your role does not include it.", NULL });
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "records-refused");
  portail_record_table_set_refusal (fixture->table, NULL);
}

static PortailSyncOp *
new_delete (PortailRecordItem *item)
{
  const PortailRecord *record = portail_record_item_get_record (item);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, record->enterprise_id);

  portail_sync_op_take_change (op,
                               portail_change_new (PORTAIL_CHANGE_DELETE, spec.type, record->id));
  return op;
}

static gboolean
is_one_less (gpointer user_data)
{
  return is_ready (user_data) && count_rows (user_data) == N_ROWS - 1;
}

static void
test_refresh (Fixture *fixture, gconstpointer unused)
{
  GtkSelectionModel *selection = portail_record_table_get_selection (fixture->table);
  g_autoptr (PortailRecordItem) first = NULL;
  g_autoptr (PortailRecordItem) chosen = NULL;

  portail_robot_wait (is_whole, fixture);
  first = g_list_model_get_item (G_LIST_MODEL (selection), 0);
  chosen = g_list_model_get_item (G_LIST_MODEL (selection), 5);
  gtk_selection_model_select_item (selection, 5, TRUE);
  portail_client_do (&fixture->client, new_delete (first));
  portail_robot_wait (is_one_less, fixture);
  g_assert_true (gtk_selection_model_is_selected (selection, 4));
  g_assert_false (gtk_selection_model_is_selected (selection, 5));
  g_assert_cmpuint (portail_record_model_find (portail_record_table_get_model (fixture->table),
                                               portail_record_item_get_key (chosen)),
                    ==, 4);
}

static GtkColumnView *
find_view (GtkWidget *widget)
{
  GtkColumnView *found = GTK_IS_COLUMN_VIEW (widget) ? GTK_COLUMN_VIEW (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

/* Borrowed. */
static GtkColumnViewColumn *
find_column (GtkColumnView *view, const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column;
    }
  g_assert_not_reached ();
}

static GtkAdjustment *
get_sideways (Fixture *fixture)
{
  GtkColumnView *view = find_view (GTK_WIDGET (fixture->table));

  return gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
}

static double
get_hidden_room (Fixture *fixture)
{
  GtkAdjustment *sideways = get_sideways (fixture);

  return gtk_adjustment_get_upper (sideways) - gtk_adjustment_get_page_size (sideways);
}

static gboolean
has_no_scrolling (gpointer user_data)
{
  return is_whole (user_data) && get_hidden_room (user_data) <= 0;
}

static gboolean
has_scrolling (gpointer user_data)
{
  return get_hidden_room (user_data) > 0;
}

static gboolean
is_at_right_end (gpointer user_data)
{
  GtkAdjustment *sideways = get_sideways (user_data);

  return has_scrolling (user_data)
         && gtk_adjustment_get_value (sideways) == get_hidden_room (user_data);
}

/* Ticks those in the menu that are not. */
static void
show_all_columns (Fixture *fixture)
{
  GtkColumnView *view = find_view (GTK_WIDGET (fixture->table));
  g_autoptr (GPtrArray) fields = portail_record_table_list_columns (fixture->table);

  for (guint i = 0; i < fields->len; i++)
    {
      const PortailField *field = fields->pdata[i];
      g_autofree char *name = g_strconcat ("table.show-", field->name, NULL);

      if (!gtk_column_view_column_get_visible (find_column (view, _ (field->title))))
        gtk_widget_activate_action (GTK_WIDGET (fixture->table), name, NULL);
    }
}

static void
forget_columns (void)
{
  g_autoptr (GSettings) settings = portail_table_settings_open (spec.name);

  if (settings != NULL)
    g_settings_reset (settings, "hidden");
}

static void
test_room (Fixture *fixture, gconstpointer unused)
{
  gtk_window_set_default_size (fixture->window, 900, 760);
  portail_robot_wait (has_no_scrolling, fixture);
  show_all_columns (fixture);
  portail_robot_wait (has_scrolling, fixture);
  forget_columns ();
}

static void
test_narrowed (Fixture *fixture, gconstpointer unused)
{
  GtkColumnViewColumn *amount = find_column (find_view (GTK_WIDGET (fixture->table)), _ ("Amount"));

  portail_robot_wait (is_ready, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  gtk_column_view_column_set_fixed_width (amount, 20);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (amount), >, 50);
  gtk_column_view_column_set_fixed_width (amount, 300);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (amount), ==, 300);
  gtk_column_view_column_set_fixed_width (amount, -1);
}

/* The cells below @widget whose texts are read from left to right. */
static void
assert_begins_at_right (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!gtk_widget_get_mapped (child))
      continue;
    else if (GTK_IS_INSCRIPTION (child) && gtk_widget_has_css_class (child, "numeric"))
      continue;
    else if (!GTK_IS_INSCRIPTION (child) || gtk_widget_has_css_class (child, "pill-label"))
      assert_begins_at_right (child);
    else if (g_ascii_isalpha (*gtk_inscription_get_text (GTK_INSCRIPTION (child))))
      g_assert_cmpfloat (gtk_inscription_get_xalign (GTK_INSCRIPTION (child)), ==, 1);
}

static void
test_mirrored (Fixture *fixture, gconstpointer unused)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  /* As a program that begins so. */
  portail_record_table_set_cache (fixture->table, NULL);
  portail_record_table_set_cache (fixture->table, fixture->client.cache);
  gtk_window_set_default_size (fixture->window, 900, 760);
  portail_robot_wait (has_no_scrolling, fixture);
  show_all_columns (fixture);
  portail_robot_wait (is_at_right_end, fixture);
  assert_begins_at_right (GTK_WIDGET (find_view (GTK_WIDGET (fixture->table))));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "records-mirrored");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  forget_columns ();
}

static guint
count_widgets (GtkColumnView *view)
{
  guint n_widgets = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (view)));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n_widgets++;
  return n_widgets;
}

/* Further with every look: GTK guesses the height of what it has not shown. */
static gboolean
is_at_end (gpointer view)
{
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double end = gtk_adjustment_get_upper (position) - gtk_adjustment_get_page_size (position);

  if (gtk_adjustment_get_value (position) >= end)
    return end > N_ROWS;
  gtk_adjustment_set_value (position, end);
  return FALSE;
}

static void
test_reach (Fixture *fixture, gconstpointer unused)
{
  GtkColumnView *view = find_view (GTK_WIDGET (fixture->table));

  portail_robot_wait (is_whole, fixture);
  portail_robot_wait (is_at_end, view);
  g_assert_cmpuint (count_widgets (view), ==, PORTAIL_RECORD_ROWS_OF_VIEW - 2);
}

#define ADD(path, n_rows, test)                                                                    \
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_rows), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/record-table/shows-rows-filters-and-cards", N_ROWS, test_pictures);
  ADD ("/record-table/an-empty-table-says-the-next-step", 0, test_empty);
  ADD ("/record-table/searches-while-one-types", N_ROWS, test_search);
  ADD ("/record-table/many-rows-give-way-to-few-by-steps", N_ROWS, test_few);
  ADD ("/record-table/rows-out-of-reach-have-no-widgets", N_ROWS, test_reach);
  ADD ("/record-table/rows-are-selected-opened-and-trashed-by-keys", N_ROWS, test_keys);
  ADD ("/record-table/a-click-opens", N_ROWS, test_click);
  ADD ("/record-table/a-refusal-takes-the-place-of-the-rows", N_ROWS, test_refusal);
  ADD ("/record-table/a-change-keeps-the-selection", N_ROWS, test_refresh);
  ADD ("/record-table/columns-need-no-scrolling-until-somebody-chooses-them", N_ROWS, test_room);
  ADD ("/record-table/a-column-is-not-made-too-narrow-for-its-amounts", N_ROWS, test_narrowed);
  ADD ("/record-table/reading-from-right-to-left-begins-at-the-right", N_ROWS, test_mirrored);
  return g_test_run ();
}
