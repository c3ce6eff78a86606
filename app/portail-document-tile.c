/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-tile.h"

#include "shared/portail-i18n.h"

#define PICTURE_SIZE 256 /* of what is asked for, so that large text and screens have enough */

struct _PortailDocumentTile
{
  GtkBox parent_instance;

  GtkWidget *stack; /* "icon" or "picture" */
  GtkImage *icon;
  GtkPicture *picture;
  GtkImage *mark;
  GtkLabel *name;
  GtkLabel *detail;

  PortailRecordItem *item;
  PortailPictures *pictures;
  PortailBlobCache *blobs;
  char *asked; /* sha256 of the picture that was asked for */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PortailDocumentTile, portail_document_tile, GTK_TYPE_BOX)

static void
forget_picture (PortailDocumentTile *tile)
{
  g_cancellable_cancel (tile->cancellable);
  g_clear_object (&tile->cancellable);
  g_clear_pointer (&tile->asked, g_free);
}

static void
portail_document_tile_dispose (GObject *object)
{
  PortailDocumentTile *tile = PORTAIL_DOCUMENT_TILE (object);

  forget_picture (tile);
  if (tile->item != NULL)
    g_signal_handlers_disconnect_by_data (tile->item, tile);
  g_clear_object (&tile->item);
  g_clear_object (&tile->pictures);
  g_clear_object (&tile->blobs);
  G_OBJECT_CLASS (portail_document_tile_parent_class)->dispose (object);
}

static void
portail_document_tile_class_init (PortailDocumentTileClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_document_tile_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "documenttile");
}

static GtkLabel *
add_label (PortailDocumentTile *tile, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (tile), label);
  return GTK_LABEL (label);
}

static void
portail_document_tile_init (PortailDocumentTile *tile)
{
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (tile), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (tile), 3);
  tile->stack = gtk_stack_new ();
  tile->icon = GTK_IMAGE (gtk_image_new ());
  tile->picture = GTK_PICTURE (gtk_picture_new ());
  tile->mark = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (tile->icon, 48);
  gtk_widget_set_size_request (tile->stack, 118, 110);
  gtk_widget_set_overflow (tile->stack, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (tile->stack, "document-picture");
  gtk_picture_set_can_shrink (tile->picture, TRUE);
  gtk_stack_add_named (GTK_STACK (tile->stack), GTK_WIDGET (tile->icon), "icon");
  gtk_stack_add_named (GTK_STACK (tile->stack), GTK_WIDGET (tile->picture), "picture");
  gtk_widget_set_halign (GTK_WIDGET (tile->mark), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (tile->mark), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (tile->mark), "document-mark");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), tile->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (tile->mark));
  gtk_box_append (GTK_BOX (tile), overlay);
  tile->name = add_label (tile, "document-name");
  tile->detail = add_label (tile, "caption");
  gtk_label_set_ellipsize (tile->detail, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (tile->detail, TRUE);
  gtk_label_set_justify (tile->detail, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (tile->detail), "dim-label");
}

GtkWidget *
portail_document_tile_new (void)
{
  return g_object_new (PORTAIL_TYPE_DOCUMENT_TILE, NULL);
}

const char *
portail_document_tile_get_icon (PortailFileType type)
{
  if (portail_file_type_is_picture (type))
    return "image-x-generic-symbolic";
  return type == PORTAIL_FILE_UNKNOWN ? "text-x-generic-symbolic" : "x-office-document-symbolic";
}

static const PortailDocument *
get_document (PortailDocumentTile *tile)
{
  return tile->item != NULL ? portail_record_item_get_record (tile->item) : NULL;
}

static void
show_picture (PortailDocumentTile *tile, const PortailPicture *picture)
{
  gtk_picture_set_paintable (tile->picture,
                             picture != NULL ? GDK_PAINTABLE (picture->texture) : NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (tile->stack), picture != NULL ? "picture" : "icon");
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDocumentTile) tile = user_data;
  g_autoptr (GError) error = NULL;
  const PortailPicture *picture = portail_pictures_load_finish (PORTAIL_PICTURES (source), result,
                                                                &error);

  if (picture != NULL)
    show_picture (tile, picture);
}

