/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-snapshot-view.h"

#include <string.h>

#include "app/portail-document-preview.h"
#include "app/portail-report-dialog.h"
#include "app/portail-snapshot-reading.h"
#include "app/portail-snapshot-rows.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-schema.h"

struct _PortailSnapshotView
{
  AdwBin parent_instance;

  GtkBox *box;
  PortailCache *cache;
  PortailBlobCache *blobs;
  GCancellable *cancellable;
  PortailSnapshotReading *reading; /* what is shown; NULL for nothing */
  char *id;
  gint64 rev;
};

G_DEFINE_FINAL_TYPE (PortailSnapshotView, portail_snapshot_view, ADW_TYPE_BIN)

static void
clear (PortailSnapshotView *view)
{
  GtkWidget *child;

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_pointer (&view->reading, portail_snapshot_reading_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (view->box))) != NULL)
    gtk_box_remove (view->box, child);
  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "snapshot.preview", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "snapshot.open-source", FALSE);
}

/* @description may be NULL. */
static AdwPreferencesGroup *
add_group (PortailSnapshotView *view, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (view->box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);
  return button;
}

static void
add_buttons (PortailSnapshotView *view)
{
  const PortailArchive *archive = view->reading->archive;
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  if (view->reading->figures != NULL)
    gtk_box_append (GTK_BOX (buttons), new_button (_ ("Pre_view"), "snapshot.preview"));
  if (archive->source_id != NULL && portail_schema_find (archive->source_type) != NULL)
    gtk_box_append (GTK_BOX (buttons), new_button (_ ("Open the _source"), "snapshot.open-source"));
  gtk_box_append (view->box, buttons);
  gtk_widget_set_visible (buttons, gtk_widget_get_first_child (buttons) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "snapshot.preview",
                                 view->reading->figures != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "snapshot.open-source",
                                 archive->source_id != NULL);
}

/* Why there is nothing to read. */
static const char *
find_absence (const PortailArchive *archive)
{
  if (archive->payload != NULL)
    return _ ("What was archived cannot be read by this version of the program.");
  if (archive->base.rev == 0)
    return _ ("The server keeps a copy of the source when it receives this archive.");
  return _ ("Only those who may read all such records of the company see what was archived.");
}

/* In lines of their own: a hyphen where one is broken would be read as a part of it. */
static char *
dup_code_lines (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, " ", 2);
  gsize half = parts[1] != NULL ? strlen (parts[1]) / 2 : 0;

  if (half == 0)
    return g_strdup (code);
  return g_strdup_printf ("%s\n%.*s\n%s", parts[0], (int) half, parts[1], parts[1] + half);
}

