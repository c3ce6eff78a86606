/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-table.h"

#include "app/portail-fold-bin.h"
#include "app/portail-record-cell.h"
#include "app/portail-record-table-private.h"
#include "app/portail-table-settings.h"
#include "shared/portail-i18n.h"

/* Before the first layout: of a window of 1280 pixels. */
#define USUAL_ROOM 1080

G_DEFINE_FINAL_TYPE (PortailRecordTable, portail_record_table, ADW_TYPE_BIN)

enum
{
  OPEN,
  TRASH,
  NEXT_STEP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_status_button (PortailRecordTable *table)
{
  if (portail_record_model_get_state (table->model) == PORTAIL_RECORD_MODEL_FAILED)
    portail_record_model_reload (table->model);
  else if (portail_record_table_is_filtered (table))
    portail_record_table_clear_filters (table);
  else
    g_signal_emit (table, signals[NEXT_STEP], 0);
}

/* Beside all the buttons it would be cut in a narrow place; the icon says what the entry is. */
static void
show_search_hint (PortailRecordTable *table)
{
  g_object_set (table->search, "placeholder-text",
                table->is_narrow ? NULL : _ (table->spec->search_hint), NULL);
}

static void
on_width_changed (PortailRecordTable *table, PortailFoldBin *bin)
{
  table->is_narrow = portail_fold_bin_is_narrow (bin);
  if (table->columns == NULL)
    return;
  show_search_hint (table);
  portail_record_table_show_columns (table);
}

/* Rows */

static void
on_activated (PortailRecordTable *table, guint position)
{
  g_autoptr (PortailRecordItem) item = g_list_model_get_item (G_LIST_MODEL (table->model),
                                                              position);

  if (item != NULL && portail_record_item_get_record (item) != NULL)
    g_signal_emit (table, signals[OPEN], 0, item);
}

/* A view that is empty when rows come holds the first of them for ever (GTK 4.8): whenever it came
 * back into reach, all cells would be measured. */
static void
lend_rows (PortailRecordTable *table)
{
  GtkSelectionModel *rows = GTK_SELECTION_MODEL (table->selection);

  gtk_column_view_set_model (table->view,
                             g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0 ? rows : NULL);
}

static gboolean
on_query_tooltip (PortailRecordTable *table,
                  int x,
                  int y,
                  gboolean is_by_keyboard,
                  GtkTooltip *tooltip)
{
  GtkWidget *picked = is_by_keyboard
                          ? NULL
                          : gtk_widget_pick (GTK_WIDGET (table->view), x, y, GTK_PICK_DEFAULT);
  const char *text = picked != NULL ? portail_record_cell_find_text (picked) : NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
ask_trash (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (widget);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (table->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  g_autoptr (GtkBitset) now = NULL;

  /* Tab comes to a row without selecting it. */
  if (gtk_bitset_is_empty (selected) && focus != NULL
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (table->scroller)))
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", FALSE, FALSE);
  now = gtk_selection_model_get_selection (selection);
  if (!gtk_bitset_is_empty (now))
    g_signal_emit (table, signals[TRASH], 0);
}

static void
make_row_menu (PortailRecordTable *table)
{
  table->row_menu = gtk_popover_menu_new_from_model (table->row_menu_model);
  gtk_popover_set_has_arrow (GTK_POPOVER (table->row_menu), FALSE);
  gtk_widget_set_halign (table->row_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (table->row_menu, GTK_WIDGET (table->view));
}

static void
show_row_menu (PortailRecordTable *table, GtkWidget *at, double x, double y)
{
  GtkListItem *row = at != NULL ? portail_record_cell_find_row (at) : NULL;
  guint position = row != NULL ? gtk_list_item_get_position (row) : GTK_INVALID_LIST_POSITION;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (table->selection);

  if (table->row_menu_model == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  if (table->row_menu == NULL)
    make_row_menu (table);
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  gtk_popover_set_pointing_to (GTK_POPOVER (table->row_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (table->row_menu));
}

static void
on_pressed (GtkGestureClick *gesture, int n_presses, double x, double y, PortailRecordTable *table)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (table->view), x, y, GTK_PICK_DEFAULT);

  show_row_menu (table, picked, x, y);
}

/* Whether it is in a row of whatever view shows the rows. */
static gboolean
is_in_row (GtkWidget *widget, GtkWidget *view)
{
  static const char *const row_names[] = { "row", "child", NULL };

  for (; widget != NULL && widget != view; widget = gtk_widget_get_parent (widget))
    if (g_strv_contains (row_names, gtk_widget_get_css_name (widget)))
      return TRUE;
  return FALSE;
}

/* A click opens the row that it has selected; with Control or Shift it selects, no more. */
static void
on_clicked (GtkGestureClick *gesture, int n_presses, double x, double y, PortailRecordTable *table)
{
  GtkWidget *view = GTK_WIDGET (table->scroller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (GPtrArray) selected = NULL;

  if (n_presses > 1 || state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)
      || !is_in_row (gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT), view))
    return;
  selected = portail_record_table_list_selected (table);
  if (selected->len == 1)
    g_signal_emit (table, signals[OPEN], 0, selected->pdata[0]);
}

/* The menu key, at the row that has the keyboard. */
static void
activate_row_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (table->view))
      && gtk_widget_compute_bounds (focus, GTK_WIDGET (table->view), &bounds))
    show_row_menu (table, focus, bounds.origin.x + 24, bounds.origin.y + bounds.size.height);
}