static void
load_picture (PortailDocumentTile *tile, const PortailDocument *document)
{
  const PortailPicture *known = portail_pictures_find (tile->pictures, document, PICTURE_SIZE);

  if (known != NULL || g_strcmp0 (tile->asked, document->sha256) == 0)
    {
      if (known != NULL)
        show_picture (tile, known);
      return;
    }
  forget_picture (tile);
  show_picture (tile, NULL);
  if (document->sha256 == NULL)
    return;
  tile->asked = g_strdup (document->sha256);
  tile->cancellable = g_cancellable_new ();
  portail_pictures_load_async (tile->pictures, document, PICTURE_SIZE, tile->cancellable, on_loaded,
                               g_object_ref (tile));
}

/* One mark: the one that asks for something first. */
static void
show_mark (PortailDocumentTile *tile, const PortailDocument *document)
{
  PortailUploader *uploader = portail_blob_cache_get_uploader (tile->blobs);
  const PortailTransfer *upload = uploader != NULL ? portail_uploader_find (
                                      uploader, document->base.enterprise_id, document->sha256)
                                                   : NULL;
  const char *icon = NULL;
  const char *text = NULL;

  if (upload != NULL && upload->state == PORTAIL_TRANSFER_FAILED)
    icon = "dialog-error-symbolic", text = _ ("Not sent");
  else if (upload != NULL
           || portail_record_item_get_state (tile->item) == PORTAIL_RECORD_ITEM_PENDING)
    icon = "go-up-symbolic", text = _ ("To be sent");
  else if (portail_blob_cache_is_pinned (tile->blobs, document->base.id)
           || portail_blob_cache_is_pinned (tile->blobs, document->base.enterprise_id))
    icon = "view-pin-symbolic", text = _ ("Kept on this device");
  else if (document->sha256 != NULL && !portail_blob_cache_has (tile->blobs, document->sha256))
    icon = "network-server-symbolic", text = _ ("Available online");
  gtk_widget_set_visible (GTK_WIDGET (tile->mark), icon != NULL);
  gtk_image_set_from_icon_name (tile->mark, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (tile->mark), text);
}

void
portail_document_tile_refresh (PortailDocumentTile *tile)
{
  const PortailDocument *document = get_document (tile);
  g_autofree char *date = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *type = NULL;

  if (document == NULL)
    {
      gtk_label_set_text (tile->name, "");
      gtk_label_set_text (tile->detail, "");
      show_picture (tile, NULL);
      gtk_widget_set_visible (GTK_WIDGET (tile->mark), FALSE);
      return;
    }
  type = portail_field_to_text (
      portail_record_type_get_field (
          &portail_document_type,
          (guint) portail_record_type_find_field (&portail_document_type, "doc_type")),
      document);
  date = portail_day_is_null (document->date) ? NULL : portail_day_to_text (document->date);
  detail = date != NULL ? g_strdup_printf ("%s · %s", type, date) : g_strdup (type);
  gtk_label_set_text (tile->name, document->filename != NULL ? document->filename : "");
  gtk_label_set_text (tile->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (tile->name), document->filename);
  gtk_image_set_from_icon_name (
      tile->icon, portail_document_tile_get_icon (portail_pictures_get_file_type (document)));
  if (tile->blobs != NULL)
    show_mark (tile, document);
  if (tile->pictures != NULL)
    load_picture (tile, document);
}

void
portail_document_tile_show (PortailDocumentTile *tile,
                            PortailRecordItem *item,
                            PortailPictures *pictures,
                            PortailBlobCache *blobs)
{
  g_return_if_fail (PORTAIL_IS_DOCUMENT_TILE (tile));
  if (tile->item != NULL)
    g_signal_handlers_disconnect_by_data (tile->item, tile);
  g_set_object (&tile->item, item);
  g_set_object (&tile->pictures, pictures);
  g_set_object (&tile->blobs, blobs);
  forget_picture (tile);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (portail_document_tile_refresh), tile,
                             G_CONNECT_SWAPPED);
  portail_document_tile_refresh (tile);
}
