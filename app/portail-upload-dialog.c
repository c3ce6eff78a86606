/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-upload-dialog.h"

#include "app/portail-document-adding.h"
#include "app/portail-document-form.h"
#include "app/portail-document-twin.h"
#include "app/portail-employee-link.h"
#include "app/portail-fold-bin.h"
#include "app/portail-set-aside.h"
#include "shared/portail-i18n.h"

/* One file. */
typedef struct
{
  PortailUploadDialog *dialog; /* borrowed */
  GtkWidget *row;              /* its child is an AdwActionRow's like */
  GtkLabel *title;
  GtkLabel *detail;
  GtkImage *icon;
  char *name;                /* as the person knows it */
  PortailContent *content;   /* NULL: being read, or refused */
  char *fault;               /* why it is refused or was not added, or NULL */
  PortailDocument *document; /* what it will be; NULL without content */
  char *duplicate_id;        /* the document that has the same content, or NULL */
  char *duplicate_name;
  char *left; /* draft of the form when it was left with what is no value; or NULL */
} Entry;

struct _PortailUploadDialog
{
  AdwWindow parent_instance;

  GtkWidget *add_button;
  GtkBox *sides;
  GtkWidget *list_side;
  GtkListBox *rows;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *open_button;
  AdwBin *form_place;
  PortailEmployeeLink *employee_link;
  GtkWidget *foot;
  GtkWidget *all_button;

  PortailRecordPage *page;
  PortailCache *cache;
  PortailBlobCache *blobs;
  PortailRecordForm *form;
  char *enterprise_id;
  GPtrArray *entries; /* of Entry */
  Entry *shown;       /* in the form, or NULL */
  GCancellable *cancellable;
  guint n_reading;
  gboolean is_filling; /* the form is given a record */
  gboolean is_typed;   /* by the person, and not yet added */
  gboolean is_adding;
};

G_DEFINE_FINAL_TYPE (PortailUploadDialog, portail_upload_dialog, ADW_TYPE_WINDOW)

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  g_free (entry->name);
  g_free (entry->fault);
  g_free (entry->duplicate_id);
  g_free (entry->duplicate_name);
  g_free (entry->left);
  g_clear_pointer (&entry->content, portail_content_free);
  g_clear_pointer (&entry->document, portail_record_free);
  g_free (entry);
}

static guint
count_ready (PortailUploadDialog *dialog)
{
  guint n_ready = 0;

  for (guint i = 0; i < dialog->entries->len; i++)
    n_ready += ((Entry *) g_ptr_array_index (dialog->entries, i))->document != NULL;
  return n_ready;
}

static void
update_buttons (PortailUploadDialog *dialog)
{
  guint n_ready = count_ready (dialog);
  g_autofree char *label = n_ready > 1 ? g_strdup_printf (_ ("_Add %u files"), n_ready)
                                       : g_strdup (_ ("_Add"));

  gtk_button_set_label (GTK_BUTTON (dialog->add_button), label);
  gtk_widget_set_sensitive (dialog->add_button, n_ready > 0 && dialog->n_reading == 0);
  gtk_widget_set_visible (dialog->foot, n_ready > 1);
  gtk_widget_set_sensitive (dialog->all_button,
                            dialog->shown != NULL && dialog->shown->document != NULL);
}

static void
show_entry (Entry *entry, const char *problem)
{
  const char *icon = entry->fault != NULL          ? "dialog-error-symbolic"
                     : entry->duplicate_id != NULL ? "dialog-warning-symbolic"
                     : entry->content == NULL      ? "content-loading-symbolic"
                     : portail_file_type_is_picture (entry->content->type)
                         ? "image-x-generic-symbolic"
                         : "x-office-document-symbolic";
  g_autofree char *size = entry->content != NULL ? g_format_size ((guint64) entry->content->size)
                                                 : NULL;
  g_autofree char *type = entry->content != NULL ? g_ascii_strup (
                              portail_file_type_get_extension (entry->content->type), -1)
                                                 : NULL;
  g_autofree char *what = entry->content != NULL ? g_strdup_printf ("%s · %s", type, size) : NULL;
  const char *detail = problem != NULL               ? problem
                       : entry->fault != NULL        ? entry->fault
                       : entry->duplicate_id != NULL ? _ ("Already there")
                       : what != NULL                ? what
                                                     : _ ("Reading…");

  gtk_image_set_from_icon_name (entry->icon, icon);
  gtk_label_set_text (entry->title, entry->document != NULL && entry->document->filename != NULL
                                        ? entry->document->filename
                                        : entry->name);
  gtk_label_set_text (entry->detail, detail);
  if (problem != NULL || entry->fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry->detail), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry->detail), "error");
}

