/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archive-template-dialog.h"

#include "app/portail-archive-files.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef struct
{
  PortailRecordPage *page;
  GtkWidget *window;
  GtkWidget *group; /* AdwPreferencesGroup: the columns */
  GtkWidget *place; /* what holds it */
  GtkWidget *fault; /* GtkLabel */
  GtkWidget *use_button;
  PortailArchiveColumns *template; /* what holds; NULL before it was read */
  GPtrArray *columns;              /* of a workbook; NULL before one was chosen */
  GtkFileChooserNative *chooser;   /* while it is open */
  GCancellable *cancellable;
} Dialog;

static void
dialog_free (gpointer pointer)
{
  Dialog *dialog = pointer;

  g_cancellable_cancel (dialog->cancellable);
  g_clear_object (&dialog->cancellable);
  g_clear_object (&dialog->chooser);
  g_clear_pointer (&dialog->template, portail_archive_columns_free);
  g_clear_pointer (&dialog->columns, g_ptr_array_unref);
  g_object_unref (dialog->page);
  g_free (dialog);
}

/* The title of a field as people know it; NULL for a column that stays empty. */
static const char *
get_field_title (const char *name)
{
  int index = name != NULL ? portail_record_type_find_field (&portail_archive_type, name) : -1;
  const PortailField *field = index >= 0 ? portail_record_type_get_field (&portail_archive_type,
                                                                          (guint) index)
                                         : NULL;

  if (name != NULL && g_str_equal (name, "enterprise_id"))
    return _ ("Company");
  return field != NULL && field->title != NULL ? _ (field->title) : name;
}

static GtkWidget *
new_row (const PortailTemplateColumn *column)
{
  GtkWidget *row = adw_action_row_new ();
  const char *field = get_field_title (column->field);
  GtkWidget *icon = gtk_image_new_from_icon_name (field != NULL ? "object-select-symbolic"
                                                                : "dialog-warning-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               field != NULL ? field : _ ("Not recognised: stays empty"));
  gtk_widget_add_css_class (icon, field != NULL ? "success" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  field != NULL ? _ ("Recognised") : _ ("Not recognised"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  return row;
}

static guint
count_unknown (const GPtrArray *columns)
{
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    n += ((const PortailTemplateColumn *) g_ptr_array_index (columns, i))->field == NULL;
  return n;
}

static const char *
get_title (const Dialog *dialog)
{
  if (dialog->columns != NULL)
    return _ ("Columns of the workbook");
  return dialog->template->setting_id != NULL ? _ ("Columns now") : _ ("Usual columns");
}

static void
show_columns (Dialog *dialog)
{
  const GPtrArray *columns = dialog->columns != NULL ? dialog->columns : dialog->template->columns;
  guint n_unknown = count_unknown (columns);
  g_autofree char *summary = g_strdup_printf (_ ("%1$u recognised, %2$u not"),
                                              columns->len - n_unknown, n_unknown);

  if (dialog->group != NULL)
    gtk_box_remove (GTK_BOX (dialog->place), dialog->group);
  dialog->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (dialog->group), get_title (dialog));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (dialog->group), summary);
  for (guint i = 0; i < columns->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (dialog->group),
                               new_row (g_ptr_array_index (columns, i)));
  gtk_box_append (GTK_BOX (dialog->place), dialog->group);
  gtk_widget_set_sensitive (dialog->use_button, dialog->columns != NULL);
}

static void
show_fault (Dialog *dialog, const char *message)
{
  gtk_label_set_text (GTK_LABEL (dialog->fault), message != NULL ? message : "");
  gtk_widget_set_visible (dialog->fault, message != NULL);
}

static void
on_template (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");
  g_autoptr (GError) error = NULL;

  PortailArchiveColumns *template = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                                &error);

  if (template == NULL)
    {
      show_fault (dialog, error->message);
      return;
    }
  dialog->template = template;
  show_columns (dialog);
}

static void
on_columns (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");
  g_autoptr (GError) error = NULL;
  GPtrArray *columns = portail_archive_files_read_finish (result, &error);

  show_fault (dialog, error != NULL ? error->message : NULL);
  if (columns == NULL)
    return;
  g_clear_pointer (&dialog->columns, g_ptr_array_unref);
  dialog->columns = columns;
  if (dialog->template != NULL)
    show_columns (dialog);
}

static void
on_chosen (Dialog *dialog, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&dialog->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    portail_archive_files_read_async (file, dialog->cancellable, on_columns,
                                      g_object_ref (dialog->window));
}

static void
on_choose (Dialog *dialog)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (dialog->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Workbooks"));
  gtk_file_filter_add_suffix (filter, "xlsx");
  gtk_file_filter_add_suffix (filter, "ods");
  dialog->chooser = gtk_file_chooser_native_new (
      _ ("Choose a workbook"), GTK_WINDOW (dialog->window), GTK_FILE_CHOOSER_ACTION_OPEN,
      _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog->chooser), TRUE);
  g_signal_connect_swapped (dialog->chooser, "response", G_CALLBACK (on_chosen), dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog->chooser));
}

static void
on_use (Dialog *dialog)
{
  if (dialog->columns == NULL || dialog->template == NULL)
    return;
  portail_record_page_do (
      dialog->page, portail_archive_files_make_op (dialog->columns, dialog->template->setting_id),
      _ ("Template"), _ ("Exports have the columns of the workbook."));
  gtk_window_close (GTK_WINDOW (dialog->window));
}

static GtkWidget *
new_button (const char *label, const char *css_class, GCallback callback, Dialog *dialog)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_swapped (button, "clicked", callback, dialog);
  return button;
}

static GtkWidget *
make_content (Dialog *dialog)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *top = adw_preferences_group_new ();
  GtkWidget *columns = adw_preferences_group_new ();

  dialog->use_button = new_button (_ ("_Use"), "suggested-action", G_CALLBACK (on_use), dialog);
  gtk_widget_set_sensitive (dialog->use_button, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), dialog->use_button);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (top),
      _ ("The first row of a workbook decides which columns an export of archives has: date, "
         "amount, company, type, status, title, description…"));
  dialog->fault = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (dialog->fault), TRUE);
  gtk_widget_add_css_class (dialog->fault, "error");
  gtk_widget_set_visible (dialog->fault, FALSE);
  adw_preferences_group_add (
      ADW_PREFERENCES_GROUP (top),
      new_button (_ ("_Choose a workbook…"), NULL, G_CALLBACK (on_choose), dialog));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (top), dialog->fault);
  dialog->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (columns), dialog->place);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (top));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (columns));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  return box;
}

void
portail_archive_template_dialog_show (PortailRecordPage *page)
{
  PortailCache *cache = portail_desk_get_cache (portail_record_page_get_desk (page));
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  dialog->page = g_object_ref (page);
  dialog->cancellable = g_cancellable_new ();
  dialog->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, dialog_free);
  gtk_window_set_title (GTK_WINDOW (dialog->window), _ ("Template of exports"));
  gtk_window_set_default_size (GTK_WINDOW (dialog->window), 460, 620);
  gtk_window_set_modal (GTK_WINDOW (dialog->window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog->window), GTK_WINDOW (root));
  adw_window_set_content (ADW_WINDOW (dialog->window), make_content (dialog));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog->window, keys);
  if (cache != NULL)
    portail_cache_query_async (cache, portail_archive_files_new_template (), dialog->cancellable,
                               on_template, g_object_ref (dialog->window));
  gtk_window_present (GTK_WINDOW (dialog->window));
}
