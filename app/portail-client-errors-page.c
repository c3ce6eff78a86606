/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-client-errors-page.h"

#include <string.h>

#include "app/portail-json-member.h"
#include "app/portail-page.h"
#include "app/portail-toast.h"
#include "app/portail-user-directory.h"
#include "shared/portail-i18n.h"

struct _PortailClientErrorsPage
{
  AdwBin parent_instance;

  PortailServerList *list;
  PortailUserDirectory *people;
  PortailServerListView *view;
  GtkWidget *panel;
  GSimpleActionGroup *actions;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailClientErrorsPage,
                               portail_client_errors_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailServerFilter filters[] = {
  { "user_id", N_ ("Person"), PORTAIL_SERVER_FILTER_CHOICE },
  { "kind", N_ ("Kind"), PORTAIL_SERVER_FILTER_CHOICE },
  { "version", N_ ("Version"), PORTAIL_SERVER_FILTER_TEXT },
  { 0 },
};

/* What programs of ours send. */
static const struct
{
  const char *name;
  const char *title;
  const char *css_class;
} kinds[] = {
  { "crash", N_ ("Crash"), "bad" },
  { "critical", N_ ("Critical"), "bad" },
  { "warning", N_ ("Warning"), "waiting" },
};

/* Members of an error, as the panel and a copy list them. */
static const struct
{
  const char *name;
  const char *title;
} facts[] = {
  { "version", N_ ("Version") },
  { "platform", N_ ("Platform") },
};

static void
describe (const PortailJson *error, PortailServerLine *line, gpointer user_data)
{
  PortailClientErrorsPage *page = PORTAIL_CLIENT_ERRORS_PAGE (user_data);
  const char *kind = portail_json_get_member_string (error, "kind");
  const char *message = portail_json_get_member_string (error, "message");
  const char *version = portail_json_get_member_string (error, "version");
  const char *end = message != NULL ? strchr (message, '\n') : NULL;
  g_autofree char *who = portail_user_directory_dup_name (
      page->people, portail_json_get_member_string (error, "user_id"));
  g_autofree char *when = portail_json_member_dup_moment (error, "occurred_at");

  line->title = end != NULL ? g_strndup (message, (gsize) (end - message)) : g_strdup (message);
  line->subtitle = g_strdup_printf ("%s · %s · %s", when, who, version != NULL ? version : "");
  line->pill = g_strdup (kind);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      {
        g_free (line->pill);
        line->pill = g_strdup (_ (kinds[i].title));
        line->pill_class = kinds[i].css_class;
      }
}

/* The workbook */

static char *
dup_moment (const PortailJson *error, gpointer page)
{
  return portail_json_member_dup_moment (error, "occurred_at");
}

static char *
dup_person (const PortailJson *error, gpointer page)
{
  return portail_user_directory_dup_name (PORTAIL_CLIENT_ERRORS_PAGE (page)->people,
                                          portail_json_get_member_string (error, "user_id"));
}

static char *
dup_kind (const PortailJson *error, gpointer page)
{
  return g_strdup (portail_json_get_member_string (error, "kind"));
}

static char *
dup_version (const PortailJson *error, gpointer page)
{
  return g_strdup (portail_json_get_member_string (error, "version"));
}

static char *
dup_message (const PortailJson *error, gpointer page)
{
  return g_strdup (portail_json_get_member_string (error, "message"));
}

static const PortailServerColumn columns[] = {
  { N_ ("When"), 18, dup_moment },     { N_ ("Person"), 24, dup_person },
  { N_ ("Kind"), 12, dup_kind },       { N_ ("Version"), 12, dup_version },
  { N_ ("Message"), 80, dup_message }, { 0 },
};

/* The error as a text for a tracker of issues: nobody's name. Owned. */
static char *
describe_whole (const PortailJson *error)
{
  g_autofree char *when = portail_json_member_dup_moment (error, "occurred_at");
  const char *stack = portail_json_get_member_string (error, "stack");
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s\n", portail_json_get_member_string (error, "kind"), when);
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    g_string_append_printf (text, "%s: %s\n", _ (facts[i].title),
                            portail_json_get_member_string (error, facts[i].name));
  g_string_append_printf (text, "\n%s\n", portail_json_get_member_string (error, "message"));
  if (stack != NULL)
    g_string_append_printf (text, "\n%s\n", stack);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
activate_copy (GSimpleAction *action, GVariant *unused, gpointer user_data)
{
  PortailClientErrorsPage *page = PORTAIL_CLIENT_ERRORS_PAGE (user_data);
  const PortailJson *error = portail_server_list_view_get_shown (page->view);
  g_autofree char *text = error != NULL ? describe_whole (error) : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  portail_toast_show (GTK_WIDGET (page), _ ("Copied."));
}

static const GActionEntry entries[] = {
  { .name = "copy", .activate = activate_copy },
};

/* The panel */

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "—");
  adw_preferences_group_add (group, row);
}

