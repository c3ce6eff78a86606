/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table shows, and what it remembers of them. */
#include <string.h>

#include "app/portail-record-table-private.h"
#include "app/portail-table-settings.h"
#include "shared/portail-i18n.h"

static guint64
get_shown (PortailRecordTable *table)
{
  guint64 shown = 0;

  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    {
      const char *name = portail_record_columns_get_field (table->columns, i)->name;
      int field = portail_record_type_find_field (table->spec->type, name);

      if (field == PORTAIL_COMMON_ENTERPRISE_ID && !table->is_of_all)
        continue;
      if ((field < 0 || portail_field_set_has (table->readable, (guint) field))
          && (table->absent == NULL || !g_strv_contains ((const char *const *) table->absent, name))
          && !portail_table_settings_is_hidden (table->settings, name))
        shown |= (guint64) 1 << i;
    }
  return shown;
}

void
portail_record_table_show_columns (PortailRecordTable *table)
{
  portail_record_columns_show (table->columns,
                               table->is_narrow ? PORTAIL_RECORD_COLUMNS_CARDS
                                                : PORTAIL_RECORD_COLUMNS_TABLE,
                               get_shown (table));
  gtk_widget_set_visible (GTK_WIDGET (table->columns_button), !table->is_narrow);
}

GPtrArray *
portail_record_table_list_columns (PortailRecordTable *table)
{
  GListModel *columns = gtk_column_view_get_columns (table->view);
  GPtrArray *fields = g_ptr_array_new ();
  guint64 shown = get_shown (table);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      for (guint j = 0; j < portail_record_columns_get_n (table->columns); j++)
        if (portail_record_columns_get_column (table->columns, j) == column && shown >> j & 1)
          g_ptr_array_add (fields, (gpointer) portail_record_columns_get_field (table->columns, j));
    }
  return fields;
}

/* The last column stays: a table without any could not be brought back. */
static void
change_column (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PortailRecordTable *table = PORTAIL_RECORD_TABLE (user_data);
  g_autoptr (GStrvBuilder) hidden = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  const char *changed = g_action_get_name (G_ACTION (action)) + strlen ("show-");
  guint n_shown = 0;

  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    {
      const char *name = portail_record_columns_get_field (table->columns, i)->name;
      gboolean is_shown = g_str_equal (name, changed)
                              ? g_variant_get_boolean (state)
                              : !portail_table_settings_is_hidden (table->settings, name);

      n_shown += is_shown;
      if (!is_shown)
        g_strv_builder_add (hidden, name);
    }
  if (n_shown == 0)
    return;
  names = g_strv_builder_end (hidden);
  portail_table_settings_set_hidden (table->settings, (const char *const *) names);
  g_simple_action_set_state (action, state);
  portail_record_table_show_columns (table);
}

static void
on_width_set (GtkColumnViewColumn *column, GParamSpec *pspec, PortailRecordTable *table)
{
  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    if (portail_record_columns_get_column (table->columns, i) == column)
      portail_table_settings_set_width (table->settings,
                                        portail_record_columns_get_field (table->columns, i)->name,
                                        gtk_column_view_column_get_fixed_width (column));
}

static void
add_column_action (PortailRecordTable *table, GMenu *menu, guint index)
{
  const PortailField *field = portail_record_columns_get_field (table->columns, index);
  g_autofree char *name = g_strconcat ("show-", field->name, NULL);
  g_autofree char *detailed = g_strconcat ("table.", name, NULL);
  gboolean is_shown = !portail_table_settings_is_hidden (table->settings, field->name);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      name, NULL, g_variant_new_boolean (is_shown));

  g_signal_connect (action, "change-state", G_CALLBACK (change_column), table);
  g_action_map_add_action (G_ACTION_MAP (table->actions), G_ACTION (action));
  g_menu_append (menu, _ (field->title), detailed);
}

void
portail_record_table_set_up_columns (PortailRecordTable *table)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    {
      GtkColumnViewColumn *column = portail_record_columns_get_column (table->columns, i);
      const PortailField *field = portail_record_columns_get_field (table->columns, i);

      add_column_action (table, menu, i);
      gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
      gtk_column_view_column_set_fixed_width (
          column, portail_table_settings_get_width (table->settings, field->name));
      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (on_width_set), table, 0);
    }
  gtk_menu_button_set_menu_model (table->columns_button, G_MENU_MODEL (menu));
}
