/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-user-devices.h"

#include "app/portail-json-member.h"
#include "app/portail-server-frame.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailUserDevices
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerResource *resource;
  AdwPreferencesGroup *group;
  GtkWidget *all_button;
  GPtrArray *rows; /* of GtkWidget, not owned */
  char *user_id;
};

G_DEFINE_FINAL_TYPE (PortailUserDevices, portail_user_devices, ADW_TYPE_BIN)

/* What may be done to devices: the question and where it is sent to. */
typedef enum
{
  DEED_SIGN_OUT,
  DEED_ERASE,
  DEED_SIGN_OUT_ALL,
  N_DEEDS,
} Deed;

static const struct
{
  const char *name;
  const char *label; /* of the button */
  const char *question;
  const char *consequence;
  const char *verb;
  const char *query;
} deeds[N_DEEDS] = {
  [DEED_SIGN_OUT] = { "sign-out", N_ ("_Sign out"), N_ ("Sign this device out?"),
                      N_ ("At its next contact it forgets what it holds. What was not sent there "
                          "waits until the person signs in on it again."),
                      N_ ("_Sign out"), "" },
  [DEED_ERASE] = { "erase", N_ ("Sign out and _erase"), N_ ("Sign out and erase this device?"),
                   N_ ("For a device that was stolen or lost: at its next contact it forgets "
                       "everything, what was not sent from it too. That cannot be brought back."),
                   N_ ("Sign out and _erase"), "?wipe=true" },
  [DEED_SIGN_OUT_ALL] = { "sign-out-all", N_ ("Sign out _everywhere"),
                          N_ ("Sign out of all devices?"),
                          N_ ("At their next contact they forget what they hold. What was not "
                              "sent waits until the person signs in again."),
                          N_ ("Sign out _everywhere"), "" },
};

static gboolean
can_change (PortailUserDevices *devices)
{
  PortailRights rights = portail_permission_get (PORTAIL_MODULE_ACCOUNTS,
                                                 portail_desk_get_highest_role (devices->desk));

  return (rights & PORTAIL_RIGHT_WRITE) != 0
         && portail_server_resource_can_send (devices->resource);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUserDevices) devices = user_data;
  g_autoptr (GError) error = NULL;

  if (portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error))
    portail_toast_show (GTK_WIDGET (devices), _ ("Signed out."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    portail_toast_show (GTK_WIDGET (devices), error->message);
}

static void
send (PortailUserDevices *devices, Deed deed, const char *session_id)
{
  g_autofree char *path = g_strdup_printf ("/api/users/%s/sessions%s%s%s", devices->user_id,
                                           session_id != NULL ? "/" : "",
                                           session_id != NULL ? session_id : "", deeds[deed].query);

  portail_server_resource_send_async (devices->resource,
                                      portail_api_request_new ("DELETE", path, NULL), on_sent,
                                      g_object_ref (devices));
}

static void
on_answer (AdwMessageDialog *dialog, const char *response, PortailUserDevices *devices)
{
  const char *session_id = g_object_get_data (G_OBJECT (dialog), "session");
  const char *user_id = g_object_get_data (G_OBJECT (dialog), "user");

  for (guint deed = 0; deed < N_DEEDS; deed++)
    if (g_str_equal (response, deeds[deed].name) && g_strcmp0 (user_id, devices->user_id) == 0)
      send (devices, (Deed) deed, session_id);
}

/* There is no way back from here. */
static void
ask (PortailUserDevices *devices, Deed deed, const char *session_id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (devices));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                              _ (deeds[deed].question), _ (deeds[deed].consequence)));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), deeds[deed].name,
                                    _ (deeds[deed].verb), NULL);
  adw_message_dialog_set_response_appearance (dialog, deeds[deed].name, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "session", g_strdup (session_id), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "user", g_strdup (devices->user_id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answer), devices, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_deed (GtkButton *button, PortailUserDevices *devices)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  Deed deed = (Deed) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "deed"));

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  ask (devices, deed, g_object_get_data (G_OBJECT (button), "session"));
}

static GtkWidget *
new_button (PortailUserDevices *devices, Deed deed, const char *session_id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ (deeds[deed].label));

  g_object_set_data (G_OBJECT (button), "deed", GUINT_TO_POINTER (deed));
  g_object_set_data_full (G_OBJECT (button), "session", g_strdup (session_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_deed), devices, 0);
  return button;
}