static GtkWidget *
new_facts (PortailClientErrorsPage *page, const PortailJson *error)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *who = portail_user_directory_dup_name (
      page->people, portail_json_get_member_string (error, "user_id"));
  g_autofree char *when = portail_json_member_dup_moment (error, "occurred_at");

  add_row (group, _ ("When"), when);
  add_row (group, _ ("Who"), who);
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    add_row (group, _ (facts[i].title), portail_json_get_member_string (error, facts[i].name));
  return GTK_WIDGET (group);
}

static GtkWidget *
new_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
show (const PortailJson *error, gpointer user_data)
{
  PortailClientErrorsPage *page = PORTAIL_CLIENT_ERRORS_PAGE (user_data);
  const char *stack = portail_json_get_member_string (error, "stack");
  GtkWidget *button;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (page->panel)) != NULL)
    gtk_box_remove (GTK_BOX (page->panel), child);
  if (error == NULL)
    return;
  button = gtk_button_new_with_mnemonic (_ ("_Copy"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "errors.copy");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (page->panel), new_facts (page, error));
  gtk_box_append (GTK_BOX (page->panel),
                  new_text (portail_json_get_member_string (error, "message"), "body"));
  if (stack != NULL)
    gtk_box_append (GTK_BOX (page->panel), new_text (stack, "error-stack"));
  gtk_box_append (GTK_BOX (page->panel), button);
}

static const PortailServerListSpec spec = {
  .label = N_ ("Errors of programs"),
  .empty_icon = "emblem-ok-symbolic",
  .empty_title = N_ ("No errors"),
  .empty_text = N_ ("What people agree to send of what went wrong stands here for 90 days."),
  .filters = filters,
  .file_name = N_ ("client_errors"),
  .columns = columns,
  .describe = describe,
  .show = show,
};

static void
fill_people (PortailClientErrorsPage *page)
{
  g_auto (GStrv) choices = portail_user_directory_dup_choices (page->people);

  portail_server_filters_set_choices (portail_server_list_view_get_filters (page->view), "user_id",
                                      (const char *const *) choices);
  portail_server_list_view_refresh (page->view);
}

static void
fill_kinds (PortailClientErrorsPage *page)
{
  const char *choices[2 * G_N_ELEMENTS (kinds) + 1] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      choices[2 * i] = kinds[i].name;
      choices[2 * i + 1] = _ (kinds[i].title);
    }
  portail_server_filters_set_choices (portail_server_list_view_get_filters (page->view), "kind",
                                      choices);
}

/* As a page */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_CLIENT_ERRORS_PAGE (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static void
portail_client_errors_page_dispose (GObject *object)
{
  PortailClientErrorsPage *page = PORTAIL_CLIENT_ERRORS_PAGE (object);

  g_clear_object (&page->actions);
  g_clear_object (&page->people);
  g_clear_object (&page->list);
  G_OBJECT_CLASS (portail_client_errors_page_parent_class)->dispose (object);
}

static void
portail_client_errors_page_class_init (PortailClientErrorsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_client_errors_page_dispose;
}

static void
portail_client_errors_page_init (PortailClientErrorsPage *page)
{
}

GtkWidget *
portail_client_errors_page_new (PortailDesk *desk)
{
  PortailClientErrorsPage *page = g_object_new (PORTAIL_TYPE_CLIENT_ERRORS_PAGE, NULL);

  page->people = portail_user_directory_new (desk);
  page->list = portail_server_list_new (desk, "/api/client-errors");
  page->panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  page->view = PORTAIL_SERVER_LIST_VIEW (
      portail_server_list_view_new (page->list, &spec, page->panel, page));
  fill_kinds (page);
  fill_people (page);
  page->actions = g_object_ref (portail_server_list_view_get_actions (page->view));
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "errors", G_ACTION_GROUP (page->actions));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->view));
  g_signal_connect_object (page->people, "changed", G_CALLBACK (fill_people), page,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (page);
}

PortailServerListView *
portail_client_errors_page_get_view (PortailClientErrorsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_CLIENT_ERRORS_PAGE (page), NULL);
  return page->view;
}
