/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form lets one choose in a popover: names, weeks, days, suggested texts. */
#include "app/portail-field-row-private.h"
#include "app/portail-tag-completion.h"
#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

/* Weeks of the list around the chosen one. */
#define N_WEEKS_BEFORE 26
#define N_WEEKS_AFTER  8

/* Lists in popovers */

static GtkWidget *
new_list (GtkWidget **scroller)
{
  GtkWidget *list = gtk_list_box_new ();

  *scroller = gtk_scrolled_window_new ();
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (*scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (*scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (*scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (*scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (*scroller), 320);
  return list;
}

/* A row that stands for @value. */
static GtkWidget *
add_row (GtkWidget *list, const char *text, const char *value)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (value), g_free);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

GtkWidget *
portail_field_control_new_button (const char *icon_name, const char *label)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon_name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static void
pop_down (GtkWidget *within)
{
  GtkWidget *popover = gtk_widget_get_ancestor (within, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Suggested texts */

static void
on_suggestion (GtkListBox *list, GtkListBoxRow *row, GtkEditable *entry)
{
  pop_down (GTK_WIDGET (list));
  gtk_editable_set_text (entry, g_object_get_data (G_OBJECT (row), "value"));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

static void
on_tag (GtkListBox *list, GtkListBoxRow *row, GtkEditable *entry)
{
  pop_down (GTK_WIDGET (list));
  portail_tag_completion_append (entry, g_object_get_data (G_OBJECT (row), "value"));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

GtkWidget *
portail_field_control_new_suggestions (PortailFieldRow *row, const char *const *texts)
{
  GtkWidget *button = portail_field_control_new_button ("pan-down-symbolic", _ ("Suggestions"));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller;
  GtkWidget *list = new_list (&scroller);

  for (guint i = 0; texts[i] != NULL; i++)
    add_row (list, texts[i], texts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  gtk_widget_add_css_class (popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (list, "row-activated",
                           portail_tag_list_is_field (row->setup.field)
                               ? G_CALLBACK (on_tag)
                               : G_CALLBACK (on_suggestion),
                           row->control, 0);
  return button;
}

/* Days */

static void
on_calendar_shown (GtkCalendar *calendar, GtkEditable *entry)
{
  PortailDay day;
  int year;
  int month;
  int day_of_month;
  g_autoptr (GDateTime) date = NULL;

  if (portail_number_text_to_day (gtk_editable_get_text (entry), PORTAIL_NUMBER_UNSIGNED, &day)
      != PORTAIL_NUMBER_FAULT_NONE)
    day = portail_timestamp_get_paris_day (portail_timestamp_now ());
  portail_day_get_date (day, &year, &month, &day_of_month);
  date = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  g_signal_handlers_block_matched (calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, entry);
  gtk_calendar_select_day (calendar, date);
  g_signal_handlers_unblock_matched (calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, entry);
}

static void
on_day_selected (GtkCalendar *calendar, GtkEditable *entry)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  PortailDay day = portail_day_from_date (g_date_time_get_year (date), g_date_time_get_month (date),
                                          g_date_time_get_day_of_month (date));
  g_autofree char *text = portail_day_to_text (day);

  gtk_editable_set_text (entry, text);
}

GtkWidget *
portail_field_control_new_calendar (PortailFieldRow *row, GtkEditable *entry)
{
  GtkWidget *button = portail_field_control_new_button ("x-office-calendar-symbolic",
                                                        _ ("Choose a day"));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (row->setup.field->title), -1);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day_selected), entry, 0);
  g_signal_connect_object (calendar, "map", G_CALLBACK (on_calendar_shown), entry, 0);
  return button;
}

/* What follows keeps its value itself and shows it below the title. */

static char *
dup_value (PortailFieldRow *row)
{
  return g_strdup (row->value != NULL ? row->value : "");
}

/* As the person does it. */
static void
choose (PortailFieldRow *row, const char *value)
{
  g_autofree char *chosen = g_strdup (value);

  if (g_strcmp0 (row->value, chosen) == 0)
    return;
  row->kind->set_text (row, chosen);
  portail_field_row_tell_edited (row);
}

static void
keep (PortailFieldRow *row, const char *value)
{
  if (row->value == value)
    return;
  g_free (row->value);
  row->value = g_strdup (value);
}

static void
on_row_chosen (GtkListBox *list, GtkListBoxRow *chosen, PortailFieldRow *row)
{
  pop_down (GTK_WIDGET (list));
  choose (row, g_object_get_data (G_OBJECT (chosen), "value"));
}

/* The row opens the popover of its button. */
static GtkWidget *
make_chooser (PortailFieldRow *row, const char *label, GtkWidget *popover)
{
  GtkWidget *button = portail_field_control_new_button ("pan-down-symbolic", label);

  row->control = adw_action_row_new ();
  row->focus = row->control;
  portail_field_row_set_title (row, row->control);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->control), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->control), button);
  return button;
}

/* Weeks */

static void
fill_weeks (GtkWidget *list, PortailFieldRow *row)
{
  PortailWeek now = portail_week_of_day (
      portail_timestamp_get_paris_day (portail_timestamp_now ()));
  PortailWeek chosen;

  clear_list (list);
  if (row->value == NULL || !portail_week_parse (row->value, &chosen))
    chosen = now;
  if (!(row->setup.field->flags & PORTAIL_FIELD_REQUIRED))
    add_row (list, _ ("None"), "");
  for (int i = N_WEEKS_AFTER; i >= -N_WEEKS_BEFORE; i--)
    {
      PortailWeek week = { chosen.number + i };
      char value[PORTAIL_WEEK_TEXT_SIZE];
      g_autofree char *text = portail_week_to_text (week);
      GtkWidget *line = add_row (list, text, portail_week_format (week, value));

      if (week.number == now.number)
        gtk_widget_add_css_class (line, "heading");
      if (i == 0)
        {
          gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (line));
          gtk_widget_grab_focus (line);
        }
    }
}

