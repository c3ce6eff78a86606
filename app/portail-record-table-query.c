/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a table shows: search, filters with their chips and menus, order, company, shelf. */
#include "app/portail-filter-popover.h"
#include "app/portail-late-menu.h"
#include "app/portail-record-filters.h"
#include "app/portail-record-table-private.h"
#include "app/portail-table-settings.h"
#include "shared/portail-i18n.h"

static void on_chip (int filter, gpointer user_data);

void
portail_record_table_use_query (PortailRecordTable *table, PortailRecordQuery *query)
{
  /* What an index of words has is live. */
  portail_record_query_set_find (query, portail_record_query_get_shelf (query) == PORTAIL_SHELF_LIVE
                                            ? table->spec->find
                                            : NULL);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (table->selection));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (table->scroller), 0);
  portail_record_model_set_query (table->model, query);
  portail_record_filters_show_chips (table->chips, query, on_chip, table);
  portail_record_query_unref (query);
  portail_record_table_update (table);
}

PortailRecordQuery *
portail_record_table_copy_query (PortailRecordTable *table)
{
  return portail_record_query_copy (portail_record_model_get_query (table->model));
}

static void
on_chip (int filter, gpointer user_data)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (user_data);
  PortailRecordQuery *query = portail_record_table_copy_query (table);

  if (filter == PORTAIL_RECORD_CHIP_WORDS)
    {
      portail_record_query_unref (query);
      gtk_editable_set_text (table->search, "");
      return;
    }
  if (filter == PORTAIL_RECORD_CHIP_CONDITION)
    portail_record_query_set_condition (query, NULL);
  else
    portail_record_query_remove_filter (query, (guint) filter);
  portail_record_table_use_query (table, query);
  gtk_widget_grab_focus (GTK_WIDGET (table->search));
}

static void
on_search_changed (PortailRecordTable *table)
{
  PortailRecordQuery *query;

  if (table->model == NULL)
    return;
  query = portail_record_table_copy_query (table);
  portail_record_query_set_search (query, gtk_editable_get_text (table->search));
  portail_record_table_use_query (table, query);
}

/* Also for who types faster than the search looks. */
static void
on_search_entered (PortailRecordTable *table)
{
  on_search_changed (table);
  table->is_entered = TRUE;
  portail_record_table_enter_rows (table);
}

static void
on_search_stopped (PortailRecordTable *table)
{
  gtk_editable_set_text (table->search, "");
  portail_record_table_focus_rows (table);
}

static void
activate_filter (GSimpleAction *action, GVariant *text, gpointer user_data)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (user_data);
  PortailRecordQuery *query = portail_record_table_copy_query (table);

  portail_record_filters_toggle (query, g_variant_get_string (text, NULL));
  portail_record_table_use_query (table, query);
}

static void
on_filter_chosen (PortailRecordTable *table, guint field, guint op, gconstpointer value)
{
  PortailRecordQuery *query = portail_record_table_copy_query (table);

  portail_record_query_add_filter (query, portail_record_type_get_field (table->spec->type, field),
                                   (PortailFilterOp) op, value);
  portail_record_table_use_query (table, query);
}

static PortailFieldSet
get_listed (PortailRecordTable *table)
{
  return portail_record_type_get_flagged_fields (table->spec->type, PORTAIL_FIELD_IN_LIST)
         & table->readable;
}

static void
choose_filter (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (user_data);

  if (table->filter_popover == NULL)
    {
      table->filter_popover = portail_filter_popover_new (table->spec->type);
      gtk_widget_set_halign (table->filter_popover, GTK_ALIGN_END);
      gtk_widget_set_parent (table->filter_popover, GTK_WIDGET (table->filter_button));
      g_signal_connect_object (table->filter_popover, "filter", G_CALLBACK (on_filter_chosen),
                               table, G_CONNECT_SWAPPED);
      portail_filter_popover_set_fields (PORTAIL_FILTER_POPOVER (table->filter_popover),
                                         get_listed (table));
    }
  gtk_popover_popup (GTK_POPOVER (table->filter_popover));
}

void
portail_record_table_on_sort_changed (PortailRecordTable *table)
{
  PortailRecordQuery *query;
  PortailSortOrder order;
  const PortailField *field;

  if (!table->is_settled)
    return;
  field = portail_record_columns_get_sort (table->columns, &order);
  query = portail_record_table_copy_query (table);
  portail_record_query_set_sort (query, field, order);
  portail_table_settings_set_sort (table->settings, field != NULL ? field->name : "", order);
  portail_record_table_use_query (table, query);
}

