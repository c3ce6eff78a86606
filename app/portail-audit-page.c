/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-audit-page.h"

#include "app/portail-audit-words.h"
#include "app/portail-json-member.h"
#include "app/portail-page.h"
#include "app/portail-server-ask.h"
#include "app/portail-toast.h"
#include "app/portail-user-directory.h"
#include "shared/portail-i18n.h"
#include "shared/portail-schema.h"

/* Records of a large batch that are shown. */
#define MAX_CHANGES 100

struct _PortailAuditPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerList *list;
  PortailUserDirectory *people;
  PortailServerListView *view;
  GtkWidget *panel;
  GtkWidget *verify_button;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailAuditPage,
                               portail_audit_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailServerFilter filters[] = {
  { "user_id", N_ ("Person"), PORTAIL_SERVER_FILTER_CHOICE },
  { "enterprise_id", N_ ("Company"), PORTAIL_SERVER_FILTER_CHOICE },
  { "type", N_ ("Of what"), PORTAIL_SERVER_FILTER_CHOICE },
  { "action", N_ ("What was done"), PORTAIL_SERVER_FILTER_CHOICE },
  { "from", N_ ("From day"), PORTAIL_SERVER_FILTER_DAY },
  { "to", N_ ("To day"), PORTAIL_SERVER_FILTER_DAY },
  { 0 },
};

/* Lines */

/* NULL outside a company. Borrowed. */
static const char *
get_company_name (PortailAuditPage *page, const PortailJson *entry)
{
  const char *id = portail_json_get_member_string (entry, "enterprise_id");
  const PortailShellCompany *company = id != NULL ? portail_shell_context_find_company (
                                           portail_desk_get_context (page->desk), id)
                                                  : NULL;

  return company != NULL ? company->name : NULL;
}

static void
describe (const PortailJson *entry, PortailServerLine *line, gpointer user_data)
{
  PortailAuditPage *page = PORTAIL_AUDIT_PAGE (user_data);
  const char *company = get_company_name (page, entry);
  g_autofree char *who = portail_user_directory_dup_name (
      page->people, portail_json_get_member_string (entry, "user_id"));
  g_autofree char *when = portail_json_member_dup_moment (entry, "at");

  line->title = portail_audit_words_describe (entry);
  line->subtitle = g_strdup_printf ("%s · %s%s%s", when, who, company != NULL ? " · " : "",
                                    company != NULL ? company : "");
}

/* The workbook */

static char *
dup_moment (const PortailJson *entry, gpointer page)
{
  return portail_json_member_dup_moment (entry, "at");
}

static char *
dup_person (const PortailJson *entry, gpointer page)
{
  return portail_user_directory_dup_name (PORTAIL_AUDIT_PAGE (page)->people,
                                          portail_json_get_member_string (entry, "user_id"));
}

static char *
dup_company (const PortailJson *entry, gpointer page)
{
  return g_strdup (get_company_name (page, entry));
}

static char *
dup_deed (const PortailJson *entry, gpointer page)
{
  return portail_audit_words_describe (entry);
}

/* A line a field: “Amount: 1 250 $ → 1 300 $”. */
static char *
dup_changes (const PortailJson *entry, gpointer page)
{
  g_autoptr (GPtrArray) changes = portail_audit_words_list_changes (entry);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const PortailAuditChange *change = changes->pdata[i];

      for (guint j = 0; j < change->lines->len; j++)
        {
          const PortailAuditLine *line = change->lines->pdata[j];

          g_string_append_printf (text, "%s%s: %s → %s", text->len > 0 ? "\n" : "", line->title,
                                  line->before != NULL ? line->before : "—",
                                  line->after != NULL ? line->after : "—");
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const PortailServerColumn columns[] = {
  { N_ ("When"), 18, dup_moment },     { N_ ("Person"), 24, dup_person },
  { N_ ("Company"), 24, dup_company }, { N_ ("What was done"), 32, dup_deed },
  { N_ ("Changes"), 60, dup_changes }, { 0 },
};

/* The panel */

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
new_line (const PortailAuditLine *line)
{
  g_autofree char *words = line->before != NULL
                               ? g_strdup_printf (_ ("%1$s → %2$s"), line->before, line->after)
                               : g_strdup (line->after);

  return new_row (line->title, words);
}

static void
on_open_record (GtkButton *button, PortailAuditPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.open-record", "(ss)",
                              g_object_get_data (G_OBJECT (button), "type"),
                              gtk_widget_get_name (GTK_WIDGET (button)));
}

static GtkWidget *
new_open_button (PortailAuditPage *page, const PortailAuditChange *change)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_name (button, change->id);
  g_object_set_data_full (G_OBJECT (button), "type", g_strdup (change->type), g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Open the record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open the record"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_record), page, 0);
  return button;
}

static GtkWidget *
new_change (PortailAuditPage *page, const PortailAuditChange *change)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (change->title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (change->id != NULL && portail_schema_find (change->type) != NULL)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                             new_open_button (page, change));
  for (guint i = 0; i < change->lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_line (change->lines->pdata[i]));
  return group;
}

