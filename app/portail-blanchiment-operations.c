/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-operations.h"

#include "app/portail-blanchiment-card.h"
#include "app/portail-blanchiment-columns.h"
#include "app/portail-blanchiment-place.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-employee.h"

struct _PortailBlanchimentOperations
{
  AdwBin parent_instance;

  PortailBlanchimentBook *book;
  PortailRecordPage *page;
  PortailBlanchimentCard *card;
  GtkWidget *import; /* weak */
  GCancellable *sums_cancellable;
  GCancellable *people_cancellable;
  GHashTable *people; /* folded name → id of the employee, owned */
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailBlanchimentOperations,
                               portail_blanchiment_operations,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* Hooks of the page */

static char *
make_text (const PortailField *field, gconstpointer record, gpointer user_data)
{
  return portail_blanchiment_columns_make_text (field, record,
                                                PORTAIL_BLANCHIMENT_OPERATIONS (user_data)->book);
}

static void
fill_new (PortailRecordPage *page, gpointer record, gpointer user_data)
{
  PortailBlanchimentOperations *operations = PORTAIL_BLANCHIMENT_OPERATIONS (user_data);
  const PortailBlanchimentSettings *settings = portail_blanchiment_book_get_settings (
      operations->book);
  PortailBlanchimentOperation *operation = record;

  operation->date_recu = portail_blanchiment_book_get_today (operations->book);
  operation->entreprise_taux = settings->shares.entreprise_taux;
  operation->groupe_taux = settings->shares.groupe_taux;
}

static void
show_record (PortailRecordPage *page, gconstpointer record, gpointer user_data)
{
  PortailBlanchimentOperations *operations = PORTAIL_BLANCHIMENT_OPERATIONS (user_data);
  const PortailRecord *base = record;

  if (operations->card != NULL)
    portail_blanchiment_card_show (operations->card,
                                   base != NULL && base->enterprise_id != NULL
                                       ? base->enterprise_id
                                       : portail_record_page_get_company_id (page),
                                   record);
}

/* A name of the company's employees is that employee. */
static void
extend_save (PortailRecordPage *page, PortailSyncOp *op, gpointer user_data)
{
  PortailBlanchimentOperations *operations = PORTAIL_BLANCHIMENT_OPERATIONS (user_data);
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  PortailChange *change = portail_sync_op_get_change (op);
  g_autoptr (PortailBlanchimentOperation) values = NULL;
  g_autofree char *key = NULL;
  const char *name;

  if (change->record == NULL
      || !(change->fields & portail_record_type_field_bit (type, "employee_name")))
    return;
  name = ((PortailBlanchimentOperation *) change->record)->employee_name;
  key = portail_text_fold (name != NULL ? name : "");
  values = portail_record_new (type);
  values->employee_id = g_strdup (
      operations->people != NULL ? g_hash_table_lookup (operations->people, key) : NULL);
  portail_change_set_fields (change, values, portail_record_type_field_bit (type, "employee_id"));
}

static void
import (PortailRecordPage *page, gpointer user_data)
{
  portail_blanchiment_operations_choose_import (PORTAIL_BLANCHIMENT_OPERATIONS (user_data));
}

static const PortailRecordPageHooks hooks = {
  .fill_new = fill_new,
  .show_record = show_record,
  .record_typed = show_record,
  .check = portail_blanchiment_columns_check,
  .text = make_text,
  .list_texts = &portail_blanchiment_list_texts,
  .extend_save = extend_save,
  .import = import,
};

/* Parts in the foot */

static void
on_sums (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentOperations) operations = user_data;
  g_autofree PortailBlanchimentPartsSum *parts = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                             result, NULL);
  g_autofree char *entreprise = NULL;
  g_autofree char *groupe = NULL;
  g_autofree char *text = NULL;

  if (parts == NULL || operations->page == NULL)
    return;
  entreprise = portail_money_to_text (parts->entreprise);
  groupe = portail_money_to_text (parts->groupe);
  /* Translators: sums of the parts of the company and of the groups. */
  text = g_strdup_printf (_ ("Company's part %1$s · Groups' part %2$s"), entreprise, groupe);
  portail_record_table_set_foot (portail_record_page_get_table (operations->page), text);
}

