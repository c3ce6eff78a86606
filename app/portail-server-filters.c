/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-filters.h"

#include "app/portail-field-text.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record.h"

/* A search follows typing that late. */
#define SEARCH_DELAY_MS 250

typedef struct
{
  const PortailServerFilter *filter;
  GtkWidget *control;
  char **values; /* of a choice; the first row stands for all and has none */
  char **titles;
  char *value; /* as it is asked for; NULL: not */
} Part;

struct _PortailServerFilters
{
  GtkBox parent_instance;

  Part parts[PORTAIL_SERVER_FILTERS_MAX];
  guint n_parts;
  GtkWidget *chips;
  GtkWidget *menu_button;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (PortailServerFilters, portail_server_filters, GTK_TYPE_BOX)

static guint changed_signal;

static void show_chips (PortailServerFilters *filters);

/* Days are typed as in any form. */
typedef struct
{
  PortailRecord base;
  PortailDay day;
} TypedDay;

static const PortailField day_fields[] = { { PORTAIL_DAY (TypedDay, day), .title = N_ ("Day") } };
static const PortailRecordType day_type = {
  PORTAIL_RECORD_TYPE (TypedDay, day_fields),
  .name = "typed_day",
  .title = N_ ("Day"),
  .module = PORTAIL_MODULE_OWN,
};

/* The text as the server wants it: `2025-09-20`. FALSE where it is no day. Owned; NULL for "". */
static gboolean
read_day (const char *text, char **value)
{
  g_autoptr (PortailRecord) day = portail_record_new (&day_type);
  g_autofree char *reason = NULL;
  char buffer[PORTAIL_DAY_TEXT_SIZE];

  *value = NULL;
  if (!portail_field_text_parse (&day_fields[0], day, text, &reason))
    return FALSE;
  if (!portail_field_is_null (&day_fields[0], day))
    *value = g_strdup (portail_day_format (((TypedDay *) (gpointer) day)->day, buffer));
  return TRUE;
}

static Part *
find_part (PortailServerFilters *filters, const char *name)
{
  for (guint i = 0; i < filters->n_parts; i++)
    if (g_str_equal (filters->parts[i].filter->name, name))
      return &filters->parts[i];
  return NULL;
}

/* Takes @value. */
static void
take_value (PortailServerFilters *filters, Part *part, char *value)
{
  gboolean is_same = g_strcmp0 (part->value, value) == 0;

  g_free (part->value);
  part->value = value;
  if (is_same || filters->is_filling)
    return;
  show_chips (filters);
  g_signal_emit (filters, changed_signal, 0);
}

static Part *
get_part (GtkWidget *control)
{
  return g_object_get_data (G_OBJECT (control), "part");
}

static void
on_text_changed (GtkEditable *control, PortailServerFilters *filters)
{
  const char *text = gtk_editable_get_text (control);

  take_value (filters, get_part (GTK_WIDGET (control)), *text != '\0' ? g_strdup (text) : NULL);
}

static void
on_day_changed (GtkEditable *control, PortailServerFilters *filters)
{
  char *value;

  if (read_day (gtk_editable_get_text (control), &value))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (control), "error");
      take_value (filters, get_part (GTK_WIDGET (control)), value);
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (control), "error");
}

static void
on_chosen (GtkDropDown *control, GParamSpec *unused, PortailServerFilters *filters)
{
  Part *part = get_part (GTK_WIDGET (control));
  guint selected = gtk_drop_down_get_selected (control);

  if (selected != GTK_INVALID_LIST_POSITION)
    take_value (filters, part, selected > 0 ? g_strdup (part->values[selected - 1]) : NULL);
}

/* The control shows what is asked for. */
static void
show_value (PortailServerFilters *filters, Part *part)
{
  guint selected = 0;

  filters->is_filling = TRUE;
  if (part->filter->kind == PORTAIL_SERVER_FILTER_CHOICE)
    {
      for (guint i = 0; part->value != NULL && part->values != NULL && part->values[i] != NULL; i++)
        if (g_str_equal (part->values[i], part->value))
          selected = i + 1;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (part->control), selected);
    }
  else
    gtk_editable_set_text (GTK_EDITABLE (part->control), part->value != NULL ? part->value : "");
  filters->is_filling = FALSE;
}

