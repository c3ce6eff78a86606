/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-local-files.h"

#include "shared/portail-i18n.h"

struct _PortailLocalFiles
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *size_row;
  GtkWidget *clear_button;
  GtkWidget *limit_spin;
  GtkWidget *companies_row;
  GPtrArray *switches;     /* borrowed from the rows, which know their company */
  PortailBlobCache *blobs; /* weak: libadwaita 1.2 leaks the groups of a window with a search */
};

G_DEFINE_FINAL_TYPE (PortailLocalFiles, portail_local_files, ADW_TYPE_PREFERENCES_GROUP)

static void
portail_local_files_dispose (GObject *object)
{
  g_clear_weak_pointer (&PORTAIL_LOCAL_FILES (object)->blobs);
  g_clear_pointer (&PORTAIL_LOCAL_FILES (object)->switches, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_local_files_parent_class)->dispose (object);
}

static void
portail_local_files_class_init (PortailLocalFilesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_local_files_dispose;
}

static void
show_size (PortailLocalFiles *files)
{
  gint64 n_bytes = files->blobs != NULL ? portail_blob_cache_get_n_bytes (files->blobs) : 0;
  g_autofree char *size = g_format_size ((guint64) n_bytes);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (files->size_row), size);
  gtk_widget_set_sensitive (files->clear_button, n_bytes > 0);
}

/* Companies that stay here whole */

static void
on_switched (GtkSwitch *button, GParamSpec *pspec, PortailLocalFiles *files)
{
  const char *id = g_object_get_data (G_OBJECT (button), "company");
  gboolean is_on = gtk_switch_get_active (button);

  if (files->blobs != NULL && is_on != portail_blob_cache_is_pinned (files->blobs, id))
    portail_blob_cache_pin (files->blobs, id, is_on ? PORTAIL_PIN_KEEP : PORTAIL_PIN_LET_GO);
}

static void
show_pins (PortailLocalFiles *files)
{
  for (guint i = 0; files->switches != NULL && files->blobs != NULL && i < files->switches->len;
       i++)
    gtk_switch_set_active (
        files->switches->pdata[i],
        portail_blob_cache_is_pinned (files->blobs,
                                      g_object_get_data (files->switches->pdata[i], "company")));
}

static void
add_company (PortailLocalFiles *files, const PortailShellCompany *company)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();
  /* The window's search reads titles as markup, whatever the row says. */
  g_autofree char *escaped = g_markup_escape_text (company->name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  company->name, -1);
  g_object_set_data_full (G_OBJECT (button), "company", g_strdup (company->id), g_free);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (on_switched), files, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (files->companies_row), row);
  g_ptr_array_add (files->switches, button);
}

static void
add_companies (PortailLocalFiles *files, PortailShellContext *context)
{
  guint n_companies = portail_shell_context_get_n_companies (context);

  for (guint i = 0; i < n_companies; i++)
    add_company (files, portail_shell_context_get_company_at (context, i));
  gtk_widget_set_visible (files->companies_row, n_companies > 0);
}

static void
on_changed (PortailLocalFiles *files)
{
  show_size (files);
  show_pins (files);
}

static void
on_clear (PortailLocalFiles *files)
{
  /* The account may have been closed. */
  if (files->blobs != NULL)
    portail_blob_cache_clear (files->blobs);
}

static void
portail_local_files_init (PortailLocalFiles *files)
{
  GtkWidget *limit_row = adw_action_row_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (files), _ ("Files of documents"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (files),
      _ ("What you keep on this device and what is still to be sent always stays."));
  files->size_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (files->size_row), _ ("On this device"));
  files->clear_button = gtk_button_new_with_mnemonic (_ ("_Free space"));
  gtk_widget_set_valign (files->clear_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (files->clear_button, "clicked", G_CALLBACK (on_clear), files,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (files->size_row), files->clear_button);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (limit_row), _ ("_At most, in megabytes"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (limit_row), TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (limit_row), _ ("0: no limit"));
  files->limit_spin = gtk_spin_button_new_with_range (0, 100000, 100);
  gtk_widget_set_valign (files->limit_spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (files->limit_spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("At most, in megabytes"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (limit_row), files->limit_spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (limit_row), files->limit_spin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (files), files->size_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (files), limit_row);
  files->switches = g_ptr_array_new ();
  files->companies_row = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (files->companies_row), _ ("Keep offline"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (files->companies_row),
                                 _ ("All files of a company, the ones to come too"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (files), files->companies_row);
}

GtkWidget *
portail_local_files_new (PortailDesk *desk)
{
  PortailLocalFiles *files = g_object_new (PORTAIL_TYPE_LOCAL_FILES, NULL);
  GSettings *settings = portail_desk_get_settings (desk);

  g_set_weak_pointer (&files->blobs, portail_desk_get_blobs (desk));
  if (files->blobs != NULL)
    g_signal_connect_object (files->blobs, "changed", G_CALLBACK (on_changed), files,
                             G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_settings_bind (settings, "documents-megabytes", files->limit_spin, "value",
                     G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_sensitive (GTK_WIDGET (files), files->blobs != NULL && settings != NULL);
  add_companies (files, portail_desk_get_context (desk));
  on_changed (files);
  return GTK_WIDGET (files);
}
