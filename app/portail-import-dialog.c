/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-import-dialog.h"

#include "app/portail-import-reading.h"
#include "app/portail-status-text.h"
#include "app/portail-text-scale.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

/* Letters of a cell that are shown at least and at most; its tooltip has all. */
#define MIN_CHARS  8
#define MAX_CHARS  24
#define LINE_CHARS 3
/* Of a day or an amount. */
#define VALUE_CHARS 10

struct _PortailImportDialog
{
  AdwWindow parent_instance;

  GtkWidget *import_button;
  GtkWidget *kind_box;
  GtkDropDown *kind_chooser;
  GtkWidget *sheet_box;
  GtkDropDown *sheet_chooser;
  GtkWidget *filters;
  GtkToggleButton *all_button;
  GtkToggleButton *wrong_button;
  GtkToggleButton *ignored_button;
  GtkStack *stack;
  AdwStatusPage *failure;
  GtkColumnView *view;
  GtkCheckButton *doubtful_button;
  GtkLabel *summary;

  const PortailImportPlace *place;
  GObject *owner; /* what the place is of; NULL once it is disposed of */
  GCancellable *cancellable;
  GPtrArray *tables; /* of PortailTextTable; shared with threads, never changed; or NULL */
  PortailImportPreview *preview;
  gboolean is_filling; /* the choosers, by program */
};

G_DEFINE_FINAL_TYPE (PortailImportDialog, portail_import_dialog, ADW_TYPE_WINDOW)

/* What is shown */

static void
set_label (GtkToggleButton *button, const char *title, guint n)
{
  g_autofree char *label = g_strdup_printf ("%s (%u)", title, n);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static guint
count_taken (PortailImportDialog *dialog, const PortailImportCounts *counts)
{
  return gtk_check_button_get_active (dialog->doubtful_button)
             ? counts->n_good
             : counts->n_good - counts->matches.n_doubtful;
}

static void
append_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

static void
show_summary (PortailImportDialog *dialog)
{
  PortailImportCounts counts = portail_import_preview_get_counts (dialog->preview);
  const PortailImportKind *kind = portail_import_preview_get_kind (dialog->preview);
  guint n_taken = count_taken (dialog, &counts);
  g_autoptr (GString) text = g_string_new (NULL);

  append_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line is imported.",
                                                       "%u lines are imported.", n_taken),
                                          n_taken));
  if (counts.matches.n_replacing > 0)
    append_sentence (text, kind->say_replacing (counts.matches.n_replacing));
  if (counts.n_wrong > 0)
    append_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line with an error is left out.",
                                            "%u lines with an error are left out.", counts.n_wrong),
                               counts.n_wrong));
  if (counts.matches.n_doubtful > 0 && !gtk_check_button_get_active (dialog->doubtful_button))
    append_sentence (text, kind->say_left_out (counts.matches.n_doubtful));
  gtk_label_set_text (dialog->summary, text->str);
  gtk_widget_set_sensitive (dialog->import_button, n_taken > 0);
}

static void
show_counts (PortailImportDialog *dialog)
{
  PortailImportCounts counts = portail_import_preview_get_counts (dialog->preview);
  const PortailImportKind *kind = portail_import_preview_get_kind (dialog->preview);

  set_label (dialog->all_button, _ ("All"), counts.n_good + counts.n_wrong + counts.n_ignored);
  set_label (dialog->wrong_button, _ ("Errors"), counts.n_wrong);
  set_label (dialog->ignored_button, _ ("Ignored"), counts.n_ignored);
  if (counts.matches.n_doubtful > 0)
    {
      g_autofree char *choice = kind->say_choice (counts.matches.n_doubtful);

      gtk_check_button_set_label (dialog->doubtful_button, choice);
    }
  gtk_widget_set_visible (GTK_WIDGET (dialog->doubtful_button), counts.matches.n_doubtful > 0);
  show_summary (dialog);
}

