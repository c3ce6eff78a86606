/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-exchange-page.h"

#include "app/portail-exchange-words.h"
#include "app/portail-json-member.h"
#include "app/portail-save-dialog.h"
#include "app/portail-server-ask.h"
#include "app/portail-server-frame.h"
#include "app/portail-toast.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

/* Bytes that the server takes. */
#define MAX_FILE_BYTES (1024 * 1024)

struct _PortailExchangePage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  AdwActionRow *company_row;
  AdwActionRow *server_row;
  GtkWidget *company_switch;
  GtkWidget *server_switch;
  GtkWidget *export_button;
  GtkWidget *choose_button;
  GtkLabel *fault;
  GtkLabel *limit;
  AdwPreferencesGroup *preview;
  GtkWidget *import_button;
  GtkFileChooserNative *chooser; /* while it is open */
  GPtrArray *rows;               /* of GtkWidget, not owned: of the preview */
  GBytes *document;              /* that is previewed, or NULL */
  char *company_id;              /* for which it was */
  char *key;                     /* of this import, so that a lost answer repeats nothing */
  int n_changes;
  gboolean is_asking;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailExchangePage, portail_exchange_page, ADW_TYPE_BIN)

static PortailRights
get_rights (PortailExchangePage *page, PortailModule module)
{
  return module == PORTAIL_MODULE_SYSTEM_CONFIG
             ? portail_permission_get (module, portail_desk_get_highest_role (page->desk))
             : portail_desk_get_rights (page->desk, module, NULL);
}

static gboolean
may_import (PortailExchangePage *page)
{
  return ((get_rights (page, PORTAIL_MODULE_COMPANY_CONFIG)
           | get_rights (page, PORTAIL_MODULE_SYSTEM_CONFIG))
          & PORTAIL_RIGHT_WRITE)
         != 0;
}

static gboolean
may_take_server (PortailExchangePage *page)
{
  return (get_rights (page, PORTAIL_MODULE_SYSTEM_CONFIG) & PORTAIL_RIGHT_WRITE) != 0;
}

static gboolean
is_wanted (GtkWidget *button)
{
  return gtk_switch_get_active (GTK_SWITCH (button));
}

/* Why nothing can be done now: a sentence; NULL when it can. */
static const char *
get_limit (PortailExchangePage *page)
{
  if (portail_desk_get_client (page->desk) == NULL)
    return _ ("This needs the server, which is not connected.");
  return may_import (page) ? NULL
                           : _ ("Your role lets you export these settings, not import them.");
}

static void
update (PortailExchangePage *page)
{
  const PortailShellCompany *company = portail_shell_context_get_company (
      portail_desk_get_context (page->desk));
  gboolean has_server = portail_desk_get_client (page->desk) != NULL;
  gboolean can_ask = has_server && !page->is_asking;
  const char *limit = get_limit (page);

  adw_action_row_set_subtitle (page->company_row, company != NULL ? company->name : "—");
  gtk_widget_set_sensitive (GTK_WIDGET (page->company_row), company != NULL);
  gtk_widget_set_visible (GTK_WIDGET (page->server_row), may_take_server (page));
  gtk_widget_set_sensitive (
      page->export_button, can_ask
                               && ((company != NULL && is_wanted (page->company_switch))
                                   || (may_take_server (page) && is_wanted (page->server_switch))));
  gtk_widget_set_sensitive (page->choose_button, can_ask && may_import (page));
  gtk_widget_set_visible (page->import_button, page->document != NULL);
  gtk_widget_set_sensitive (page->import_button, can_ask && page->n_changes > 0);
  gtk_label_set_text (page->limit, limit != NULL ? limit : "");
  gtk_widget_set_visible (GTK_WIDGET (page->limit), limit != NULL);
}

static void
show_fault (PortailExchangePage *page, const char *message)
{
  gtk_label_set_text (page->fault, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (page->fault), message != NULL);
}

/* Out */