static void
set_week (PortailFieldRow *row, const char *text)
{
  PortailWeek week;
  g_autofree char *shown = portail_week_parse (text, &week) ? portail_week_to_text (week)
                                                            : g_strdup (*text != '\0' ? text : "—");

  keep (row, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->control), shown);
}

static void
make_week (PortailFieldRow *row)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller;
  GtkWidget *list = new_list (&scroller);

  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  make_chooser (row, _ ("Choose a week"), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Weeks"),
                                  -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_chosen), row);
  g_signal_connect (list, "map", G_CALLBACK (fill_weeks), row);
  set_week (row, "");
}

const PortailFieldControl portail_field_control_of_week = { make_week, dup_value, set_week };

/* Names. The list is that of the search; its rows stand for ids. */

typedef struct
{
  PortailFieldRow *row;
  GtkWidget *search;
  GtkWidget *list;
  GCancellable *cancellable;
  char *asked;         /* the text of the last search */
  gboolean is_found;   /* the list is of it */
  gboolean is_entered; /* its first name is wanted */
} NameList;

static void
free_name_list (gpointer pointer)
{
  NameList *names = pointer;

  g_cancellable_cancel (names->cancellable);
  g_object_unref (names->cancellable);
  g_free (names->asked);
  g_free (names);
}

static void
choose_first (NameList *names)
{
  GtkListBox *list = GTK_LIST_BOX (names->list);
  guint first = names->row->setup.field->flags & PORTAIL_FIELD_REQUIRED ? 0 : 1;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int) first);

  names->is_entered = FALSE;
  if (row != NULL)
    on_row_chosen (list, row, names->row);
}

static void
on_names_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) list = user_data;
  g_autoptr (GPtrArray) found = portail_record_names_search_finish (PORTAIL_RECORD_NAMES (object),
                                                                    result, NULL);
  NameList *names = g_object_get_data (G_OBJECT (list), "names");

  /* A list that has left its window has outlived its row. */
  if (found == NULL || names == NULL || gtk_widget_get_root (list) == NULL)
    return;
  clear_list (list);
  if (!(names->row->setup.field->flags & PORTAIL_FIELD_REQUIRED))
    add_row (list, _ ("None"), "");
  for (guint i = 0; i < found->len; i++)
    {
      const PortailRecordName *name = g_ptr_array_index (found, i);

      add_row (list, name->name, name->id);
    }
  names->is_found = TRUE;
  if (names->is_entered)
    choose_first (names);
}

static void
search (NameList *names)
{
  PortailFieldRow *row = names->row;
  PortailRecordNameSearch wanted = { row->setup.field->refers_to, row->enterprise_id,
                                     gtk_editable_get_text (GTK_EDITABLE (names->search)) };

  g_cancellable_cancel (names->cancellable);
  g_object_unref (names->cancellable);
  names->cancellable = g_cancellable_new ();
  names->is_found = FALSE;
  g_free (names->asked);
  names->asked = g_strdup (wanted.words);
  if (row->names != NULL)
    portail_record_names_search_async (row->names, &wanted, names->cancellable, on_names_found,
                                       g_object_ref (names->list));
}

static void
on_popover_shown (NameList *names)
{
  gtk_editable_set_text (GTK_EDITABLE (names->search), "");
  names->is_entered = FALSE;
  search (names);
  gtk_widget_grab_focus (names->search);
}

/* Enter in the search takes the first name that is found for the text, also for who types faster
 * than the search looks. */
static void
on_search_entered (NameList *names)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (names->search)), names->asked) != 0)
    search (names);
  if (names->is_found)
    choose_first (names);
  else
    names->is_entered = TRUE;
}

static void
set_name (PortailFieldRow *row, const char *text)
{
  g_autofree char *name = row->names != NULL ? portail_record_names_dup_title (
                              row->names, row->setup.field->refers_to, text)
                                             : NULL;

  keep (row, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->control), *text == '\0'  ? "—"
                                                              : name != NULL ? name
                                                                             : _ ("unknown"));
}

static void
make_name (PortailFieldRow *row)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  NameList *names = g_new0 (NameList, 1);
  GtkWidget *scroller;

  *names = (NameList){
    row, gtk_search_entry_new (), new_list (&scroller), g_cancellable_new (), NULL, FALSE, FALSE
  };
  g_object_set_data_full (G_OBJECT (names->list), "names", names, free_name_list);
  gtk_box_append (GTK_BOX (box), names->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "name-chooser");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  make_chooser (row, _ ("Choose a name"), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (names->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search for a name"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (names->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Names"), -1);
  g_signal_connect (names->list, "row-activated", G_CALLBACK (on_row_chosen), row);
  g_signal_connect_swapped (names->search, "search-changed", G_CALLBACK (search), names);
  g_signal_connect_swapped (names->search, "activate", G_CALLBACK (on_search_entered), names);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (on_popover_shown), names);
  set_name (row, "");
}

const PortailFieldControl portail_field_control_of_name = { make_name, dup_value, set_name };