/* Line number, a column of the format, or the remark. */
enum
{
  LINE_COLUMN = -1,
  REMARK_COLUMN = -2,
};

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));
  gboolean is_line = GPOINTER_TO_INT (column) == LINE_COLUMN;

  gtk_label_set_xalign (label, 0);
  gtk_widget_set_valign (GTK_WIDGET (label), GTK_ALIGN_CENTER);
  if (GPOINTER_TO_INT (column) == REMARK_COLUMN)
    {
      gtk_label_set_wrap (label, TRUE);
      gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (label, 30);
    }
  else
    {
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (label, is_line ? LINE_CHARS : MIN_CHARS);
      gtk_label_set_max_width_chars (label, MAX_CHARS);
    }
  gtk_list_item_set_child (list_item, GTK_WIDGET (label));
}

/* A day or an amount that is cut would be another one. */
static void
set_up_value (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_label_set_width_chars (GTK_LABEL (gtk_list_item_get_child (list_item)), VALUE_CHARS);
}

static char *
dup_text (PortailImportItem *item, int column)
{
  if (column == LINE_COLUMN)
    return g_strdup_printf ("%u", portail_import_item_get_line (item));
  if (column == REMARK_COLUMN)
    return portail_import_item_dup_remark (item);
  return portail_import_item_dup_cell (item, (guint) column);
}

static const char *
get_css_class (PortailImportItem *item, int column)
{
  PortailImportLineKind kind = portail_import_item_get_kind (item);

  if (column >= 0 && portail_import_item_get_fault (item, (guint) column) != NULL)
    return "wrong";
  if (column == REMARK_COLUMN && kind == PORTAIL_IMPORT_LINE_WRONG)
    return "error";
  return kind == PORTAIL_IMPORT_LINE_GOOD && column != LINE_COLUMN ? NULL : "dim-label";
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  PortailImportItem *item = PORTAIL_IMPORT_ITEM (gtk_list_item_get_item (list_item));
  GtkWidget *label = gtk_list_item_get_child (list_item);
  int index = GPOINTER_TO_INT (column);
  const char *fault = index >= 0 ? portail_import_item_get_fault (item, (guint) index) : NULL;
  g_autofree char *text = dup_text (item, index);
  const char *css_class = get_css_class (item, index);
  const char *const classes[] = { css_class, NULL };

  if (fault != NULL && *text == '\0')
    {
      g_free (text);
      text = g_strdup (_ ("(empty)"));
    }
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_css_classes (label, css_class != NULL ? (const char **) classes
                                                       : (const char *[]){ NULL });
  gtk_widget_set_tooltip_text (label, fault != NULL ? fault : text);
}

static void
add_column (PortailImportDialog *dialog,
            const char *title,
            int index,
            const PortailImportColumn *format)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), GINT_TO_POINTER (index));
  if (format != NULL && format->type != PORTAIL_IMPORT_TEXT)
    g_signal_connect (factory, "setup", G_CALLBACK (set_up_value), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == REMARK_COLUMN);
  gtk_column_view_append_column (dialog->view, column);
}

static void
show_columns (PortailImportDialog *dialog, const PortailImportFormat *format)
{
  GListModel *columns = gtk_column_view_get_columns (dialog->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (dialog->view, column);
    }
  add_column (dialog, _ ("Line"), LINE_COLUMN, NULL);
  /* Where it is seen whatever else has no room. */
  add_column (dialog, _ ("Remark"), REMARK_COLUMN, NULL);
  for (guint i = 0; i < format->n_columns; i++)
    add_column (dialog, _ (format->columns[i].title), (int) i, &format->columns[i]);
}

static void
show_failure (PortailImportDialog *dialog, const char *message)
{
  g_clear_object (&dialog->preview);
  gtk_widget_set_sensitive (dialog->import_button, FALSE);
  gtk_widget_set_sensitive (dialog->filters, FALSE);
  gtk_label_set_text (dialog->summary, "");
  portail_status_text_set (dialog->failure, message);
  gtk_stack_set_visible_child_name (dialog->stack, "failed");
}

static void
show_sheets (PortailImportDialog *dialog, const PortailImportReading *reading)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < reading->tables->len; i++)
    gtk_string_list_append (names, portail_text_table_get_name (reading->tables->pdata[i]));
  dialog->is_filling = TRUE;
  if (dialog->tables != reading->tables)
    gtk_drop_down_set_model (dialog->sheet_chooser, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (dialog->sheet_chooser, reading->index);
  gtk_drop_down_set_selected (dialog->kind_chooser, reading->kind);
  dialog->is_filling = FALSE;
  gtk_widget_set_visible (dialog->sheet_box, reading->tables->len > 1);
}

