/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of the barème DOT, those of the server and those of the chosen company, and the
 * editor of one (domain.md §3.2).
 *
 * 1. A new version begins as a draft: from the one in force, from the built-in one, or empty.
 * 2. What was thrown away comes back by undo; what was published never goes.
 * 3. As a PortailPage its undo and redo are the open editor's, or the list's. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-bareme-page.h"
#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREMES_PAGE (portail_baremes_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremesPage, portail_baremes_page, PORTAIL, BAREMES_PAGE, AdwBin)

GtkWidget *portail_baremes_page_new (PortailDesk *desk);
void portail_baremes_page_open (PortailBaremesPage *page, const char *bareme_id);
/* NULL while the list is shown. Borrowed. */
PortailBaremePage *portail_baremes_page_get_editor (PortailBaremesPage *page);
/* Versions that the list shows; G_MAXUINT while it reads. */
guint portail_baremes_page_get_n_shown (PortailBaremesPage *page);

typedef enum
{
  PORTAIL_BAREME_FROM_FORCE,   /* the tables of the version in force */
  PORTAIL_BAREME_FROM_DEFAULT, /* the built-in ones */
  PORTAIL_BAREME_FROM_NOTHING,
} PortailBaremeOrigin;

/* A draft of the whole server, @enterprise_id NULL, or of a company; it is opened. */
void portail_baremes_page_begin_new (PortailBaremesPage *page,
                                     PortailBaremeOrigin origin,
                                     const char *enterprise_id);

G_END_DECLS
