/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-state-page.h"

#include "app/portail-json-member.h"
#include "app/portail-server-frame.h"
#include "shared/portail-i18n.h"

struct _PortailServerStatePage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerResource *version;
  PortailServerResource *health;
  AdwActionRow *address_row;
  AdwActionRow *version_row;
  AdwActionRow *database_row;
  AdwActionRow *asked_row;
  AdwActionRow *sync_row;
  GtkWidget *pill;
};

G_DEFINE_FINAL_TYPE (PortailServerStatePage, portail_server_state_page, ADW_TYPE_BIN)

static void
show_database (PortailServerStatePage *page)
{
  const PortailJson *json = portail_server_resource_get_json (page->health);
  gboolean is_fresh = portail_server_resource_get_state (page->health)
                      == PORTAIL_SERVER_RESOURCE_FRESH;
  gboolean is_healthy = g_strcmp0 (portail_json_get_member_string (json, "status"), "healthy") == 0;
  const char *fault = portail_server_resource_get_fault (page->health);

  gtk_label_set_text (GTK_LABEL (page->pill), !is_fresh    ? _ ("Unknown")
                                              : is_healthy ? _ ("Works")
                                                           : _ ("Does not answer"));
  gtk_widget_set_css_classes (page->pill, (const char *[]){ "pill-label",
                                                            !is_fresh    ? "waiting"
                                                            : is_healthy ? "good"
                                                                         : "bad",
                                                            NULL });
  adw_action_row_set_subtitle (page->database_row, !is_fresh && fault != NULL ? fault : "");
}

static void
show_sync (PortailServerStatePage *page)
{
  PortailSync *sync = portail_desk_get_sync (page->desk);
  gint64 last_success = 0;
  g_autofree char *when = NULL;

  if (sync != NULL)
    g_object_get (sync, "last-success", &last_success, NULL);
  when = last_success > 0 ? portail_timestamp_to_text ((PortailTimestamp){ last_success })
                          : g_strdup (_ ("Not since the program was started"));
  adw_action_row_set_subtitle (page->sync_row, when);
}

static void
update (PortailServerStatePage *page)
{
  PortailApiClient *client = portail_desk_get_client (page->desk);
  const char *version = portail_json_get_member_string (
      portail_server_resource_get_json (page->version), "version");
  PortailTimestamp moment = portail_server_resource_get_moment (page->health);
  g_autofree char *when = portail_timestamp_is_null (moment) ? g_strdup ("—")
                                                             : portail_timestamp_to_text (moment);

  adw_action_row_set_subtitle (page->address_row,
                               client != NULL ? portail_api_client_get_server (client) : "—");
  adw_action_row_set_subtitle (page->version_row, version != NULL ? version : "—");
  adw_action_row_set_subtitle (page->asked_row, when);
  show_database (page);
  show_sync (page);
}

static void
activate_reload (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  PortailServerStatePage *page = PORTAIL_SERVER_STATE_PAGE (widget);

  portail_server_resource_reload (page->version);
  portail_server_resource_reload (page->health);
}

static void
portail_server_state_page_dispose (GObject *object)
{
  PortailServerStatePage *page = PORTAIL_SERVER_STATE_PAGE (object);

  g_clear_object (&page->version);
  g_clear_object (&page->health);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_server_state_page_parent_class)->dispose (object);
}

static void
portail_server_state_page_class_init (PortailServerStatePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_state_page_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "server-state.reload", NULL,
                                   activate_reload);
}

static void
portail_server_state_page_init (PortailServerStatePage *page)
{
}

static AdwActionRow *
add_row (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ACTION_ROW (row);
}

/* An entry of the list that leads to another page of the settings. */
static void
add_link (GtkWidget *group, const char *title, const char *section)
{
  AdwActionRow *row = add_row (group, title);
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_action_row_add_suffix (row, icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "configuration.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", section);
}

static GtkWidget *
new_facts (PortailServerStatePage *page)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Ask again"));

  page->address_row = add_row (group, _ ("Address"));
  page->version_row = add_row (group, _ ("Version"));
  page->database_row = add_row (group, _ ("Database"));
  page->asked_row = add_row (group, _ ("Asked on"));
  page->sync_row = add_row (group, _ ("Last whole exchange with this device"));
  page->pill = gtk_label_new (NULL);
  gtk_widget_set_valign (page->pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (page->database_row, page->pill);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "server-state.reload");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Server"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  return group;
}

GtkWidget *
portail_server_state_page_new (PortailDesk *desk)
{
  PortailServerStatePage *page = g_object_new (PORTAIL_TYPE_SERVER_STATE_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *links = adw_preferences_group_new ();

  page->desk = g_object_ref (desk);
  page->version = portail_server_resource_new (desk);
  page->health = portail_server_resource_new (desk);
  gtk_box_append (GTK_BOX (box), new_facts (page));
  add_link (links, _ ("Messages and their deliveries"), "messages");
  add_link (links, _ ("How long things are kept"), "retention");
  add_link (links, _ ("Errors of programs"), "client-errors");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (links), _ ("More"));
  gtk_box_append (GTK_BOX (box), links);
  adw_bin_set_child (ADW_BIN (page),
                     portail_server_frame_new (page->version, portail_server_frame_wrap (box)));
  g_signal_connect_object (page->version, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->health, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  portail_server_resource_set_path (page->version, "/version");
  portail_server_resource_set_path (page->health, "/health");
  update (page);
  return GTK_WIDGET (page);
}