static void
show_preview (PortailImportDialog *dialog, const PortailImportReading *reading)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  show_sheets (dialog, reading);
  if (dialog->tables != reading->tables)
    {
      g_clear_pointer (&dialog->tables, g_ptr_array_unref);
      dialog->tables = g_ptr_array_ref (reading->tables);
    }
  g_set_object (&dialog->preview, reading->preview);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (dialog->preview)));
  gtk_column_view_set_model (dialog->view, NULL);
  show_columns (dialog, reading->kinds[reading->kind]->format);
  gtk_column_view_set_model (dialog->view, GTK_SELECTION_MODEL (selection));
  gtk_toggle_button_set_active (dialog->all_button, TRUE);
  gtk_widget_set_sensitive (dialog->filters, TRUE);
  show_counts (dialog);
  gtk_stack_set_visible_child_name (dialog->stack, "preview");
}

/* Reading */

static void
on_reading_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailImportDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;

  g_autoptr (PortailImportReading) reading = portail_import_reading_run_finish (result, &error);

  if (reading != NULL)
    show_preview (dialog, reading);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (dialog, error->message);
}

/* Takes @bytes; NULL reads anew what is there. */
static void
start_reading (PortailImportDialog *dialog, GBytes *bytes, guint index)
{
  PortailImportReading *reading = g_new0 (PortailImportReading, 1);

  g_cancellable_cancel (dialog->cancellable);
  g_clear_object (&dialog->cancellable);
  dialog->cancellable = g_cancellable_new ();
  reading->bytes = bytes;
  reading->tables = bytes == NULL ? g_ptr_array_ref (dialog->tables) : NULL;
  reading->index = index;
  reading->kinds = dialog->place->kinds;
  reading->kind = gtk_drop_down_get_selected (dialog->kind_chooser);
  reading->there = dialog->place->list_there (dialog->owner);
  gtk_widget_set_sensitive (dialog->import_button, FALSE);
  portail_import_reading_run_async (reading, dialog->cancellable, on_reading_done,
                                    g_object_ref (dialog));
}

/* Another sheet or another kind was chosen. */
static void
on_choice (PortailImportDialog *dialog, GParamSpec *pspec, GObject *chooser)
{
  if (dialog->tables != NULL && !dialog->is_filling)
    start_reading (dialog, NULL,
                   chooser == G_OBJECT (dialog->sheet_chooser)
                       ? gtk_drop_down_get_selected (dialog->sheet_chooser)
                       : G_MAXUINT);
}

static void
on_filter (PortailImportDialog *dialog)
{
  PortailImportShow show = PORTAIL_IMPORT_SHOW_ALL;

  if (gtk_toggle_button_get_active (dialog->wrong_button))
    show = PORTAIL_IMPORT_SHOW_WRONG;
  else if (gtk_toggle_button_get_active (dialog->ignored_button))
    show = PORTAIL_IMPORT_SHOW_IGNORED;
  if (dialog->preview != NULL)
    portail_import_preview_show (dialog->preview, show);
}

static void
on_doubtful (PortailImportDialog *dialog)
{
  if (dialog->preview != NULL)
    show_summary (dialog);
}

static void
tell (PortailImportDialog *dialog, guint n)
{
  g_autofree char *message = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u line was imported", "%u lines were imported", n), n);

  portail_toast_show_undo (GTK_WIDGET (dialog), message);
}

static void
on_import (PortailImportDialog *dialog)
{
  g_autoptr (GError) error = NULL;
  const char *reason;
  guint n = 0;

  if (dialog->preview == NULL)
    return;
  reason = dialog->place->get_lock_reason (dialog->owner);
  if (reason != NULL)
    show_failure (dialog, reason);
  else if (!dialog->place->apply (dialog->owner, dialog->preview,
                                  gtk_check_button_get_active (dialog->doubtful_button)
                                      ? PORTAIL_IMPORT_TAKE_DOUBTFUL
                                      : PORTAIL_IMPORT_LEAVE_DOUBTFUL_OUT,
                                  &n, &error))
    show_failure (dialog, error->message);
  else
    {
      tell (dialog, n);
      gtk_window_close (GTK_WINDOW (dialog));
    }
}

