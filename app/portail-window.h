/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one window: sign-in, or the shell of sidebar, header and pages (desktop.md, Shell).
 *
 * 1. A page is made when it is first shown; a module without a page says that it comes later.
 * 2. Below 700 px the sidebar folds and the header says less; everything works at 360 px.
 * 3. undo, redo, new, find, save and print are the visible page's (portail-page.h).
 * 4. Texts from people are never markup. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-sign-in-page.h"
#include "app/portail-sync-indicator.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WINDOW (portail_window_get_type ())
G_DECLARE_FINAL_TYPE (PortailWindow, portail_window, PORTAIL, WINDOW, AdwApplicationWindow)

/* @settings keeps size and module; NULL forgets them. Shows the sign-in page at first. */
PortailWindow *portail_window_new (GtkApplication *application, GSettings *settings);

typedef enum
{
  PORTAIL_WINDOW_SIGN_IN,
  PORTAIL_WINDOW_LOCKED,  /* away for too long: nothing is shown before contact */
  PORTAIL_WINDOW_LEAVING, /* signing out: what is here of the account is being removed */
  PORTAIL_WINDOW_SHELL,
} PortailWindowView;

void portail_window_show_view (PortailWindow *window, PortailWindowView view);

/* The page of the module @name ("dotations") in place of its own; before it is first shown. Takes
 * the floating @page. */
void portail_window_add_page (PortailWindow *window, const char *name, GtkWidget *page);
/* Made by now, or NULL. Borrowed. */
GtkWidget *portail_window_get_page (PortailWindow *window, const char *name);
/* The page in front and its title; NULL before the shell was shown. Borrowed. */
GtkWidget *portail_window_get_shown_page (PortailWindow *window);
const char *portail_window_get_shown_title (PortailWindow *window);
/* What the sync indicator opens. Takes the floating widget. */
void portail_window_set_trays (PortailWindow *window, GtkWidget *trays);

/* Whose account the menu shows, beside the role in the chosen company (contract.md §11). */
void portail_window_set_person (PortailWindow *window, const char *name);

/* Those that its menu lets one switch to; see portail-account-button.h. */
void portail_window_set_accounts (PortailWindow *window, const GPtrArray *accounts);

/* What its pages work with. Borrowed. */
PortailDesk *portail_window_get_desk (PortailWindow *window);
PortailShellContext *portail_window_get_context (PortailWindow *window);
/* Puts what is being typed on any page where it survives. */
void portail_window_settle (PortailWindow *window);
PortailSyncIndicator *portail_window_get_sync_indicator (PortailWindow *window);
PortailSignInPage *portail_window_get_sign_in_page (PortailWindow *window);

/* See portail_banner_show(). */
void portail_window_show_banner (PortailWindow *window,
                                 const char *text,
                                 const char *button_label,
                                 const char *action_name);
void portail_window_hide_banner (PortailWindow *window);
/* In place of the one that is shown, whose undo would no longer be that of the last step. Takes
 * @toast; see portail-toast.h. */
void portail_window_add_toast (PortailWindow *window, AdwToast *toast);

G_END_DECLS