static void
portail_record_table_dispose (GObject *object)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (object);

  /* A view that goes takes its columns out of the order one by one. */
  table->is_settled = FALSE;
  g_clear_handle_id (&table->fitting, g_source_remove);
  g_clear_pointer (&table->row_menu, gtk_widget_unparent);
  g_clear_pointer (&table->filter_popover, gtk_widget_unparent);
  if (table->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (table->selection, table);
      g_signal_handlers_disconnect_by_data (table->model, table);
      portail_record_model_set_cache (table->model, NULL);
    }
  /* The cells go while their columns are there. */
  if (gtk_widget_get_first_child (GTK_WIDGET (table)) != NULL)
    gtk_column_view_set_model (table->view, NULL);
  G_OBJECT_CLASS (portail_record_table_parent_class)->dispose (object);
}

static void
portail_record_table_finalize (GObject *object)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (object);

  g_clear_pointer (&table->columns, portail_record_columns_free);
  g_clear_pointer (&table->foot_text, g_free);
  g_clear_object (&table->row_menu_model);
  g_clear_object (&table->selection);
  g_clear_object (&table->model);
  g_clear_object (&table->settings);
  g_clear_object (&table->actions);
  g_strfreev (table->absent);
  portail_record_table_set_texts (&table->empty, NULL);
  portail_record_table_set_texts (&table->refusal, NULL);
  G_OBJECT_CLASS (portail_record_table_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailRecordTable, search);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, filter_button);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, columns_button);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, buttons);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, chips);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, stack);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, status_page);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, status_button);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, scroller);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, view);
  gtk_widget_class_bind_template_child (class, PortailRecordTable, foot);
  portail_record_table_bind_search (class);
  gtk_widget_class_bind_template_callback (class, on_status_button);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
  gtk_widget_class_bind_template_callback (class, on_activated);
  gtk_widget_class_bind_template_callback (class, on_query_tooltip);
}

static void
portail_record_table_class_init (PortailRecordTableClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_record_table_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_record_table_finalize;
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, PORTAIL_TYPE_RECORD_ITEM);
  signals[TRASH] = g_signal_new ("trash", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  signals[NEXT_STEP] = g_signal_new ("next-step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_install_action (widget_class, "rows.trash", NULL, ask_trash);
  gtk_widget_class_install_action (widget_class, "rows.menu", NULL, activate_row_menu);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-record-table.ui");
  bind_children (widget_class);
}

/* Keys of the rows, not of the entry above them. */
static void
add_shortcut (GtkShortcutController *controller,
              guint key,
              GdkModifierType modifiers,
              const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      controller,
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

static void
set_up_input (PortailRecordTable *table)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *menu_click = gtk_gesture_click_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Delete, 0, "rows.trash");
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Menu, 0, "rows.menu");
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_F10, GDK_SHIFT_MASK, "rows.menu");
  gtk_widget_add_controller (GTK_WIDGET (table->scroller), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu_click), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu_click, "pressed", G_CALLBACK (on_pressed), table);
  gtk_widget_add_controller (GTK_WIDGET (table->view), GTK_EVENT_CONTROLLER (menu_click));
  g_signal_connect (click, "released", G_CALLBACK (on_clicked), table);
  gtk_widget_add_controller (GTK_WIDGET (table->scroller), GTK_EVENT_CONTROLLER (click));
}