static void
portail_import_dialog_dispose (GObject *object)
{
  PortailImportDialog *dialog = PORTAIL_IMPORT_DIALOG (object);

  g_cancellable_cancel (dialog->cancellable);
  g_clear_object (&dialog->cancellable);
  g_clear_object (&dialog->owner);
  g_clear_object (&dialog->preview);
  g_clear_pointer (&dialog->tables, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailImportDialog, import_button);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, kind_box);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, kind_chooser);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, sheet_box);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, sheet_chooser);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, filters);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, all_button);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, wrong_button);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, ignored_button);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, stack);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, failure);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, view);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, doubtful_button);
  gtk_widget_class_bind_template_child (class, PortailImportDialog, summary);
  gtk_widget_class_bind_template_callback (class, on_choice);
  gtk_widget_class_bind_template_callback (class, on_filter);
  gtk_widget_class_bind_template_callback (class, on_doubtful);
  gtk_widget_class_bind_template_callback (class, on_import);
}

static void
portail_import_dialog_class_init (PortailImportDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_import_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (class), "/fr/flashbackfa_entreprise/Portail/portail-import-dialog.ui");
  bind_children (GTK_WIDGET_CLASS (class));
}

static void
portail_import_dialog_init (PortailImportDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  set_label (dialog->all_button, _ ("All"), 0);
  set_label (dialog->wrong_button, _ ("Errors"), 0);
  set_label (dialog->ignored_button, _ ("Ignored"), 0);
  gtk_widget_set_sensitive (dialog->filters, FALSE);
}

static void
fill_kinds (PortailImportDialog *dialog, guint kind)
{
  const PortailImportKind *const *kinds = dialog->place->kinds;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (titles, _ (kinds[i]->title));
  gtk_drop_down_set_model (dialog->kind_chooser, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (dialog->kind_chooser, kind);
  gtk_widget_set_visible (dialog->kind_box, kinds[1] != NULL);
}

PortailImportDialog *
portail_import_dialog_new (GtkWindow *parent,
                           const PortailImportPlace *place,
                           GObject *owner,
                           guint kind)
{
  PortailImportDialog *dialog = g_object_new (PORTAIL_TYPE_IMPORT_DIALOG, "transient-for", parent,
                                              NULL);

  dialog->place = place;
  dialog->owner = g_object_ref (owner);
  fill_kinds (dialog, kind);
  portail_text_scale_up_window (GTK_WINDOW (dialog));
  return dialog;
}

void
portail_import_dialog_read_bytes (PortailImportDialog *dialog, GBytes *bytes)
{
  g_return_if_fail (PORTAIL_IS_IMPORT_DIALOG (dialog));
  gtk_stack_set_visible_child_name (dialog->stack, "loading");
  start_reading (dialog, g_bytes_ref (bytes), G_MAXUINT);
}

static void
on_file_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailImportDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);

  if (dialog->owner == NULL)
    return;
  if (bytes != NULL)
    portail_import_dialog_read_bytes (dialog, bytes);
  else
    show_failure (dialog, error->message);
}

void
portail_import_dialog_read_file (PortailImportDialog *dialog, GFile *file)
{
  g_return_if_fail (PORTAIL_IS_IMPORT_DIALOG (dialog));
  gtk_stack_set_visible_child_name (dialog->stack, "loading");
  g_file_load_bytes_async (file, NULL, on_file_read, g_object_ref (dialog));
}

static void
on_clipboard_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailImportDialog) dialog = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (dialog->owner == NULL)
    return;
  if (text == NULL || *text == '\0')
    {
      show_failure (dialog, _ ("The clipboard holds no text. Copy the lines in your spreadsheet "
                               "first."));
      return;
    }
  bytes = g_bytes_new (text, strlen (text));
  portail_import_dialog_read_bytes (dialog, bytes);
}

void
portail_import_dialog_read_clipboard (PortailImportDialog *dialog, GdkClipboard *clipboard)
{
  g_return_if_fail (PORTAIL_IS_IMPORT_DIALOG (dialog));
  gtk_stack_set_visible_child_name (dialog->stack, "loading");
  gdk_clipboard_read_text_async (clipboard, NULL, on_clipboard_read, g_object_ref (dialog));
}

PortailImportPreview *
portail_import_dialog_get_preview (PortailImportDialog *dialog)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_DIALOG (dialog), NULL);
  return dialog->preview;
}
