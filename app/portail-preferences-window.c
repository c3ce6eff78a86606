/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-preferences-window.h"

#include "app/portail-devices-page.h"
#include "app/portail-local-copies.h"
#include "app/portail-shell-module.h"
#include "app/portail-text-scale.h"
#include "app/portail-user-setting.h"
#include "shared/portail-i18n.h"

struct _PortailPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *theme_row;
  AdwComboRow *language_row;
  AdwPreferencesGroup *start_group;
  AdwComboRow *start_page_row;
  AdwComboRow *company_row;
  GtkSwitch *messages_switch;
  GtkSwitch *due_switch;
  GtkSwitch *decisions_switch;
  GtkSwitch *errors_switch;
  PortailLocalCopies *local_copies;
  PortailDevicesPage *devices;

  GSettings *settings;
  PortailDesk *desk;
  PortailDesktopSetting *setting; /* NULL before it was read */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (PortailPreferencesWindow,
                     portail_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
on_stored (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailPreferencesWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  if (portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error)
      || window->desk == NULL)
    return;
  /* The title of a toast is markup in libadwaita 1.2. */
  escaped = g_markup_escape_text (error->message, -1);
  toast = adw_toast_new (escaped);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
}

/* The first entry of both lists is no choice. */
static void
on_start_chosen (PortailPreferencesWindow *window)
{
  PortailCache *cache = portail_desk_get_cache (window->desk);
  PortailShellContext *context = portail_desk_get_context (window->desk);
  guint page = adw_combo_row_get_selected (window->start_page_row);
  guint company = adw_combo_row_get_selected (window->company_row);

  if (window->is_filling || window->setting == NULL || cache == NULL)
    return;
  g_free (window->setting->start_page);
  window->setting->start_page = g_strdup (page > 0 ? portail_shell_module_get (page - 1)->name
                                                   : NULL);
  g_free (window->setting->default_company);
  window->setting->default_company = g_strdup (
      company > 0 && company <= portail_shell_context_get_n_companies (context)
          ? portail_shell_context_get_company_at (context, company - 1)->id
          : NULL);
  portail_cache_apply_async (
      cache,
      portail_desktop_setting_make_op (window->setting, portail_desk_get_user_id (window->desk)),
      NULL, on_stored, g_object_ref (window));
}

static void
select_start (PortailPreferencesWindow *window)
{
  PortailShellContext *context = portail_desk_get_context (window->desk);

  window->is_filling = TRUE;
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    if (g_strcmp0 (window->setting->start_page, portail_shell_module_get (i)->name) == 0)
      adw_combo_row_set_selected (window->start_page_row, i + 1);
  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    if (g_strcmp0 (window->setting->default_company,
                   portail_shell_context_get_company_at (context, i)->id)
        == 0)
      adw_combo_row_set_selected (window->company_row, i + 1);
  window->is_filling = FALSE;
}

static void
on_setting (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailPreferencesWindow) window = user_data;
  g_autoptr (PortailDesktopSetting) setting = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                          result, NULL);

  if (setting == NULL || window->desk == NULL)
    return;
  window->setting = g_steal_pointer (&setting);
  select_start (window);
  gtk_widget_set_sensitive (GTK_WIDGET (window->start_group), TRUE);
}

static void
fill_start (PortailPreferencesWindow *window)
{
  PortailShellContext *context = portail_desk_get_context (window->desk);
  PortailCache *cache = portail_desk_get_cache (window->desk);
  g_autoptr (GtkStringList) pages = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) companies = gtk_string_list_new (NULL);

  gtk_string_list_append (pages, C_ ("start page", "The one shown last"));
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    gtk_string_list_append (pages, _ (portail_shell_module_get (i)->title));
  gtk_string_list_append (companies, C_ ("company", "The first one"));
  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    gtk_string_list_append (companies, portail_shell_context_get_company_at (context, i)->name);
  window->is_filling = TRUE;
  adw_combo_row_set_model (window->start_page_row, G_LIST_MODEL (pages));
  adw_combo_row_set_model (window->company_row, G_LIST_MODEL (companies));
  window->is_filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (window->start_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (window->start_group), cache != NULL);
  if (cache != NULL)
    portail_cache_query_async (
        cache, portail_desktop_setting_query_new (portail_desk_get_user_id (window->desk)), NULL,
        on_setting, g_object_ref (window));
}

static void
on_theme_chosen (PortailPreferencesWindow *window)
{
  if (window->settings != NULL)
    g_settings_set_enum (window->settings, "theme",
                         (int) adw_combo_row_get_selected (window->theme_row));
}

static void
on_language_chosen (PortailPreferencesWindow *window)
{
  if (window->settings != NULL)
    g_settings_set_enum (window->settings, "language",
                         (int) adw_combo_row_get_selected (window->language_row));
}

static void
portail_preferences_window_dispose (GObject *object)
{
  PortailPreferencesWindow *window = PORTAIL_PREFERENCES_WINDOW (object);

  g_clear_object (&window->settings);
  g_clear_object (&window->desk);
  g_clear_pointer (&window->setting, portail_desktop_setting_free);
  G_OBJECT_CLASS (portail_preferences_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, theme_row);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, language_row);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, start_group);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, start_page_row);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, company_row);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, messages_switch);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, due_switch);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, decisions_switch);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, errors_switch);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, local_copies);
  gtk_widget_class_bind_template_child (class, PortailPreferencesWindow, devices);
  gtk_widget_class_bind_template_callback (class, on_theme_chosen);
  gtk_widget_class_bind_template_callback (class, on_language_chosen);
  gtk_widget_class_bind_template_callback (class, on_start_chosen);
}

static void
portail_preferences_window_class_init (PortailPreferencesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_preferences_window_dispose;
  g_type_ensure (PORTAIL_TYPE_LOCAL_COPIES);
  g_type_ensure (PORTAIL_TYPE_DEVICES_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-preferences-window.ui");
  bind_children (widget_class);
}

static void
portail_preferences_window_init (PortailPreferencesWindow *window)
{
  window->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (window));
  window->is_filling = FALSE;
}

static void
bind_settings (PortailPreferencesWindow *window, GSettings *settings)
{
  const struct
  {
    const char *key;
    GtkSwitch *widget;
  } switches[] = {
    { "notify-messages", window->messages_switch },
    { "notify-due", window->due_switch },
    { "notify-decisions", window->decisions_switch },
    { "report-errors", window->errors_switch },
  };

  adw_combo_row_set_selected (window->theme_row, (guint) g_settings_get_enum (settings, "theme"));
  adw_combo_row_set_selected (window->language_row,
                              (guint) g_settings_get_enum (settings, "language"));
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_settings_bind (settings, switches[i].key, switches[i].widget, "active",
                     G_SETTINGS_BIND_DEFAULT);
  window->settings = g_object_ref (settings);
}

GtkWidget *
portail_preferences_window_new (GtkWindow *parent,
                                PortailDesk *desk,
                                const char *accounts_directory)
{
  PortailPreferencesWindow *window = g_object_new (PORTAIL_TYPE_PREFERENCES_WINDOW, "transient-for",
                                                   parent, NULL);

  if (parent != NULL && gtk_window_get_application (parent) != NULL)
    gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
  window->desk = g_object_ref (desk);
  bind_settings (window, portail_desk_get_settings (desk));
  fill_start (window);
  portail_local_copies_show (window->local_copies, desk, accounts_directory);
  portail_devices_page_show (window->devices, desk);
  portail_text_scale_up_window (GTK_WINDOW (window));
  portail_text_scale_up_clamps (GTK_WIDGET (window));
  return GTK_WIDGET (window);
}
