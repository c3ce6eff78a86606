/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-preferences-window.h"

struct _PortailPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *theme_row;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (PortailPreferencesWindow,
                     portail_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
on_theme_chosen (PortailPreferencesWindow *window)
{
  g_settings_set_enum (window->settings, "theme",
                       (int) adw_combo_row_get_selected (window->theme_row));
}

static void
portail_preferences_window_dispose (GObject *object)
{
  PortailPreferencesWindow *window = PORTAIL_PREFERENCES_WINDOW (object);

  g_clear_object (&window->settings);
  G_OBJECT_CLASS (portail_preferences_window_parent_class)->dispose (object);
}

static void
portail_preferences_window_class_init (PortailPreferencesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailPreferencesWindow, theme_row);
}

static void
portail_preferences_window_init (PortailPreferencesWindow *window)
{
  gtk_widget_init_template (GTK_WIDGET (window));
}

GtkWidget *
portail_preferences_window_new (GtkWindow *parent, GSettings *settings)
{
  PortailPreferencesWindow *window = g_object_new (PORTAIL_TYPE_PREFERENCES_WINDOW, "transient-for",
                                                   parent, NULL);

  window->settings = g_object_ref (settings);
  adw_combo_row_set_selected (window->theme_row, (guint) g_settings_get_enum (settings, "theme"));
  g_signal_connect_object (window->theme_row, "notify::selected", G_CALLBACK (on_theme_chosen),
                           window, G_CONNECT_SWAPPED);
  return GTK_WIDGET (window);
}
