/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-messages-page.h"

#include <string.h>

#include "app/portail-row-fault.h"
#include "app/portail-server-frame.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define SETTINGS_PATH   "/api/config/notifications"
#define TEST_PATH       "/api/config/notifications/test"
#define DELIVERIES_PATH "/api/config/deliveries"

struct _PortailMessagesPage
{
  AdwBin parent_instance;

  PortailServerResource *settings;
  PortailServerResource *deliveries;
  AdwPasswordEntryRow *webhook;
  AdwEntryRow *mail_from;
  GtkWidget *remove_button;
  GtkWidget *save_button;
  GtkWidget *test_button;
  GtkLabel *state;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* of GtkWidget, not owned: of the deliveries */
  char *shown_from;
};

G_DEFINE_FINAL_TYPE (PortailMessagesPage, portail_messages_page, ADW_TYPE_BIN)

static gboolean
is_true (const PortailJson *object, const char *name)
{
  const PortailJson *member = portail_json_get (object, name);

  return member != NULL && member->kind == PORTAIL_JSON_TRUE;
}

static void
update_buttons (PortailMessagesPage *page)
{
  const PortailJson *json = portail_server_resource_get_json (page->settings);
  gboolean can_send = portail_server_resource_can_send (page->settings);
  gboolean is_typed = *gtk_editable_get_text (GTK_EDITABLE (page->webhook)) != '\0'
                      || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (page->mail_from)),
                                    page->shown_from)
                             != 0;

  gtk_widget_set_sensitive (page->save_button, can_send && is_typed);
  gtk_widget_set_sensitive (
      page->test_button, can_send && (is_true (json, "has_webhook") || is_true (json, "has_mail")));
  gtk_widget_set_visible (page->remove_button, is_true (json, "has_webhook"));
  gtk_widget_set_sensitive (page->remove_button, can_send);
  gtk_widget_set_sensitive (GTK_WIDGET (page->webhook), can_send);
  gtk_widget_set_sensitive (GTK_WIDGET (page->mail_from), can_send);
}

static void
show_settings (PortailMessagesPage *page)
{
  const PortailJson *json = portail_server_resource_get_json (page->settings);
  const char *from = portail_json_get_member_string (json, "mail_from");

  if (json != NULL && g_strcmp0 (from != NULL ? from : "", page->shown_from) != 0)
    {
      g_free (page->shown_from);
      page->shown_from = g_strdup (from != NULL ? from : "");
      gtk_editable_set_text (GTK_EDITABLE (page->mail_from), page->shown_from);
    }
  gtk_label_set_text (page->state, is_true (json, "has_mail")
                                       ? _ ("The server can send e-mail.")
                                       : _ ("The server has no mail server: whoever runs it sets "
                                            "SMTP_URL."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (page->webhook),
                                 is_true (json, "has_webhook")
                                     ? _ ("Discord webhook: set. Type to replace it")
                                     : _ ("Discord webhook: address"));
  update_buttons (page);
}

static void
show_answer (PortailMessagesPage *page, GAsyncResult *result, const GError *error)
{
  const PortailFaultRow rows[] = { { "webhook_url", GTK_WIDGET (page->webhook) },
                                   { "mail_from", GTK_WIDGET (page->mail_from) },
                                   { 0 } };

  if (error == NULL)
    {
      portail_toast_show (GTK_WIDGET (page), _ ("The server has taken it."));
      portail_server_resource_reload (page->deliveries);
    }
  portail_row_fault_tell (GTK_WIDGET (page), rows, result, error);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMessagesPage) page = user_data;
  g_autoptr (GError) error = NULL;

  portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error);
  /* Its rows go with the page. */
  if (page->settings != NULL)
    show_answer (page, result, error);
}

/* The address is a secret: once the server has it, it is shown no more. */
static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  PortailMessagesPage *page = user_data;

  if (page->settings != NULL && !g_task_had_error (G_TASK (result)))
    gtk_editable_set_text (GTK_EDITABLE (page->webhook), "");
  on_sent (object, result, page);
}

/* @webhook NULL: it stays as it is. */
static void
save (PortailMessagesPage *page, const char *webhook)
{
  const char *from = gtk_editable_get_text (GTK_EDITABLE (page->mail_from));
  GString *json = g_string_new ("{");

  if (webhook != NULL)
    {
      portail_json_append_name (json, "webhook_url");
      portail_json_append_string (json, webhook);
    }
  if (g_strcmp0 (from, page->shown_from) != 0)
    {
      portail_json_append_name (json, "mail_from");
      portail_json_append_string (json, from);
    }
  g_string_append_c (json, '}');
  portail_server_resource_send_async (
      page->settings, portail_api_request_new ("PUT", SETTINGS_PATH, g_string_free_to_bytes (json)),
      on_saved, g_object_ref (page));
}

static void
on_save (PortailMessagesPage *page)
{
  const char *webhook = gtk_editable_get_text (GTK_EDITABLE (page->webhook));

  save (page, *webhook != '\0' ? webhook : NULL);
}

static void
on_remove (PortailMessagesPage *page)
{
  save (page, "");
}

static void
on_test (PortailMessagesPage *page)
{
  portail_server_resource_send_async (
      page->settings, portail_api_request_new ("POST", TEST_PATH, g_bytes_new_static ("{}", 2)),
      on_sent, g_object_ref (page));
}

/* Messages on their way */

static const struct
{
  const char *name;
  const char *title;
  const char *css_class;
} states[] = {
  { "pending", N_ ("Waiting"), "waiting" },
  { "sending", N_ ("On its way"), "waiting" },
  { "done", N_ ("Sent"), "good" },
  { "dead", N_ ("Given up"), "bad" },
};

