/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives several rows the same values: a form of the fields that the page names, of which only what
 * is filled in is written, as one step. Main thread. */
#pragma once

#include "app/portail-record-page.h"

G_BEGIN_DECLS

/* About the rows that are selected now. */
void portail_record_bulk_dialog_run (PortailRecordPage *page);

G_END_DECLS