static void
add_code (PortailSnapshotView *view, AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *lines = dup_code_lines (view->reading->code);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Verification code"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lines);
  gtk_widget_add_css_class (row, "verification-code");
  gtk_widget_set_tooltip_text (row, _ ("Papers of this archive bear this code: the archive and the "
                                       "checksum of what it keeps."));
  gtk_widget_set_tooltip_text (button, _ ("Copy the code"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the code"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "snapshot.copy-code");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

/* The file as it is now: its checksum is part of what was archived. */
static void
add_content (PortailSnapshotView *view, const PortailDocument *document)
{
  GtkWidget *preview = g_object_new (PORTAIL_TYPE_DOCUMENT_PREVIEW, NULL);
  g_autoptr (PortailPictures) pictures = portail_pictures_new (view->blobs);

  portail_document_preview_set_sources (PORTAIL_DOCUMENT_PREVIEW (preview), view->blobs, pictures);
  gtk_box_append (view->box, preview);
  portail_document_preview_show (PORTAIL_DOCUMENT_PREVIEW (preview), document);
}

static void
add_snapshot (PortailSnapshotView *view)
{
  const PortailSnapshotReading *reading = view->reading;
  const PortailArchiveSnapshot *snapshot = reading->snapshot;
  AdwPreferencesGroup *group = add_group (
      view, _ ("What was archived"), snapshot == NULL ? find_absence (reading->archive) : NULL);

  if (snapshot == NULL)
    return;
  if (reading->figures != NULL)
    {
      portail_snapshot_rows_add_figures (group, reading);
      portail_snapshot_rows_add_lists (group, reading);
    }
  if (snapshot->record != NULL)
    portail_snapshot_rows_add_record (group, snapshot->record);
  if (snapshot->record != NULL && snapshot->record->type == &portail_blanchiment_operation_type)
    portail_snapshot_rows_add_rules (group, (gconstpointer) snapshot->record);
  if (snapshot->record != NULL && snapshot->record->type == &portail_document_type
      && view->blobs != NULL)
    add_content (view, (gconstpointer) snapshot->record);
  if (snapshot->record == NULL)
    portail_snapshot_rows_add_tree (group, portail_json_document_get_root (snapshot->document));
  add_code (view, group);
}

static void
on_reading (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSnapshotView) view = user_data;
  g_autoptr (GError) error = NULL;
  PortailSnapshotReading *reading = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                                &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear (view);
  view->reading = reading;
  if (reading == NULL)
    add_group (view, _ ("What was archived"), error->message);
  else if (reading->archive->source_type != NULL || reading->archive->payload != NULL)
    {
      add_snapshot (view);
      add_buttons (view);
    }
  gtk_widget_set_visible (GTK_WIDGET (view),
                          gtk_widget_get_first_child (GTK_WIDGET (view->box)) != NULL);
}

static void
activate_preview (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_snapshot_view_preview (PORTAIL_SNAPSHOT_VIEW (widget));
}

static void
activate_copy_code (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailSnapshotView *view = PORTAIL_SNAPSHOT_VIEW (widget);

  if (view->reading == NULL || view->reading->code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), view->reading->code);
  portail_toast_show (widget, _ ("The code is copied."));
}

static void
activate_open_source (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailSnapshotView *view = PORTAIL_SNAPSHOT_VIEW (widget);
  const PortailArchive *archive = view->reading != NULL ? view->reading->archive : NULL;

  if (archive != NULL && archive->source_id != NULL)
    gtk_widget_activate_action (widget, "win.open-record", "(ss)", archive->source_type,
                                archive->source_id);
}

static void
portail_snapshot_view_dispose (GObject *object)
{
  PortailSnapshotView *view = PORTAIL_SNAPSHOT_VIEW (object);

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_pointer (&view->reading, portail_snapshot_reading_free);
  g_clear_object (&view->cache);
  g_clear_object (&view->blobs);
  g_clear_pointer (&view->id, g_free);
  G_OBJECT_CLASS (portail_snapshot_view_parent_class)->dispose (object);
}

static void
portail_snapshot_view_class_init (PortailSnapshotViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_snapshot_view_dispose;
  gtk_widget_class_install_action (widget_class, "snapshot.preview", NULL, activate_preview);
  gtk_widget_class_install_action (widget_class, "snapshot.copy-code", NULL, activate_copy_code);
  gtk_widget_class_install_action (widget_class, "snapshot.open-source", NULL,
                                   activate_open_source);
}

static void
portail_snapshot_view_init (PortailSnapshotView *view)
{
  view->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  adw_bin_set_child (ADW_BIN (view), GTK_WIDGET (view->box));
  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
}

GtkWidget *
portail_snapshot_view_new (void)
{
  return g_object_new (PORTAIL_TYPE_SNAPSHOT_VIEW, NULL);
}

void
portail_snapshot_view_set_blobs (PortailSnapshotView *view, PortailBlobCache *blobs)
{
  g_return_if_fail (PORTAIL_IS_SNAPSHOT_VIEW (view));
  g_set_object (&view->blobs, blobs);
}

void
portail_snapshot_view_show (PortailSnapshotView *view,
                            PortailCache *cache,
                            const PortailArchive *archive)
{
  const char *id = archive != NULL ? archive->base.id : NULL;

  g_return_if_fail (PORTAIL_IS_SNAPSHOT_VIEW (view));
  if (cache == view->cache && g_strcmp0 (id, view->id) == 0
      && (archive == NULL || archive->base.rev == view->rev))
    return;
  /* Of the same archive what is shown stays until the new reading comes. */
  if (g_strcmp0 (id, view->id) != 0 || cache == NULL)
    clear (view);
  g_set_object (&view->cache, cache);
  g_free (view->id);
  view->id = g_strdup (id);
  view->rev = archive != NULL ? archive->base.rev : 0;
  if (cache == NULL || id == NULL)
    return;
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  view->cancellable = g_cancellable_new ();
  portail_cache_query_async (cache, portail_snapshot_reading_new (id), view->cancellable,
                             on_reading, g_object_ref (view));
}

gboolean
portail_snapshot_view_has_report (PortailSnapshotView *view)
{
  return view->reading != NULL && view->reading->figures != NULL;
}

void
portail_snapshot_view_preview (PortailSnapshotView *view)
{
  const PortailArchive *archive;

  g_return_if_fail (PORTAIL_IS_SNAPSHOT_VIEW (view));
  if (!portail_snapshot_view_has_report (view))
    return;
  archive = view->reading->archive;
  portail_report_dialog_show (GTK_WIDGET (view), archive->title != NULL ? archive->title : "",
                              archive->number != NULL ? archive->number : _ ("archive"),
                              portail_snapshot_reading_make_report (view->reading));
}
