/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-local-copies.h"

#include "app/portail-account-size.h"
#include "app/portail-local-files.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailLocalCopies
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* borrowed from the group */
  PortailDesk *desk;
  char *accounts_directory;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailLocalCopies, portail_local_copies, ADW_TYPE_PREFERENCES_PAGE)

static void count (PortailLocalCopies *copies);

static void
portail_local_copies_dispose (GObject *object)
{
  PortailLocalCopies *copies = PORTAIL_LOCAL_COPIES (object);

  g_cancellable_cancel (copies->cancellable);
  g_clear_object (&copies->cancellable);
  g_clear_object (&copies->desk);
  g_clear_pointer (&copies->accounts_directory, g_free);
  g_clear_pointer (&copies->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_local_copies_parent_class)->dispose (object);
}

static void
portail_local_copies_class_init (PortailLocalCopiesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_local_copies_dispose;
}

static void
portail_local_copies_init (PortailLocalCopies *copies)
{
  copies->rows = g_ptr_array_new ();
  copies->cancellable = g_cancellable_new ();
  copies->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (copies->group, _ ("Accounts on this computer"));
  adw_preferences_group_set_description (
      copies->group, _ ("The server has everything but what is still to be sent."));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (copies), _ ("Local data"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (copies), "drive-harddisk-symbolic");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (copies), copies->group);
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailLocalCopies) copies = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_account_remove_finish (result, &error))
    portail_toast_show (GTK_WIDGET (copies), error->message);
  if (copies->desk != NULL)
    count (copies);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, PortailLocalCopies *copies)
{
  const PortailAccount *account = g_object_get_data (G_OBJECT (dialog), "account");

  if (!g_str_equal (response, "delete"))
    return;
  gtk_widget_activate_action (GTK_WIDGET (copies), "app.forget-account", "s", account->directory);
  portail_account_remove_async (account, NULL, on_removed, g_object_ref (copies));
}

/* Owned. */
static char *
describe_loss (const PortailAccountSize *size)
{
  if (size->n_unsent == 0)
    return g_strdup (_ ("It comes back from the server when you sign in to it again."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u change exists on this computer alone and would be lost.",
                   "%u changes exist on this computer alone and would be lost.", size->n_unsent),
      size->n_unsent);
}

static void
ask (PortailLocalCopies *copies, const PortailAccountSize *size)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (copies));
  g_autofree char *text = describe_loss (size);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _ ("Delete this local copy?"),
                                              text);

  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep it"), "delete",
      size->n_unsent > 0 ? _ ("_Delete with unsent changes") : _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "account", portail_account_copy (size->account),
                          (GDestroyNotify) portail_account_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), copies, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_delete (GtkButton *button, PortailLocalCopies *copies)
{
  const GPtrArray *sizes = g_object_get_data (G_OBJECT (copies), "sizes");
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const PortailAccountSize *size = g_ptr_array_index (sizes, index);

  /* The one that is open is left by signing out, which asks what becomes of unsent work. */
  if (g_strcmp0 (size->account->directory, portail_desk_get_directory (copies->desk)) == 0)
    gtk_widget_activate_action (GTK_WIDGET (copies), "app.sign-out", NULL);
  else
    ask (copies, size);
}

/* Owned. */
static char *
describe (const PortailAccountSize *size)
{
  g_autofree char *cache = g_format_size (size->n_cache_bytes);
  g_autofree char *outbox = g_format_size (size->n_outbox_bytes);
  g_autofree char *files = g_format_size (size->n_file_bytes);
  g_autofree char *unsent = NULL;

  if (size->n_unsent > 0)
    unsent = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u change not sent", "%u changes not sent", size->n_unsent),
        size->n_unsent);
  /* Translators: three sizes, as 12 MB. */
  return g_strdup_printf (_ ("Rows %1$s, outbox %2$s, files %3$s%4$s%5$s"), cache, outbox, files,
                          unsent != NULL ? "\n" : "", unsent != NULL ? unsent : "");
}

static void
add_row (PortailLocalCopies *copies, const PortailAccountSize *size, guint index)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  gboolean is_open = g_strcmp0 (size->account->directory, portail_desk_get_directory (copies->desk))
                     == 0;
  GtkWidget *button = gtk_button_new_with_mnemonic (is_open ? _ ("Sign _out…") : _ ("_Delete…"));
  g_autofree char *title = portail_account_to_text (size->account);
  g_autofree char *subtitle = describe (size);
  g_autofree char *escaped = NULL;
  g_autofree char *label = g_strdup_printf (
      "%s %s", is_open ? _ ("Sign out of") : _ ("Delete the local copy of"), title);

  /* The window's search reads titles as markup, whatever the row says. */
  escaped = g_markup_escape_text (title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (row, subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (on_delete), copies);
  adw_action_row_add_suffix (row, button);
  adw_preferences_group_add (copies->group, GTK_WIDGET (row));
  g_ptr_array_add (copies->rows, row);
}

static void
on_counted (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailLocalCopies) copies = user_data;
  GPtrArray *sizes = portail_account_sizes_finish (result, NULL);

  if (copies->desk == NULL || sizes == NULL)
    {
      g_clear_pointer (&sizes, g_ptr_array_unref);
      return;
    }
  for (guint i = 0; i < copies->rows->len; i++)
    adw_preferences_group_remove (copies->group, copies->rows->pdata[i]);
  g_ptr_array_set_size (copies->rows, 0);
  g_object_set_data_full (G_OBJECT (copies), "sizes", sizes, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < sizes->len; i++)
    add_row (copies, g_ptr_array_index (sizes, i), i);
}

static void
count (PortailLocalCopies *copies)
{
  portail_account_sizes_async (copies->accounts_directory, copies->cancellable, on_counted,
                               g_object_ref (copies));
}

void
portail_local_copies_show (PortailLocalCopies *copies,
                           PortailDesk *desk,
                           const char *accounts_directory)
{
  g_return_if_fail (PORTAIL_IS_LOCAL_COPIES (copies));
  g_return_if_fail (copies->desk == NULL);
  copies->desk = g_object_ref (desk);
  copies->accounts_directory = g_strdup (accounts_directory);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (copies),
                            ADW_PREFERENCES_GROUP (portail_local_files_new (desk)));
  count (copies);
}
