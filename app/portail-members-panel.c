/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-members-panel.h"

#include "app/portail-row-fault.h"
#include "app/portail-server-frame.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

/* Roles that a company has, in the order of the chooser. */
static const PortailRole roles[] = { PORTAIL_ROLE_EMPLOYE, PORTAIL_ROLE_CO_PATRON,
                                     PORTAIL_ROLE_PATRON };

struct _PortailMembersPanel
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerResource *resource;
  char *enterprise_id;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* of GtkWidget, not owned */
  GtkWidget *add_box;
  AdwEntryRow *discord_id;
  AdwComboRow *role;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (PortailMembersPanel, portail_members_panel, ADW_TYPE_BIN)

static gboolean
may_change (PortailMembersPanel *panel)
{
  return (portail_permission_get (PORTAIL_MODULE_ACCOUNTS,
                                  portail_desk_get_highest_role (panel->desk))
          & PORTAIL_RIGHT_WRITE)
         != 0;
}

static void
update_button (PortailMembersPanel *panel)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (panel->discord_id));
  gboolean is_id = portail_discord_id_is_valid (text);

  gtk_widget_set_sensitive (panel->add_button,
                            is_id && portail_server_resource_can_send (panel->resource));
  if (*text != '\0' && !is_id)
    gtk_widget_add_css_class (GTK_WIDGET (panel->discord_id), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (panel->discord_id), "error");
}

static void
on_id_changed (PortailMembersPanel *panel)
{
  portail_row_fault_set (GTK_WIDGET (panel->discord_id), NULL);
  update_button (panel);
}

static void
show_answer (PortailMembersPanel *panel, GAsyncResult *result, const GError *error)
{
  const PortailFaultRow rows[] = { { "discord_id", GTK_WIDGET (panel->discord_id) },
                                   { "role", GTK_WIDGET (panel->role) },
                                   { 0 } };

  if (error == NULL)
    gtk_editable_set_text (GTK_EDITABLE (panel->discord_id), "");
  portail_row_fault_tell (GTK_WIDGET (panel), rows, result, error);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMembersPanel) panel = user_data;
  g_autoptr (GError) error = NULL;

  portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error);
  /* Its rows go with the panel. */
  if (panel->resource != NULL)
    show_answer (panel, result, error);
}

static void
on_add (PortailMembersPanel *panel)
{
  g_autofree char *path = g_strdup_printf ("/api/enterprises/%s/members", panel->enterprise_id);
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "discord_id");
  portail_json_append_string (json, gtk_editable_get_text (GTK_EDITABLE (panel->discord_id)));
  portail_json_append_name (json, "role");
  portail_json_append_string (
      json, portail_role_get_name (roles[adw_combo_row_get_selected (panel->role)]));
  g_string_append_c (json, '}');
  portail_server_resource_send_async (
      panel->resource, portail_api_request_new ("POST", path, g_string_free_to_bytes (json)),
      on_sent, g_object_ref (panel));
}

static void
remove_member (PortailMembersPanel *panel, const char *path)
{
  portail_server_resource_send_async (panel->resource,
                                      portail_api_request_new ("DELETE", path, NULL), on_sent,
                                      g_object_ref (panel));
}

static void
on_remove_answer (AdwMessageDialog *dialog, const char *response, PortailMembersPanel *panel)
{
  if (g_str_equal (response, "remove") && panel->enterprise_id != NULL)
    remove_member (panel, g_object_get_data (G_OBJECT (dialog), "path"));
}

/* The server forgets a role at once: there is no way back but to give it again. */
static void
on_remove (GtkButton *button, PortailMembersPanel *panel)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (panel));
  char *path = g_strdup_printf ("/api/enterprises/%s/members/%s", panel->enterprise_id,
                                gtk_widget_get_name (GTK_WIDGET (button)));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Take this role away?"),
      _ ("The person loses what the role lets them see, on all devices. Roles from Discord "
         "stay.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Take away"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  /* Of the company that was asked about, whichever is shown by then. */
  g_object_set_data_full (G_OBJECT (dialog), "path", path, g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_answer), panel, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
new_remove_button (PortailMembersPanel *panel, const char *discord_id)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_name (button, discord_id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take the role away"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take the role away"), -1);
  gtk_widget_set_sensitive (button, portail_server_resource_can_send (panel->resource));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), panel, 0);
  return button;
}

