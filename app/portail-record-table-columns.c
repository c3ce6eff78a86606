/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table shows, and what it remembers of them. */
#include <string.h>

#include "app/portail-late-menu.h"
#include "app/portail-record-column-width.h"
#include "app/portail-record-table-private.h"
#include "app/portail-table-settings.h"
#include "shared/portail-i18n.h"

/* Around what a cell or a title shows, in pixels; a pill has an edge of its own around letters that
 * are smaller. */
#define CELL_PADDING 18
#define PILL_PADDING 10
/* Of the arrow in a title, in letters. */
#define ARROW 2
/* A letter of a title, which is small, in eighths of one of a cell. */
#define TITLE_EIGHTHS 5

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

/* Of a mean letter, in pixels. */
static int
measure_letter (PortailRecordTable *table)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (table->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_approximate_char_width (metrics),
                                      pango_font_metrics_get_approximate_digit_width (metrics)));

  pango_font_metrics_unref (metrics);
  return width;
}

static gboolean
is_pill (PortailRecordTable *table, const PortailField *field)
{
  return g_strcmp0 (field->name, table->spec->pill_field) == 0
         || g_strcmp0 (field->name, table->spec->level_field) == 0;
}

/* What the column needs at least for what it has shown, in pixels. */
static int
measure_longest (PortailRecordTable *table, guint index, int letter)
{
  return (int) portail_record_columns_get_longest (table->columns, index) * letter + CELL_PADDING;
}

static int
measure_column (PortailRecordTable *table, guint index, int letter)
{
  GtkColumnViewColumn *column = portail_record_columns_get_column (table->columns, index);
  const PortailField *field = portail_record_columns_get_field (table->columns, index);
  int chosen = gtk_column_view_column_get_fixed_width (column);
  int title = (int) g_utf8_strlen (gtk_column_view_column_get_title (column), -1) + ARROW;
  PortailRecordColumnWidth width = portail_record_column_width_get (table->spec, field);

  int padding = CELL_PADDING + (is_pill (table, field) ? PILL_PADDING : 0);

  if (chosen >= 0)
    return chosen;
  return MAX (MAX (title * letter * TITLE_EIGHTHS / 8, (int) width.least * letter) + padding,
              measure_longest (table, index, letter));
}

/* What a record is known by, which never gives way; what its card shows gives way last. */
typedef enum
{
  RANK_COLUMN,
  RANK_OF_CARD,
  RANK_STAYS,
} Rank;

static Rank
get_rank (PortailRecordTable *table, guint index)
{
  const PortailRecordTableSpec *spec = table->spec;
  const PortailField *field = portail_record_columns_get_field (table->columns, index);

  if (g_strcmp0 (field->name, spec->card_title) == 0 || is_pill (table, field))
    return RANK_STAYS;
  return spec->card_fields != NULL && g_strv_contains (spec->card_fields, field->name)
             ? RANK_OF_CARD
             : RANK_COLUMN;
}

static guint64
fit (PortailRecordTable *table, guint64 shown, int room)
{
  int letter = measure_letter (table);
  int needed = 0;

  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    needed += shown >> i & 1 ? measure_column (table, i, letter) : 0;
  for (int rank = RANK_COLUMN; rank < RANK_STAYS; rank++)
    for (guint i = portail_record_columns_get_n (table->columns); i-- > 0 && needed > room;)
      if (shown >> i & 1 && (int) get_rank (table, i) == rank)
        {
          needed -= measure_column (table, i, letter);
          shown &= ~((guint64) 1 << i);
        }
  return shown;
}

/* What a person would tick: their own choice, or as many as need no scrolling. */
static void
update_wanted (PortailRecordTable *table)
{
  guint64 readable = get_shown (table);

  if (table->place == PORTAIL_RECORD_TABLE_ALONE && table->room > 0)
    table->whole_room = table->room;
  table->unwanted = 0;
  if (!portail_table_settings_has_choice (table->settings))
    table->unwanted = readable & ~fit (table, readable, table->whole_room);
}