static GBytes *
make_file (gpointer document, GError **error)
{
  return g_bytes_ref (document);
}

/* FALSE where nothing is to be said of it: the page is gone, or another account has come. */
static gboolean
end_asking (PortailExchangePage *page, const GError *error)
{
  if (page->desk == NULL)
    return FALSE;
  page->is_asking = FALSE;
  update (page);
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailExchangePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) answer = portail_server_ask_finish (result, &error);
  const PortailShellCompany *company;
  g_autoptr (GString) text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *clean = NULL;

  if (!end_asking (page, error))
    return;
  update (page);
  show_fault (page, error != NULL ? error->message : NULL);
  if (answer == NULL)
    return;
  company = portail_shell_context_get_company (portail_desk_get_context (page->desk));
  name = g_strdup_printf ("portail_%s.json", company != NULL && is_wanted (page->company_switch)
                                                 ? company->name
                                                 : "configuration");
  clean = portail_file_name_clean (name);
  text = g_string_new (NULL);
  portail_json_append_canonical (portail_json_document_get_root (answer), text);
  portail_save_dialog_run (GTK_WIDGET (page), clean != NULL ? clean : "portail.json", make_file,
                           g_string_free_to_bytes (g_steal_pointer (&text)),
                           (GDestroyNotify) g_bytes_unref);
}

static void
on_export (PortailExchangePage *page)
{
  const char *company = is_wanted (page->company_switch) ? portail_desk_get_company_id (page->desk)
                                                         : NULL;
  gboolean has_server = may_take_server (page) && is_wanted (page->server_switch);
  g_autofree char *path = g_strdup_printf (
      "/api/config/export?system=%s%s%s", has_server ? "true" : "false",
      company != NULL ? "&enterprise_id=" : "", company != NULL ? company : "");

  page->is_asking = TRUE;
  update (page);
  portail_server_ask_async (page->desk, portail_api_request_new ("GET", path, NULL),
                            page->cancellable, on_exported, g_object_ref (page));
}

/* In */

static void
clear_preview (PortailExchangePage *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->preview, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  g_clear_pointer (&page->document, g_bytes_unref);
  g_clear_pointer (&page->company_id, g_free);
  g_clear_pointer (&page->key, g_free);
  page->n_changes = -1;
  gtk_widget_set_visible (GTK_WIDGET (page->preview), FALSE);
}

static void
add_row (PortailExchangePage *page, const PortailJson *json)
{
  static const char *const classes[PORTAIL_N_EXCHANGES] = { "good", "waiting", "bad", NULL };
  PortailExchange exchange = portail_exchange_words_get (json);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (portail_exchange_words_get_title (exchange));
  g_autofree char *title = portail_exchange_words_dup_title (json);
  g_autofree char *words = portail_exchange_words_dup_differences (json);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "pill-label");
  if (classes[exchange] != NULL)
    gtk_widget_add_css_class (pill, classes[exchange]);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  adw_preferences_group_add (page->preview, row);
  g_ptr_array_add (page->rows, row);
}

static void
show_preview (PortailExchangePage *page, const PortailJson *answer)
{
  const PortailJson *rows = portail_json_get (answer, "rows");
  const PortailJson *counts = portail_json_get (answer, "counts");
  int n_same = (int) portail_json_member_get_integer (counts, "same");
  g_autofree char *words = NULL;

  page->n_changes = 0;
  for (const PortailJson *row = rows != NULL ? rows->first_child : NULL; row != NULL;
       row = row->next)
    if (portail_exchange_words_get (row) != PORTAIL_EXCHANGE_SAME)
      {
        add_row (page, row);
        page->n_changes++;
      }
  words = page->n_changes > 0
              ? g_strdup_printf (_ ("To change: %1$d. As it is already: %2$d."), page->n_changes,
                                 n_same)
              : g_strdup (_ ("Nothing would change: everything is like that already."));
  adw_preferences_group_set_description (page->preview, words);
  gtk_widget_set_visible (GTK_WIDGET (page->preview), TRUE);
}

