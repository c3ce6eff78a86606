/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-users-page.h"

#include "app/portail-json-member.h"
#include "app/portail-page.h"
#include "app/portail-row-fault.h"
#include "app/portail-server-refusal.h"
#include "app/portail-toast.h"
#include "app/portail-user-directory.h"
#include "app/portail-user-panel.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

struct _PortailUsersPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerList *list;
  PortailServerListView *view;
  PortailUserPanel *panel;
  GtkWidget *invite_button;
  GSimpleActionGroup *actions;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailUsersPage,
                               portail_users_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailServerFilter filters[] = {
  { "q", N_ ("Search name or Discord id…"), PORTAIL_SERVER_FILTER_WORDS },
  { "role", N_ ("Role"), PORTAIL_SERVER_FILTER_CHOICE },
  { "is_active", N_ ("State"), PORTAIL_SERVER_FILTER_CHOICE },
  { 0 },
};

static gboolean
may_invite (PortailUsersPage *page)
{
  PortailRights rights = portail_permission_get (PORTAIL_MODULE_ACCOUNTS,
                                                 portail_desk_get_highest_role (page->desk));

  return (rights & PORTAIL_RIGHT_WRITE) != 0;
}

/* Lines */

/* The companies in which somebody has a role. */
static void
append_companies (PortailUsersPage *page, const PortailJson *user, GString *words)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  const PortailJson *memberships = portail_json_get (user, "memberships");
  const PortailJson *first = memberships != NULL ? memberships->first_child : NULL;

  for (const PortailJson *membership = first; membership != NULL; membership = membership->next)
    {
      const char *id = portail_json_get_member_string (membership, "enterprise_id");
      const PortailShellCompany *company = id != NULL
                                               ? portail_shell_context_find_company (context, id)
                                               : NULL;

      if (company != NULL && strstr (words->str, company->name) == NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", company->name);
    }
}

static void
describe (const PortailJson *user, PortailServerLine *line, gpointer user_data)
{
  PortailRole role = portail_role_from_name (portail_json_get_member_string (user, "role"));
  const char *discord_id = portail_json_get_member_string (user, "discord_id");
  g_autoptr (GString) words = g_string_new (NULL);

  append_companies (user_data, user, words);
  if (discord_id != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", discord_id);
  line->title = g_strdup (portail_user_directory_get_title (user));
  line->subtitle = g_string_free (g_steal_pointer (&words), FALSE);
  if (!portail_json_member_is_true (user, "is_active"))
    {
      line->pill = g_strdup (_ ("Inactive"));
      line->pill_class = "bad";
    }
  else
    line->pill = g_strdup (role != PORTAIL_ROLE_NONE ? portail_role_get_title (role)
                                                     : _ ("No role"));
}

/* The workbook */

static char *
dup_name (const PortailJson *user, gpointer page)
{
  return g_strdup (portail_user_directory_get_title (user));
}

static char *
dup_discord_id (const PortailJson *user, gpointer page)
{
  return g_strdup (portail_json_get_member_string (user, "discord_id"));
}

static char *
dup_role (const PortailJson *user, gpointer page)
{
  return g_strdup (portail_role_get_title (
      portail_role_from_name (portail_json_get_member_string (user, "role"))));
}

static char *
dup_state (const PortailJson *user, gpointer page)
{
  return g_strdup (portail_json_member_is_true (user, "is_active") ? _ ("Active") : _ ("Inactive"));
}

static char *
dup_companies (const PortailJson *user, gpointer page)
{
  GString *words = g_string_new (NULL);

  append_companies (page, user, words);
  return g_string_free (words, FALSE);
}

static const PortailServerColumn columns[] = {
  { N_ ("Name"), 28, dup_name },           { N_ ("Discord id"), 22, dup_discord_id },
  { N_ ("Role"), 18, dup_role },           { N_ ("Status"), 12, dup_state },
  { N_ ("Companies"), 40, dup_companies }, { 0 },
};

static void
show (const PortailJson *user, gpointer user_data)
{
  portail_user_panel_show (PORTAIL_USERS_PAGE (user_data)->panel, user);
}

static const PortailServerListSpec spec = {
  .label = N_ ("Accounts"),
  .empty_icon = "system-users-symbolic",
  .empty_title = N_ ("No account yet"),
  .empty_text = N_ ("Accounts come with the first sign-in, or when somebody is invited."),
  .filters = filters,
  .file_name = N_ ("accounts"),
  .columns = columns,
  .describe = describe,
  .show = show,
};

/* Inviting */

/* What was typed into the dialog, which comes again where the server does not take it. */
typedef struct
{
  PortailUsersPage *page;
  char *discord_id;
  guint role; /* in the chooser */
} Invitation;

static void
free_invitation (gpointer pointer)
{
  Invitation *invitation = pointer;

  g_object_unref (invitation->page);
  g_free (invitation->discord_id);
  g_free (invitation);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invitation, free_invitation)

static void ask_invitation (PortailUsersPage *page,
                            const Invitation *former,
                            GAsyncResult *refused,
                            GError *why);

static void
on_invited (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Invitation) invitation = user_data;
  GtkWidget *page = GTK_WIDGET (invitation->page);
  g_autoptr (GError) error = NULL;

  if (portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error))
    portail_toast_show (page, _ ("The account waits for its first sign-in."));
  else if (portail_server_refusal_get (result) != NULL && gtk_widget_get_mapped (page))
    ask_invitation (invitation->page, invitation, result, error);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    portail_toast_show (page, error->message);
}