static GtkWidget *
new_menu (PortailUserDevices *devices, const char *session_id, const char *name)
{
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *label = g_strdup_printf (_ ("What to do with %s"), name);

  for (guint deed = DEED_SIGN_OUT; deed <= DEED_ERASE; deed++)
    {
      GtkWidget *button = new_button (devices, (Deed) deed, session_id);

      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_tooltip_text (menu, label);
  gtk_widget_set_sensitive (menu, can_change (devices));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return menu;
}

static void
add_device (PortailUserDevices *devices, const PortailJson *session)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = portail_json_get_member_string (session, "device_name");
  const char *address = portail_json_get_member_string (session, "address");
  g_autofree char *when = portail_json_member_dup_moment (session, "last_used_at");
  /* Translators: a moment, then an address of the network. */
  g_autofree char *words = g_strdup_printf (_ ("Last used %1$s, from %2$s"), when,
                                            address != NULL ? address : "—");

  if (name == NULL || *name == '\0')
    name = _ ("Browser");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  if (portail_json_member_is_true (session, "is_current"))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (_ ("This device")));
  else
    adw_action_row_add_suffix (
        ADW_ACTION_ROW (row),
        new_menu (devices, portail_json_get_member_string (session, "id"), name));
  adw_preferences_group_add (devices->group, row);
  g_ptr_array_add (devices->rows, row);
}

/* The last used comes first. */
static void
describe (PortailUserDevices *devices, const PortailJson *first)
{
  g_autofree char *when = portail_json_member_dup_moment (first, "last_used_at");
  g_autofree char *words = g_strdup_printf (_ ("Last seen %s"), when);

  adw_preferences_group_set_description (devices->group,
                                         first != NULL ? words : _ ("Signed in nowhere."));
}

static void
update (PortailUserDevices *devices)
{
  const PortailJson *items = portail_json_get (portail_server_resource_get_json (devices->resource),
                                               "items");
  const PortailJson *first = items != NULL ? items->first_child : NULL;

  for (guint i = 0; i < devices->rows->len; i++)
    adw_preferences_group_remove (devices->group, devices->rows->pdata[i]);
  g_ptr_array_set_size (devices->rows, 0);
  for (const PortailJson *session = first; session != NULL; session = session->next)
    add_device (devices, session);
  describe (devices, first);
  gtk_widget_set_visible (devices->all_button, first != NULL);
  gtk_widget_set_sensitive (devices->all_button, can_change (devices));
}

static void
portail_user_devices_dispose (GObject *object)
{
  PortailUserDevices *devices = PORTAIL_USER_DEVICES (object);

  g_clear_object (&devices->resource);
  g_clear_object (&devices->desk);
  G_OBJECT_CLASS (portail_user_devices_parent_class)->dispose (object);
}

static void
portail_user_devices_finalize (GObject *object)
{
  PortailUserDevices *devices = PORTAIL_USER_DEVICES (object);

  g_ptr_array_unref (devices->rows);
  g_free (devices->user_id);
  G_OBJECT_CLASS (portail_user_devices_parent_class)->finalize (object);
}

static void
portail_user_devices_class_init (PortailUserDevicesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_user_devices_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_user_devices_finalize;
}

static void
portail_user_devices_init (PortailUserDevices *devices)
{
  devices->rows = g_ptr_array_new ();
}

GtkWidget *
portail_user_devices_new (PortailDesk *desk)
{
  PortailUserDevices *devices = g_object_new (PORTAIL_TYPE_USER_DEVICES, NULL);

  devices->desk = g_object_ref (desk);
  devices->resource = portail_server_resource_new (desk);
  devices->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (devices->group, _ ("Sessions and devices"));
  devices->all_button = new_button (devices, DEED_SIGN_OUT_ALL, NULL);
  gtk_widget_set_valign (devices->all_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (devices->all_button, "flat");
  adw_preferences_group_set_header_suffix (devices->group, devices->all_button);
  adw_bin_set_child (ADW_BIN (devices),
                     portail_server_frame_new (devices->resource, GTK_WIDGET (devices->group)));
  g_signal_connect_object (devices->resource, "changed", G_CALLBACK (update), devices,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (devices);
}

void
portail_user_devices_set_user (PortailUserDevices *devices, const char *user_id)
{
  g_autofree char *path = user_id != NULL ? g_strdup_printf ("/api/users/%s/sessions", user_id)
                                          : NULL;

  g_return_if_fail (PORTAIL_IS_USER_DEVICES (devices));
  gtk_widget_set_visible (GTK_WIDGET (devices), user_id != NULL);
  if (g_strcmp0 (devices->user_id, user_id) == 0)
    return;
  g_free (devices->user_id);
  devices->user_id = g_strdup (user_id);
  portail_server_resource_set_path (devices->resource, path);
}

void
portail_user_devices_reload (PortailUserDevices *devices)
{
  g_return_if_fail (PORTAIL_IS_USER_DEVICES (devices));
  portail_server_resource_reload (devices->resource);
}