static void
on_retry (GtkButton *button, PortailMessagesPage *page)
{
  const char *id = gtk_widget_get_name (GTK_WIDGET (button));
  g_autofree char *path = g_strdup_printf (DELIVERIES_PATH "/%s/retry", id);

  portail_server_resource_send_async (
      page->deliveries, portail_api_request_new ("POST", path, g_bytes_new_static ("{}", 2)),
      on_sent, g_object_ref (page));
}

static char *
describe_moment (const PortailJson *delivery)
{
  const char *text = portail_json_get_member_string (delivery, "created_at");
  const char *error = portail_json_get_member_string (delivery, "last_error");
  PortailTimestamp created;
  g_autofree char *when = text != NULL && portail_timestamp_parse (text, &created)
                              ? portail_timestamp_to_text (created)
                              : g_strdup ("");

  return error != NULL ? g_strdup_printf ("%s · %s", when, error) : g_steal_pointer (&when);
}

static void
add_delivery (PortailMessagesPage *page, const PortailJson *delivery)
{
  const char *state = portail_json_get_member_string (delivery, "state");
  const char *kind = portail_json_get_member_string (delivery, "kind");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (state);
  g_autofree char *words = describe_moment (delivery);
  gboolean can_retry = g_strcmp0 (state, "pending") == 0 || g_strcmp0 (state, "dead") == 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_strcmp0 (kind, "email") == 0
                                                                ? _ ("E-mail")
                                                                : _ ("Discord webhook"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].name, state) == 0)
      {
        gtk_label_set_text (GTK_LABEL (pill), _ (states[i].title));
        gtk_widget_add_css_class (pill, states[i].css_class);
      }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  if (can_retry)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Send now"));

      gtk_widget_set_name (button, portail_json_get_member_string (delivery, "id"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_sensitive (button, portail_server_resource_can_send (page->deliveries));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_retry), page, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (page->group, row);
  g_ptr_array_add (page->rows, row);
}

static void
show_deliveries (PortailMessagesPage *page)
{
  const PortailJson *json = portail_server_resource_get_json (page->deliveries);
  const PortailJson *items = portail_json_get (json, "items");
  const PortailJson *first = items != NULL ? items->first_child : NULL;

  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->group, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  for (const PortailJson *delivery = first; delivery != NULL; delivery = delivery->next)
    add_delivery (page, delivery);
  adw_preferences_group_set_description (page->group,
                                         first == NULL ? _ ("No message has left so far.") : NULL);
}

static void
portail_messages_page_dispose (GObject *object)
{
  PortailMessagesPage *page = PORTAIL_MESSAGES_PAGE (object);

  g_clear_object (&page->settings);
  g_clear_object (&page->deliveries);
  G_OBJECT_CLASS (portail_messages_page_parent_class)->dispose (object);
}

static void
portail_messages_page_finalize (GObject *object)
{
  PortailMessagesPage *page = PORTAIL_MESSAGES_PAGE (object);

  g_ptr_array_unref (page->rows);
  g_free (page->shown_from);
  G_OBJECT_CLASS (portail_messages_page_parent_class)->finalize (object);
}

static void
portail_messages_page_class_init (PortailMessagesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_messages_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_messages_page_finalize;
}

static GtkWidget *
new_button (PortailMessagesPage *page, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", clicked, page, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_settings (PortailMessagesPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Where messages go"));
  page->webhook = ADW_PASSWORD_ENTRY_ROW (adw_password_entry_row_new ());
  page->mail_from = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (page->mail_from),
                                 _ ("E-mail: address of the sender"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (page->webhook));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (page->mail_from));
  g_signal_connect_object (page->webhook, "changed", G_CALLBACK (update_buttons), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->mail_from, "changed", G_CALLBACK (update_buttons), page,
                           G_CONNECT_SWAPPED);
  return group;
}

static GtkWidget *
new_buttons (PortailMessagesPage *page)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  page->remove_button = new_button (page, _ ("_Remove the webhook"), G_CALLBACK (on_remove));
  page->test_button = new_button (page, _ ("Send a _test"), G_CALLBACK (on_test));
  page->save_button = new_button (page, _ ("_Save"), G_CALLBACK (on_save));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_widget_add_css_class (page->save_button, "suggested-action");
  gtk_box_append (GTK_BOX (line), page->test_button);
  gtk_box_append (GTK_BOX (line), page->save_button);
  gtk_box_append (GTK_BOX (buttons), line);
  gtk_box_append (GTK_BOX (buttons), page->remove_button);
  return buttons;
}

static void
portail_messages_page_init (PortailMessagesPage *page)
{
  page->rows = g_ptr_array_new ();
}

GtkWidget *
portail_messages_page_new (PortailDesk *desk)
{
  PortailMessagesPage *page = g_object_new (PORTAIL_TYPE_MESSAGES_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  page->settings = portail_server_resource_new (desk);
  page->deliveries = portail_server_resource_new (desk);
  page->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (page->state, 0);
  gtk_label_set_wrap (page->state, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (page->state), "dim-label");
  gtk_box_append (GTK_BOX (box), new_settings (page));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->state));
  gtk_box_append (GTK_BOX (box), new_buttons (page));
  page->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (page->group, _ ("Last messages"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->group));
  adw_bin_set_child (ADW_BIN (page),
                     portail_server_frame_new (page->settings, portail_server_frame_wrap (box)));
  g_signal_connect_object (page->settings, "changed", G_CALLBACK (show_settings), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->deliveries, "changed", G_CALLBACK (show_deliveries), page,
                           G_CONNECT_SWAPPED);
  portail_server_resource_set_path (page->settings, SETTINGS_PATH);
  portail_server_resource_set_path (page->deliveries, DELIVERIES_PATH);
  return GTK_WIDGET (page);
}
