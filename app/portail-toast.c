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

void
portail_toast_show (GtkWidget *within, const char *title)
{
  PortailWindow *window = find_window (within);

  if (window != NULL)
    portail_window_show_toast (window, title);
}

void
portail_toast_show_undo (GtkWidget *within, const char *title)
{
  PortailWindow *window = find_window (within);

  if (window != NULL)
    portail_window_show_toast_with_action (window, title, _ ("Undo"), "win.undo");
}
