/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-transfers-bar.h"

#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"

struct _PortailTransfersBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *label;
  GtkProgressBar *progress;
  GtkListBox *rows;

  PortailCache *cache;
  PortailBlobCache *blobs;
  GPtrArray *documents; /* of PortailDocument: those that wait for a content to be sent */
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (PortailTransfersBar, portail_transfers_bar, ADW_TYPE_BIN)

static guint cancel_signal;

static void
portail_transfers_bar_dispose (GObject *object)
{
  portail_transfers_bar_set_sources (PORTAIL_TRANSFERS_BAR (object), NULL, NULL);
  G_OBJECT_CLASS (portail_transfers_bar_parent_class)->dispose (object);
}

static void
portail_transfers_bar_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_TRANSFERS_BAR (object)->documents);
  G_OBJECT_CLASS (portail_transfers_bar_parent_class)->finalize (object);
}

static void
portail_transfers_bar_class_init (PortailTransfersBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_transfers_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_transfers_bar_finalize;
  cancel_signal = g_signal_new ("cancel", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

/* NULL where it is not known so far. */
static const PortailDocument *
find_document (PortailTransfersBar *bar, const PortailTransfer *transfer)
{
  for (guint i = 0; i < bar->documents->len; i++)
    {
      const PortailDocument *document = g_ptr_array_index (bar->documents, i);

      if (portail_transfer_is_of (transfer, document->base.enterprise_id, document->sha256))
        return document;
    }
  return NULL;
}

/* That of the row that the button is in; NULL where it has ended. */
static const PortailTransfer *
get_transfer (PortailTransfersBar *bar, GtkButton *button)
{
  return portail_uploader_find (portail_blob_cache_get_uploader (bar->blobs),
                                g_object_get_data (G_OBJECT (button), "enterprise"),
                                g_object_get_data (G_OBJECT (button), "sha256"));
}

static void
on_retry (GtkButton *button, PortailTransfersBar *bar)
{
  const PortailTransfer *transfer = get_transfer (bar, button);

  if (transfer != NULL)
    portail_uploader_retry (portail_blob_cache_get_uploader (bar->blobs), transfer->enterprise_id,
                            transfer->sha256);
}

static void
on_cancel (GtkButton *button, PortailTransfersBar *bar)
{
  const PortailTransfer *transfer = get_transfer (bar, button);
  const PortailDocument *document = transfer != NULL ? find_document (bar, transfer) : NULL;
  g_autoptr (PortailDocument) copy = document != NULL ? portail_record_copy (document) : NULL;

  if (copy != NULL)
    g_signal_emit (bar, cancel_signal, 0, copy->base.enterprise_id, copy->base.id);
}

static void
add_button (PortailTransfersBar *bar,
            GtkWidget *row,
            const PortailTransfer *transfer,
            const char *icon_name,
            const char *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  gboolean is_retry = g_str_equal (icon_name, "view-refresh-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (button), "sha256", g_strdup (transfer->sha256), g_free);
  g_object_set_data_full (G_OBJECT (button), "enterprise", g_strdup (transfer->enterprise_id),
                          g_free);
  g_signal_connect_object (button, "clicked",
                           is_retry ? G_CALLBACK (on_retry) : G_CALLBACK (on_cancel), bar, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
describe (const PortailTransfer *transfer)
{
  g_autofree char *done = g_format_size ((guint64) transfer->n_done);
  g_autofree char *size = g_format_size ((guint64) transfer->size);

  if (transfer->detail != NULL)
    return g_strdup (transfer->detail);
  if (transfer->state == PORTAIL_TRANSFER_RUNNING)
    return g_strdup_printf (_ ("%s of %s"), done, size);
  return g_strdup_printf (_ ("Waiting · %s"), size);
}

static gboolean
can_retry (const PortailTransfer *transfer)
{
  return transfer->state != PORTAIL_TRANSFER_RUNNING && transfer->detail != NULL;
}

/* What a row is made of, beside how far it is. Owned. */
static char *
make_shape (PortailTransfersBar *bar, const PortailTransfer *transfer)
{
  const PortailDocument *document = find_document (bar, transfer);

  return g_strdup_printf ("%s %s %d %s", transfer->enterprise_id, transfer->sha256,
                          can_retry (transfer), document != NULL ? document->base.id : "");
}

static void
add_row (PortailTransfersBar *bar, const PortailTransfer *transfer)
{
  const PortailDocument *document = find_document (bar, transfer);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *detail = describe (transfer);

  g_object_set_data_full (G_OBJECT (row), "shape", make_shape (bar, transfer), g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 document != NULL && document->filename != NULL ? document->filename
                                                                                : _ ("Document"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  if (can_retry (transfer))
    add_button (bar, row, transfer, "view-refresh-symbolic", _ ("Try again"));
  if (document != NULL)
    add_button (bar, row, transfer, "window-close-symbolic", _ ("Cancel"));
  gtk_list_box_append (bar->rows, row);
}

static void
show_sum (PortailTransfersBar *bar, const GPtrArray *list)
{
  gint64 n_done = 0;
  gint64 n_bytes = 0;
  guint n_failed = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const PortailTransfer *transfer = g_ptr_array_index (list, i);

      n_done += transfer->n_done;
      n_bytes += transfer->size;
      n_failed += transfer->state == PORTAIL_TRANSFER_FAILED;
    }
  text = n_failed > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file could not be sent",
                                                      "%u files could not be sent", n_failed),
                                         n_failed)
                      : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file to send",
                                                      "%u files to send", list->len),
                                         list->len);
  gtk_label_set_text (bar->label, text);
  gtk_image_set_from_icon_name (bar->icon,
                                n_failed > 0 ? "dialog-error-symbolic" : "go-up-symbolic");
  gtk_progress_bar_set_fraction (bar->progress, (double) n_done / (double) MAX (n_bytes, 1));
}

/* While bytes go, rows and their buttons stay, so that one can press them. FALSE for other rows
 * than there are. */
static gboolean
update_rows (PortailTransfersBar *bar, const GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const PortailTransfer *transfer = g_ptr_array_index (list, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (bar->rows, (int) i);
      g_autofree char *shape = make_shape (bar, transfer);
      g_autofree char *detail = describe (transfer);

      if (row == NULL || g_strcmp0 (shape, g_object_get_data (G_OBJECT (row), "shape")) != 0)
        return FALSE;
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
    }
  return gtk_list_box_get_row_at_index (bar->rows, (int) list->len) == NULL;
}

static void
refresh (PortailTransfersBar *bar)
{
  PortailUploader *uploader = bar->blobs != NULL ? portail_blob_cache_get_uploader (bar->blobs)
                                                 : NULL;
  const GPtrArray *list = uploader != NULL ? portail_uploader_get_list (uploader) : NULL;
  GtkWidget *row;

  gtk_revealer_set_reveal_child (bar->revealer, list != NULL && list->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (bar), list != NULL && list->len > 0);
  if (list != NULL)
    show_sum (bar, list);
  if (list != NULL && update_rows (bar, list))
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (bar->rows))) != NULL)
    gtk_list_box_remove (bar->rows, row);
  for (guint i = 0; list != NULL && i < list->len; i++)
    add_row (bar, g_ptr_array_index (list, i));
}