/* What the form says goes into the shown file. */
static void
take_form (PortailUploadDialog *dialog)
{
  PortailDocument *typed;

  if (dialog->shown == NULL || dialog->shown->document == NULL)
    return;
  typed = portail_record_form_dup_record (dialog->form);
  if (typed == NULL)
    return;
  portail_record_free (dialog->shown->document);
  dialog->shown->document = typed;
  show_entry (dialog->shown, NULL);
}

/* Texts that are no values wait for the person to come back to the file. */
static void
keep_left (PortailUploadDialog *dialog)
{
  Entry *entry = dialog->shown;

  if (entry == NULL || entry->document == NULL)
    return;
  g_clear_pointer (&entry->left, g_free);
  if (!portail_record_form_is_valid (dialog->form))
    entry->left = portail_record_form_dup_draft (dialog->form);
}

static void
show_notice (PortailUploadDialog *dialog)
{
  const Entry *entry = dialog->shown;
  g_autofree char *text = NULL;

  if (entry != NULL && entry->fault != NULL)
    text = g_strdup_printf ("%s: %s", entry->name, entry->fault);
  else if (entry != NULL && entry->duplicate_id != NULL)
    text = g_strdup_printf (_ ("This file is already there as “%s”."), entry->duplicate_name);
  gtk_widget_set_visible (dialog->notice, text != NULL);
  gtk_widget_set_visible (dialog->open_button, entry != NULL && entry->duplicate_id != NULL);
  gtk_label_set_text (dialog->notice_label, text != NULL ? text : "");
}

static void
fill_form (PortailUploadDialog *dialog)
{
  const PortailDocument *document = dialog->shown != NULL ? dialog->shown->document : NULL;

  dialog->is_filling = TRUE;
  if (document != NULL)
    portail_record_form_set_hidden (dialog->form,
                                    portail_document_form_get_hidden (document->doc_type));
  portail_record_form_set_record (dialog->form, document, PORTAIL_FORM_CREATE);
  if (document != NULL && dialog->shown->left != NULL)
    portail_record_form_restore_draft (dialog->form, dialog->shown->left);
  dialog->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (dialog->form), document != NULL);
  portail_employee_link_show (dialog->employee_link, document);
  show_notice (dialog);
  update_buttons (dialog);
}

static void
on_form_changed (PortailUploadDialog *dialog)
{
  if (dialog->is_filling)
    return;
  dialog->is_typed = TRUE;
  take_form (dialog);
  if (dialog->shown == NULL || dialog->shown->document == NULL)
    return;
  portail_employee_link_show (dialog->employee_link, dialog->shown->document);
  portail_record_form_set_hidden (
      dialog->form, portail_document_form_get_hidden (dialog->shown->document->doc_type));
}

static void
on_row_selected (PortailUploadDialog *dialog, GtkListBoxRow *row)
{
  Entry *entry = NULL;

  if (row != NULL)
    entry = g_ptr_array_index (dialog->entries, (guint) gtk_list_box_row_get_index (row));
  if (entry == dialog->shown)
    return;
  keep_left (dialog);
  take_form (dialog);
  dialog->shown = entry;
  fill_form (dialog);
}

static void
on_apply_to_all (PortailUploadDialog *dialog)
{
  static const char *const own[] = { "filename", "sha256", "size", NULL };
  PortailFieldSet fields = portail_record_type_get_all_fields (&portail_document_type);

  take_form (dialog);
  for (guint i = 0; i < PORTAIL_N_COMMON_FIELDS; i++)
    fields &= ~((PortailFieldSet) 1 << i);
  for (guint i = 0; own[i] != NULL; i++)
    fields &= ~portail_record_type_field_bit (&portail_document_type, own[i]);
  for (guint i = 0; i < dialog->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (dialog->entries, i);

      if (entry->document == NULL || entry == dialog->shown)
        continue;
      portail_record_copy_fields (entry->document, dialog->shown->document, fields);
      g_clear_pointer (&entry->left, g_free);
      show_entry (entry, NULL);
    }
}

static void
on_open_duplicate (PortailUploadDialog *dialog)
{
  PortailRecordPage *page = dialog->page;
  g_autofree char *id = g_strdup (dialog->shown->duplicate_id);

  gtk_window_close (GTK_WINDOW (dialog));
  portail_record_page_open (page, id);
}

/* Shows all that is missing, by file, and goes to the first. */
static gboolean
check_all (PortailUploadDialog *dialog)
{
  Entry *first = NULL;

  for (guint i = 0; i < dialog->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (dialog->entries, i);
      g_autofree char *problem = entry->document != NULL
                                     ? portail_document_form_dup_problem (entry->document)
                                     : NULL;

      if (entry->document != NULL)
        show_entry (entry, problem);
      if (first == NULL && (problem != NULL || (entry->left != NULL && entry != dialog->shown)))
        first = entry;
    }
  if (first == NULL)
    return TRUE;
  gtk_list_box_select_row (dialog->rows, GTK_LIST_BOX_ROW (first->row));
  portail_record_form_validate (dialog->form);
  return FALSE;
}

