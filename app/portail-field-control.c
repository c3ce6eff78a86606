/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls of a form by the kind of the field: lines, texts of several lines, choices. */
#include "app/portail-field-row-private.h"
#include "app/portail-plain-row.h"
#include "shared/portail-i18n.h"

/* Lines */

static char *
dup_line (PortailFieldRow *row)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->control)));
}

static void
set_line (PortailFieldRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row->control), text);
  /* Whoever types goes on at the end; whoever reads sees the beginning. */
  gtk_editable_set_position (GTK_EDITABLE (row->control),
                             gtk_widget_has_focus (row->focus) ? -1 : 0);
}

/* What an amount is counted in, behind it. */
static const char *
get_unit (PortailKind kind)
{
  switch (kind)
    {
    case PORTAIL_KIND_MONEY:
      return "$";
    case PORTAIL_KIND_RATE:
      return "%";
    case PORTAIL_KIND_HOURS:
      /* Translators: hours, behind a number. */
      return C_ ("unit", "h");
    default:
      return NULL;
    }
}

static void
make_line (PortailFieldRow *row)
{
  const PortailField *field = row->setup.field;
  const char *unit = get_unit (field->kind);
  GtkEditable *text;

  row->control = adw_entry_row_new ();
  portail_field_row_set_title (row, row->control);
  text = gtk_editable_get_delegate (GTK_EDITABLE (row->control));
  row->focus = GTK_WIDGET (text);
  if (unit != NULL)
    {
      GtkWidget *label = gtk_label_new (unit);

      gtk_widget_add_css_class (label, "dim-label");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->control), label);
      gtk_widget_add_css_class (row->control, "numeric");
    }
  if (field->kind == PORTAIL_KIND_DAY || field->kind == PORTAIL_KIND_TIMESTAMP)
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->control), portail_field_control_new_calendar (
                                                                row, GTK_EDITABLE (row->control)));
  g_signal_connect_swapped (row->control, "changed", G_CALLBACK (portail_field_row_tell_edited),
                            row);
  g_signal_connect_swapped (row->control, "entry-activated",
                            G_CALLBACK (portail_field_row_tell_entered), row);
}

/* Several lines */

static GtkTextBuffer *
get_buffer (PortailFieldRow *row)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->focus));
}

static char *
dup_lines (PortailFieldRow *row)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (row), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (row), &start, &end, FALSE);
}

static void
set_lines (PortailFieldRow *row, const char *text)
{
  gtk_text_buffer_set_text (get_buffer (row), text, -1);
}

static void
make_lines (PortailFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = gtk_label_new (_ (row->setup.field->title));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  row->control = portail_plain_row_new (box);
  row->focus = view;
  portail_field_row_set_title (row, row->control);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 66);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 180);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "field-text");
  gtk_widget_add_css_class (row->control, "lines");
  g_signal_connect_swapped (get_buffer (row), "changed", G_CALLBACK (portail_field_row_tell_edited),
                            row);
}

/* Choices: names in the order of the list, "" for none. */

static const char *const *
get_names (PortailFieldRow *row)
{
  return g_object_get_data (G_OBJECT (row->control), "names");
}

static char *
dup_choice (PortailFieldRow *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row->control));

  return g_strdup (selected != GTK_INVALID_LIST_POSITION ? get_names (row)[selected] : "");
}

static void
set_choice (PortailFieldRow *row, const char *text)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; get_names (row)[i] != NULL; i++)
    if (g_str_equal (get_names (row)[i], text))
      selected = i;
  adw_combo_row_set_selected (ADW_COMBO_ROW (row->control), selected);
}

static void
make_combo (PortailFieldRow *row, GPtrArray *names, GtkStringList *titles)
{
  row->control = adw_combo_row_new ();
  portail_field_row_set_title (row, row->control);
  g_ptr_array_add (names, NULL);
  g_object_set_data_full (G_OBJECT (row->control), "names", g_ptr_array_free (names, FALSE),
                          (GDestroyNotify) g_strfreev);
  adw_combo_row_set_model (ADW_COMBO_ROW (row->control), G_LIST_MODEL (titles));
  g_signal_connect_swapped (row->control, "notify::selected",
                            G_CALLBACK (portail_field_row_tell_edited), row);
}

static void
add (GPtrArray *names, GtkStringList *titles, const char *name, const char *title)
{
  g_ptr_array_add (names, g_strdup (name));
  gtk_string_list_append (titles, title);
}

static void
make_choice (PortailFieldRow *row)
{
  const PortailField *field = row->setup.field;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GPtrArray *names = g_ptr_array_new ();

  if (row->setup.use == PORTAIL_FIELD_ROW_OF_SEVERAL)
    add (names, titles, "", _ ("Leave as it is"));
  else if (!(field->flags & PORTAIL_FIELD_REQUIRED) || field->initial == 0)
    add (names, titles, "", "—");
  for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
    add (names, titles, choice->name, _ (choice->title));
  make_combo (row, names, titles);
}

/* Yes, no, or nothing for several records at once. */
static void
make_three (PortailFieldRow *row)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GPtrArray *names = g_ptr_array_new ();

  add (names, titles, "", _ ("Leave as it is"));
  add (names, titles, "1", _ ("Yes"));
  add (names, titles, "0", _ ("No"));
  make_combo (row, names, titles);
}

/* Yes or no */

static char *
dup_switch (PortailFieldRow *row)
{
  return g_strdup (gtk_switch_get_active (GTK_SWITCH (row->focus)) ? "1" : "0");
}

static void
set_switch (PortailFieldRow *row, const char *text)
{
  gtk_switch_set_active (GTK_SWITCH (row->focus), *text == '1');
}

static void
make_switch (PortailFieldRow *row)
{
  row->control = adw_action_row_new ();
  row->focus = gtk_switch_new ();
  portail_field_row_set_title (row, row->control);
  gtk_widget_set_valign (row->focus, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->control), row->focus);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->control), row->focus);
  g_signal_connect_swapped (row->focus, "notify::active",
                            G_CALLBACK (portail_field_row_tell_edited), row);
}

static const PortailFieldControl line = { make_line, dup_line, set_line };
static const PortailFieldControl lines = { make_lines, dup_lines, set_lines };
static const PortailFieldControl choice_of_values = { make_choice, dup_choice, set_choice };
static const PortailFieldControl choice_of_three = { make_three, dup_choice, set_choice };
static const PortailFieldControl yes_or_no = { make_switch, dup_switch, set_switch };

const PortailFieldControl *
portail_field_control_find (const PortailField *field, PortailFieldRowUse use)
{
  if (field->kind == PORTAIL_KIND_BOOLEAN)
    return use == PORTAIL_FIELD_ROW_OF_ONE ? &yes_or_no : &choice_of_three;
  if (field->kind == PORTAIL_KIND_CHOICE)
    return &choice_of_values;
  if (field->kind == PORTAIL_KIND_WEEK)
    return &portail_field_control_of_week;
  if (field->kind == PORTAIL_KIND_ID && portail_record_names_know (field->refers_to))
    return &portail_field_control_of_name;
  return field->flags & PORTAIL_FIELD_MULTILINE ? &lines : &line;
}
