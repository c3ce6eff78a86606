/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-user-panel.h"

#include "app/portail-json-member.h"
#include "app/portail-row-fault.h"
#include "app/portail-server-frame.h"
#include "app/portail-toast.h"
#include "app/portail-user-devices.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

/* Roles that are given for the whole server, in the order of the chooser. */
static const PortailRole roles[] = { PORTAIL_ROLE_NONE, PORTAIL_ROLE_DOT, PORTAIL_ROLE_STAFF };

struct _PortailUserPanel
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerResource *users;
  PortailUserDevices *devices;
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *memberships;
  AdwComboRow *role_row;
  AdwActionRow *active_row;
  GtkWidget *active_switch;
  GPtrArray *rows; /* of GtkWidget, not owned: of both groups */
  char *user_id;
  gboolean is_active;
  PortailRole role; /* given by hand */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (PortailUserPanel, portail_user_panel, ADW_TYPE_BIN)

static gboolean
may_change (PortailUserPanel *panel)
{
  PortailRights rights = portail_permission_get (PORTAIL_MODULE_ACCOUNTS,
                                                 portail_desk_get_highest_role (panel->desk));

  return (rights & PORTAIL_RIGHT_WRITE) != 0;
}

static void
update_sensitivity (PortailUserPanel *panel)
{
  gboolean can_change = may_change (panel) && portail_server_resource_can_send (panel->users);

  gtk_widget_set_sensitive (GTK_WIDGET (panel->role_row), can_change);
  gtk_widget_set_sensitive (panel->active_switch, can_change);
}

/* What was not taken shows as it is again. */
static void
show_state (PortailUserPanel *panel)
{
  panel->is_filling = TRUE;
  gtk_switch_set_active (GTK_SWITCH (panel->active_switch), panel->is_active);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i] == panel->role)
      adw_combo_row_set_selected (panel->role_row, i);
  panel->is_filling = FALSE;
  update_sensitivity (panel);
}

static void
show_answer (PortailUserPanel *panel, GAsyncResult *result, const GError *error)
{
  const PortailFaultRow rows[] = { { "is_active", GTK_WIDGET (panel->active_row) },
                                   { "role", GTK_WIDGET (panel->role_row) },
                                   { 0 } };

  portail_row_fault_tell (GTK_WIDGET (panel), rows, result, error);
  if (error == NULL)
    {
      portail_toast_show (GTK_WIDGET (panel), _ ("The server has taken it."));
      portail_user_devices_reload (panel->devices);
      return;
    }
  show_state (panel);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUserPanel) panel = user_data;
  g_autoptr (GError) error = NULL;

  portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error);
  /* Its rows go with the panel. */
  if (panel->users != NULL)
    show_answer (panel, result, error);
}

/* Takes @body. */
static void
patch (PortailUserPanel *panel, GString *body)
{
  g_autofree char *path = g_strdup_printf ("/api/users/%s", panel->user_id);

  portail_server_resource_send_async (
      panel->users, portail_api_request_new ("PATCH", path, g_string_free_to_bytes (body)), on_sent,
      g_object_ref (panel));
}

static void
send_active (PortailUserPanel *panel, gboolean is_active)
{
  patch (panel, g_string_new (is_active ? "{\"is_active\":true}" : "{\"is_active\":false}"));
}

static void
on_role_chosen (PortailUserPanel *panel)
{
  PortailRole role = roles[adw_combo_row_get_selected (panel->role_row)];
  GString *body;

  if (panel->is_filling || panel->user_id == NULL || role == panel->role)
    return;
  body = g_string_new ("{\"role\":");
  portail_json_append_string (body, portail_role_get_name (role));
  patch (panel, g_string_append_c (body, '}'));
}

static void
on_deactivation_answer (AdwMessageDialog *dialog, const char *response, PortailUserPanel *panel)
{
  if (g_str_equal (response, "deactivate")
      && g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (dialog)), panel->user_id) == 0)
    send_active (panel, FALSE);
  else
    show_state (panel);
}

static void
ask_deactivation (PortailUserPanel *panel)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (panel));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Deactivate this account?"),
      _ ("It is signed out everywhere at once. What it has not sent waits on its devices until it "
         "is active again.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "deactivate",
                                    _ ("_Deactivate"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "deactivate", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_widget_set_name (GTK_WIDGET (dialog), panel->user_id);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_deactivation_answer), panel, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_active_switched (PortailUserPanel *panel)
{
  gboolean is_active = gtk_switch_get_active (GTK_SWITCH (panel->active_switch));

  if (panel->is_filling || panel->user_id == NULL || is_active == panel->is_active)
    return;
  if (is_active)
    send_active (panel, TRUE);
  else
    ask_deactivation (panel);
}

/* What is only read */

static GtkWidget *
add_row (PortailUserPanel *panel,
         AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "—");
  adw_preferences_group_add (group, row);
  g_ptr_array_add (panel->rows, row);
  return row;
}

static void
show_facts (PortailUserPanel *panel, const PortailJson *user)
{
  g_autofree char *created = portail_json_member_dup_moment (user, "created_at");

  add_row (panel, panel->facts, _ ("Name on Discord"),
           portail_json_get_member_string (user, "username"));
  add_row (panel, panel->facts, _ ("Discord id"),
           portail_json_get_member_string (user, "discord_id"));
  add_row (panel, panel->facts, _ ("E-mail"), portail_json_get_member_string (user, "email"));
  add_row (panel, panel->facts, _ ("Account since"), created);
}

static const char *
get_company_name (PortailUserPanel *panel, const char *id)
{
  const PortailShellCompany *company = portail_shell_context_find_company (
      portail_desk_get_context (panel->desk), id);

  return company != NULL ? company->name : _ ("Another company");
}

