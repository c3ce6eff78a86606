/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-dialog.h"

#include "app/portail-report-view.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-report-pdf.h"

#define DEFAULT_WIDTH  780
#define DEFAULT_HEIGHT 820

typedef struct
{
  GtkWidget *window;
  PortailReportView *view;
  char *file_name;
  GtkFileChooserNative *chooser; /* while it is open */
} Dialog;

static void
dialog_free (gpointer pointer)
{
  Dialog *dialog = pointer;

  g_clear_object (&dialog->chooser);
  g_free (dialog->file_name);
  g_free (dialog);
}

static void
on_print (Dialog *dialog)
{
  portail_report_view_print (dialog->view);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *done = g_strdup_printf (_ ("“%s” is saved."), name);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));
  GtkWidget *within = parent != NULL ? GTK_WIDGET (parent) : window;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    portail_toast_show (within, done);
  else
    portail_toast_show (within, error->message);
}

/* The pages are laid out already; what is left to do is small. */
static void
on_chosen (Dialog *dialog, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&dialog->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  PortailReportPages *pages = portail_report_view_get_pages (dialog->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (response != GTK_RESPONSE_ACCEPT || file == NULL || pages == NULL)
    return;
  pdf = portail_report_to_pdf (pages, &error);
  if (pdf == NULL)
    portail_toast_show (dialog->window, error->message);
  else
    g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         on_written, g_object_ref (dialog->window));
}

static void
on_save (Dialog *dialog)
{
  g_autofree char *name = g_strconcat (dialog->file_name, ".pdf", NULL);

  if (dialog->chooser != NULL)
    return;
  dialog->chooser = gtk_file_chooser_native_new (_ ("Save as PDF"), GTK_WINDOW (dialog->window),
                                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                                 _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog->chooser), name);
  g_signal_connect_swapped (dialog->chooser, "response", G_CALLBACK (on_chosen), dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog->chooser));
}

static GtkWidget *
new_button (const char *icon_name, const char *label, GCallback callback, Dialog *dialog)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", callback, dialog);
  return button;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

void
portail_report_dialog_show (GtkWidget *within,
                            const char *title,
                            const char *file_name,
                            PortailReport *report)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkRoot *root = gtk_widget_get_root (within);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  dialog->file_name = g_strdup (file_name);
  dialog->window = adw_window_new ();
  dialog->view = PORTAIL_REPORT_VIEW (portail_report_view_new ());
  gtk_window_set_title (GTK_WINDOW (dialog->window), title);
  gtk_window_set_default_size (GTK_WINDOW (dialog->window), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (dialog->window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog->window), GTK_WINDOW (root));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), new_button ("document-print-symbolic", _ ("Print"),
                                                             G_CALLBACK (on_print), dialog));
  adw_header_bar_pack_end (
      ADW_HEADER_BAR (bar),
      new_button ("document-save-symbolic", _ ("Save as PDF"), G_CALLBACK (on_save), dialog));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_widget_set_vexpand (GTK_WIDGET (dialog->view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (dialog->view));
  adw_window_set_content (ADW_WINDOW (dialog->window), box);
  add_escape (dialog->window);
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, dialog_free);
  portail_report_view_set_report (dialog->view, report);
  gtk_window_present (GTK_WINDOW (dialog->window));
}
