/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tag-completion.h"

#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"

typedef struct
{
  GtkEditable *line; /* owns this */
  GtkPopover *popover;
  GtkListBox *list;
  char **tags;
  PortailTagPlace place;
  guint idle; /* before which the cursor has not moved */
  gboolean is_taking;
} Completion;

static G_DEFINE_QUARK (portail_tag_completion, completion)

static void
close_list (Completion *completion)
{
  if (completion->popover != NULL)
    gtk_popover_popdown (completion->popover);
}

static GtkWidget *
make_row (const char *tag)
{
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, tag, -1);
  g_object_set_data_full (G_OBJECT (row), "tag", g_strdup (tag), g_free);
  return row;
}

static void
show_list (Completion *completion)
{
  g_autoptr (GPtrArray) found = portail_tag_list_complete (
      (const char *const *) completion->tags, gtk_editable_get_text (completion->line),
      (guint) gtk_editable_get_position (completion->line), &completion->place);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (completion->list))) != NULL)
    gtk_list_box_remove (completion->list, row);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (completion->list, make_row (g_ptr_array_index (found, i)));
  if (found->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (completion->line)))
    gtk_popover_popup (completion->popover);
  else
    close_list (completion);
}

static void
take (Completion *completion, GtkListBoxRow *row)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (row), "tag"));
  int position = (int) completion->place.start;

  completion->is_taking = TRUE;
  gtk_editable_delete_text (completion->line, (int) completion->place.start,
                            (int) completion->place.end);
  gtk_editable_insert_text (completion->line, tag, -1, &position);
  gtk_editable_set_position (completion->line, position);
  completion->is_taking = FALSE;
  close_list (completion);
}

static void
on_row_activated (Completion *completion, GtkListBoxRow *row)
{
  take (completion, row);
}

static void
choose (Completion *completion, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (completion->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;

  gtk_list_box_select_row (completion->list,
                           index >= 0 ? gtk_list_box_get_row_at_index (completion->list, index)
                                      : NULL);
}

static gboolean
on_key (Completion *completion, guint key)
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
  Completion *completion = user_data;

  completion->idle = 0;
  show_list (completion);
  return G_SOURCE_REMOVE;
}

static void
on_changed (Completion *completion)
{
  gboolean has_focus = gtk_widget_get_state_flags (GTK_WIDGET (completion->line))
                       & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (has_focus && !completion->is_taking && completion->tags != NULL && completion->idle == 0)
    completion->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, completion, NULL);
}

/* A widget goes before those that it holds without knowing. */
static void
drop_popover (Completion *completion)
{
  g_clear_handle_id (&completion->idle, g_source_remove);
  g_clear_pointer (&completion->tags, g_strfreev);
  if (completion->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&completion->popover)));
}

static void
set_up_popover (Completion *completion)
{
  completion->popover = GTK_POPOVER (gtk_popover_new ());
  completion->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (completion->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (completion->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (completion->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  /* The keyboard stays in the line. */
  gtk_widget_set_can_focus (GTK_WIDGET (completion->popover), FALSE);
  gtk_popover_set_autohide (completion->popover, FALSE);
  gtk_popover_set_has_arrow (completion->popover, FALSE);
  gtk_popover_set_position (completion->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (completion->popover), GTK_ALIGN_START);
  gtk_popover_set_child (completion->popover, GTK_WIDGET (completion->list));
  gtk_widget_set_parent (GTK_WIDGET (completion->popover), GTK_WIDGET (completion->line));
  g_signal_connect_swapped (completion->list, "row-activated", G_CALLBACK (on_row_activated),
                            completion);
}

static Completion *
completion_new (AdwEntryRow *line)
{
  Completion *completion = g_new0 (Completion, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  completion->line = GTK_EDITABLE (line);
  g_object_set_qdata_full (G_OBJECT (line), completion_quark (), completion, g_free);
  set_up_popover (completion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), completion);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_list), completion);
  gtk_widget_add_controller (GTK_WIDGET (line), keys);
  gtk_widget_add_controller (GTK_WIDGET (line), focus);
  g_signal_connect_swapped (line, "changed", G_CALLBACK (on_changed), completion);
  g_signal_connect_swapped (line, "destroy", G_CALLBACK (drop_popover), completion);
  return completion;
}

void
portail_tag_completion_set (AdwEntryRow *line, const char *const *tags)
{
  Completion *completion = g_object_get_qdata (G_OBJECT (line), completion_quark ());

  if (completion == NULL)
    completion = completion_new (line);
  g_strfreev (completion->tags);
  completion->tags = g_strdupv ((char **) tags);
}

void
portail_tag_completion_append (GtkEditable *line, const char *tag)
{
  g_autofree char *before = g_strstrip (g_strdup (gtk_editable_get_text (line)));
  const char *separator = *before == '\0' ? "" : g_str_has_suffix (before, ",") ? " " : ", ";
  g_autofree char *after = g_strconcat (before, separator, tag, NULL);

  gtk_editable_set_text (line, after);
  gtk_editable_set_position (line, -1);
}