static GtkWidget *
new_facts (PortailAuditPage *page, const PortailJson *entry)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *company = get_company_name (page, entry);
  const char *hash = portail_json_get_member_string (entry, "hash");
  g_autofree char *who = portail_user_directory_dup_name (
      page->people, portail_json_get_member_string (entry, "user_id"));
  g_autofree char *when = portail_json_member_dup_moment (entry, "at");

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (_ ("When"), when));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (_ ("Who"), who));
  if (company != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (_ ("Company"), company));
  if (hash != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (_ ("Seal"), hash));
  return group;
}

static void
show (const PortailJson *entry, gpointer user_data)
{
  PortailAuditPage *page = PORTAIL_AUDIT_PAGE (user_data);
  g_autoptr (GPtrArray) changes = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (page->panel)) != NULL)
    gtk_box_remove (GTK_BOX (page->panel), child);
  if (entry == NULL)
    return;
  gtk_box_append (GTK_BOX (page->panel), new_facts (page, entry));
  changes = portail_audit_words_list_changes (entry);
  for (guint i = 0; i < changes->len && i < MAX_CHANGES; i++)
    gtk_box_append (GTK_BOX (page->panel), new_change (page, changes->pdata[i]));
  if (changes->len > MAX_CHANGES)
    {
      g_autofree char *text = g_strdup_printf (_ ("And %u more records."),
                                               changes->len - MAX_CHANGES);

      gtk_box_append (GTK_BOX (page->panel), gtk_label_new (text));
    }
}

static const PortailServerListSpec spec = {
  .label = N_ ("Audit log"),
  .empty_icon = "view-list-symbolic",
  .empty_title = N_ ("Nothing was done so far"),
  .empty_text = N_ ("Every change on the server leaves an entry here."),
  .filters = filters,
  .file_name = N_ ("audit"),
  .columns = columns,
  .describe = describe,
  .show = show,
};

/* The proof */

