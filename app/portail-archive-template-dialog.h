/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of an export of archives, for the staff: what holds now, what a workbook would make
 * of it column by column, and taking that over. Main thread. */
#pragma once

#include "app/portail-record-page.h"

G_BEGIN_DECLS

/* The template becomes a deed of @page, with its undo. */
void portail_archive_template_dialog_show (PortailRecordPage *page);

G_END_DECLS
