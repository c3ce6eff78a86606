/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-preview.h"

#include "app/portail-document-tile.h"
#include "app/portail-toast.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"

#define PICTURE_SIZE 2048
#define ZOOM_STEP    1.4
#define MAX_ZOOM     8.0

struct _PortailDocumentPreview
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkImage *icon;
  GtkLabel *state_label;
  GtkWidget *fetch_button;
  GtkProgressBar *progress;
  GtkScrolledWindow *scroller;
  GtkPicture *picture;
  GtkWidget *zoom_box;
  GtkLabel *facts_label;

  GSimpleActionGroup *actions;
  PortailBlobCache *blobs;
  PortailPictures *pictures;
  PortailDocument *document;
  GCancellable *cancellable; /* of the picture */
  char *fault;               /* of the last download, or NULL */
  guint n_pages;
  double zoom; /* 1: fits */
  double start_x, start_y;
};

G_DEFINE_FINAL_TYPE (PortailDocumentPreview, portail_document_preview, ADW_TYPE_BIN)

static void
enable (PortailDocumentPreview *preview, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (preview->actions), name)),
      is_enabled);
}

static gboolean
is_local (PortailDocumentPreview *preview)
{
  return preview->document != NULL && preview->blobs != NULL
         && portail_blob_cache_has (preview->blobs, preview->document->sha256);
}

/* Zoom */

static void
apply_zoom (PortailDocumentPreview *preview)
{
  int width = gtk_widget_get_width (GTK_WIDGET (preview->scroller));
  int height = gtk_widget_get_height (GTK_WIDGET (preview->scroller));
  gboolean fits = preview->zoom <= 1;

  gtk_widget_set_size_request (GTK_WIDGET (preview->picture),
                               fits ? -1 : (int) (width * preview->zoom),
                               fits ? -1 : (int) (height * preview->zoom));
  enable (preview, "zoom-in", preview->zoom < MAX_ZOOM);
  enable (preview, "zoom-out", !fits);
  enable (preview, "zoom-fit", !fits);
}

static void
do_zoom (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDocumentPreview *preview = PORTAIL_DOCUMENT_PREVIEW (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "zoom-in"))
    preview->zoom = MIN (preview->zoom * ZOOM_STEP, MAX_ZOOM);
  else if (g_str_equal (name, "zoom-out"))
    preview->zoom = MAX (preview->zoom / ZOOM_STEP, 1);
  else
    preview->zoom = 1;
  apply_zoom (preview);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, PortailDocumentPreview *preview)
{
  preview->start_x = gtk_adjustment_get_value (
      gtk_scrolled_window_get_hadjustment (preview->scroller));
  preview->start_y = gtk_adjustment_get_value (
      gtk_scrolled_window_get_vadjustment (preview->scroller));
}

static void
on_drag_update (GtkGestureDrag *gesture, double x, double y, PortailDocumentPreview *preview)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (preview->scroller),
                            preview->start_x - x);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (preview->scroller),
                            preview->start_y - y);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           PortailDocumentPreview *preview)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));

  if (!(modifiers & GDK_CONTROL_MASK))
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (preview->actions),
                                  dy < 0 ? "zoom-in" : "zoom-out", NULL);
  return TRUE;
}

/* What is shown */

static void
show_facts (PortailDocumentPreview *preview)
{
  const PortailDocument *document = preview->document;
  PortailFileType type = portail_pictures_get_file_type (document);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *extension = g_ascii_strup (portail_file_type_get_extension (type), -1);
  g_autofree char *size = document->size > 0 ? g_format_size ((guint64) document->size) : NULL;

  g_string_append (text, extension);
  if (size != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", size);
  if (preview->n_pages > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "%u page", "%u pages", preview->n_pages),
          preview->n_pages);
    }
  gtk_label_set_text (preview->facts_label, text->str);
}

static const char *
get_state_text (PortailDocumentPreview *preview, const PortailTransfer *download)
{
  const PortailDocument *document = preview->document;

  if (document->sha256 == NULL)
    return _ ("This document has no content so far.");
  if (download != NULL)
    return _ ("Downloading…");
  if (preview->fault != NULL)
    return preview->fault;
  return is_local (preview) ? _ ("There is no preview of this file.") : _ ("Available online");
}

static void
show_state (PortailDocumentPreview *preview)
{
  const PortailDocument *document = preview->document;
  PortailDownloader *downloader = portail_blob_cache_get_downloader (preview->blobs);
  const PortailTransfer *download = downloader != NULL
                                        ? portail_downloader_find (downloader, document->sha256)
                                        : NULL;
  gboolean is_online = document->sha256 != NULL && !is_local (preview);
  gboolean is_company_pinned;

  gtk_label_set_text (preview->state_label, get_state_text (preview, download));
  gtk_widget_set_visible (preview->fetch_button, is_online && download == NULL);
  gtk_widget_set_visible (GTK_WIDGET (preview->progress), download != NULL);
  if (download != NULL)
    gtk_progress_bar_set_fraction (preview->progress,
                                   (double) download->n_done / (double) MAX (download->size, 1));
  enable (preview, "fetch", is_online && downloader != NULL);
  enable (preview, "open", document->sha256 != NULL);
  enable (preview, "save-as", document->sha256 != NULL);
  /* With its company it stays anyway. */
  is_company_pinned = portail_blob_cache_is_pinned (preview->blobs, document->base.enterprise_id);
  enable (preview, "pin", document->sha256 != NULL && !is_company_pinned);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (preview->actions), "pin")),
      g_variant_new_boolean (is_company_pinned
                             || portail_blob_cache_is_pinned (preview->blobs, document->base.id)));
}

