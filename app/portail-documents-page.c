/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-documents-page.h"

#include "app/portail-document-authors.h"
#include "app/portail-document-form.h"
#include "app/portail-document-preview.h"
#include "app/portail-document-tile.h"
#include "app/portail-employee-link.h"
#include "app/portail-fold-bin.h"
#include "app/portail-page.h"
#include "app/portail-saved-searches.h"
#include "app/portail-toast.h"
#include "app/portail-transfers-bar.h"
#include "app/portail-upload-dialog.h"
#include "shared/portail-i18n.h"

#define FOLD_WIDTH 480 /* pixels, below which the bar has no room for every button */

struct _PortailDocumentsPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailRecordPage *records;
  PortailDocumentPreview *preview;
  PortailEmployeeLink *link;
  GMenu *authors; /* who may have added documents */
  PortailTransfersBar *transfers;
  GtkWidget *grid; /* owned while it is not shown */
  GtkWidget *grid_button;
  GtkWidget *drop_hint;
  GSimpleActionGroup *actions;
  GHashTable *tiles; /* set of those that show something */
  PortailBlobCache *blobs;
  PortailPictures *pictures;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailDocumentsPage,
                               portail_documents_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const char *const columns[] = { "filename", "doc_type", "category", "date",
                                       "montant",  "tags",     "size",     NULL };
static const char *const card_fields[] = { "montant", "date", "category", NULL };
static const PortailRecordLetters letters[] = { { "tags", 14, 18 }, { NULL } };
static const char *const bulk_fields[] = { "doc_type", "category", "tags", NULL };
static const PortailRecordPill pills[] = {
  { PORTAIL_DOCUMENT_FACTURE, "waiting" },
  { PORTAIL_DOCUMENT_DIPLOME, "good" },
  { 0 },
};
static const PortailRecordTableSpec table_spec = {
  .type = &portail_document_type,
  .name = "documents",
  .label = N_ ("Documents"),
  .search_hint = N_ ("Name, person, tag…"),
  .sort = "created_at",
  .order = PORTAIL_SORT_DESCENDING,
  .columns = columns,
  .card_title = "filename",
  .card_fields = card_fields,
  .pill_field = "doc_type",
  .letters = letters,
  .pills = pills,
};
static const PortailRecordPageSpec page_spec = {
  .table = &table_spec,
  .sections = portail_document_form_sections,
  .new_label = N_ ("_Add files…"),
  .file_name = N_ ("documents"),
  .bulk_fields = bulk_fields,
  .empty = { "folder-documents-symbolic", N_ ("No document yet"),
             N_ ("Invoices, diplomas and other files are dropped here, or chosen."), NULL },
  .flags = PORTAIL_RECORD_PAGE_NO_DUPLICATE,
};

/* Adding */

void
portail_documents_page_add_files (PortailDocumentsPage *page, GListModel *files)
{
  PortailUploadDialog *dialog;

  g_return_if_fail (PORTAIL_IS_DOCUMENTS_PAGE (page));
  if (g_list_model_get_n_items (files) == 0 || page->blobs == NULL
      || !portail_record_page_can_create (page->records))
    return;
  dialog = portail_upload_dialog_new (page->records, files);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_files_chosen (PortailDocumentsPage *page, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));

  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT)
    portail_documents_page_add_files (page, files);
  g_object_unref (chooser);
}

static void
choose_files (PortailDocumentsPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Add files"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Documents and pictures"));
  for (guint type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    gtk_file_filter_add_mime_type (filter, portail_file_type_get_mime ((PortailFileType) type));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_files_chosen), page,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
begin_new (PortailRecordPage *records, gpointer user_data)
{
  choose_files (PORTAIL_DOCUMENTS_PAGE (user_data));
  return TRUE;
}

static void
do_choose (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDocumentsPage *page = PORTAIL_DOCUMENTS_PAGE (user_data);

  if (portail_record_page_can_create (page->records))
    choose_files (page);
}