static void
tick_columns (PortailRecordTable *table)
{
  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    {
      const char *field = portail_record_columns_get_field (table->columns, i)->name;
      g_autofree char *name = g_strconcat ("show-", field, NULL);
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (table->actions), name);
      gboolean is_wanted = !portail_table_settings_is_hidden (table->settings, field)
                           && (table->unwanted >> i & 1) == 0;

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_wanted));
    }
}

void
portail_record_table_show_columns (PortailRecordTable *table)
{
  update_wanted (table);
  tick_columns (table);
  table->shown = get_shown (table) & ~table->unwanted;
  if (table->place == PORTAIL_RECORD_TABLE_BESIDE_RECORD)
    table->shown = fit (table, table->shown, table->room);
  portail_record_columns_show (
      table->columns,
      table->is_narrow ? PORTAIL_RECORD_COLUMNS_CARDS : PORTAIL_RECORD_COLUMNS_TABLE, table->shown);
  gtk_widget_set_visible (GTK_WIDGET (table->columns_button), !table->is_narrow);
}

void
portail_record_table_set_place (PortailRecordTable *table, PortailRecordTablePlace place)
{
  g_return_if_fail (PORTAIL_IS_RECORD_TABLE (table));
  if (place == table->place)
    return;
  table->place = place;
  portail_record_table_show_columns (table);
}

/* Reading from right to left begins at the far end of what GTK scrolls. */
static void
go_to_start (PortailRecordTable *table)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (table->scroller);

  if (gtk_widget_get_direction (GTK_WIDGET (table)) != GTK_TEXT_DIR_RTL || !table->is_at_start)
    return;
  gtk_adjustment_set_value (adjustment, table->start);
  /* A value that was cut in the middle of the layout has moved nothing. */
  gtk_widget_queue_allocate (GTK_WIDGET (table->view));
}

static gboolean
on_laid_out (gpointer user_data)
{
  PortailRecordTable *table = user_data;
  guint64 before = table->shown;

  table->fitting = 0;
  portail_record_table_show_columns (table);
  /* Otherwise there is another layout first. */
  if (table->shown == before)
    go_to_start (table);
  return G_SOURCE_REMOVE;
}

/* In the middle of the layout, which no column may change. */
static void
on_room_changed (GtkAdjustment *adjustment, PortailRecordTable *table)
{
  int room = (int) gtk_adjustment_get_page_size (adjustment);
  double start = gtk_adjustment_get_upper (adjustment) - room;

  if (room == table->room && start == table->start)
    return;
  table->is_at_start = gtk_adjustment_get_value (adjustment) >= MIN (start, table->start);
  table->start = start;
  table->room = room;
  if (table->fitting == 0)
    /* Behind GDK, which computes the size of the window in an idle moment. */
    table->fitting = g_idle_add_full (G_PRIORITY_LOW, on_laid_out, table, NULL);
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
                              : !portail_table_settings_is_hidden (table->settings, name)
                                    && (table->unwanted >> i & 1) == 0;

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

/* Nobody makes an amount another one by making its column narrow. */
static void
on_width_set (GtkColumnViewColumn *column, GParamSpec *pspec, PortailRecordTable *table)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  for (guint i = 0; i < portail_record_columns_get_n (table->columns); i++)
    {
      int least;

      if (portail_record_columns_get_column (table->columns, i) != column)
        continue;
      least = portail_record_columns_get_longest (table->columns, i) > 0
                  ? measure_longest (table, i, measure_letter (table))
                  : 0;
      if (width >= 0 && width < least)
        gtk_column_view_column_set_fixed_width (column, least);
      else
        portail_table_settings_set_width (
            table->settings, portail_record_columns_get_field (table->columns, i)->name, width);
    }
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
  portail_late_menu_set (table->columns_button, G_MENU_MODEL (menu));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (table->scroller), "changed",
                           G_CALLBACK (on_room_changed), table, 0);
}
