/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-upload-dialog.h"

#include "app/portail-document-adding.h"
#include "app/portail-document-form.h"
#include "app/portail-document-twin.h"
#include "app/portail-employee-link.h"
#include "app/portail-fold-bin.h"
#include "app/portail-set-aside.h"
#include "app/portail-upload-entry.h"
#include "shared/portail-i18n.h"

/* What is typed within that time is kept once. */
#define DRAFT_DELAY_MILLISECONDS 300

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
  GPtrArray *entries;        /* of PortailUploadEntry */
  PortailUploadEntry *shown; /* in the form, or NULL */
  GCancellable *cancellable;
  guint n_reading;
  guint draft_timer;
  gboolean is_filling; /* the form is given a record */
  gboolean is_typed;   /* by the person, and not yet added */
  gboolean is_adding;
};

G_DEFINE_FINAL_TYPE (PortailUploadDialog, portail_upload_dialog, ADW_TYPE_WINDOW)

static guint
count_ready (PortailUploadDialog *dialog)
{
  guint n_ready = 0;

  for (guint i = 0; i < dialog->entries->len; i++)
    n_ready += ((PortailUploadEntry *) g_ptr_array_index (dialog->entries, i))->document != NULL;
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
  portail_upload_entry_show (dialog->shown, NULL);
}

/* Texts that are no values wait for the person to come back to the file. */
static void
keep_left (PortailUploadDialog *dialog)
{
  PortailUploadEntry *entry = dialog->shown;

  if (entry == NULL || entry->document == NULL)
    return;
  g_clear_pointer (&entry->left, g_free);
  if (!portail_record_form_is_valid (dialog->form))
    entry->left = portail_record_form_dup_draft (dialog->form);
}

/* Drafts */

static void
flush_draft (PortailUploadDialog *dialog)
{
  if (dialog->draft_timer == 0)
    return;
  g_clear_handle_id (&dialog->draft_timer, g_source_remove);
  if (dialog->shown == NULL || dialog->cache == NULL)
    return;
  keep_left (dialog);
  portail_upload_entry_keep_draft (dialog->shown, dialog->cache);
}

static gboolean
on_draft_due (gpointer dialog)
{
  flush_draft (dialog);
  return G_SOURCE_REMOVE;
}

static void
keep_all_drafts (PortailUploadDialog *dialog)
{
  for (guint i = 0; i < dialog->entries->len; i++)
    portail_upload_entry_keep_draft (g_ptr_array_index (dialog->entries, i), dialog->cache);
}

static void
drop_all_drafts (PortailUploadDialog *dialog)
{
  g_clear_handle_id (&dialog->draft_timer, g_source_remove);
  for (guint i = 0; i < dialog->entries->len; i++)
    portail_upload_entry_drop_draft (g_ptr_array_index (dialog->entries, i), dialog->cache);
}

static void
show_notice (PortailUploadDialog *dialog)
{
  const PortailUploadEntry *entry = dialog->shown;
  g_autofree char *text = NULL;

  if (entry != NULL && entry->fault != NULL)
    text = g_strdup_printf ("%s: %s", entry->name, entry->fault);
  else if (entry != NULL && entry->duplicate_id != NULL)
    text = g_strdup_printf (_ ("This file is already there as “%s”."), entry->duplicate_name);
  gtk_widget_set_visible (dialog->notice, text != NULL);
  gtk_widget_set_visible (dialog->open_button, entry != NULL && entry->duplicate_id != NULL);
  gtk_label_set_text (dialog->notice_label, text != NULL ? text : "");
}

/* What was typed stands out against what the content says: it is a draft. */
static void
fill_form (PortailUploadDialog *dialog)
{
  const PortailUploadEntry *entry = dialog->shown;
  gboolean is_document = entry != NULL && entry->document != NULL;

  dialog->is_filling = TRUE;
  if (is_document)
    portail_record_form_set_hidden (dialog->form,
                                    portail_document_form_get_hidden (entry->document->doc_type));
  portail_record_form_set_record (dialog->form, is_document ? entry->made : NULL,
                                  PORTAIL_FORM_CREATE);
  if (is_document && portail_upload_entry_get_typed (entry) != 0)
    portail_record_form_put (dialog->form, entry->document, portail_upload_entry_get_typed (entry));
  if (is_document && entry->left != NULL)
    portail_record_form_restore_draft (dialog->form, entry->left);
  dialog->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (dialog->form), is_document);
  portail_employee_link_show (dialog->employee_link, is_document ? entry->document : NULL);
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
  g_clear_handle_id (&dialog->draft_timer, g_source_remove);
  dialog->draft_timer = g_timeout_add (DRAFT_DELAY_MILLISECONDS, on_draft_due, dialog);
  portail_employee_link_show (dialog->employee_link, dialog->shown->document);
  portail_record_form_set_hidden (
      dialog->form, portail_document_form_get_hidden (dialog->shown->document->doc_type));
}

static void
on_row_selected (PortailUploadDialog *dialog, GtkListBoxRow *row)
{
  PortailUploadEntry *entry = NULL;

  if (row != NULL)
    entry = g_ptr_array_index (dialog->entries, (guint) gtk_list_box_row_get_index (row));
  if (entry == dialog->shown)
    return;
  flush_draft (dialog);
  keep_left (dialog);
  take_form (dialog);
  dialog->shown = entry;
  fill_form (dialog);
}