static GdkDragAction
on_drop_enter (GtkDropTarget *target, double x, double y, PortailDocumentsPage *page)
{
  gboolean may_add = page->blobs != NULL && portail_record_page_can_create (page->records);

  gtk_widget_set_visible (page->drop_hint, may_add);
  return may_add ? GDK_ACTION_COPY : 0;
}

static void
on_drop_leave (GtkDropTarget *target, PortailDocumentsPage *page)
{
  gtk_widget_set_visible (page->drop_hint, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, PortailDocumentsPage *page)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  gtk_widget_set_visible (page->drop_hint, FALSE);
  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    g_list_store_append (files, file->data);
  portail_documents_page_add_files (page, G_LIST_MODEL (files));
  return TRUE;
}

/* The panel */

static void
show_record (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  PortailDocumentsPage *page = PORTAIL_DOCUMENTS_PAGE (user_data);
  const PortailDocument *document = record;

  portail_document_preview_show (page->preview, document);
  portail_employee_link_show (page->link, document);
  if (document == NULL)
    return;
  portail_employee_link_set_form (page->link, portail_record_page_get_form (records));
  portail_record_form_set_hidden (portail_record_page_get_form (records),
                                  portail_document_form_get_hidden (document->doc_type));
}

static void
record_typed (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  const PortailDocument *document = record;

  portail_employee_link_show (PORTAIL_DOCUMENTS_PAGE (user_data)->link, document);

  portail_record_form_set_hidden (portail_record_page_get_form (records),
                                  portail_document_form_get_hidden (document->doc_type));
}

static char *
make_text (const PortailField *field, gconstpointer record, gpointer unused)
{
  const PortailDocument *document = record;

  return g_str_equal (field->name, "size") && document->size > 0
             ? g_format_size ((guint64) document->size)
             : NULL;
}

static const PortailRecordPageHooks hooks = {
  .begin_new = begin_new,
  .show_record = show_record,
  .record_typed = record_typed,
  .check = portail_document_form_check,
  .text = make_text,
};

/* Pictures */

static void
on_tile_set_up (PortailDocumentsPage *page, GtkListItem *row)
{
  gtk_list_item_set_child (row, portail_document_tile_new ());
}

static void
on_tile_bound (PortailDocumentsPage *page, GtkListItem *row)
{
  PortailDocumentTile *tile = PORTAIL_DOCUMENT_TILE (gtk_list_item_get_child (row));

  g_hash_table_add (page->tiles, tile);
  portail_document_tile_show (tile, gtk_list_item_get_item (row), page->pictures, page->blobs);
}

static void
on_tile_unbound (PortailDocumentsPage *page, GtkListItem *row)
{
  PortailDocumentTile *tile = PORTAIL_DOCUMENT_TILE (gtk_list_item_get_child (row));

  g_hash_table_remove (page->tiles, tile);
  portail_document_tile_show (tile, NULL, NULL, NULL);
}

static void
on_tile_activated (PortailDocumentsPage *page, guint position)
{
  PortailRecordTable *table = portail_record_page_get_table (page->records);
  g_autoptr (PortailRecordItem) item = g_list_model_get_item (
      G_LIST_MODEL (portail_record_table_get_selection (table)), position);
  const PortailRecord *record = item != NULL ? portail_record_item_get_record (item) : NULL;

  if (record != NULL)
    portail_record_page_open (page->records, record->id);
}

static GtkWidget *
make_grid (PortailDocumentsPage *page)
{
  PortailRecordTable *table = portail_record_page_get_table (page->records);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *grid;

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_tile_set_up), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_tile_bound), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_tile_unbound), page,
                           G_CONNECT_SWAPPED);
  grid = gtk_grid_view_new (g_object_ref (portail_record_table_get_selection (table)), factory);
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (grid), 12);
  gtk_grid_view_set_enable_rubberband (GTK_GRID_VIEW (grid), TRUE);
  gtk_widget_add_css_class (grid, "document-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Documents"), -1);
  g_signal_connect_object (grid, "activate", G_CALLBACK (on_tile_activated), page,
                           G_CONNECT_SWAPPED);
  return grid;
}

static void
show_view (PortailDocumentsPage *page)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (page->actions),
                                                                "pictures");

  portail_record_table_set_view (portail_record_page_get_table (page->records),
                                 g_variant_get_boolean (state) ? page->grid : NULL);
}

