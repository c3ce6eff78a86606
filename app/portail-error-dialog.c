/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-dialog.h"

#include "shared/portail-i18n.h"

struct _PortailErrorDialog
{
  AdwWindow parent_instance;

  GtkTextBuffer *comment;
  GtkTextBuffer *details;
  GtkLabel *summary;
};

G_DEFINE_FINAL_TYPE (PortailErrorDialog, portail_error_dialog, ADW_TYPE_WINDOW)

static guint decided_signal;

static void
decide (PortailErrorDialog *dialog, PortailErrorDecision decision)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *comment = NULL;

  gtk_text_buffer_get_bounds (dialog->comment, &start, &end);
  comment = gtk_text_buffer_get_text (dialog->comment, &start, &end, FALSE);
  g_signal_emit (dialog, decided_signal, 0, decision, comment);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
activate_send (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  decide (PORTAIL_ERROR_DIALOG (widget), PORTAIL_ERROR_SEND);
}

static void
activate_discard (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  decide (PORTAIL_ERROR_DIALOG (widget), PORTAIL_ERROR_DISCARD);
}

static void
portail_error_dialog_class_init (PortailErrorDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  decided_signal = g_signal_new ("decided", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-error-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailErrorDialog, comment);
  gtk_widget_class_bind_template_child (widget_class, PortailErrorDialog, details);
  gtk_widget_class_bind_template_child (widget_class, PortailErrorDialog, summary);
  gtk_widget_class_install_action (widget_class, "errors.send", NULL, activate_send);
  gtk_widget_class_install_action (widget_class, "errors.discard", NULL, activate_discard);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
portail_error_dialog_init (PortailErrorDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
}

PortailErrorDialog *
portail_error_dialog_new (GtkWindow *parent, const GPtrArray *reports)
{
  PortailErrorDialog *dialog = g_object_new (PORTAIL_TYPE_ERROR_DIALOG, "transient-for", parent,
                                             NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *summary = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u fault was noted. Nothing has been sent.",
                   "%u faults were noted. Nothing has been sent.", reports->len),
      reports->len);

  for (guint i = 0; i < reports->len; i++)
    {
      g_autofree char *one = portail_error_report_to_text (reports->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n———\n\n" : "", one);
    }
  gtk_text_buffer_set_text (dialog->details, text->str, (int) text->len);
  gtk_label_set_text (dialog->summary, summary);
  return dialog;
}
