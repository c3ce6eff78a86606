/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-toast.h"

#include "app/portail-window.h"
#include "shared/portail-i18n.h"

#define TITLE_LINES 3

/* That of a dialog's parent where the widget is in a dialog. NULL for none. */
static PortailWindow *
find_window (GtkWidget *within)
{
  GtkRoot *root = gtk_widget_get_root (within);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  while (window != NULL && !PORTAIL_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return (PortailWindow *) window;
}

/* The title of libadwaita's own is markup, a line that ends where there is no more room, and
 * nothing that a screen reader would say by itself. */
static GtkWidget *
new_title (const char *text)
{
  GtkWidget *title = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                   NULL);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), TITLE_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  adw_bin_set_child (ADW_BIN (title), label);
  return title;
}

static AdwToast *
new_toast (const char *title)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, new_title (title));
  return toast;
}

void
portail_toast_show (GtkWidget *within, const char *title)
{
  PortailWindow *window = find_window (within);

  if (window != NULL)
    portail_window_add_toast (window, new_toast (title));
}

void
portail_toast_show_undo (GtkWidget *within, const char *title)
{
  PortailWindow *window = find_window (within);
  AdwToast *toast;

  if (window == NULL)
    return;
  toast = new_toast (title);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  portail_window_add_toast (window, toast);
}

void
portail_toast_show_undo_of (GtkWidget *within,
                            const char *title,
                            GCallback undo,
                            gpointer user_data,
                            GDestroyNotify free_user_data)
{
  PortailWindow *window = find_window (within);
  g_autoptr (AdwToast) toast = new_toast (title);

  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "undo", user_data, free_user_data);
  g_signal_connect_swapped (toast, "button-clicked", undo, user_data);
  if (window != NULL)
    portail_window_add_toast (window, g_steal_pointer (&toast));
}