void
portail_server_filters_set (PortailServerFilters *filters, const char *name, const char *value)
{
  Part *part;
  g_autofree char *copy = g_strdup (value);

  g_return_if_fail (PORTAIL_IS_SERVER_FILTERS (filters));
  part = find_part (filters, name);
  g_return_if_fail (part != NULL);
  if (g_strcmp0 (part->value, copy) == 0)
    return;
  g_free (part->value);
  part->value = g_steal_pointer (&copy);
  show_value (filters, part);
  show_chips (filters);
  g_signal_emit (filters, changed_signal, 0);
}

void
portail_server_filters_set_choices (PortailServerFilters *filters,
                                    const char *name,
                                    const char *const *values_and_titles)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  Part *part;

  g_return_if_fail (PORTAIL_IS_SERVER_FILTERS (filters));
  part = find_part (filters, name);
  g_return_if_fail (part != NULL && part->filter->kind == PORTAIL_SERVER_FILTER_CHOICE);
  gtk_string_list_append (rows, _ ("All"));
  for (; *values_and_titles != NULL; values_and_titles += 2)
    {
      g_ptr_array_add (values, g_strdup (values_and_titles[0]));
      g_ptr_array_add (titles, g_strdup (values_and_titles[1]));
      gtk_string_list_append (rows, values_and_titles[1]);
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (titles, NULL);
  g_strfreev (part->values);
  g_strfreev (part->titles);
  part->values = (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
  part->titles = (char **) g_ptr_array_free (g_steal_pointer (&titles), FALSE);
  filters->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (part->control), G_LIST_MODEL (rows));
  filters->is_filling = FALSE;
  show_value (filters, part);
  show_chips (filters);
}

char *
portail_server_filters_dup_query (PortailServerFilters *filters)
{
  g_autoptr (GString) query = g_string_new (NULL);

  g_return_val_if_fail (PORTAIL_IS_SERVER_FILTERS (filters), NULL);
  for (guint i = 0; i < filters->n_parts; i++)
    {
      const Part *part = &filters->parts[i];

      if (part->value == NULL)
        continue;
      g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", part->filter->name);
      g_string_append_uri_escaped (query, part->value, NULL, FALSE);
    }
  return query->len > 0 ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}

void
portail_server_filters_focus (PortailServerFilters *filters)
{
  g_return_if_fail (PORTAIL_IS_SERVER_FILTERS (filters));
  for (guint i = 0; i < filters->n_parts; i++)
    if (filters->parts[i].filter->kind == PORTAIL_SERVER_FILTER_WORDS)
      {
        gtk_widget_grab_focus (filters->parts[i].control);
        return;
      }
  gtk_menu_button_popup (GTK_MENU_BUTTON (filters->menu_button));
}

/* Chips */

static void
on_chip (GtkButton *chip, PortailServerFilters *filters)
{
  portail_server_filters_set (filters, gtk_widget_get_name (GTK_WIDGET (chip)), NULL);
}

/* Owned. */
static char *
describe (const Part *part)
{
  const char *value = part->value;

  for (guint i = 0; part->values != NULL && part->values[i] != NULL; i++)
    if (g_str_equal (part->values[i], part->value))
      value = part->titles[i];
  return g_strdup_printf (_ ("%1$s: %2$s"), _ (part->filter->title), value);
}

static GtkWidget *
new_chip (PortailServerFilters *filters, const Part *part)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = describe (part);
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the filter: %s"), text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_name (chip, part->filter->name);
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (on_chip), filters, 0);
  return chip;
}

static void
show_chips (PortailServerFilters *filters)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (filters->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (filters->chips), child);
  for (guint i = 0; i < filters->n_parts; i++)
    {
      const Part *part = &filters->parts[i];
      GtkWidget *chip;

      if (part->value == NULL || part->filter->kind == PORTAIL_SERVER_FILTER_WORDS)
        continue;
      chip = new_chip (filters, part);
      gtk_flow_box_append (GTK_FLOW_BOX (filters->chips), chip);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
      n++;
    }
  gtk_widget_set_visible (filters->chips, n > 0);
}

/* Making */

static GtkWidget *
new_drop_down (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (GtkStringList) rows = gtk_string_list_new (none);
  GtkWidget *control = gtk_drop_down_new (
      G_LIST_MODEL (g_steal_pointer (&rows)),
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (control), TRUE);
  return control;
}

