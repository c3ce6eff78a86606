/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-toast.h"

#include "app/portail-window.h"
#include "shared/portail-i18n.h"

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

/* A toast's title is markup in libadwaita 1.2, and cannot be told otherwise before 1.4. */
static AdwToast *
new_toast (const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  return adw_toast_new (escaped);
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
