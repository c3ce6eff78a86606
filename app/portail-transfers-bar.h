/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being sent: how much of it, and file by file with try again and cancel. Not there while
 * nothing is on its way. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blob-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TRANSFERS_BAR (portail_transfers_bar_get_type ())
G_DECLARE_FINAL_TYPE (PortailTransfersBar, portail_transfers_bar, PORTAIL, TRANSFERS_BAR, AdwBin)

/* Signal "cancel" (const char *enterprise_id, const char *document_id): the person wants the new
 * document not to be. */
GtkWidget *portail_transfers_bar_new (void);
/* NULL for none. */
void portail_transfers_bar_set_sources (PortailTransfersBar *bar,
                                        PortailCache *cache,
                                        PortailBlobCache *blobs);

G_END_DECLS