static void
portail_record_table_init (PortailRecordTable *table)
{
  table->whole_room = USUAL_ROOM;
  gtk_widget_init_template (GTK_WIDGET (table));
  table->readable = ~(PortailFieldSet) 0;
  portail_record_table_set_up_filter_actions (table);
  set_up_input (table);
}

static void
set_up_texts (PortailRecordTable *table)
{
  g_autofree char *search = g_strdup_printf (_ ("Search: %s"), _ (table->spec->label));

  show_search_hint (table);
  gtk_accessible_update_property (GTK_ACCESSIBLE (table->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  search, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (table->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (table->spec->label), -1);
}

GtkWidget *
portail_record_table_new (const PortailRecordTableSpec *spec)
{
  PortailRecordTable *table = g_object_new (PORTAIL_TYPE_RECORD_TABLE, NULL);
  g_autoptr (PortailRecordQuery) query = portail_record_query_new (spec->type);

  table->spec = spec;
  table->settings = portail_table_settings_open (spec->name);
  table->model = portail_record_model_new (query);
  table->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (table->model)));
  table->columns = portail_record_columns_new (table->view, spec);
  set_up_texts (table);
  portail_record_table_set_up_columns (table);
  portail_record_table_set_up_filters (table);
  portail_record_table_set_up_sort (table);
  portail_record_table_show_columns (table);
  /* After the view, which has to let go of its last rows itself. */
  g_signal_connect_data (table->selection, "items-changed", G_CALLBACK (lend_rows), table, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_column_view_get_sorter (table->view), "changed",
                           G_CALLBACK (portail_record_table_on_sort_changed), table,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (table->model, "updated", G_CALLBACK (portail_record_table_update),
                            table);
  table->is_settled = TRUE;
  return GTK_WIDGET (table);
}

void
portail_record_table_set_cache (PortailRecordTable *table, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_model_set_cache (table->model, cache);
}

void
portail_record_table_set_readable (PortailRecordTable *table, PortailFieldSet readable)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  if (table->readable == readable)
    return;
  table->readable = readable;
  portail_record_table_set_up_filters (table);
  portail_record_table_show_columns (table);
  portail_record_table_update (table);
}

void
portail_record_table_set_text (PortailRecordTable *table,
                               PortailRecordText text,
                               gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_columns_set_text (table->columns, text, user_data);
}

void
portail_record_table_set_names (PortailRecordTable *table,
                                PortailRecordText names,
                                gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_columns_set_names (table->columns, names, user_data);
}

void
portail_record_table_set_absent (PortailRecordTable *table, const char *const *names)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  g_strfreev (table->absent);
  table->absent = g_strdupv ((char **) names);
  portail_record_table_show_columns (table);
}

void
portail_record_table_set_marks (PortailRecordTable *table,
                                PortailRecordMarks marks,
                                gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_columns_set_marks (table->columns, marks, user_data);
}

void
portail_record_table_refresh_texts (PortailRecordTable *table)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_model_tell_all (table->model);
}

void
portail_record_table_set_view (PortailRecordTable *table, GtkWidget *view)
{
  GtkWidget *columns;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  columns = GTK_WIDGET (table->view);
  /* The columns stay whatever is shown. */
  g_object_set_data_full (G_OBJECT (table), "columns", g_object_ref (columns), g_object_unref);
  gtk_scrolled_window_set_child (table->scroller, view != NULL ? view : columns);
}

void
portail_record_table_add_button (PortailRecordTable *table, GtkWidget *button)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  gtk_box_append (table->buttons, button);
}

void
portail_record_table_add_line (PortailRecordTable *table, GtkWidget *line)
{
  GtkWidget *chips = GTK_WIDGET (table->chips);

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (chips)), line,
                              gtk_widget_get_prev_sibling (chips));
}

GtkWidget *
portail_record_table_get_search_entry (PortailRecordTable *table)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_TABLE (table), NULL);
  return GTK_WIDGET (table->search);
}

