/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of the group "sheet". */
#include "app/portail-dotation-page-private.h"
#include "app/portail-export-dialog.h"
#include "app/portail-sheet-transfer.h"
#include "app/portail-week-deeds.h"
#include "shared/portail-i18n.h"

static void
activate_back (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_dotation_page_commit (PORTAIL_DOTATION_PAGE (widget));
  g_signal_emit_by_name (widget, "back");
}

static void
activate_preview (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);

  portail_dotation_page_commit (page);
  portail_dotation_preview_set_model (page->preview, page->model);
  gtk_stack_set_visible_child_name (page->views, "preview");
}

/* @parameter: kind and extension, "fiche-impot.pdf". */
static void
activate_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  PortailDotationExportKind kind = g_str_has_prefix (name, "fiche-impot")
                                       ? PORTAIL_DOTATION_EXPORT_FICHE_IMPOT
                                       : PORTAIL_DOTATION_EXPORT_DOTATION;
  PortailDotationExportFormat format;

  portail_dotation_page_commit (page);
  if (portail_dotation_export_format_from_file_name (name, &format)
      && portail_dotation_model_get_live (page->model) != NULL)
    portail_export_dialog_run (widget, page->model, kind, format);
}

static void
activate_copy_table (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);

  portail_dotation_page_commit (page);
  portail_sheet_transfer_copy (widget, page->model);
}

static void
activate_reset (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);
  PortailGrid *grid = page->grids[PORTAIL_SHEET_ROWS];
  guint row;
  guint column;

  portail_grid_commit (grid);
  portail_grid_get_cursor (grid, &row, &column);
  if (portail_rows_model_is_manual (page->rows, row, column))
    portail_grid_sheet_set_text (portail_grid_get_sheet (grid), row, column, "");
  portail_dotation_page_update_why (page);
}

static void
activate_import_clipboard (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);

  portail_dotation_page_commit (page);
  portail_sheet_transfer_paste (widget, page->model, page->target);
}

static void
activate_import_file (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);

  portail_dotation_page_commit (page);
  portail_sheet_transfer_open (widget, page->model, page->target);
}

void
portail_dotation_page_update_trash (PortailDotationPage *page)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (page->model);
  const char *refusal = portail_dotation_model_get_week_lock (page->model);

  if (refusal == NULL)
    refusal = portail_week_deeds_get_refusal (portail_dotation_model_get_role (page->model),
                                              dotation->status);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "sheet.trash", refusal == NULL);
  gtk_widget_set_tooltip_text (page->trash_button,
                               refusal != NULL ? refusal : _ ("Move to the trash"));
}

static void
activate_trash (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "trash");
}

static void
on_left_answer (AdwMessageDialog *dialog, const char *response, PortailDotationPage *page)
{
  g_autofree char *left = page->keeper != NULL ? portail_sheet_keeper_dup_left (page->keeper)
                                               : NULL;

  if (left == NULL)
    return;
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), left);
  else if (g_str_equal (response, "discard"))
    portail_sheet_keeper_discard_left (page->keeper);
}

static void
activate_show_left (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *left = page->keeper != NULL ? portail_sheet_keeper_dup_left (page->keeper)
                                               : NULL;
  GtkWidget *dialog;

  if (left == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   _ ("Typed and not saved"), left);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Keep it"), "copy",
                                    _ ("_Copy"), "discard", _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_left_answer), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
portail_dotation_page_install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "sheet.back", NULL, activate_back);
  gtk_widget_class_install_action (class, "sheet.preview", NULL, activate_preview);
  gtk_widget_class_install_action (class, "sheet.export", "s", activate_export);
  gtk_widget_class_install_action (class, "sheet.trash", NULL, activate_trash);
  gtk_widget_class_install_action (class, "sheet.copy-table", NULL, activate_copy_table);
  gtk_widget_class_install_action (class, "sheet.reset-suggestion", NULL, activate_reset);
  gtk_widget_class_install_action (class, "sheet.import-clipboard", NULL,
                                   activate_import_clipboard);
  gtk_widget_class_install_action (class, "sheet.show-left", NULL, activate_show_left);
  gtk_widget_class_install_action (class, "sheet.import-file", NULL, activate_import_file);
  gtk_widget_class_add_binding_action (class, GDK_KEY_o, GDK_CONTROL_MASK, "sheet.import-file",
                                       NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Left, GDK_ALT_MASK, "sheet.back", NULL);
}
