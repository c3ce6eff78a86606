/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-analyse.h"

#include "app/portail-blanchiment-board.h"
#include "app/portail-blanchiment-files.h"
#include "app/portail-report-view.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailBlanchimentAnalyse
{
  AdwBin parent_instance;

  GtkStack *views;
  AdwBin *range_bin;
  AdwBin *content;
  PortailReportView *report;

  PortailBlanchimentRangeBar *range; /* NULL once it is disposed of */
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentAnalyse, portail_blanchiment_analyse, ADW_TYPE_BIN)

enum
{
  OPEN,
  SUSPECTS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PortailBlanchimentStudy *
get_study (PortailBlanchimentAnalyse *analyse)
{
  return analyse->range != NULL ? portail_blanchiment_range_get_study (analyse->range) : NULL;
}

static void
open_operation (gpointer owner, const char *operation_id)
{
  g_signal_emit (owner, signals[OPEN], 0, operation_id);
}

static void
update (PortailBlanchimentAnalyse *analyse)
{
  GtkWidget *status = portail_blanchiment_range_make_status (analyse->range);
  PortailBlanchimentStudy *study = get_study (analyse);

  gtk_widget_action_set_enabled (GTK_WIDGET (analyse), "analyse.preview", study != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (analyse), "analyse.save", study != NULL);
  adw_bin_set_child (analyse->content,
                     status != NULL ? status
                                    : portail_blanchiment_board_new (study, open_operation, analyse,
                                                                     "analyse.suspects"));
}

/* The report */

static void
on_report (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentAnalyse) analyse = user_data;
  g_autoptr (GError) error = NULL;
  PortailReport *report = portail_blanchiment_files_report_finish (result, &error);

  if (report == NULL)
    portail_toast_show (GTK_WIDGET (analyse), error->message);
  else if (analyse->range == NULL)
    portail_report_free (report);
  else
    {
      portail_report_view_set_report (analyse->report, report);
      gtk_stack_set_visible_child_name (analyse->views, "report");
    }
}

void
portail_blanchiment_analyse_print (PortailBlanchimentAnalyse *analyse)
{
  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_ANALYSE (analyse));
  if (g_strcmp0 (gtk_stack_get_visible_child_name (analyse->views), "report") == 0)
    portail_report_view_print (analyse->report);
  else if (get_study (analyse) != NULL)
    portail_blanchiment_files_report_async (get_study (analyse), on_report, g_object_ref (analyse));
}

/* Files */

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) within = user_data;
  g_autoptr (GError) error = NULL;

  portail_toast_show (within, portail_blanchiment_files_save_finish (result, &error)
                                  ? _ ("The file has been written.")
                                  : error->message);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, PortailBlanchimentAnalyse *analyse)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  PortailBlanchimentStudy *study = get_study (analyse);

  if (file != NULL && study != NULL)
    portail_blanchiment_files_save_async (study, file, on_saved, g_object_ref (analyse));
  g_object_unref (dialog);
}

static void
activate_save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailBlanchimentStudy *study = get_study (PORTAIL_BLANCHIMENT_ANALYSE (widget));
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;

  if (study == NULL)
    return;
  name = portail_blanchiment_files_dup_name (study, g_variant_get_string (parameter, NULL));
  dialog = gtk_file_chooser_native_new (_ ("Export"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
activate_preview (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_blanchiment_analyse_print (PORTAIL_BLANCHIMENT_ANALYSE (widget));
}

static void
activate_print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_view_print (PORTAIL_BLANCHIMENT_ANALYSE (widget)->report);
}

static void
activate_back (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_stack_set_visible_child_name (PORTAIL_BLANCHIMENT_ANALYSE (widget)->views, "analysis");
}

static void
activate_suspects (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SUSPECTS], 0);
}

static void
portail_blanchiment_analyse_dispose (GObject *object)
{
  PORTAIL_BLANCHIMENT_ANALYSE (object)->range = NULL;
  G_OBJECT_CLASS (portail_blanchiment_analyse_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "analyse.preview", NULL, activate_preview);
  gtk_widget_class_install_action (class, "analyse.print", NULL, activate_print);
  gtk_widget_class_install_action (class, "analyse.back", NULL, activate_back);
  gtk_widget_class_install_action (class, "analyse.save", "s", activate_save);
  gtk_widget_class_install_action (class, "analyse.suspects", NULL, activate_suspects);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Escape, 0, "analyse.back", NULL);
}

static void
portail_blanchiment_analyse_class_init (PortailBlanchimentAnalyseClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_analyse_dispose;
  g_type_ensure (PORTAIL_TYPE_REPORT_VIEW);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[SUSPECTS] = g_signal_new ("suspects", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-analyse.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentAnalyse, views);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentAnalyse, range_bin);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentAnalyse, content);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentAnalyse, report);
}

static void
portail_blanchiment_analyse_init (PortailBlanchimentAnalyse *analyse)
{
  gtk_widget_init_template (GTK_WIDGET (analyse));
}

GtkWidget *
portail_blanchiment_analyse_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentAnalyse *analyse = g_object_new (PORTAIL_TYPE_BLANCHIMENT_ANALYSE, NULL);

  analyse->range = PORTAIL_BLANCHIMENT_RANGE (portail_blanchiment_range_new (book));
  adw_bin_set_child (analyse->range_bin, GTK_WIDGET (analyse->range));
  g_signal_connect_object (analyse->range, "changed", G_CALLBACK (update), analyse,
                           G_CONNECT_SWAPPED);
  update (analyse);
  return GTK_WIDGET (analyse);
}

PortailBlanchimentRangeBar *
portail_blanchiment_analyse_get_range (PortailBlanchimentAnalyse *analyse)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_ANALYSE (analyse), NULL);
  return analyse->range;
}