static const PortailRole roles[] = { PORTAIL_ROLE_NONE, PORTAIL_ROLE_DOT, PORTAIL_ROLE_STAFF };

static void
on_invite_answer (AdwMessageDialog *dialog, const char *response, PortailUsersPage *page)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "discord-id");
  AdwComboRow *role = g_object_get_data (G_OBJECT (dialog), "role");
  GString *json;
  Invitation *invitation;

  if (!g_str_equal (response, "invite"))
    return;
  invitation = g_new (Invitation, 1);
  *invitation = (Invitation){ g_object_ref (page), g_strdup (gtk_editable_get_text (entry)),
                              adw_combo_row_get_selected (role) };
  json = g_string_new ("{");
  portail_json_append_name (json, "discord_id");
  portail_json_append_string (json, invitation->discord_id);
  portail_json_append_name (json, "role");
  portail_json_append_string (json, portail_role_get_name (roles[invitation->role]));
  g_string_append_c (json, '}');
  portail_server_resource_send_async (
      portail_server_list_get_resource (page->list),
      portail_api_request_new ("POST", "/api/users", g_string_free_to_bytes (json)), on_invited,
      invitation);
}

static void
on_id_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  const char *text = gtk_editable_get_text (entry);
  gboolean is_id = portail_discord_id_is_valid (text);

  adw_message_dialog_set_response_enabled (dialog, "invite", is_id);
  portail_row_fault_set (GTK_WIDGET (entry), NULL);
  if (*text != '\0' && !is_id)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static GtkWidget *
new_invitation (AdwMessageDialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();
  GtkWidget *role = adw_combo_row_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (
        titles, roles[i] == PORTAIL_ROLE_NONE ? _ ("None") : portail_role_get_title (roles[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Discord id (17 to 20 digits)"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (role), _ ("Role for the whole server"));
  adw_combo_row_set_model (ADW_COMBO_ROW (role), G_LIST_MODEL (titles));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), role);
  g_object_set_data (G_OBJECT (dialog), "discord-id", entry);
  g_object_set_data (G_OBJECT (dialog), "role", role);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_id_changed), dialog, 0);
  return group;
}