static GtkWidget *
new_control (PortailServerFilters *filters, const PortailServerFilter *filter)
{
  GtkWidget *control;

  switch (filter->kind)
    {
    case PORTAIL_SERVER_FILTER_CHOICE:
      control = new_drop_down ();
      g_signal_connect_object (control, "notify::selected", G_CALLBACK (on_chosen), filters, 0);
      return control;
    case PORTAIL_SERVER_FILTER_WORDS:
      control = gtk_search_entry_new ();
      g_object_set (control, "placeholder-text", _ (filter->title), "search-delay", SEARCH_DELAY_MS,
                    NULL);
      g_signal_connect_object (control, "search-changed", G_CALLBACK (on_text_changed), filters, 0);
      return control;
    case PORTAIL_SERVER_FILTER_DAY:
    case PORTAIL_SERVER_FILTER_TEXT:
    default:
      control = gtk_entry_new ();
      if (filter->kind == PORTAIL_SERVER_FILTER_DAY)
        /* Translators: how a day is typed. */
        gtk_entry_set_placeholder_text (GTK_ENTRY (control), _ ("DD/MM/YYYY"));
      g_signal_connect_object (control, "changed",
                               filter->kind == PORTAIL_SERVER_FILTER_DAY
                                   ? G_CALLBACK (on_day_changed)
                                   : G_CALLBACK (on_text_changed),
                               filters, 0);
      return control;
    }
}

static void
add_part (PortailServerFilters *filters, const PortailServerFilter *filter, GtkGrid *grid)
{
  Part *part = &filters->parts[filters->n_parts];
  GtkWidget *label = gtk_label_new (_ (filter->title));

  part->filter = filter;
  part->control = g_object_ref_sink (new_control (filters, filter));
  g_object_set_data (G_OBJECT (part->control), "part", part);
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (filter->title), -1);
  gtk_widget_set_hexpand (part->control, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  if (filter->kind != PORTAIL_SERVER_FILTER_WORDS)
    {
      gtk_grid_attach (grid, label, 0, (int) filters->n_parts, 1, 1);
      gtk_grid_attach (grid, part->control, 1, (int) filters->n_parts, 1, 1);
    }
  else
    g_object_unref (g_object_ref_sink (label));
  filters->n_parts++;
}

static GtkWidget *
new_menu_button (GtkWidget *grid)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_add_css_class (popover, "filter-box");
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Filter"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter"), -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

GtkWidget *
portail_server_filters_new (const PortailServerFilter *all)
{
  PortailServerFilters *filters = g_object_new (PORTAIL_TYPE_SERVER_FILTERS, "orientation",
                                                GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (bar, "page-bar");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (; all->name != NULL && filters->n_parts < PORTAIL_SERVER_FILTERS_MAX; all++)
    {
      add_part (filters, all, GTK_GRID (grid));
      if (all->kind == PORTAIL_SERVER_FILTER_WORDS)
        gtk_box_append (GTK_BOX (bar), filters->parts[filters->n_parts - 1].control);
    }
  filters->menu_button = new_menu_button (grid);
  gtk_box_append (GTK_BOX (bar), filters->menu_button);
  filters->chips = g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (filters->chips), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (filters->chips), 6);
  gtk_widget_add_css_class (filters->chips, "chips");
  gtk_widget_set_visible (filters->chips, FALSE);
  gtk_widget_set_halign (filters->chips, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (filters), bar);
  gtk_box_append (GTK_BOX (filters), filters->chips);
  return GTK_WIDGET (filters);
}

static void
portail_server_filters_dispose (GObject *object)
{
  PortailServerFilters *filters = PORTAIL_SERVER_FILTERS (object);

  for (guint i = 0; i < filters->n_parts; i++)
    {
      g_clear_object (&filters->parts[i].control);
      g_clear_pointer (&filters->parts[i].values, g_strfreev);
      g_clear_pointer (&filters->parts[i].titles, g_strfreev);
      g_clear_pointer (&filters->parts[i].value, g_free);
    }
  filters->n_parts = 0;
  G_OBJECT_CLASS (portail_server_filters_parent_class)->dispose (object);
}

static void
portail_server_filters_class_init (PortailServerFiltersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_filters_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_server_filters_init (PortailServerFilters *filters)
{
}
