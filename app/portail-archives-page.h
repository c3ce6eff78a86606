/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Archives: the list with the search of portail-archive-query.h, and the archive that is
 * open with what it keeps. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ARCHIVES_PAGE (portail_archives_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailArchivesPage, portail_archives_page, PORTAIL, ARCHIVES_PAGE, AdwBin)

/* Floating. */
GtkWidget *portail_archives_page_new (PortailDesk *desk);
/* Borrowed. */
PortailRecordPage *portail_archives_page_get_records (PortailArchivesPage *page);

G_END_DECLS