static void
remove_entry (PortailUploadDialog *dialog, Entry *entry)
{
  /* Its document names it from now on. */
  g_clear_pointer (&entry->content, portail_content_free);
  if (dialog->shown == entry)
    dialog->shown = NULL;
  gtk_list_box_remove (dialog->rows, entry->row);
  g_ptr_array_remove (dialog->entries, entry);
}

/* What was added leaves the list; what was not stays as it was typed. */
static void
take_faults (PortailUploadDialog *dialog, GHashTable *faults)
{
  Entry *first = NULL;

  for (guint i = dialog->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (dialog->entries, i - 1);
      const char *fault = entry->document != NULL
                              ? g_hash_table_lookup (faults, entry->document->base.id)
                              : NULL;

      if (entry->document != NULL && fault == NULL)
        remove_entry (dialog, entry);
      if (fault == NULL)
        continue;
      entry->fault = g_strdup (fault);
      show_entry (entry, NULL);
      first = entry;
    }
  dialog->shown = first;
  gtk_list_box_select_row (dialog->rows, GTK_LIST_BOX_ROW (first->row));
  fill_form (dialog);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUploadDialog) dialog = user_data;
  g_autoptr (GHashTable) faults = portail_document_adding_run_finish (result);

  dialog->is_adding = FALSE;
  if (dialog->cache == NULL)
    return;
  gtk_widget_set_sensitive (adw_window_get_content (ADW_WINDOW (dialog)), TRUE);
  if (g_hash_table_size (faults) > 0)
    {
      dialog->is_typed = TRUE;
      take_faults (dialog, faults);
      return;
    }
  for (guint i = 0; i < dialog->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (dialog->entries, i);

      g_clear_pointer (&entry->content, portail_content_free);
    }
  dialog->is_typed = FALSE;
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
on_add (PortailUploadDialog *dialog)
{
  const PortailDeedPlace place = { dialog->cache, portail_record_page_get_undo_stack (dialog->page),
                                   GTK_WIDGET (dialog->page) };
  GPtrArray *documents;

  take_form (dialog);
  if (dialog->is_adding || !check_all (dialog) || !portail_record_form_validate (dialog->form))
    return;
  documents = g_ptr_array_new_with_free_func (portail_record_free);
  for (guint i = 0; i < dialog->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (dialog->entries, i);

      if (entry->document == NULL)
        continue;
      g_clear_pointer (&entry->fault, g_free);
      g_ptr_array_add (documents, portail_record_copy (entry->document));
    }
  dialog->is_adding = TRUE;
  gtk_widget_set_sensitive (adw_window_get_content (ADW_WINDOW (dialog)), FALSE);
  portail_document_adding_run_async (&place, dialog->enterprise_id, documents, on_added,
                                     g_object_ref (dialog));
}

/* What was typed comes back with « Annuler ». */
static gboolean
on_close_request (PortailUploadDialog *dialog)
{
  if (dialog->is_adding)
    return GDK_EVENT_STOP;
  if (!dialog->is_typed)
    return GDK_EVENT_PROPAGATE;
  portail_set_aside (GTK_WINDOW (dialog), portail_record_page_get_undo_stack (dialog->page),
                     _ ("Cancel"), _ ("Nothing was added."));
  return GDK_EVENT_STOP;
}

/* Reading: the file first, then whether the company has it. */

static void
note_read (Entry *entry)
{
  PortailUploadDialog *dialog = entry->dialog;

  dialog->n_reading--;
  show_entry (entry, NULL);
  if (dialog->shown == NULL || dialog->shown == entry)
    {
      dialog->shown = entry;
      gtk_list_box_select_row (dialog->rows, GTK_LIST_BOX_ROW (entry->row));
      fill_form (dialog);
    }
  update_buttons (dialog);
}