/* Names */

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static gpointer
run_find_names (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_record_sql_list (database, &portail_document_type, error,
                                  "WHERE trashed_at IS NULL AND (enterprise_id, sha256) IN"
                                  " (SELECT enterprise_id, sha256 FROM upload)",
                                  "");
}

static void
on_names_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTransfersBar) bar = user_data;
  g_autoptr (GPtrArray) found = portail_cache_query_finish (PORTAIL_CACHE (source), result, NULL);

  bar->is_reading = FALSE;
  if (PORTAIL_CACHE (source) != bar->cache)
    return;
  g_ptr_array_set_size (bar->documents, 0);
  if (found != NULL)
    g_ptr_array_extend_and_steal (bar->documents, g_steal_pointer (&found));
  refresh (bar);
}

static void
find_names (PortailTransfersBar *bar)
{
  if (bar->is_reading || bar->cache == NULL)
    return;
  bar->is_reading = TRUE;
  portail_cache_query_async (bar->cache,
                             portail_query_new (run_find_names, NULL, NULL, unref_array), NULL,
                             on_names_found, g_object_ref (bar));
}

static void
on_transfers_changed (PortailTransfersBar *bar)
{
  const GPtrArray *list = portail_uploader_get_list (portail_blob_cache_get_uploader (bar->blobs));

  for (guint i = 0; i < list->len; i++)
    if (find_document (bar, g_ptr_array_index (list, i)) == NULL)
      {
        find_names (bar);
        break;
      }
  refresh (bar);
}

static void
portail_transfers_bar_init (PortailTransfersBar *bar)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  bar->documents = g_ptr_array_new_with_free_func (portail_record_free);
  bar->revealer = GTK_REVEALER (gtk_revealer_new ());
  bar->icon = GTK_IMAGE (gtk_image_new ());
  bar->label = GTK_LABEL (gtk_label_new (NULL));
  bar->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  bar->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (bar->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (bar->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Files to send"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sending"), -1);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", 320, "width-request", 280, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (bar->rows));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Details"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (bar->label, 0);
  gtk_label_set_ellipsize (bar->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (bar->label));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (bar->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "page-foot");
  gtk_revealer_set_child (bar->revealer, box);
  gtk_revealer_set_transition_type (bar->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  adw_bin_set_child (ADW_BIN (bar), GTK_WIDGET (bar->revealer));
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}

GtkWidget *
portail_transfers_bar_new (void)
{
  return g_object_new (PORTAIL_TYPE_TRANSFERS_BAR, NULL);
}

void
portail_transfers_bar_set_sources (PortailTransfersBar *bar,
                                   PortailCache *cache,
                                   PortailBlobCache *blobs)
{
  g_return_if_fail (PORTAIL_IS_TRANSFERS_BAR (bar));
  if (bar->blobs != NULL)
    g_signal_handlers_disconnect_by_data (bar->blobs, bar);
  g_set_object (&bar->cache, cache);
  g_set_object (&bar->blobs, blobs);
  if (blobs == NULL || portail_blob_cache_get_uploader (blobs) == NULL)
    return;
  g_signal_connect_object (blobs, "transfers-changed", G_CALLBACK (on_transfers_changed), bar,
                           G_CONNECT_SWAPPED);
  on_transfers_changed (bar);
}
