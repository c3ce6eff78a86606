/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a module, as the window knows it.
 *
 * The window's actions for a page (PORTAIL_ACTION_PAGE of portail-action-table.h) are those of the
 * same name in the action group of the visible page, enabled exactly when the page's are; what a
 * page does not have is disabled. A page that implements nothing of this is good as well. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_PAGE (portail_page_get_type ())
G_DECLARE_INTERFACE (PortailPage, portail_page, PORTAIL, PAGE, GtkWidget)

struct _PortailPageInterface
{
  GTypeInterface parent_interface;

  /* All may be NULL. */

  /* The same group for the page's life. Borrowed. */
  GActionGroup *(*get_actions) (PortailPage *page);
  void (*open_record) (PortailPage *page, const char *type, const char *id);
  void (*show_rows) (PortailPage *page, const char *type, GVariant *filters);
  void (*settle) (PortailPage *page);
  gboolean (*is_showing) (PortailPage *page, const char *type, const char *id);
};

/* NULL for a page without actions. Borrowed. */
GActionGroup *portail_page_get_actions (PortailPage *page);
/* Shows the record: what win.open-record does for a notification, a figure, a search. */
void portail_page_open_record (PortailPage *page, const char *type, const char *id);
/* Shows the list of @type with exactly these filters: a{ss}, names of fields and their values as
 * they stand in JSON (`status`: `en_attente`); taken where it floats. What win.show-rows does for
 * a figure. */
void portail_page_show_rows (PortailPage *page, const char *type, GVariant *filters);
/* Puts what is being typed where it survives: the account or the window is about to close. */
void portail_page_settle (PortailPage *page);
/* Whether that record is what the page, or a page in view inside of it, has open; FALSE for pages
 * that do not say. */
gboolean portail_page_is_showing (PortailPage *page, const char *type, const char *id);

G_END_DECLS