static void
add_member (PortailMembersPanel *panel, const PortailJson *member)
{
  const char *name = portail_json_get_member_string (member, "display_name");
  const char *discord_id = portail_json_get_member_string (member, "discord_id");
  const char *role = portail_json_get_member_string (member, "role");
  gboolean is_manual = g_strcmp0 (portail_json_get_member_string (member, "source"), "manual") == 0;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (portail_role_get_title (portail_role_from_name (role)));
  g_autofree char *words = g_strdup_printf (
      "%s%s%s", is_manual ? _ ("by hand") : _ ("from Discord"), discord_id != NULL ? " · " : "",
      discord_id != NULL ? discord_id : "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 name != NULL && g_strcmp0 (name, discord_id) != 0
                                     ? name
                                     : _ ("Invited, not signed in so far"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  if (is_manual && discord_id != NULL && may_change (panel))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_remove_button (panel, discord_id));
  adw_preferences_group_add (panel->group, row);
  g_ptr_array_add (panel->rows, row);
}

static void
update (PortailMembersPanel *panel)
{
  const PortailJson *json = portail_server_resource_get_json (panel->resource);
  const PortailJson *items = portail_json_get (json, "items");
  const PortailJson *first = items != NULL ? items->first_child : NULL;

  for (guint i = 0; i < panel->rows->len; i++)
    adw_preferences_group_remove (panel->group, panel->rows->pdata[i]);
  g_ptr_array_set_size (panel->rows, 0);
  for (const PortailJson *member = first; member != NULL; member = member->next)
    add_member (panel, member);
  adw_preferences_group_set_description (
      panel->group, first == NULL ? _ ("Nobody has a role here so far.") : NULL);
  gtk_widget_set_visible (panel->add_box, may_change (panel));
  update_button (panel);
}

static void
portail_members_panel_dispose (GObject *object)
{
  PortailMembersPanel *panel = PORTAIL_MEMBERS_PANEL (object);

  g_clear_object (&panel->resource);
  g_clear_object (&panel->desk);
  G_OBJECT_CLASS (portail_members_panel_parent_class)->dispose (object);
}

static void
portail_members_panel_finalize (GObject *object)
{
  PortailMembersPanel *panel = PORTAIL_MEMBERS_PANEL (object);

  g_ptr_array_unref (panel->rows);
  g_free (panel->enterprise_id);
  G_OBJECT_CLASS (portail_members_panel_parent_class)->finalize (object);
}

static void
portail_members_panel_class_init (PortailMembersPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_members_panel_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_members_panel_finalize;
}

static void
portail_members_panel_init (PortailMembersPanel *panel)
{
  panel->rows = g_ptr_array_new ();
}

static GtkWidget *
new_add_box (PortailMembersPanel *panel)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (titles, portail_role_get_title (roles[i]));
  panel->discord_id = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (panel->discord_id),
                                 _ ("Discord id (17 to 20 digits)"));
  panel->role = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (panel->role), _ ("Role"));
  adw_combo_row_set_model (panel->role, G_LIST_MODEL (titles));
  panel->add_button = gtk_button_new_with_mnemonic (_ ("_Add to the company"));
  gtk_widget_set_halign (panel->add_button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (panel->add_button, 9);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (panel->discord_id));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (panel->role));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), panel->add_button);
  g_signal_connect_object (panel->discord_id, "changed", G_CALLBACK (on_id_changed), panel,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (panel->add_button, "clicked", G_CALLBACK (on_add), panel,
                           G_CONNECT_SWAPPED);
  return group;
}

GtkWidget *
portail_members_panel_new (PortailDesk *desk)
{
  PortailMembersPanel *panel = g_object_new (PORTAIL_TYPE_MEMBERS_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  panel->desk = g_object_ref (desk);
  panel->resource = portail_server_resource_new (desk);
  panel->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (panel->group, _ ("Members"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->group));
  panel->add_box = new_add_box (panel);
  gtk_box_append (GTK_BOX (box), panel->add_box);
  adw_bin_set_child (ADW_BIN (panel), portail_server_frame_new (panel->resource, box));
  g_signal_connect_object (panel->resource, "changed", G_CALLBACK (update), panel,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (panel), FALSE);
  return GTK_WIDGET (panel);
}

void
portail_members_panel_set_company (PortailMembersPanel *panel, const char *enterprise_id)
{
  g_autofree char *path = enterprise_id != NULL
                              ? g_strdup_printf ("/api/enterprises/%s/members", enterprise_id)
                              : NULL;

  g_return_if_fail (PORTAIL_IS_MEMBERS_PANEL (panel));
  gtk_widget_set_visible (GTK_WIDGET (panel), enterprise_id != NULL);
  if (g_strcmp0 (panel->enterprise_id, enterprise_id) == 0)
    return;
  g_free (panel->enterprise_id);
  panel->enterprise_id = g_strdup (enterprise_id);
  portail_server_resource_set_path (panel->resource, path);
}