static void
show_picture (PortailDocumentPreview *preview, const PortailPicture *picture)
{
  gtk_picture_set_paintable (preview->picture,
                             picture != NULL ? GDK_PAINTABLE (picture->texture) : NULL);
  gtk_stack_set_visible_child_name (preview->stack, picture != NULL ? "picture" : "icon");
  gtk_widget_set_visible (preview->zoom_box, picture != NULL);
  preview->n_pages = picture != NULL ? picture->n_pages : 0;
  show_facts (preview);
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDocumentPreview) preview = user_data;
  g_autoptr (GError) error = NULL;
  const PortailPicture *picture = portail_pictures_load_finish (PORTAIL_PICTURES (source), result,
                                                                &error);

  if (picture != NULL && preview->document != NULL)
    show_picture (preview, picture);
}

static void
load_picture (PortailDocumentPreview *preview)
{
  g_cancellable_cancel (preview->cancellable);
  g_clear_object (&preview->cancellable);
  preview->cancellable = g_cancellable_new ();
  portail_pictures_load_async (preview->pictures, preview->document, PICTURE_SIZE,
                               preview->cancellable, on_picture, g_object_ref (preview));
}

static void
on_blobs_changed (PortailDocumentPreview *preview)
{
  if (preview->document == NULL)
    return;
  show_state (preview);
  if (is_local (preview) && gtk_picture_get_paintable (preview->picture) == NULL)
    load_picture (preview);
}

static void
on_transfers_changed (PortailDocumentPreview *preview)
{
  if (preview->document != NULL)
    show_state (preview);
}

/* Deeds: each with the content here. */

typedef void (*Deed) (PortailDocumentPreview *preview, const char *path);

typedef struct
{
  PortailDocumentPreview *preview;
  PortailDocument *document;
  Deed deed; /* or NULL */
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->preview);
  portail_record_free (errand->document);
  g_free (errand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  PortailDocumentPreview *preview = errand->preview;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = portail_blob_cache_fetch_finish (PORTAIL_BLOB_CACHE (source), result,
                                                           &error);

  if (preview->document == NULL
      || g_strcmp0 (preview->document->base.id, errand->document->base.id) != 0)
    return;
  g_clear_pointer (&preview->fault, g_free);
  if (path == NULL)
    {
      preview->fault = g_strdup (error->message);
      show_state (preview);
      if (errand->deed != NULL)
        portail_toast_show (GTK_WIDGET (preview), error->message);
    }
  else if (errand->deed != NULL)
    errand->deed (preview, path);
}

static void
fetch (PortailDocumentPreview *preview, Deed deed)
{
  Errand *errand;

  if (preview->document == NULL)
    return;
  errand = g_new (Errand, 1);
  *errand = (Errand){ g_object_ref (preview), portail_record_copy (preview->document), deed };
  portail_blob_cache_fetch_async (preview->blobs, preview->document, NULL, on_fetched, errand);
}

static void
do_fetch (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fetch (PORTAIL_DOCUMENT_PREVIEW (user_data), NULL);
}

/* As a clean name for other programs and folders. Owned. */
static char *
make_name (const PortailDocument *document)
{
  g_autofree char *clean = portail_file_name_clean (document->filename != NULL ? document->filename
                                                                               : "");

  return portail_file_name_with_type (clean != NULL ? clean : "document",
                                      portail_pictures_get_file_type (document));
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDocumentPreview) preview = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (preview));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = portail_blob_cache_copy_finish (PORTAIL_BLOB_CACHE (source), result,
                                                          &error);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, &error) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
  else
    portail_toast_show (GTK_WIDGET (preview), error->message);
}

static void
open_copy (PortailDocumentPreview *preview, const char *unused)
{
  g_autofree char *name = make_name (preview->document);

  portail_blob_cache_copy_async (preview->blobs, preview->document->sha256, name, on_copied,
                                 g_object_ref (preview));
}

static void
do_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fetch (PORTAIL_DOCUMENT_PREVIEW (user_data), open_copy);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDocumentPreview) preview = user_data;
  g_autoptr (GError) error = NULL;

  portail_toast_show (GTK_WIDGET (preview),
                      portail_blob_cache_save_finish (PORTAIL_BLOB_CACHE (source), result, &error)
                          ? _ ("Saved")
                          : error->message);
}