/* @former, @refused and @why: what the server did not take, or all NULL. */
static void
ask_invitation (PortailUsersPage *page,
                const Invitation *former,
                GAsyncResult *refused,
                GError *why)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Invite somebody"),
      _ ("The account is there at once; roles in companies are given on the page of the "
         "company.")));
  PortailFaultRow rows[] = { { "discord_id", NULL }, { "role", NULL }, { 0 } };

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "invite", _ ("_Invite"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "invite", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "invite", FALSE);
  adw_message_dialog_set_default_response (dialog, "invite");
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_extra_child (dialog, new_invitation (dialog));
  rows[0].row = g_object_get_data (G_OBJECT (dialog), "discord-id");
  rows[1].row = g_object_get_data (G_OBJECT (dialog), "role");
  if (former != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (rows[0].row), former->discord_id);
      adw_combo_row_set_selected (ADW_COMBO_ROW (rows[1].row), former->role);
    }
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_invite_answer), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  if (refused != NULL)
    portail_row_fault_tell (GTK_WIDGET (page), rows, refused, why);
}

static void
activate_invite (GSimpleAction *action, GVariant *unused, gpointer user_data)
{
  ask_invitation (PORTAIL_USERS_PAGE (user_data), NULL, NULL, NULL);
}

static const GActionEntry entries[] = {
  { .name = "new", .activate = activate_invite },
};

static void
update (PortailUsersPage *page)
{
  gboolean can_invite = may_invite (page)
                        && portail_server_resource_can_send (
                            portail_server_list_get_resource (page->list));

  gtk_widget_set_visible (page->invite_button, may_invite (page));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "new")),
      can_invite);
}

/* As a page */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_USERS_PAGE (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static void
portail_users_page_dispose (GObject *object)
{
  PortailUsersPage *page = PORTAIL_USERS_PAGE (object);

  g_clear_object (&page->actions);
  g_clear_object (&page->list);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_users_page_parent_class)->dispose (object);
}

static void
portail_users_page_class_init (PortailUsersPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_users_page_dispose;
}

static void
portail_users_page_init (PortailUsersPage *page)
{
}

static void
fill_filters (PortailUsersPage *page)
{
  PortailServerFilters *shown = portail_server_list_view_get_filters (page->view);
  const char *states[] = { "true", _ ("Active"), "false", _ ("Inactive"), NULL };
  const char *titles[2 * PORTAIL_N_ROLES + 1] = { NULL };
  guint n = 0;

  for (guint role = PORTAIL_ROLE_NONE + 1; role < PORTAIL_N_ROLES; role++)
    {
      titles[n++] = portail_role_get_name ((PortailRole) role);
      titles[n++] = portail_role_get_title ((PortailRole) role);
    }
  portail_server_filters_set_choices (shown, "role", titles);
  portail_server_filters_set_choices (shown, "is_active", states);
}

GtkWidget *
portail_users_page_new (PortailDesk *desk)
{
  PortailUsersPage *page = g_object_new (PORTAIL_TYPE_USERS_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->list = portail_server_list_new (desk, "/api/users");
  page->panel = PORTAIL_USER_PANEL (
      portail_user_panel_new (desk, portail_server_list_get_resource (page->list)));
  page->view = PORTAIL_SERVER_LIST_VIEW (
      portail_server_list_view_new (page->list, &spec, GTK_WIDGET (page->panel), page));
  page->invite_button = gtk_button_new_with_mnemonic (_ ("_Invite…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->invite_button), "users.new");
  portail_server_list_view_add_tool (page->view, page->invite_button);
  fill_filters (page);
  page->actions = g_object_ref (portail_server_list_view_get_actions (page->view));
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "users", G_ACTION_GROUP (page->actions));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->view));
  g_signal_connect_object (page->list, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  update (page);
  return GTK_WIDGET (page);
}

PortailServerListView *
portail_users_page_get_view (PortailUsersPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_USERS_PAGE (page), NULL);
  return page->view;
}