static void
on_verified (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailAuditPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) answer = portail_server_ask_finish (result, &error);
  const PortailJson *root = answer != NULL ? portail_json_document_get_root (answer) : NULL;
  const PortailJson *problems = portail_json_get (root, "problems");
  gboolean is_whole = portail_json_member_is_true (root, "is_whole");
  GtkRoot *window;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *dialog;

  if (page->desk == NULL)
    return;
  gtk_widget_set_sensitive (page->verify_button, TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  window = gtk_widget_get_root (GTK_WIDGET (page));
  if (is_whole)
    g_string_printf (text,
                     _ ("%d chains were followed from end to end; nothing was taken out or "
                        "changed."),
                     (int) portail_json_member_get_integer (root, "scopes"));
  else if (error != NULL)
    g_string_assign (text, error->message);
  for (const PortailJson *problem = problems != NULL ? problems->first_child : NULL;
       problem != NULL; problem = problem->next)
    g_string_append_printf (text, "%s: %s\n", portail_json_get_member_string (problem, "scope"),
                            portail_json_get_member_string (problem, "detail"));
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                                   is_whole        ? _ ("The log is whole")
                                   : error != NULL ? _ ("It could not be checked")
                                                   : _ ("The log was changed"),
                                   text->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
activate_verify (GSimpleAction *action, GVariant *unused, gpointer user_data)
{
  PortailAuditPage *page = PORTAIL_AUDIT_PAGE (user_data);

  gtk_widget_set_sensitive (page->verify_button, FALSE);
  portail_server_ask_async (page->desk, portail_api_request_new ("GET", "/api/audit/verify", NULL),
                            page->cancellable, on_verified, g_object_ref (page));
}

static const GActionEntry entries[] = {
  { .name = "verify", .activate = activate_verify },
};

static void
update (PortailAuditPage *page)
{
  PortailRights rights = portail_permission_get (PORTAIL_MODULE_ACCOUNTS,
                                                 portail_desk_get_highest_role (page->desk));

  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "verify")),
      (rights & PORTAIL_RIGHT_WRITE) != 0
          && portail_server_resource_can_send (portail_server_list_get_resource (page->list)));
  gtk_widget_set_tooltip_text (page->verify_button,
                               (rights & PORTAIL_RIGHT_WRITE) != 0
                                   ? _ ("Follows every chain of the log from end to end")
                                   : _ ("Only a superadmin may check the chains"));
}

static void
fill_people (PortailAuditPage *page)
{
  g_auto (GStrv) choices = portail_user_directory_dup_choices (page->people);

  portail_server_filters_set_choices (portail_server_list_view_get_filters (page->view), "user_id",
                                      (const char *const *) choices);
  portail_server_list_view_refresh (page->view);
}

static void
fill_companies (PortailAuditPage *page)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);

      g_ptr_array_add (choices, (gpointer) company->id);
      g_ptr_array_add (choices, (gpointer) company->name);
    }
  g_ptr_array_add (choices, NULL);
  portail_server_filters_set_choices (portail_server_list_view_get_filters (page->view),
                                      "enterprise_id", (const char *const *) choices->pdata);
}

static void
fill_words (PortailAuditPage *page)
{
  PortailServerFilters *shown = portail_server_list_view_get_filters (page->view);
  g_auto (GStrv) actions = portail_audit_words_dup_actions ();
  g_auto (GStrv) types = portail_audit_words_dup_types ();

  portail_server_filters_set_choices (shown, "action", (const char *const *) actions);
  portail_server_filters_set_choices (shown, "type", (const char *const *) types);
}

/* As a page */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_AUDIT_PAGE (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static void
portail_audit_page_dispose (GObject *object)
{
  PortailAuditPage *page = PORTAIL_AUDIT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->actions);
  g_clear_object (&page->people);
  g_clear_object (&page->list);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_audit_page_parent_class)->dispose (object);
}

static void
portail_audit_page_class_init (PortailAuditPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_audit_page_dispose;
}

static void
portail_audit_page_init (PortailAuditPage *page)
{
  page->cancellable = g_cancellable_new ();
}

GtkWidget *
portail_audit_page_new (PortailDesk *desk)
{
  PortailAuditPage *page = g_object_new (PORTAIL_TYPE_AUDIT_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->people = portail_user_directory_new (desk);
  page->list = portail_server_list_new (desk, "/api/audit");
  page->panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  page->view = PORTAIL_SERVER_LIST_VIEW (
      portail_server_list_view_new (page->list, &spec, page->panel, page));
  page->verify_button = gtk_button_new_with_mnemonic (_ ("_Check the chains"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->verify_button), "audit.verify");
  portail_server_list_view_add_tool (page->view, page->verify_button);
  fill_words (page);
  fill_people (page);
  fill_companies (page);
  page->actions = g_object_ref (portail_server_list_view_get_actions (page->view));
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "audit", G_ACTION_GROUP (page->actions));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->view));
  g_signal_connect_object (page->people, "changed", G_CALLBACK (fill_people), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (fill_companies),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->list, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  update (page);
  return GTK_WIDGET (page);
}

PortailServerListView *
portail_audit_page_get_view (PortailAuditPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_AUDIT_PAGE (page), NULL);
  return page->view;
}
