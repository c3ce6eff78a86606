/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into an open dotation and leaves it by the clipboard and by files that are opened.
 * @within: the widget whose window is the parent. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-dotation-model.h"

G_BEGIN_DECLS

/* The rows onto the clipboard, in the order of the DOT's sheet. */
void portail_sheet_transfer_copy (GtkWidget *within, PortailDotationModel *model);
/* The preview of what the clipboard holds, for @target at first. */
void portail_sheet_transfer_paste (GtkWidget *within,
                                   PortailDotationModel *model,
                                   PortailSheetTable target);
/* Asks for a file, then its preview. */
void portail_sheet_transfer_open (GtkWidget *within,
                                  PortailDotationModel *model,
                                  PortailSheetTable target);

G_END_DECLS