static void
on_model_updated (PortailBlanchimentOperations *operations, PortailRecordModel *model)
{
  PortailCache *cache = portail_desk_get_cache (
      portail_blanchiment_book_get_desk (operations->book));

  g_cancellable_cancel (operations->sums_cancellable);
  g_clear_object (&operations->sums_cancellable);
  if (cache == NULL || portail_record_model_get_state (model) != PORTAIL_RECORD_MODEL_READY)
    return;
  operations->sums_cancellable = g_cancellable_new ();
  portail_cache_scan_async (
      cache, portail_blanchiment_parts_query_new (portail_record_model_get_query (model)),
      operations->sums_cancellable, on_sums, g_object_ref (operations));
}

/* People */

static void
on_people (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentOperations) operations = user_data;
  g_autoptr (GPtrArray) people = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (people == NULL || operations->page == NULL)
    return;
  g_clear_pointer (&operations->people, g_hash_table_unref);
  operations->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < people->len; i++)
    {
      const PortailEmployee *employee = g_ptr_array_index (people, i);

      if (employee->name == NULL)
        continue;
      g_hash_table_insert (operations->people, portail_text_fold (employee->name),
                           g_strdup (employee->base.id));
      g_ptr_array_add (names, employee->name);
    }
  g_ptr_array_add (names, NULL);
  portail_record_page_set_suggestions (operations->page, "employee_name",
                                       (const char *const *) names->pdata);
}

static void
read_people (PortailBlanchimentOperations *operations)
{
  PortailDesk *desk = portail_blanchiment_book_get_desk (operations->book);
  PortailCache *cache = portail_desk_get_cache (desk);
  const char *company = portail_desk_get_company_id (desk);

  g_cancellable_cancel (operations->people_cancellable);
  g_clear_object (&operations->people_cancellable);
  if (cache == NULL || company == NULL)
    return;
  operations->people_cancellable = g_cancellable_new ();
  portail_cache_query_async (cache, portail_blanchiment_people_query_new (company),
                             operations->people_cancellable, on_people, g_object_ref (operations));
}

/* Import */

typedef struct
{
  PortailBlanchimentOperations *operations;
  GBytes *bytes; /* or NULL: the clipboard */
  GFile *file;   /* or NULL */
} Import;

static void
free_import (Import *import)
{
  g_object_unref (import->operations);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_clear_object (&import->file);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, free_import)

static void
on_apply (PortailBlanchimentOperations *operations, PortailSyncOp *op)
{
  portail_record_page_do (operations->page, op, _ ("Import"), NULL);
}

static void
open_dialog (const Import *import, GPtrArray *there)
{
  PortailBlanchimentOperations *operations = import->operations;
  PortailDesk *desk = portail_blanchiment_book_get_desk (operations->book);
  const PortailBlanchimentPlaceSource source = {
    .enterprise_id = portail_desk_get_company_id (desk),
    .shares = portail_blanchiment_book_get_settings (operations->book)->shares,
    .operations = there,
    .people = operations->people,
  };
  g_autoptr (PortailBlanchimentPlace) place = portail_blanchiment_place_new (&source);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (operations));
  PortailImportDialog *dialog = portail_import_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &portail_blanchiment_import_place,
      G_OBJECT (place), 0);

  g_signal_connect_object (place, "apply", G_CALLBACK (on_apply), operations, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&operations->import, GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  if (import->bytes != NULL)
    portail_import_dialog_read_bytes (dialog, import->bytes);
  else if (import->file != NULL)
    portail_import_dialog_read_file (dialog, import->file);
  else
    portail_import_dialog_read_clipboard (dialog,
                                          gtk_widget_get_clipboard (GTK_WIDGET (operations)));
}

static void
on_there (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) there = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (there == NULL)
    portail_toast_show (GTK_WIDGET (import->operations), error->message);
  else if (import->operations->page != NULL && import->operations->import == NULL)
    open_dialog (import, there);
}

/* Takes @import. Lines are compared with what is there. */
static void
begin_import (Import *import)
{
  PortailDesk *desk = portail_blanchiment_book_get_desk (import->operations->book);
  PortailCache *cache = portail_desk_get_cache (desk);
  const char *company = portail_desk_get_company_id (desk);

  if (cache == NULL || company == NULL
      || !portail_record_page_can_create (import->operations->page))
    {
      free_import (import);
      return;
    }
  portail_cache_scan_async (cache, portail_blanchiment_operations_query_new (company), NULL,
                            on_there, import);
}

static Import *
new_import (PortailBlanchimentOperations *operations)
{
  Import *import = g_new0 (Import, 1);

  import->operations = g_object_ref (operations);
  return import;
}