void
portail_record_table_set_up_sort (PortailRecordTable *table)
{
  PortailSortOrder order = table->spec->order;
  g_autofree char *kept = portail_table_settings_get_sort (table->settings, &order);
  const char *name = kept != NULL ? kept : table->spec->sort;
  int field = name != NULL ? portail_record_type_find_field (table->spec->type, name) : -1;
  guint index = field >= 0 ? portail_record_columns_find (table->columns, name) : G_MAXUINT;
  PortailRecordQuery *query = portail_record_table_copy_query (table);

  if (field >= 0)
    portail_record_query_set_sort (
        query, portail_record_type_get_field (table->spec->type, (guint) field), order);
  if (index != G_MAXUINT)
    gtk_column_view_sort_by_column (
        table->view, portail_record_columns_get_column (table->columns, index),
        order == PORTAIL_SORT_ASCENDING ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
  portail_record_table_use_query (table, query);
}

void
portail_record_table_set_up_filters (PortailRecordTable *table)
{
  g_autoptr (GMenuModel) menu = portail_record_filters_make_menu (
      table->spec->type, get_listed (table), "table.filter");
  gboolean has_values = portail_filter_popover_has_any (table->spec->type, get_listed (table));
  g_autoptr (GMenu) whole = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  if (table->filter_popover != NULL)
    portail_filter_popover_set_fields (PORTAIL_FILTER_POPOVER (table->filter_popover),
                                       get_listed (table));
  if (menu != NULL)
    g_menu_append_section (whole, NULL, menu);
  g_menu_append (others, _ ("By a _value…"), "table.choose-filter");
  if (has_values)
    g_menu_append_section (whole, NULL, G_MENU_MODEL (others));
  portail_late_menu_set (table->filter_button, G_MENU_MODEL (whole));
  gtk_widget_set_visible (GTK_WIDGET (table->filter_button), menu != NULL || has_values);
}

void
portail_record_table_bind_search (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_callback (class, on_search_changed);
  gtk_widget_class_bind_template_callback (class, on_search_entered);
  gtk_widget_class_bind_template_callback (class, on_search_stopped);
}

void
portail_record_table_set_up_filter_actions (PortailRecordTable *table)
{
  static const GActionEntry entries[] = {
    { .name = "filter", .activate = activate_filter, .parameter_type = "s" },
    { .name = "choose-filter", .activate = choose_filter },
  };

  table->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (table->actions), entries, G_N_ELEMENTS (entries),
                                   table);
  gtk_widget_insert_action_group (GTK_WIDGET (table), "table", G_ACTION_GROUP (table->actions));
}

void
portail_record_table_set_company (PortailRecordTable *table, const char *enterprise_id)
{
  PortailRecordQuery *query;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  query = portail_record_table_copy_query (table);
  if (g_strcmp0 (portail_record_query_get_company (query), enterprise_id) == 0)
    {
      portail_record_query_unref (query);
      return;
    }
  portail_record_query_set_company (query, enterprise_id);
  table->is_of_all = enterprise_id == NULL;
  portail_record_table_show_columns (table);
  portail_record_table_use_query (table, query);
}

void
portail_record_table_set_shelf (PortailRecordTable *table, PortailShelf shelf)
{
  PortailRecordQuery *query;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  if (portail_record_query_get_shelf (portail_record_model_get_query (table->model)) == shelf)
    return;
  query = portail_record_table_copy_query (table);
  portail_record_query_set_shelf (query, shelf);
  portail_record_table_use_query (table, query);
}

/* A condition of the table, or a filter of a field. */
static void
add_named (PortailRecordTable *table,
           PortailRecordQuery *query,
           const char *name,
           const char *value)
{
  const PortailRecordCondition *condition = table->spec->conditions;

  while (condition != NULL && condition->name != NULL && !g_str_equal (condition->name, name))
    condition++;
  if (condition != NULL && condition->name != NULL)
    portail_record_query_set_condition (query, condition);
  else
    portail_record_filters_add (query, name, value);
}

void
portail_record_table_set_filters (PortailRecordTable *table, GVariant *filters)
{
  PortailRecordQuery *query;
  GVariantIter iter;
  const char *name;
  const char *value;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  query = portail_record_table_copy_query (table);
  portail_record_query_clear_filters (query);
  portail_record_query_set_search (query, NULL);
  g_variant_iter_init (&iter, filters);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    add_named (table, query, name, value);
  portail_record_table_use_query (table, query);
  gtk_editable_set_text (table->search, "");
}

void
portail_record_table_clear_filters (PortailRecordTable *table)
{
  PortailRecordQuery *query;

  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  query = portail_record_table_copy_query (table);
  portail_record_query_clear_filters (query);
  portail_record_query_set_search (query, NULL);
  portail_record_table_use_query (table, query);
  gtk_editable_set_text (table->search, "");
}