static void
on_twin_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Entry *entry = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) twins = portail_cache_query_finish (PORTAIL_CACHE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (twins != NULL && twins->len > 0)
    {
      const PortailDocument *twin = g_ptr_array_index (twins, 0);

      entry->duplicate_id = g_strdup (twin->base.id);
      entry->duplicate_name = g_strdup (twin->filename);
    }
  note_read (entry);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Entry *entry = user_data;
  g_autoptr (GError) error = NULL;
  PortailContent *content = portail_blob_cache_take_finish (PORTAIL_BLOB_CACHE (source), result,
                                                            &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  entry->content = content;
  if (content == NULL)
    {
      entry->fault = g_strdup (error->message);
      note_read (entry);
      return;
    }
  entry->document = portail_document_form_make (content, entry->dialog->enterprise_id);
  portail_cache_query_async (
      entry->dialog->cache,
      portail_document_twin_query_new (entry->dialog->enterprise_id, content->sha256),
      entry->dialog->cancellable, on_twin_found, entry);
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
add_file (PortailUploadDialog *dialog, GFile *file)
{
  Entry *entry = g_new0 (Entry, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = g_file_get_basename (file);

  entry->dialog = dialog;
  entry->name = g_utf8_make_valid (name != NULL ? name : "", -1);
  entry->row = gtk_list_box_row_new ();
  entry->icon = GTK_IMAGE (gtk_image_new ());
  entry->title = new_label (NULL);
  entry->detail = new_label ("caption");
  gtk_label_set_ellipsize (entry->detail, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (entry->detail, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_add_css_class (GTK_WIDGET (entry->detail), "dim-label");
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (entry->title));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (entry->detail));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (entry->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (entry->row), box);
  gtk_list_box_append (dialog->rows, entry->row);
  g_ptr_array_add (dialog->entries, entry);
  dialog->n_reading++;
  show_entry (entry, NULL);
  portail_blob_cache_take_async (dialog->blobs, file, dialog->cancellable, on_taken, entry);
}

static void
on_width_changed (PortailUploadDialog *dialog, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (dialog->sides), is_narrow
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
}

static void
portail_upload_dialog_dispose (GObject *object)
{
  PortailUploadDialog *dialog = PORTAIL_UPLOAD_DIALOG (object);

  g_cancellable_cancel (dialog->cancellable);
  dialog->shown = NULL;
  for (guint i = 0; dialog->blobs != NULL && i < dialog->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (dialog->entries, i);

      if (entry->content != NULL)
        portail_blob_cache_release (dialog->blobs, entry->content->sha256);
    }
  g_clear_object (&dialog->blobs);
  g_clear_object (&dialog->cache);
  G_OBJECT_CLASS (portail_upload_dialog_parent_class)->dispose (object);
}

static void
portail_upload_dialog_finalize (GObject *object)
{
  PortailUploadDialog *dialog = PORTAIL_UPLOAD_DIALOG (object);

  g_clear_object (&dialog->cancellable);
  g_ptr_array_unref (dialog->entries);
  g_free (dialog->enterprise_id);
  G_OBJECT_CLASS (portail_upload_dialog_parent_class)->finalize (object);
}

static void
portail_upload_dialog_class_init (PortailUploadDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_upload_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_upload_dialog_finalize;
  g_type_ensure (PORTAIL_TYPE_EMPLOYEE_LINK);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-upload-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, sides);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, list_side);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, form_place);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, PortailUploadDialog, employee_link);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_open_duplicate);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_to_all);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
}

static void
portail_upload_dialog_init (PortailUploadDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->entries = g_ptr_array_new_with_free_func (entry_free);
  dialog->cancellable = g_cancellable_new ();
  dialog->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_document_type, portail_document_form_sections));
  portail_record_form_set_check (dialog->form, portail_document_form_check, NULL);
  adw_bin_set_child (dialog->form_place, GTK_WIDGET (dialog->form));
  portail_employee_link_set_form (dialog->employee_link, dialog->form);
  g_signal_connect_swapped (dialog->form, "changed", G_CALLBACK (on_form_changed), dialog);
  g_signal_connect_swapped (dialog->form, "submit", G_CALLBACK (on_add), dialog);
  g_signal_connect_swapped (dialog->form, "cancel", G_CALLBACK (gtk_window_close), dialog);
}

PortailUploadDialog *
portail_upload_dialog_new (PortailRecordPage *page, GListModel *files)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  PortailDesk *desk = portail_record_page_get_desk (page);
  PortailUploadDialog *dialog = g_object_new (PORTAIL_TYPE_UPLOAD_DIALOG, "transient-for",
                                              GTK_IS_WINDOW (root) ? root : NULL, NULL);

  dialog->page = page;
  dialog->cache = g_object_ref (portail_desk_get_cache (desk));
  dialog->blobs = g_object_ref (portail_desk_get_blobs (desk));
  dialog->enterprise_id = g_strdup (portail_desk_get_company_id (desk));
  portail_record_form_set_cache (dialog->form, dialog->cache);
  portail_record_form_set_company (dialog->form, dialog->enterprise_id);
  portail_employee_link_set_cache (dialog->employee_link, dialog->cache);
  portail_document_form_suggest (GTK_WIDGET (dialog->form), dialog->cache, dialog->enterprise_id);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      add_file (dialog, file);
    }
  fill_form (dialog);
  return dialog;
}
