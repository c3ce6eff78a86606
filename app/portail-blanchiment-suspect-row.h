/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One suspect: who, how much, why, and what staff said. Signal "review" () when its button is
 * pressed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-finding-item.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW (portail_blanchiment_suspect_row_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentSuspectRow,
                      portail_blanchiment_suspect_row,
                      PORTAIL,
                      BLANCHIMENT_SUSPECT_ROW,
                      AdwBin)

GtkWidget *portail_blanchiment_suspect_row_new (void);
/* Refs @item, NULL for none. @company: its name where several are shown, or NULL. @refusal: why it
 * cannot be reviewed, or NULL. */
void portail_blanchiment_suspect_row_show (PortailBlanchimentSuspectRow *row,
                                           PortailBlanchimentFindingItem *item,
                                           const char *company,
                                           const char *refusal);
/* NULL for none. Borrowed. */
PortailBlanchimentFindingItem *
portail_blanchiment_suspect_row_get_item (PortailBlanchimentSuspectRow *row);

G_END_DECLS