static void
do_pictures (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  show_view (PORTAIL_DOCUMENTS_PAGE (user_data));
}

static void
do_own (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDocumentsPage *page = PORTAIL_DOCUMENTS_PAGE (user_data);

  portail_document_authors_toggle (portail_record_page_get_table (page->records),
                                   portail_desk_get_user_id (page->desk), NULL);
}

/* (ss): id and name. */
static void
do_author (GSimpleAction *action, GVariant *person, gpointer user_data)
{
  const char *id;
  const char *name;

  g_variant_get (person, "(&s&s)", &id, &name);
  portail_document_authors_toggle (
      portail_record_page_get_table (PORTAIL_DOCUMENTS_PAGE (user_data)->records), id, name);
}

/* The menu has what the bar has no room for. */
static void
on_width_changed (PortailDocumentsPage *page, PortailFoldBin *bin)
{
  if (page->grid_button != NULL)
    gtk_widget_set_visible (page->grid_button, !portail_fold_bin_is_narrow (bin));
}

static void
refresh_tiles (PortailDocumentsPage *page)
{
  GHashTableIter iter;
  gpointer tile;

  g_hash_table_iter_init (&iter, page->tiles);
  while (g_hash_table_iter_next (&iter, &tile, NULL))
    portail_document_tile_refresh (tile);
}

/* The new document goes again, of whichever company, and what is sent of it is left. */
static void
on_upload_cancelled (PortailDocumentsPage *page, const char *enterprise_id, const char *document_id)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, enterprise_id);

  portail_sync_op_take_change (
      op, portail_change_new (PORTAIL_CHANGE_DELETE, &portail_document_type, document_id));
  portail_record_page_do (page->records, op, _ ("Cancel"), _ ("The file will not be sent"));
}

/* PortailPage */

static GActionGroup *
get_actions (PortailPage *page)
{
  return portail_page_get_actions (PORTAIL_PAGE (PORTAIL_DOCUMENTS_PAGE (page)->records));
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_page_open_record (PORTAIL_PAGE (PORTAIL_DOCUMENTS_PAGE (page)->records), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_page_show_rows (PORTAIL_PAGE (PORTAIL_DOCUMENTS_PAGE (page)->records), type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (PORTAIL_DOCUMENTS_PAGE (page)->records));
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
set_blobs (PortailDocumentsPage *page, PortailBlobCache *blobs)
{
  if (page->blobs != NULL)
    g_signal_handlers_disconnect_by_data (page->blobs, page);
  g_set_object (&page->blobs, blobs);
  g_clear_object (&page->pictures);
  if (blobs == NULL)
    return;
  page->pictures = portail_pictures_new (blobs);
  g_signal_connect_object (blobs, "changed", G_CALLBACK (refresh_tiles), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (blobs, "transfers-changed", G_CALLBACK (refresh_tiles), page,
                           G_CONNECT_SWAPPED);
}

static void
suggest (PortailDocumentsPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);
  const char *company = portail_desk_get_company_id (page->desk);

  if (cache == NULL || company == NULL)
    return;
  portail_document_form_suggest (GTK_WIDGET (page->records), cache, company);
  portail_document_authors_fill (page->authors, cache, company);
}

static void
on_account_changed (PortailDocumentsPage *page)
{
  set_blobs (page, portail_desk_get_blobs (page->desk));
  portail_document_preview_set_sources (page->preview, page->blobs, page->pictures);
  portail_employee_link_set_cache (page->link, portail_desk_get_cache (page->desk));
  portail_transfers_bar_set_sources (page->transfers, portail_desk_get_cache (page->desk),
                                     page->blobs);
  suggest (page);
}

static void
portail_documents_page_dispose (GObject *object)
{
  PortailDocumentsPage *page = PORTAIL_DOCUMENTS_PAGE (object);

  set_blobs (page, NULL);
  page->grid_button = NULL;
  g_clear_object (&page->grid);
  g_clear_object (&page->actions);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_documents_page_parent_class)->dispose (object);
}

static void
portail_documents_page_finalize (GObject *object)
{
  g_hash_table_unref (PORTAIL_DOCUMENTS_PAGE (object)->tiles);
  g_object_unref (PORTAIL_DOCUMENTS_PAGE (object)->authors);
  G_OBJECT_CLASS (portail_documents_page_parent_class)->finalize (object);
}

static void
portail_documents_page_class_init (PortailDocumentsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_documents_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_documents_page_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK,
                                       "documents.choose", NULL);
}

