/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-history-dialog.h"

#include <adwaita.h>

#include "app/portail-op-values.h"
#include "app/portail-record-names.h"
#include "app/portail-server-frame.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-json.h"
#include "shared/portail-transition.h"

#define WIDTH  560 /* pixels */
#define HEIGHT 640

typedef struct
{
  PortailDesk *desk;
  GPtrArray *pages; /* of PortailServerResource, the latest changes first */
  char *path;
  const PortailRecordType *type;
  PortailRecordNames *names; /* or NULL */
  GtkBox *box;
} History;

static void
free_history (gpointer pointer)
{
  History *history = pointer;

  for (guint i = 0; i < history->pages->len; i++)
    g_signal_handlers_disconnect_by_data (history->pages->pdata[i], history);
  if (history->names != NULL)
    g_signal_handlers_disconnect_by_data (history->names, history);
  g_ptr_array_unref (history->pages);
  g_object_unref (history->desk);
  g_free (history->path);
  g_clear_object (&history->names);
  g_free (history);
}

/* What was done, beside the commands of the type. */
static const struct
{
  const char *kind;
  const char *title;
} kinds[] = {
  { "create", N_ ("Created") },
  { "update", N_ ("Changed") },
  { "delete", N_ ("Moved to the trash") },
  { "restore", N_ ("Restored") },
};

static const char *
get_deed (const History *history, const char *kind)
{
  const PortailTransition *transition = kind != NULL
                                            ? portail_transition_find (history->type->name, kind)
                                            : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _ (kinds[i].title);
  return transition != NULL ? _ (transition->title) : _ ("Changed");
}

/* Owned. */
static char *
describe (const History *history, const PortailField *field, const PortailJson *value)
{
  g_autoptr (PortailRecord) record = portail_record_new (history->type);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (value == NULL || value->kind == PORTAIL_JSON_NULL
      || !portail_field_read_json (field, record, value, problems))
    return g_strdup ("—");
  if (field->kind == PORTAIL_KIND_JSON)
    return g_strdup (_ ("(details)"));
  if (field->refers_to != NULL && history->names != NULL)
    name = portail_record_names_dup_title (history->names, field->refers_to,
                                           portail_field_get_string (field, record));
  text = name != NULL ? g_steal_pointer (&name) : portail_field_to_text (field, record);
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup ("—");
}

