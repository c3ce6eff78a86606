/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-devices-page.h"

#include "app/portail-json-member.h"
#include "app/portail-server-resource.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define PATH "/auth/sessions"

struct _PortailDevicesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* borrowed from the group */
  PortailServerResource *resource;
};

G_DEFINE_FINAL_TYPE (PortailDevicesPage, portail_devices_page, ADW_TYPE_PREFERENCES_PAGE)

static void
portail_devices_page_dispose (GObject *object)
{
  PortailDevicesPage *page = PORTAIL_DEVICES_PAGE (object);

  g_clear_object (&page->resource);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_devices_page_parent_class)->dispose (object);
}

static void
portail_devices_page_class_init (PortailDevicesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_devices_page_dispose;
}

static void
portail_devices_page_init (PortailDevicesPage *page)
{
  page->rows = g_ptr_array_new ();
  page->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (page->group, _ ("Where you are signed in"));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Devices"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "computer-symbolic");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), page->group);
}

/* NULL: nothing is to be said. */
static void
say (PortailDevicesPage *page, const char *text)
{
  /* A description is markup. */
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_preferences_group_set_description (page->group, escaped);
}

static void
on_revoked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDevicesPage) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error)
      && page->resource != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (page, error->message);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, PortailDevicesPage *page)
{
  GString *json;

  if (!g_str_equal (response, "sign-out") || page->resource == NULL
      || !portail_server_resource_can_send (page->resource))
    return;
  json = g_string_new ("{");
  portail_json_append_name (json, "session_id");
  portail_json_append_string (json, g_object_get_data (G_OBJECT (dialog), "session"));
  g_string_append_c (json, '}');
  portail_server_resource_send_async (
      page->resource,
      portail_api_request_new ("POST", "/auth/revoke", g_string_free_to_bytes (json)), on_revoked,
      g_object_ref (page));
}

/* There is no way back from here. */
static void
on_sign_out (GtkButton *button, PortailDevicesPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  const char *session = g_object_get_data (G_OBJECT (button), "session");
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (root), _ ("Sign this device out?"),
      _ ("At its next contact it forgets what it holds; what was not sent there waits until you "
         "sign in on it again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "sign-out", _ ("_Sign out"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sign-out",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "session", g_strdup (session), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
new_button (PortailDevicesPage *page, const char *session_id, const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Sign out"));
  g_autofree char *label = g_strdup_printf ("%s %s", _ ("Sign out of"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, portail_server_resource_can_send (page->resource));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "session", g_strdup (session_id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_sign_out), page);
  return button;
}

/* Owned. */
static char *
describe (const PortailJson *session)
{
  const char *address = portail_json_get_member_string (session, "address");
  g_autofree char *when = portail_json_member_dup_moment (session, "last_used_at");

  /* Translators: a moment, then an address of the network. */
  return g_strdup_printf (_ ("Last used %1$s, from %2$s"), when, address != NULL ? address : "");
}

static void
add_row (PortailDevicesPage *page, const PortailJson *session)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *name = portail_json_get_member_string (session, "device_name");
  const char *id = portail_json_get_member_string (session, "id");
  g_autofree char *subtitle = describe (session);
  g_autofree char *escaped_name = NULL;
  g_autofree char *escaped_subtitle = NULL;

  if (name == NULL || *name == '\0')
    name = _ ("Browser");
  /* The window's search reads titles as markup, whatever the row says. */
  escaped_name = g_markup_escape_text (name, -1);
  escaped_subtitle = g_markup_escape_text (subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_name);
  adw_action_row_set_subtitle (row, escaped_subtitle);
  if (portail_json_member_is_true (session, "is_current"))
    adw_action_row_add_suffix (row, gtk_label_new (_ ("This device")));
  else if (id != NULL)
    adw_action_row_add_suffix (row, new_button (page, id, name));
  adw_preferences_group_add (page->group, GTK_WIDGET (row));
  g_ptr_array_add (page->rows, row);
}

static void
say_state (PortailDevicesPage *page)
{
  gboolean has_answer = portail_server_resource_get_json (page->resource) != NULL;

  switch (portail_server_resource_get_state (page->resource))
    {
    case PORTAIL_SERVER_RESOURCE_LOADING:
      say (page, has_answer ? NULL : _ ("Asking the server…"));
      return;
    case PORTAIL_SERVER_RESOURCE_STALE:
      say (page, _ ("The server cannot be asked now: this is what it said last."));
      return;
    case PORTAIL_SERVER_RESOURCE_FAILED:
      say (page, portail_server_resource_get_fault (page->resource));
      return;
    case PORTAIL_SERVER_RESOURCE_FRESH:
    default:
      say (page, NULL);
    }
}

static void
update (PortailDevicesPage *page)
{
  const PortailJson *items = portail_json_get (portail_server_resource_get_json (page->resource),
                                               "items");

  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->group, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  for (const PortailJson *item = items != NULL ? items->first_child : NULL; item != NULL;
       item = item->next)
    add_row (page, item);
  say_state (page);
}

void
portail_devices_page_show (PortailDevicesPage *page, PortailDesk *desk)
{
  g_return_if_fail (PORTAIL_IS_DEVICES_PAGE (page));
  g_return_if_fail (page->resource == NULL);
  if (portail_desk_get_cache (desk) == NULL)
    {
      say (page, _ ("Sign in to see your devices."));
      return;
    }
  page->resource = portail_server_resource_new (desk);
  g_signal_connect_object (page->resource, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  portail_server_resource_set_path (page->resource, PATH);
}
