/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-filters.h"

#include "app/portail-field-text.h"
#include "app/portail-filter-chip.h"
#include "shared/portail-i18n.h"

static void
add_item (GMenu *menu, const char *title, const char *action, char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
  g_free (target);
}

static GMenuModel *
make_values (const PortailField *field, const char *action)
{
  GMenu *menu = g_menu_new ();

  if (field->kind == PORTAIL_KIND_BOOLEAN)
    {
      add_item (menu, _ ("Yes"), action, g_strdup_printf ("%s=1", field->name));
      add_item (menu, _ ("No"), action, g_strdup_printf ("%s=0", field->name));
      return G_MENU_MODEL (menu);
    }
  for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
    add_item (menu, _ (choice->title), action,
              g_strdup_printf ("%s=%d", field->name, choice->value));
  return G_MENU_MODEL (menu);
}

GMenuModel *
portail_record_filters_make_menu (const PortailRecordType *type,
                                  PortailFieldSet fields,
                                  const char *action)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);
      gboolean is_few = field->kind == PORTAIL_KIND_CHOICE || field->kind == PORTAIL_KIND_BOOLEAN;
      g_autoptr (GMenuModel) values = NULL;

      if (!is_few || !portail_field_set_has (fields, i) || field->title == NULL)
        continue;
      values = make_values (field, action);
      g_menu_append_section (menu, _ (field->title), values);
    }
  return g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0 ? G_MENU_MODEL (g_steal_pointer (&menu))
                                                            : NULL;
}

void
portail_record_filters_toggle (PortailRecordQuery *query, const char *text)
{
  const PortailRecordType *type = portail_record_query_get_type (query);
  g_auto (GStrv) words = g_strsplit (text, "=", 2);
  int index = words[0] != NULL ? portail_record_type_find_field (type, words[0]) : -1;
  g_autoptr (PortailRecord) value = portail_record_new (type);
  const PortailField *field;

  if (index < 0 || words[1] == NULL)
    return;
  field = portail_record_type_get_field (type, (guint) index);
  portail_field_set_integer (field, value, g_ascii_strtoll (words[1], NULL, 10));
  for (guint i = 0; i < portail_record_query_get_n_filters (query); i++)
    {
      const PortailRecordFilter *filter = portail_record_query_get_filter (query, i);
      gboolean is_it = filter->field == field
                       && portail_field_is_equal (field, filter->value, value);

      if (filter->field != field)
        continue;
      portail_record_query_remove_filter (query, i);
      if (is_it)
        return;
      break;
    }
  portail_record_query_add_filter (query, field, PORTAIL_FILTER_IS, value);
}

void
portail_record_filters_add (PortailRecordQuery *query, const char *name, const char *text)
{
  const PortailRecordType *type = portail_record_query_get_type (query);
  int index = portail_record_type_find_field (type, name);
  g_autoptr (PortailRecord) value = portail_record_new (type);
  const PortailField *field;
  g_autofree char *reason = NULL;

  if (index < PORTAIL_N_COMMON_FIELDS)
    return;
  field = portail_record_type_get_field (type, (guint) index);
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    text = *text == 't' ? "1" : "0";
  if (*text == '\0')
    portail_record_query_add_filter (query, field, PORTAIL_FILTER_IS_EMPTY, NULL);
  else if (portail_field_text_parse (field, value, text, &reason))
    portail_record_query_add_filter (query, field, PORTAIL_FILTER_IS, value);
}

/* Chips */

typedef struct
{
  int filter;
  PortailRecordChip on_chip;
  gpointer user_data;
} Chip;

static void
on_clicked (GtkButton *button, Chip *chip)
{
  chip->on_chip (chip->filter, chip->user_data);
}

static void
free_chip (gpointer chip, GClosure *closure)
{
  g_free (chip);
}

static void
add_chip (GtkFlowBox *chips, const char *text, const Chip *chip)
{
  GtkWidget *button = portail_filter_chip_add (chips, text);

  g_signal_connect_data (button, "clicked", G_CALLBACK (on_clicked), g_memdup2 (chip, sizeof *chip),
                         free_chip, 0);
}

void
portail_record_filters_show_chips (GtkFlowBox *chips,
                                   const PortailRecordQuery *query,
                                   PortailRecordChip on_chip,
                                   gpointer user_data)
{
  const char *search = portail_record_query_get_search (query);
  const PortailRecordCondition *condition = portail_record_query_get_condition (query);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (chips))) != NULL)
    gtk_flow_box_remove (chips, child);
  if (search != NULL)
    add_chip (chips, search, &(Chip){ PORTAIL_RECORD_CHIP_WORDS, on_chip, user_data });
  if (condition != NULL)
    add_chip (chips, _ (condition->title),
              &(Chip){ PORTAIL_RECORD_CHIP_CONDITION, on_chip, user_data });
  for (guint i = 0; i < portail_record_query_get_n_filters (query); i++)
    {
      const PortailRecordFilter *filter = portail_record_query_get_filter (query, i);
      g_autofree char *text = portail_record_filter_to_text (filter);

      add_chip (chips, text, &(Chip){ (int) i, on_chip, user_data });
    }
  gtk_widget_set_visible (GTK_WIDGET (chips),
                          search != NULL || portail_record_query_get_n_chosen (query) > 0);
}
