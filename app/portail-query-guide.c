/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-query-guide.h"

#include "app/portail-query-completion.h"
#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"
#include "shared/portail-query-meaning.h"
#include "shared/records/portail-archive.h"

struct _PortailQueryGuide
{
  AdwBin parent_instance;

  GtkEditable *entry;
  GtkLabel *line;
  GtkPopover *popover;
  GtkListBox *list;
  PortailCache *cache;
  GCancellable *cancellable;
  char **tags;
  char **companies;
  PortailQueryPlace place;
  guint idle;         /* before which the cursor has not moved */
  gboolean is_taking; /* a suggestion goes into the entry */
};

G_DEFINE_FINAL_TYPE (PortailQueryGuide, portail_query_guide, ADW_TYPE_BIN)

/* The line */

static char *
make_line (PortailQueryGuide *guide)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (
      gtk_editable_get_text (guide->entry), -1);
  g_autofree char *meaning = portail_query_meaning_new (query);
  PortailSearchProgress progress = { TRUE };

  if (meaning == NULL)
    return NULL;
  if (guide->cache != NULL)
    progress = portail_cache_get_search_progress (guide->cache);
  if (progress.is_complete || progress.n_archives == 0)
    return g_steal_pointer (&meaning);
  return g_strdup_printf (_ ("%1$s (the search is being prepared: %2$d %%)"), meaning,
                          (int) (progress.n_done * 100 / progress.n_archives));
}

static void
show_line (PortailQueryGuide *guide)
{
  g_autofree char *line = make_line (guide);

  gtk_label_set_text (guide->line, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (guide), line != NULL);
}

/* Suggestions */

static void
close_list (PortailQueryGuide *guide)
{
  if (guide->popover != NULL)
    gtk_popover_popdown (guide->popover);
}

static GtkWidget *
make_row (const PortailQuerySuggestion *suggestion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = gtk_label_new (suggestion->text);
  GtkWidget *title = gtk_label_new (suggestion->title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (text, "monospace");
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 28);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 24);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  suggestion->text, -1);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (suggestion->text), g_free);
  return row;
}

static void
show_list (PortailQueryGuide *guide)
{
  const PortailQueryVocabulary vocabulary = { (const char *const *) guide->tags,
                                              (const char *const *) guide->companies };
  g_autoptr (GPtrArray) found = portail_query_completion_list (
      &vocabulary, gtk_editable_get_text (guide->entry),
      (guint) gtk_editable_get_position (guide->entry), &guide->place);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (guide->list))) != NULL)
    gtk_list_box_remove (guide->list, row);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (guide->list, make_row (g_ptr_array_index (found, i)));
  if (found->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (guide->entry)))
    gtk_popover_popup (guide->popover);
  else
    close_list (guide);
}

static void
take (PortailQueryGuide *guide, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "text"));
  int position = (int) guide->place.start;

  guide->is_taking = TRUE;
  gtk_editable_delete_text (guide->entry, (int) guide->place.start, (int) guide->place.end);
  gtk_editable_insert_text (guide->entry, text, -1, &position);
  gtk_editable_set_position (guide->entry, position);
  guide->is_taking = FALSE;
  show_line (guide);
  /* A key asks for its value next. */
  if (g_str_has_suffix (text, ":"))
    show_list (guide);
  else
    close_list (guide);
}

static void
on_row_activated (PortailQueryGuide *guide, GtkListBoxRow *row)
{
  take (guide, row);
}

static void
choose (PortailQueryGuide *guide, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (guide->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;

  gtk_list_box_select_row (guide->list,
                           index >= 0 ? gtk_list_box_get_row_at_index (guide->list, index) : NULL);
}

static gboolean
on_key (PortailQueryGuide *guide, guint key, guint code, GdkModifierType modifiers)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (guide->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (guide->popover)))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      choose (guide, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      choose (guide, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      close_list (guide);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      take (guide, row);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_idle (gpointer user_data)
{
  PortailQueryGuide *guide = PORTAIL_QUERY_GUIDE (user_data);

  guide->idle = 0;
  show_list (guide);
  return G_SOURCE_REMOVE;
}

/* An entry tells of its text before it moves the cursor. */
static void
on_changed (PortailQueryGuide *guide)
{
  gboolean has_focus = gtk_widget_get_state_flags (GTK_WIDGET (guide->entry))
                       & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (guide->is_taking)
    return;
  show_line (guide);
  if (has_focus && guide->idle == 0)
    guide->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, guide, NULL);
}

/* Tags */

static void
on_tags (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailQueryGuide) guide = user_data;
  char **tags = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (tags == NULL || guide->cache != PORTAIL_CACHE (object))
    {
      g_strfreev (tags);
      return;
    }
  g_strfreev (guide->tags);
  guide->tags = tags;
}

