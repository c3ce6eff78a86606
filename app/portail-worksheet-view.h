/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worksheet on the screen: what would go out as XLSX, to be read. Total rows are bold, amounts
 * below zero stand in the colour of errors. Only visible rows have widgets. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-workbook.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WORKSHEET_VIEW (portail_worksheet_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailWorksheetView, portail_worksheet_view, PORTAIL, WORKSHEET_VIEW, AdwBin)

/* @label: what a screen reader calls the table; translated. */
GtkWidget *portail_worksheet_view_new (const char *label);
/* Borrows @sheet until the next call; NULL for none. */
void portail_worksheet_view_set_sheet (PortailWorksheetView *view, const PortailWorksheet *sheet);

G_END_DECLS