static void
on_previewed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailExchangePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) answer = portail_server_ask_finish (result, &error);

  /* Another company was chosen meanwhile: there is nothing to see of this one. */
  if (!end_asking (page, error) || page->document == NULL)
    return;
  show_fault (page, error != NULL ? error->message : NULL);
  if (answer != NULL)
    show_preview (page, portail_json_document_get_root (answer));
  else
    clear_preview (page);
  update (page);
}

static PortailApiRequest *
new_request (PortailExchangePage *page, const char *commit)
{
  g_autofree char *path = g_strdup_printf ("/api/config/import?commit=%s%s%s", commit,
                                           page->company_id != NULL ? "&enterprise_id=" : "",
                                           page->company_id != NULL ? page->company_id : "");

  return portail_api_request_new ("POST", path, g_bytes_ref (page->document));
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailExchangePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || page->desk == NULL)
    return;
  clear_preview (page);
  if (bytes == NULL || g_bytes_get_size (bytes) > MAX_FILE_BYTES)
    {
      page->is_asking = FALSE;
      show_fault (page, error != NULL ? error->message
                                      : _ ("This file is too large for a file of settings."));
      update (page);
      return;
    }
  page->document = g_steal_pointer (&bytes);
  page->company_id = g_strdup (portail_desk_get_company_id (page->desk));
  page->key = portail_id_new ();
  portail_server_ask_async (page->desk, new_request (page, "false"), page->cancellable,
                            on_previewed, g_object_ref (page));
}

void
portail_exchange_page_open (PortailExchangePage *page, GFile *file)
{
  g_return_if_fail (PORTAIL_IS_EXCHANGE_PAGE (page));
  page->is_asking = TRUE;
  update (page);
  g_file_load_bytes_async (file, page->cancellable, on_loaded, g_object_ref (page));
}

static void
on_chosen (PortailExchangePage *page, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&page->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    portail_exchange_page_open (page, file);
}

static void
on_choose (PortailExchangePage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (page->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Settings (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  page->chooser = gtk_file_chooser_native_new (
      _ ("Choose a file of settings"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (page->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (page->chooser), TRUE);
  g_signal_connect_object (page->chooser, "response", G_CALLBACK (on_chosen), page,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (page->chooser));
}

static void
on_committed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailExchangePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) answer = portail_server_ask_finish (result, &error);

  if (!end_asking (page, error))
    return;
  show_fault (page, error != NULL ? error->message : NULL);
  if (answer != NULL)
    {
      clear_preview (page);
      portail_toast_show (GTK_WIDGET (page), _ ("The settings are imported."));
      if (portail_desk_get_sync (page->desk) != NULL)
        portail_sync_now (portail_desk_get_sync (page->desk));
    }
  update (page);
}

void
portail_exchange_page_commit (PortailExchangePage *page)
{
  PortailApiRequest *request;

  g_return_if_fail (PORTAIL_IS_EXCHANGE_PAGE (page));
  if (page->document == NULL || page->is_asking || page->n_changes <= 0)
    return;
  request = new_request (page, "true");
  portail_api_request_add_header (request, "Idempotency-Key", page->key);
  page->is_asking = TRUE;
  update (page);
  portail_server_ask_async (page->desk, request, page->cancellable, on_committed,
                            g_object_ref (page));
}

int
portail_exchange_page_count_changes (PortailExchangePage *page)
{
  g_return_val_if_fail (PORTAIL_IS_EXCHANGE_PAGE (page), -1);
  return page->document != NULL && !page->is_asking ? page->n_changes : -1;
}

/* A preview is of one company. */
static void
on_context_changed (PortailExchangePage *page)
{
  if (page->document != NULL
      && g_strcmp0 (page->company_id, portail_desk_get_company_id (page->desk)) != 0)
    clear_preview (page);
  update (page);
}

static void
on_account_changed (PortailExchangePage *page)
{
  clear_preview (page);
  update (page);
}

static void
portail_exchange_page_dispose (GObject *object)
{
  PortailExchangePage *page = PORTAIL_EXCHANGE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->chooser);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_exchange_page_parent_class)->dispose (object);
}