static void
portail_documents_page_init (PortailDocumentsPage *page)
{
  static const GActionEntry entries[] = {
    { .name = "choose", .activate = do_choose },
    { .name = "own", .activate = do_own },
    { .name = "author", .activate = do_author, .parameter_type = "(ss)" },
    { .name = "pictures", .state = "true", .change_state = do_pictures },
  };

  page->tiles = g_hash_table_new (NULL, NULL);
  page->authors = g_menu_new ();
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "documents", G_ACTION_GROUP (page->actions));
}

static GtkWidget *
make_drop_hint (void)
{
  GtkWidget *hint = adw_status_page_new ();

  g_object_set (hint, "icon-name", "document-send-symbolic", "title", _ ("Drop to add"),
                "can-target", FALSE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (hint, "drop-hint");
  return hint;
}

static void
set_up_menu (PortailDocumentsPage *page)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _ ("Only mine"), "documents.own");
  g_menu_append_submenu (section, _ ("Added by"), G_MENU_MODEL (page->authors));
  g_menu_append (section, _ ("Pictures instead of rows"), "documents.pictures");
  portail_record_page_add_menu (page->records, G_MENU_MODEL (section));
}

static void
set_up_bar (PortailDocumentsPage *page)
{
  PortailRecordTable *table = portail_record_page_get_table (page->records);

  page->grid_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (page->grid_button), "view-grid-symbolic");
  gtk_widget_set_tooltip_text (page->grid_button, _ ("Pictures instead of rows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->grid_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pictures instead of rows"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->grid_button), "documents.pictures");
  portail_record_page_add_button (page->records, page->grid_button);
  portail_record_page_add_button (page->records,
                                  portail_saved_searches_new (page->desk, table, "documents"));
  page->grid = g_object_ref_sink (make_grid (page));
  show_view (page);
  set_up_menu (page);
}

static void
set_up_widgets (PortailDocumentsPage *page)
{
  GtkWidget *fold = g_object_new (PORTAIL_TYPE_FOLD_BIN, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  page->transfers = PORTAIL_TRANSFERS_BAR (portail_transfers_bar_new ());
  page->drop_hint = make_drop_hint ();
  gtk_widget_set_vexpand (GTK_WIDGET (page->records), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->records));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->transfers));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), page->drop_hint);
  g_object_set (fold, "fold-width", FOLD_WIDTH, "least-width", 300, NULL);
  gtk_widget_set_parent (overlay, fold);
  g_signal_connect_object (fold, "width-changed", G_CALLBACK (on_width_changed), page,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (page), fold);
  g_signal_connect_object (page->transfers, "cancel", G_CALLBACK (on_upload_cancelled), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (on_drop_enter), page, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_drop_leave), page, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), page, 0);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
portail_documents_page_new (PortailDesk *desk)
{
  PortailDocumentsPage *page = g_object_new (PORTAIL_TYPE_DOCUMENTS_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->records = PORTAIL_RECORD_PAGE (portail_record_page_new (desk, &page_spec, &hooks, page));
  page->preview = g_object_new (PORTAIL_TYPE_DOCUMENT_PREVIEW, NULL);
  page->link = PORTAIL_EMPLOYEE_LINK (portail_employee_link_new ());
  portail_record_page_add_above (page->records, GTK_WIDGET (page->preview));
  portail_record_page_add_above (page->records, GTK_WIDGET (page->link));
  set_up_widgets (page);
  set_up_bar (page);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (suggest), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailRecordPage *
portail_documents_page_get_records (PortailDocumentsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DOCUMENTS_PAGE (page), NULL);
  return page->records;
}
