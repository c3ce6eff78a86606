/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-completion.h"

struct _PortailCompletion
{
  GObject parent_instance;

  GtkEditable *entry;
  GtkPopover *popover; /* NULL once the entry goes */
  GtkListBox *list;
  PortailSuggest suggest;
  gpointer user_data;
  PortailTextPlace place;
  guint idle;         /* before which the cursor has not moved */
  gboolean is_taking; /* a suggestion goes into the entry */
};

G_DEFINE_FINAL_TYPE (PortailCompletion, portail_completion, G_TYPE_OBJECT)

static void
close_list (PortailCompletion *completion)
{
  if (completion->popover != NULL)
    gtk_popover_popdown (completion->popover);
}

static GtkWidget *
make_label (const char *text, int max_width_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_width_chars);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_row (const PortailSuggestion *suggestion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = make_label (suggestion->text, 32);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (suggestion->title != NULL)
    {
      GtkWidget *title = make_label (suggestion->title, 24);

      gtk_widget_add_css_class (text, "monospace");
      gtk_widget_add_css_class (title, "dim-label");
      gtk_box_append (GTK_BOX (box), title);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  suggestion->text, -1);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (suggestion->text), g_free);
  return row;
}

static void
show_list (PortailCompletion *completion)
{
  g_autoptr (GPtrArray) found = completion->suggest (
      completion->user_data, gtk_editable_get_text (completion->entry),
      (guint) gtk_editable_get_position (completion->entry), &completion->place);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (completion->list))) != NULL)
    gtk_list_box_remove (completion->list, row);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (completion->list, make_row (g_ptr_array_index (found, i)));
  if (found->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (completion->entry)))
    gtk_popover_popup (completion->popover);
  else
    close_list (completion);
}

static void
take (PortailCompletion *completion, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "text"));
  int position = (int) completion->place.start;

  completion->is_taking = TRUE;
  gtk_editable_delete_text (completion->entry, (int) completion->place.start,
                            (int) completion->place.end);
  gtk_editable_insert_text (completion->entry, text, -1, &position);
  gtk_editable_set_position (completion->entry, position);
  completion->is_taking = FALSE;
  /* A key asks for its value next. */
  if (g_str_has_suffix (text, ":"))
    show_list (completion);
  else
    close_list (completion);
}

static void
on_row_activated (PortailCompletion *completion, GtkListBoxRow *row)
{
  take (completion, row);
}

static void
choose (PortailCompletion *completion, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (completion->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;

  gtk_list_box_select_row (completion->list,
                           index >= 0 ? gtk_list_box_get_row_at_index (completion->list, index)
                                      : NULL);
}

static gboolean
on_key (PortailCompletion *completion, guint key, guint code, GdkModifierType modifiers)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (completion->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (completion->popover)))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      choose (completion, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      choose (completion, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      close_list (completion);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      take (completion, row);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_idle (gpointer user_data)
{
  PortailCompletion *completion = PORTAIL_COMPLETION (user_data);

  completion->idle = 0;
  show_list (completion);
  return G_SOURCE_REMOVE;
}

/* An entry tells of its text before it moves the cursor. */
static void
on_changed (PortailCompletion *completion)
{
  gboolean has_focus = gtk_widget_get_state_flags (GTK_WIDGET (completion->entry))
                       & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (has_focus && !completion->is_taking && completion->idle == 0)
    completion->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, completion, NULL);
}

/* A widget goes before those that it holds without knowing. */
static void
drop_popover (PortailCompletion *completion)
{
  g_clear_handle_id (&completion->idle, g_source_remove);
  if (completion->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&completion->popover)));
}

static void
portail_completion_dispose (GObject *object)
{
  drop_popover (PORTAIL_COMPLETION (object));
  G_OBJECT_CLASS (portail_completion_parent_class)->dispose (object);
}

static void
portail_completion_class_init (PortailCompletionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_completion_dispose;
}

static void
portail_completion_init (PortailCompletion *completion)
{
  completion->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (completion->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (completion->list), "navigation-sidebar");
  g_signal_connect_swapped (completion->list, "row-activated", G_CALLBACK (on_row_activated),
                            completion);
  completion->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (completion->popover), FALSE);
  gtk_popover_set_autohide (completion->popover, FALSE);
  gtk_popover_set_has_arrow (completion->popover, FALSE);
  gtk_popover_set_position (completion->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (completion->popover), GTK_ALIGN_START);
  gtk_popover_set_child (completion->popover, GTK_WIDGET (completion->list));
}

PortailCompletion *
portail_completion_new (GtkEditable *entry,
                        const char *name,
                        PortailSuggest suggest,
                        gpointer user_data)
{
  PortailCompletion *completion = g_object_new (PORTAIL_TYPE_COMPLETION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  completion->entry = entry;
  completion->suggest = suggest;
  completion->user_data = user_data;
  gtk_accessible_update_property (GTK_ACCESSIBLE (completion->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_parent (GTK_WIDGET (completion->popover), GTK_WIDGET (entry));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), completion, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (close_list), completion, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), completion,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (drop_popover), completion,
                           G_CONNECT_SWAPPED);
  return completion;
}

void
portail_completion_set_text (PortailCompletion *completion, const char *text)
{
  g_return_if_fail (PORTAIL_IS_COMPLETION (completion));
  completion->is_taking = TRUE;
  gtk_editable_set_text (completion->entry, text);
  gtk_editable_set_position (completion->entry, -1);
  completion->is_taking = FALSE;
  close_list (completion);
}