static void
portail_exchange_page_finalize (GObject *object)
{
  PortailExchangePage *page = PORTAIL_EXCHANGE_PAGE (object);

  g_ptr_array_unref (page->rows);
  g_clear_pointer (&page->document, g_bytes_unref);
  g_free (page->company_id);
  g_free (page->key);
  G_OBJECT_CLASS (portail_exchange_page_parent_class)->finalize (object);
}

static void
portail_exchange_page_class_init (PortailExchangePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_exchange_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_exchange_page_finalize;
}

static void
portail_exchange_page_init (PortailExchangePage *page)
{
  page->rows = g_ptr_array_new ();
  page->cancellable = g_cancellable_new ();
  page->n_changes = -1;
}

static AdwActionRow *
new_switch_row (const char *title, GtkWidget **button)
{
  GtkWidget *row = adw_action_row_new ();

  *button = gtk_switch_new ();
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (*button), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *button);
  return ADW_ACTION_ROW (row);
}

static GtkWidget *
new_button (PortailExchangePage *page, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, 9);
  g_signal_connect_object (button, "clicked", clicked, page, G_CONNECT_SWAPPED);
  return button;
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  return GTK_LABEL (label);
}

static GtkWidget *
new_out (PortailExchangePage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Export"));
  adw_preferences_group_set_description (group, _ ("No secret and no person is in the file."));
  page->company_row = new_switch_row (_ ("Company and its grade rules"), &page->company_switch);
  page->server_row = new_switch_row (_ ("Server: settings and tax tables"), &page->server_switch);
  gtk_switch_set_active (GTK_SWITCH (page->server_switch), FALSE);
  page->export_button = new_button (page, _ ("_Export…"), G_CALLBACK (on_export));
  adw_preferences_group_add (group, GTK_WIDGET (page->company_row));
  adw_preferences_group_add (group, GTK_WIDGET (page->server_row));
  adw_preferences_group_add (group, page->export_button);
  return GTK_WIDGET (group);
}

static GtkWidget *
new_in (PortailExchangePage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Import"));
  adw_preferences_group_set_description (
      group, _ ("You see what would change before anything does. What belongs to a company goes to "
                "the chosen one."));
  page->fault = new_label ("error");
  page->choose_button = new_button (page, _ ("_Choose a file…"), G_CALLBACK (on_choose));
  adw_preferences_group_add (group, page->choose_button);
  adw_preferences_group_add (group, GTK_WIDGET (page->fault));
  return GTK_WIDGET (group);
}

GtkWidget *
portail_exchange_page_new (PortailDesk *desk)
{
  PortailExchangePage *page = g_object_new (PORTAIL_TYPE_EXCHANGE_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  page->desk = g_object_ref (desk);
  page->limit = new_label ("dim-label");
  page->preview = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (page->preview, _ ("What would change"));
  gtk_widget_set_visible (GTK_WIDGET (page->preview), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->limit));
  gtk_box_append (GTK_BOX (box), new_out (page));
  gtk_box_append (GTK_BOX (box), new_in (page));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->preview));
  page->import_button = new_button (page, _ ("_Import all of it"),
                                    G_CALLBACK (portail_exchange_page_commit));
  gtk_widget_add_css_class (page->import_button, "suggested-action");
  gtk_box_append (GTK_BOX (box), page->import_button);
  adw_bin_set_child (ADW_BIN (page), portail_server_frame_wrap (box));
  g_signal_connect_object (page->company_switch, "notify::active", G_CALLBACK (update), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->server_switch, "notify::active", G_CALLBACK (update), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  update (page);
  return GTK_WIDGET (page);
}