/* A field that a newer server knows, or that is shown nowhere, has no row. */
static void
add_change (const History *history, GtkWidget *group, const PortailJson *change)
{
  const char *name = portail_json_get_member_string (change, "field");
  int index = name != NULL ? portail_record_type_find_field (history->type, name) : -1;
  const PortailField *field = index >= 0
                                  ? portail_record_type_get_field (history->type, (guint) index)
                                  : NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (field == NULL || field->title == NULL)
    return;
  before = describe (history, field, portail_json_get (change, "before"));
  after = describe (history, field, portail_json_get (change, "after"));
  /* Translators: what a field was and what it became. */
  text = g_strdup_printf (_ ("%1$s → %2$s"), before, after);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static char *
describe_when (const PortailJson *entry)
{
  const PortailJson *by = portail_json_get (entry, "by");
  const char *name = portail_json_get_member_string (by, "display_name");
  const char *at = portail_json_get_member_string (entry, "at");
  PortailTimestamp moment = PORTAIL_TIMESTAMP_NULL;
  g_autofree char *when = NULL;

  if (at != NULL)
    portail_timestamp_parse (at, &moment);
  when = portail_timestamp_is_null (moment) ? g_strdup ("") : portail_timestamp_to_text (moment);
  if (name == NULL)
    name = by == NULL || by->kind == PORTAIL_JSON_NULL ? _ ("The server") : _ ("Somebody else");
  /* Translators: who made a change, and when. */
  return g_strdup_printf (_ ("%1$s · %2$s"), name, when);
}

static GtkWidget *
new_entry (const History *history, const PortailJson *entry)
{
  GtkWidget *group = adw_preferences_group_new ();
  const PortailJson *changes = portail_json_get (entry, "changes");
  g_autofree char *when = describe_when (entry);
  g_autofree char *escaped = g_markup_escape_text (when, -1);
  g_autofree char *title = g_markup_escape_text (
      get_deed (history, portail_json_get_member_string (entry, "kind")), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  for (const PortailJson *change = changes != NULL ? changes->first_child : NULL; change != NULL;
       change = change->next)
    add_change (history, group, change);
  return group;
}

static void show (History *history);

static PortailServerResource *
add_page (History *history)
{
  PortailServerResource *page = portail_server_resource_new (history->desk);

  g_signal_connect_swapped (page, "changed", G_CALLBACK (show), history);
  g_ptr_array_add (history->pages, page);
  return page;
}

/* NULL at the end of the history, or before its last page is known. Borrowed. */
static const char *
get_next_cursor (const History *history)
{
  return portail_json_get_member_string (
      portail_server_resource_get_json (history->pages->pdata[history->pages->len - 1]),
      "next_cursor");
}

/* Asks for what came before, or again for what could not be had. */
static void
on_more (History *history)
{
  const char *cursor = get_next_cursor (history);
  g_autofree char *path = cursor != NULL ? g_strdup_printf ("%s?cursor=%s", history->path, cursor)
                                         : NULL;

  if (path != NULL)
    portail_server_resource_set_search (add_page (history), path);
  else
    portail_server_resource_reload (history->pages->pdata[history->pages->len - 1]);
}

/* The frame around tells what becomes of the first page. */
static void
add_more (History *history)
{
  PortailServerResource *last = history->pages->pdata[history->pages->len - 1];
  PortailServerResourceState state = portail_server_resource_get_state (last);
  gboolean is_later = history->pages->len > 1;
  gboolean has_failed = is_later && state == PORTAIL_SERVER_RESOURCE_FAILED;
  gboolean is_loading = is_later && state == PORTAIL_SERVER_RESOURCE_LOADING;
  GtkWidget *button;

  if (get_next_cursor (history) == NULL && !has_failed && !is_loading)
    return;
  if (has_failed)
    gtk_box_append (history->box,
                    portail_op_values_new_label (portail_server_resource_get_fault (last), NULL));
  button = gtk_button_new_with_mnemonic (has_failed   ? _ ("_Try again")
                                         : is_loading ? _ ("Loading…")
                                                      : _ ("_Earlier changes"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !is_loading);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_more), history);
  gtk_box_append (history->box, button);
}

static void
show (History *history)
{
  gboolean is_known = FALSE;
  guint n_entries = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (history->box))) != NULL)
    gtk_box_remove (history->box, child);
  for (guint i = 0; i < history->pages->len; i++)
    {
      const PortailJson *items = portail_json_get (
          portail_server_resource_get_json (history->pages->pdata[i]), "items");

      is_known |= items != NULL;
      for (const PortailJson *entry = items != NULL ? items->first_child : NULL; entry != NULL;
           entry = entry->next, n_entries++)
        gtk_box_append (history->box, new_entry (history, entry));
    }
  if (is_known && n_entries == 0)
    gtk_box_append (history->box,
                    portail_op_values_new_label (_ ("Nothing is known of former changes."), NULL));
  add_more (history);
}

static History *
history_new (PortailDesk *desk, const PortailRecord *record, GtkWidget *box)
{
  History *history = g_new0 (History, 1);
  PortailCache *cache = portail_desk_get_cache (desk);

  history->desk = g_object_ref (desk);
  history->pages = g_ptr_array_new_with_free_func (g_object_unref);
  history->path = g_strdup_printf ("/api/%s/%s/history", record->type->name, record->id);
  history->type = record->type;
  history->names = cache != NULL ? portail_record_names_new (cache) : NULL;
  history->box = GTK_BOX (box);
  if (history->names != NULL)
    g_signal_connect_swapped (history->names, "changed", G_CALLBACK (show), history);
  return history;
}

void
portail_history_dialog_show (GtkWidget *within,
                             PortailDesk *desk,
                             const PortailRecord *record,
                             const char *title)
{
  GtkRoot *root = gtk_widget_get_root (within);
  GtkWidget *window = adw_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  History *history = history_new (desk, record, box);
  PortailServerResource *first = add_page (history);
  GtkWidget *frame = portail_server_frame_new (first, portail_server_frame_wrap (box));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_set_vexpand (frame, TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (_ ("History"), title));
  gtk_box_append (GTK_BOX (content), bar);
  gtk_box_append (GTK_BOX (content), frame);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_set_title (GTK_WINDOW (window), _ ("History"));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  g_object_set_data_full (G_OBJECT (window), "history", history, free_history);
  portail_server_resource_set_path (first, history->path);
  gtk_window_present (GTK_WINDOW (window));
}