static void
on_open_company (GtkButton *button, PortailUserPanel *panel)
{
  gtk_widget_activate_action (GTK_WIDGET (panel), "win.open-record", "(ss)", "enterprise",
                              gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
show_membership (PortailUserPanel *panel, const PortailJson *membership)
{
  const char *company = portail_json_get_member_string (membership, "enterprise_id");
  PortailRole role = portail_role_from_name (portail_json_get_member_string (membership, "role"));
  gboolean is_manual = g_strcmp0 (portail_json_get_member_string (membership, "source"), "manual")
                       == 0;
  GtkWidget *row = add_row (panel, panel->memberships, portail_role_get_title (role), NULL);
  g_autofree char *words = g_strdup_printf (
      "%s · %s", company != NULL ? get_company_name (panel, company) : _ ("Whole server"),
      is_manual ? _ ("by hand") : _ ("from Discord"));
  GtkWidget *button;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  if (company == NULL && is_manual)
    panel->role = role;
  if (company == NULL)
    return;
  button = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_name (button, company);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Open the company and its members"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open the company and its members"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_company), panel, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
remove_rows (PortailUserPanel *panel)
{
  for (guint i = 0; i < panel->rows->len; i++)
    {
      GtkWidget *row = panel->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (panel->rows, 0);
}

void
portail_user_panel_show (PortailUserPanel *panel, const PortailJson *user)
{
  const PortailJson *memberships = portail_json_get (user, "memberships");

  g_return_if_fail (PORTAIL_IS_USER_PANEL (panel));
  remove_rows (panel);
  g_free (panel->user_id);
  panel->user_id = g_strdup (portail_json_get_member_string (user, "id"));
  portail_user_devices_set_user (panel->devices, panel->user_id);
  if (user == NULL)
    return;
  panel->is_active = portail_json_member_is_true (user, "is_active");
  panel->role = PORTAIL_ROLE_NONE;
  show_facts (panel, user);
  if (portail_json_member_is_true (user, "is_superadmin"))
    add_row (panel, panel->memberships, portail_role_get_title (PORTAIL_ROLE_SUPERADMIN),
             _ ("Whole server"));
  for (const PortailJson *membership = memberships != NULL ? memberships->first_child : NULL;
       membership != NULL; membership = membership->next)
    show_membership (panel, membership);
  adw_preferences_group_set_description (panel->memberships,
                                         memberships == NULL || memberships->first_child == NULL
                                             ? _ ("No role: nothing of a company "
                                                  "can be seen.")
                                             : NULL);
  show_state (panel);
}

static void
portail_user_panel_dispose (GObject *object)
{
  PortailUserPanel *panel = PORTAIL_USER_PANEL (object);

  g_clear_object (&panel->users);
  g_clear_object (&panel->desk);
  G_OBJECT_CLASS (portail_user_panel_parent_class)->dispose (object);
}

static void
portail_user_panel_finalize (GObject *object)
{
  PortailUserPanel *panel = PORTAIL_USER_PANEL (object);

  g_ptr_array_unref (panel->rows);
  g_free (panel->user_id);
  G_OBJECT_CLASS (portail_user_panel_parent_class)->finalize (object);
}

static void
portail_user_panel_class_init (PortailUserPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_user_panel_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_user_panel_finalize;
}

static void
portail_user_panel_init (PortailUserPanel *panel)
{
  panel->rows = g_ptr_array_new ();
}

static AdwPreferencesGroup *
new_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
make_rights (PortailUserPanel *panel, AdwPreferencesGroup *group)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (
        titles, roles[i] == PORTAIL_ROLE_NONE ? _ ("None") : portail_role_get_title (roles[i]));
  panel->active_row = ADW_ACTION_ROW (adw_action_row_new ());
  panel->active_switch = gtk_switch_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (panel->active_row), _ ("Active"));
  adw_action_row_set_subtitle (panel->active_row, _ ("Off, the account is signed out everywhere."));
  gtk_widget_set_valign (panel->active_switch, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->active_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Active"), -1);
  adw_action_row_add_suffix (panel->active_row, panel->active_switch);
  adw_action_row_set_activatable_widget (panel->active_row, panel->active_switch);
  panel->role_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (panel->role_row), _ ("Role by hand"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (panel->role_row), _ ("For the whole server"));
  adw_combo_row_set_model (panel->role_row, G_LIST_MODEL (titles));
  adw_preferences_group_add (group, GTK_WIDGET (panel->active_row));
  adw_preferences_group_add (group, GTK_WIDGET (panel->role_row));
  g_signal_connect_object (panel->active_switch, "notify::active", G_CALLBACK (on_active_switched),
                           panel, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel->role_row, "notify::selected", G_CALLBACK (on_role_chosen), panel,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
portail_user_panel_new (PortailDesk *desk, PortailServerResource *users)
{
  PortailUserPanel *panel = g_object_new (PORTAIL_TYPE_USER_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  panel->desk = g_object_ref (desk);
  panel->users = g_object_ref (users);
  panel->facts = new_group (box, NULL);
  make_rights (panel, new_group (box, _ ("Access")));
  panel->memberships = new_group (box, _ ("Roles"));
  panel->devices = PORTAIL_USER_DEVICES (portail_user_devices_new (desk));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->devices));
  adw_bin_set_child (ADW_BIN (panel), box);
  g_signal_connect_object (users, "changed", G_CALLBACK (update_sensitivity), panel,
                           G_CONNECT_SWAPPED);
  update_sensitivity (panel);
  return GTK_WIDGET (panel);
}