void
portail_blanchiment_operations_import (PortailBlanchimentOperations *operations, GBytes *bytes)
{
  Import *import;

  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_OPERATIONS (operations));
  import = new_import (operations);
  import->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  begin_import (import);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, PortailBlanchimentOperations *operations)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      Import *import = new_import (operations);

      import->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      begin_import (import);
    }
  g_object_unref (dialog);
}

void
portail_blanchiment_operations_choose_import (PortailBlanchimentOperations *operations)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (operations));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Import"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN,
      _ ("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), operations, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GtkWidget *
portail_blanchiment_operations_get_import (PortailBlanchimentOperations *operations)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_OPERATIONS (operations), NULL);
  return operations->import;
}

/* The view */

static GActionGroup *
get_actions (PortailPage *page)
{
  return portail_page_get_actions (PORTAIL_PAGE (PORTAIL_BLANCHIMENT_OPERATIONS (page)->page));
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_page_open_record (PORTAIL_PAGE (PORTAIL_BLANCHIMENT_OPERATIONS (page)->page), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_page_show_rows (PORTAIL_PAGE (PORTAIL_BLANCHIMENT_OPERATIONS (page)->page), type,
                          filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (PORTAIL_BLANCHIMENT_OPERATIONS (page)->page));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

static void
activate_paste (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_blanchiment_operations_import (PORTAIL_BLANCHIMENT_OPERATIONS (widget), NULL);
}

static void
on_book_changed (PortailBlanchimentOperations *operations)
{
  portail_record_table_refresh_texts (portail_record_page_get_table (operations->page));
}

static void
portail_blanchiment_operations_dispose (GObject *object)
{
  PortailBlanchimentOperations *operations = PORTAIL_BLANCHIMENT_OPERATIONS (object);

  g_cancellable_cancel (operations->sums_cancellable);
  g_clear_object (&operations->sums_cancellable);
  g_cancellable_cancel (operations->people_cancellable);
  g_clear_object (&operations->people_cancellable);
  g_clear_weak_pointer (&operations->import);
  operations->card = NULL;
  operations->page = NULL;
  adw_bin_set_child (ADW_BIN (operations), NULL);
  g_clear_object (&operations->book);
  g_clear_pointer (&operations->people, g_hash_table_unref);
  G_OBJECT_CLASS (portail_blanchiment_operations_parent_class)->dispose (object);
}

static void
portail_blanchiment_operations_class_init (PortailBlanchimentOperationsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_operations_dispose;
  gtk_widget_class_install_action (widget_class, "blanchiment.paste", NULL, activate_paste);
}

static void
portail_blanchiment_operations_init (PortailBlanchimentOperations *operations)
{
}

static void
add_parts (PortailBlanchimentOperations *operations)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  PortailRecordModel *model = portail_record_table_get_model (
      portail_record_page_get_table (operations->page));

  operations->card = PORTAIL_BLANCHIMENT_CARD (portail_blanchiment_card_new (operations->book));
  portail_record_page_add_above (operations->page, GTK_WIDGET (operations->card));
  g_menu_append (menu, _ ("_Paste lines…"), "blanchiment.paste");
  portail_record_page_add_menu (operations->page, G_MENU_MODEL (menu));
  g_signal_connect_object (model, "updated", G_CALLBACK (on_model_updated), operations,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
portail_blanchiment_operations_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentOperations *operations = g_object_new (PORTAIL_TYPE_BLANCHIMENT_OPERATIONS,
                                                           NULL);
  PortailDesk *desk = portail_blanchiment_book_get_desk (book);

  operations->book = g_object_ref (book);
  operations->page = PORTAIL_RECORD_PAGE (
      portail_record_page_new (desk, &portail_blanchiment_page_spec, &hooks, operations));
  adw_bin_set_child (ADW_BIN (operations), GTK_WIDGET (operations->page));
  add_parts (operations);
  g_signal_connect_object (book, "changed", G_CALLBACK (on_book_changed), operations,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (read_people), operations,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_people),
                           operations, G_CONNECT_SWAPPED);
  /* Employees may have come since it was shown last. */
  g_signal_connect (operations, "map", G_CALLBACK (read_people), NULL);
  return GTK_WIDGET (operations);
}

PortailRecordPage *
portail_blanchiment_operations_get_page (PortailBlanchimentOperations *operations)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_OPERATIONS (operations), NULL);
  return operations->page;
}

PortailBlanchimentBook *
portail_blanchiment_operations_get_book (PortailBlanchimentOperations *operations)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_OPERATIONS (operations), NULL);
  return operations->book;
}