static void
on_apply_to_all (PortailUploadDialog *dialog)
{
  PortailFieldSet fields = portail_upload_entry_get_own_fields ()
                           & ~portail_record_type_field_bit (&portail_document_type, "filename");

  take_form (dialog);
  dialog->is_typed = TRUE;
  for (guint i = 0; i < dialog->entries->len; i++)
    {
      PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i);

      if (entry->document == NULL || entry == dialog->shown)
        continue;
      portail_record_copy_fields (entry->document, dialog->shown->document, fields);
      g_clear_pointer (&entry->left, g_free);
      portail_upload_entry_show (entry, NULL);
      portail_upload_entry_keep_draft (entry, dialog->cache);
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
  PortailUploadEntry *first = NULL;

  for (guint i = 0; i < dialog->entries->len; i++)
    {
      PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i);
      g_autofree char *problem = entry->document != NULL
                                     ? portail_document_form_dup_problem (entry->document)
                                     : NULL;

      if (entry->document != NULL)
        portail_upload_entry_show (entry, problem);
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
remove_entry (PortailUploadDialog *dialog, PortailUploadEntry *entry)
{
  portail_upload_entry_drop_draft (entry, dialog->cache);
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
  PortailUploadEntry *first = NULL;

  for (guint i = dialog->entries->len; i > 0; i--)
    {
      PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i - 1);
      const char *fault = entry->document != NULL
                              ? g_hash_table_lookup (faults, entry->document->base.id)
                              : NULL;

      if (entry->document != NULL && fault == NULL)
        remove_entry (dialog, entry);
      if (fault == NULL)
        continue;
      entry->fault = g_strdup (fault);
      portail_upload_entry_show (entry, NULL);
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
      PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i);

      g_clear_pointer (&entry->content, portail_content_free);
    }
  drop_all_drafts (dialog);
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
  /* The keys of the form come by here too, whatever the button says. */
  if (dialog->is_adding || !gtk_widget_get_sensitive (dialog->add_button) || !check_all (dialog)
      || !portail_record_form_validate (dialog->form))
    return;
  documents = g_ptr_array_new_with_free_func (portail_record_free);
  for (guint i = 0; i < dialog->entries->len; i++)
    {
      PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i);

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

static void
put_aside (GtkWindow *window)
{
  PortailUploadDialog *dialog = PORTAIL_UPLOAD_DIALOG (window);

  keep_left (dialog);
  if (dialog->cache != NULL)
    drop_all_drafts (dialog);
}

static void
take_back (GtkWindow *window)
{
  PortailUploadDialog *dialog = PORTAIL_UPLOAD_DIALOG (window);

  if (dialog->cache != NULL)
    keep_all_drafts (dialog);
}

/* What was typed comes back with « Annuler ». */
static gboolean
on_close_request (PortailUploadDialog *dialog)
{
  static const PortailSetAside what = { N_ ("Cancel"), N_ ("Nothing was added."), put_aside,
                                        take_back };

  if (dialog->is_adding)
    return GDK_EVENT_STOP;
  if (!dialog->is_typed)
    return GDK_EVENT_PROPAGATE;
  portail_set_aside (GTK_WINDOW (dialog), portail_record_page_get_undo_stack (dialog->page), &what);
  return GDK_EVENT_STOP;
}

/* Reading: the file first, then whether the company has it. */

static void
note_read (PortailUploadEntry *entry)
{
  PortailUploadDialog *dialog = entry->dialog;

  dialog->n_reading--;
  portail_upload_entry_show (entry, NULL);
  if (dialog->shown == NULL || dialog->shown == entry)
    {
      dialog->shown = entry;
      gtk_list_box_select_row (dialog->rows, GTK_LIST_BOX_ROW (entry->row));
      fill_form (dialog);
    }
  update_buttons (dialog);
}

static void
on_draft_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailUploadEntry *entry = user_data;
  g_autoptr (PortailUploadDialog) dialog = entry->dialog;
  gboolean was_typed = portail_upload_entry_load_draft_finish (entry, PORTAIL_CACHE (source),
                                                               result);

  if (dialog->cache == NULL)
    return;
  dialog->is_typed |= was_typed;
  note_read (entry);
}

static void
on_twin_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailUploadEntry *entry = user_data;
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
  g_object_ref (entry->dialog);
  portail_upload_entry_load_draft_async (entry, PORTAIL_CACHE (source), on_draft_loaded, entry);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailUploadEntry *entry = user_data;
  PortailUploadDialog *dialog;
  g_autoptr (GError) error = NULL;
  PortailContent *content = portail_blob_cache_take_finish (PORTAIL_BLOB_CACHE (source), result,
                                                            &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (content == NULL)
    {
      entry->fault = g_strdup (error->message);
      note_read (entry);
      return;
    }
  dialog = entry->dialog;
  portail_upload_entry_take_content (entry, content, dialog->enterprise_id);
  portail_cache_query_async (
      dialog->cache, portail_document_twin_query_new (dialog->enterprise_id, content->sha256),
      dialog->cancellable, on_twin_found, entry);
}

static void
add_file (PortailUploadDialog *dialog, GFile *file)
{
  PortailUploadEntry *entry = portail_upload_entry_new (dialog, file);

  gtk_list_box_append (dialog->rows, entry->row);
  g_ptr_array_add (dialog->entries, entry);
  dialog->n_reading++;
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

  flush_draft (dialog);
  g_cancellable_cancel (dialog->cancellable);
  dialog->shown = NULL;
  for (guint i = 0; dialog->blobs != NULL && i < dialog->entries->len; i++)
    {
      const PortailUploadEntry *entry = g_ptr_array_index (dialog->entries, i);

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
  dialog->entries = g_ptr_array_new_with_free_func (portail_upload_entry_free);
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
