/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-devices-page.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"
#include "shared/portail-timestamp.h"

#define FILE_NAME "sessions.json"

typedef enum
{
  ANSWER_OF_SERVER,
  ANSWER_KEPT, /* of an earlier time: nothing can be done with it */
} Answer;

struct _PortailDevicesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* borrowed from the group */
  PortailDesk *desk;
  GFile *file;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailDevicesPage, portail_devices_page, ADW_TYPE_PREFERENCES_PAGE)

static void ask_server (PortailDevicesPage *page);

static void
portail_devices_page_dispose (GObject *object)
{
  PortailDevicesPage *page = PORTAIL_DEVICES_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->desk);
  g_clear_object (&page->file);
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
  page->cancellable = g_cancellable_new ();
  page->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (page->group, _ ("Where you are signed in"));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Devices"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "computer-symbolic");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), page->group);
}

static void
say (PortailDevicesPage *page, const char *text)
{
  /* A description is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (page->group, escaped);
}

static void
on_revoked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDevicesPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);

  if (page->desk == NULL)
    return;
  if (answer != NULL && portail_api_answer_check (answer, &error))
    ask_server (page);
  else
    say (page, error->message);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, PortailDevicesPage *page)
{
  PortailApiClient *client = page->desk != NULL ? portail_desk_get_client (page->desk) : NULL;
  g_autoptr (GString) json = NULL;

  if (!g_str_equal (response, "sign-out") || client == NULL)
    return;
  json = g_string_new ("{");
  portail_json_append_name (json, "session_id");
  portail_json_append_string (json, g_object_get_data (G_OBJECT (dialog), "session"));
  g_string_append_c (json, '}');
  portail_api_client_send_async (
      client,
      portail_api_request_new ("POST", "/auth/revoke",
                               g_string_free_to_bytes (g_steal_pointer (&json))),
      page->cancellable, on_revoked, g_object_ref (page));
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
new_button (PortailDevicesPage *page, const char *session_id, const char *name, Answer answer)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Sign out"));
  g_autofree char *label = g_strdup_printf ("%s %s", _ ("Sign out of"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, answer == ANSWER_OF_SERVER);
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
  const char *text = portail_json_get_member_string (session, "last_used_at");
  const char *address = portail_json_get_member_string (session, "address");
  PortailTimestamp moment;
  g_autofree char *when = text != NULL && portail_timestamp_parse (text, &moment)
                              ? portail_timestamp_to_text (moment)
                              : g_strdup ("");

  /* Translators: a moment, then an address of the network. */
  return g_strdup_printf (_ ("Last used %1$s, from %2$s"), when, address != NULL ? address : "");
}

static void
add_row (PortailDevicesPage *page, const PortailJson *session, Answer answer)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *name = portail_json_get_member_string (session, "device_name");
  const char *id = portail_json_get_member_string (session, "id");
  const PortailJson *is_current = portail_json_get (session, "is_current");
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
  if (is_current != NULL && is_current->kind == PORTAIL_JSON_TRUE)
    adw_action_row_add_suffix (row, gtk_label_new (_ ("This device")));
  else if (id != NULL)
    adw_action_row_add_suffix (row, new_button (page, id, name, answer));
  adw_preferences_group_add (page->group, GTK_WIDGET (row));
  g_ptr_array_add (page->rows, row);
}

/* FALSE for what is no list of sessions. */
static gboolean
show_answer (PortailDevicesPage *page, const char *text, gsize length, Answer answer)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);
  const PortailJson *items = document != NULL ? portail_json_get (
                                 portail_json_document_get_root (document), "items")
                                              : NULL;

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->group, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  for (const PortailJson *item = items->first_child; item != NULL; item = item->next)
    add_row (page, item, answer);
  return TRUE;
}

static void
on_kept (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDevicesPage) page = user_data;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (object), result, &text, &length, NULL, NULL)
      || page->desk == NULL || page->rows->len > 0)
    return;
  show_answer (page, text, length, ANSWER_KEPT);
}

static void
on_answer (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDevicesPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);

  if (page->desk == NULL)
    return;
  if (answer == NULL || !portail_api_answer_check (answer, &error)
      || !show_answer (page, g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                       ANSWER_OF_SERVER))
    {
      say (page, _ ("The server cannot be asked now: this is what it said last."));
      return;
    }
  say (page, NULL);
  g_file_replace_contents_bytes_async (page->file, answer->body, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       NULL, NULL, NULL);
}

static void
ask_server (PortailDevicesPage *page)
{
  portail_api_client_send_async (portail_desk_get_client (page->desk),
                                 portail_api_request_new ("GET", "/auth/sessions", NULL),
                                 page->cancellable, on_answer, g_object_ref (page));
}

void
portail_devices_page_show (PortailDevicesPage *page, PortailDesk *desk)
{
  g_autofree char *path = NULL;

  g_return_if_fail (PORTAIL_IS_DEVICES_PAGE (page));
  g_return_if_fail (page->desk == NULL);
  if (portail_desk_get_client (desk) == NULL)
    {
      say (page, _ ("Sign in to see your devices."));
      return;
    }
  page->desk = g_object_ref (desk);
  path = g_build_filename (portail_desk_get_directory (desk), FILE_NAME, NULL);
  page->file = g_file_new_for_path (path);
  say (page, _ ("Asking the server…"));
  g_file_load_contents_async (page->file, page->cancellable, on_kept, g_object_ref (page));
  ask_server (page);
}