void
portail_record_table_set_foot (PortailRecordTable *table, const char *text)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  if (g_strcmp0 (text, table->foot_text) == 0)
    return;
  g_free (table->foot_text);
  table->foot_text = g_strdup (text);
  portail_record_table_update (table);
}

void
portail_record_table_set_row_menu (PortailRecordTable *table, GMenuModel *menu)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  g_clear_pointer (&table->row_menu, gtk_widget_unparent);
  g_set_object (&table->row_menu_model, menu);
}

void
portail_record_table_set_empty (PortailRecordTable *table, const PortailRecordTableStatus *status)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_table_set_texts (&table->empty, status);
  portail_record_table_update (table);
}

void
portail_record_table_set_refusal (PortailRecordTable *table, const PortailRecordTableStatus *status)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  portail_record_table_set_texts (&table->refusal, status);
  table->is_refused = status != NULL;
  portail_record_table_update (table);
}

void
portail_record_table_find (PortailRecordTable *table)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  gtk_widget_grab_focus (GTK_WIDGET (table->search));
}

/* The list below the titles, or the view that is there instead. */
static GtkWidget *
get_rows (PortailRecordTable *table)
{
  GtkWidget *view = gtk_scrolled_window_get_child (table->scroller);

  return view == GTK_WIDGET (table->view) ? gtk_widget_get_last_child (view) : view;
}

void
portail_record_table_focus_rows (PortailRecordTable *table)
{
  GtkWidget *rows;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  /* To the row that had the keyboard, or to the first one. */
  rows = get_rows (table);
  if (gtk_widget_get_focus_child (rows) == NULL)
    gtk_widget_child_focus (rows, GTK_DIR_TAB_FORWARD);
}

static void
show_sort (PortailRecordTable *table, const PortailRecordQuery *query)
{
  PortailSortOrder order;
  const PortailField *field = portail_record_query_get_sort (query, &order);
  guint index = field != NULL ? portail_record_columns_find (table->columns, field->name)
                              : G_MAXUINT;

  table->is_settled = FALSE;
  if (index != G_MAXUINT)
    gtk_column_view_sort_by_column (
        table->view, portail_record_columns_get_column (table->columns, index),
        order == PORTAIL_SORT_ASCENDING ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
  table->is_settled = TRUE;
}

void
portail_record_table_show_query (PortailRecordTable *table, const PortailRecordQuery *query)
{
  const char *search = portail_record_query_get_search (query);
  g_autofree char *company = NULL;
  PortailRecordQuery *shown;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  company = g_strdup (
      portail_record_query_get_company (portail_record_model_get_query (table->model)));
  shown = portail_record_query_copy (query);
  portail_record_query_set_company (shown, company);
  show_sort (table, shown);
  portail_record_table_use_query (table, shown);
  gtk_editable_set_text (table->search, search != NULL ? search : "");
}

PortailRecordModel *
portail_record_table_get_model (PortailRecordTable *table)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_TABLE (table), NULL);
  return table->model;
}

GtkSelectionModel *
portail_record_table_get_selection (PortailRecordTable *table)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_TABLE (table), NULL);
  return GTK_SELECTION_MODEL (table->selection);
}

gboolean
portail_record_table_reveal (PortailRecordTable *table, const char *id)
{
  PortailRecordKey key;
  guint position;

  g_return_val_if_fail (PORTAIL_IS_RECORD_TABLE (table), FALSE);
  position = portail_record_key_parse (id, &key) ? portail_record_model_find (table->model, key)
                                                 : G_MAXUINT;
  if (position == G_MAXUINT)
    return FALSE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (table->selection), position, TRUE);
  gtk_widget_activate_action (get_rows (table), "list.scroll-to-item", "u", position);
  return TRUE;
}

GPtrArray *
portail_record_table_list_selected (PortailRecordTable *table)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (PORTAIL_IS_RECORD_TABLE (table), items);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (table->selection));
  for (gboolean is_there = gtk_bitset_iter_init_first (&iter, selected, &position); is_there;
       is_there = gtk_bitset_iter_next (&iter, &position))
    {
      PortailRecordItem *item = g_list_model_get_item (G_LIST_MODEL (table->model), position);

      if (item != NULL && portail_record_item_get_record (item) != NULL)
        g_ptr_array_add (items, item);
      else
        g_clear_object (&item);
    }
  return items;
}