/* Tags are read when somebody begins to search: nobody else needs them. */
static void
on_focus (PortailQueryGuide *guide)
{
  if (guide->cache == NULL)
    return;
  g_cancellable_cancel (guide->cancellable);
  g_clear_object (&guide->cancellable);
  guide->cancellable = g_cancellable_new ();
  portail_cache_study_async (guide->cache, portail_tag_list_query_new (&portail_archive_type),
                             guide->cancellable, on_tags, g_object_ref (guide));
}

static void
on_blur (PortailQueryGuide *guide)
{
  close_list (guide);
}

/* A widget goes before those that it holds without knowing. */
static void
drop_popover (PortailQueryGuide *guide)
{
  g_clear_handle_id (&guide->idle, g_source_remove);
  if (guide->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&guide->popover)));
}

static void
portail_query_guide_dispose (GObject *object)
{
  PortailQueryGuide *guide = PORTAIL_QUERY_GUIDE (object);

  portail_query_guide_set_cache (guide, NULL);
  drop_popover (guide);
  g_clear_pointer (&guide->companies, g_strfreev);
  G_OBJECT_CLASS (portail_query_guide_parent_class)->dispose (object);
}

static void
portail_query_guide_class_init (PortailQueryGuideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_query_guide_dispose;
}

static void
portail_query_guide_init (PortailQueryGuide *guide)
{
  guide->line = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (guide->line, 0);
  gtk_label_set_wrap (guide->line, TRUE);
  gtk_label_set_wrap_mode (guide->line, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (guide->line, 3);
  gtk_label_set_ellipsize (guide->line, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (guide->line), "query-meaning");
  adw_bin_set_child (ADW_BIN (guide), GTK_WIDGET (guide->line));
  gtk_widget_set_visible (GTK_WIDGET (guide), FALSE);
}

static void
set_up_popover (PortailQueryGuide *guide)
{
  guide->popover = GTK_POPOVER (gtk_popover_new ());
  guide->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (guide->list, GTK_SELECTION_SINGLE);
  gtk_list_box_set_activate_on_single_click (guide->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (guide->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (guide->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What may follow"), -1);
  /* The keyboard stays in the entry. */
  gtk_widget_set_can_focus (GTK_WIDGET (guide->popover), FALSE);
  gtk_popover_set_autohide (guide->popover, FALSE);
  gtk_popover_set_has_arrow (guide->popover, FALSE);
  gtk_popover_set_position (guide->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (guide->popover), GTK_ALIGN_START);
  gtk_popover_set_child (guide->popover, GTK_WIDGET (guide->list));
  gtk_widget_set_parent (GTK_WIDGET (guide->popover), GTK_WIDGET (guide->entry));
  g_signal_connect_swapped (guide->list, "row-activated", G_CALLBACK (on_row_activated), guide);
}

GtkWidget *
portail_query_guide_new (GtkWidget *entry)
{
  PortailQueryGuide *guide = g_object_new (PORTAIL_TYPE_QUERY_GUIDE, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  guide->entry = GTK_EDITABLE (entry);
  set_up_popover (guide);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), guide, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_focus), guide, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_blur), guide, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), guide, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (drop_popover), guide, G_CONNECT_SWAPPED);
  return GTK_WIDGET (guide);
}

void
portail_query_guide_set_cache (PortailQueryGuide *guide, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  g_cancellable_cancel (guide->cancellable);
  g_clear_object (&guide->cancellable);
  g_clear_pointer (&guide->tags, g_strfreev);
  if (guide->cache != NULL)
    g_signal_handlers_disconnect_by_func (guide->cache, show_line, guide);
  g_set_object (&guide->cache, cache);
  if (cache != NULL)
    g_signal_connect_object (cache, "search-changed", G_CALLBACK (show_line), guide,
                             G_CONNECT_SWAPPED);
}

void
portail_query_guide_set_companies (PortailQueryGuide *guide, const char *const *names)
{
  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  g_strfreev (guide->companies);
  guide->companies = g_strdupv ((char **) names);
}

void
portail_query_guide_insert (PortailQueryGuide *guide, const char *text)
{
  const char *before = gtk_editable_get_text (guide->entry);
  g_autofree char *all = *before == '\0' || g_str_has_suffix (before, " ")
                             ? g_strconcat (before, text, NULL)
                             : g_strconcat (before, " ", text, NULL);

  g_return_if_fail (PORTAIL_IS_QUERY_GUIDE (guide));
  gtk_widget_grab_focus (GTK_WIDGET (guide->entry));
  guide->is_taking = TRUE;
  gtk_editable_set_text (guide->entry, all);
  gtk_editable_set_position (guide->entry, -1);
  guide->is_taking = FALSE;
  close_list (guide);
  show_line (guide);
}