/* Another document may be shown by then. */
static void
on_target_chosen (PortailDocumentPreview *preview, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GFile) target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && target != NULL && preview->blobs != NULL)
    portail_blob_cache_save_async (preview->blobs, g_object_get_data (G_OBJECT (chooser), "sha256"),
                                   target, on_saved, g_object_ref (preview));
  g_object_unref (chooser);
}

static void
choose_target (PortailDocumentPreview *preview, const char *unused)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (preview));
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save as"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE,
      _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = make_name (preview->document);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "sha256", g_strdup (preview->document->sha256),
                          g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_target_chosen), preview,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
do_save_as (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fetch (PORTAIL_DOCUMENT_PREVIEW (user_data), choose_target);
}

static void
do_pin (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PortailDocumentPreview *preview = PORTAIL_DOCUMENT_PREVIEW (user_data);

  if (preview->document != NULL)
    portail_blob_cache_pin (preview->blobs, preview->document->base.id,
                            g_variant_get_boolean (state) ? PORTAIL_PIN_KEEP : PORTAIL_PIN_LET_GO);
}

static const GActionEntry entries[] = {
  { .name = "fetch", .activate = do_fetch },
  { .name = "open", .activate = do_open },
  { .name = "save-as", .activate = do_save_as },
  { .name = "pin", .state = "false", .change_state = do_pin },
  { .name = "zoom-in", .activate = do_zoom },
  { .name = "zoom-out", .activate = do_zoom },
  { .name = "zoom-fit", .activate = do_zoom },
};

static void
portail_document_preview_dispose (GObject *object)
{
  PortailDocumentPreview *preview = PORTAIL_DOCUMENT_PREVIEW (object);

  g_cancellable_cancel (preview->cancellable);
  g_clear_object (&preview->cancellable);
  g_clear_pointer (&preview->document, portail_record_free);
  g_clear_object (&preview->blobs);
  g_clear_object (&preview->pictures);
  g_clear_object (&preview->actions);
  G_OBJECT_CLASS (portail_document_preview_parent_class)->dispose (object);
}

static void
portail_document_preview_finalize (GObject *object)
{
  g_free (PORTAIL_DOCUMENT_PREVIEW (object)->fault);
  G_OBJECT_CLASS (portail_document_preview_parent_class)->finalize (object);
}

static void
portail_document_preview_class_init (PortailDocumentPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_document_preview_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_document_preview_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-document-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, icon);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, state_label);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, progress);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, zoom_box);
  gtk_widget_class_bind_template_child (widget_class, PortailDocumentPreview, facts_label);
}

static void
portail_document_preview_init (PortailDocumentPreview *preview)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  preview->zoom = 1;
  preview->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (preview->actions), entries, G_N_ELEMENTS (entries),
                                   preview);
  gtk_widget_insert_action_group (GTK_WIDGET (preview), "preview",
                                  G_ACTION_GROUP (preview->actions));
  gtk_widget_init_template (GTK_WIDGET (preview));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), preview);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), preview);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), preview);
  gtk_widget_add_controller (GTK_WIDGET (preview->scroller), GTK_EVENT_CONTROLLER (drag));
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (preview->scroller), scroll);
  gtk_widget_set_overflow (GTK_WIDGET (preview->stack), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (preview), FALSE);
}

void
portail_document_preview_set_sources (PortailDocumentPreview *preview,
                                      PortailBlobCache *blobs,
                                      PortailPictures *pictures)
{
  g_return_if_fail (PORTAIL_IS_DOCUMENT_PREVIEW (preview));
  if (preview->blobs != NULL)
    g_signal_handlers_disconnect_by_data (preview->blobs, preview);
  portail_document_preview_show (preview, NULL);
  g_set_object (&preview->blobs, blobs);
  g_set_object (&preview->pictures, pictures);
  if (blobs == NULL)
    return;
  g_signal_connect_object (blobs, "changed", G_CALLBACK (on_blobs_changed), preview,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (blobs, "transfers-changed", G_CALLBACK (on_transfers_changed), preview,
                           G_CONNECT_SWAPPED);
}

void
portail_document_preview_show (PortailDocumentPreview *preview, const PortailDocument *document)
{
  gboolean is_same;

  g_return_if_fail (PORTAIL_IS_DOCUMENT_PREVIEW (preview));
  is_same = document != NULL && preview->document != NULL
            && g_strcmp0 (document->base.id, preview->document->base.id) == 0
            && g_strcmp0 (document->sha256, preview->document->sha256) == 0;
  g_clear_pointer (&preview->document, portail_record_free);
  gtk_widget_set_visible (GTK_WIDGET (preview), document != NULL && preview->blobs != NULL);
  if (document == NULL || preview->blobs == NULL)
    {
      g_cancellable_cancel (preview->cancellable);
      return;
    }
  preview->document = portail_record_copy (document);
  gtk_image_set_from_icon_name (
      preview->icon, portail_document_tile_get_icon (portail_pictures_get_file_type (document)));
  if (!is_same)
    {
      g_clear_pointer (&preview->fault, g_free);
      preview->zoom = 1;
      show_picture (preview, NULL);
      apply_zoom (preview);
      load_picture (preview);
    }
  show_state (preview);
}
