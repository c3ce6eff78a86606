/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The suspects of the blanchiment: risk from 60 on, or suspendu, with their reasons and reviews, of
 * the chosen company, or of all companies for those who see all.
 *
 * Signals: "open" (char *operation_id) when a row is activated, "review" (PortailSyncOp, taken by
 * its one handler) when staff has judged. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-book.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_SUSPECTS (portail_blanchiment_suspects_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentSuspects,
                      portail_blanchiment_suspects,
                      PORTAIL,
                      BLANCHIMENT_SUSPECTS,
                      AdwBin)

/* Refs @book. */
GtkWidget *portail_blanchiment_suspects_new (PortailBlanchimentBook *book);
/* Puts the keyboard into the search entry. */
void portail_blanchiment_suspects_find (PortailBlanchimentSuspects *suspects);
/* The rows that are shown. Borrowed. */
GListModel *portail_blanchiment_suspects_get_rows (PortailBlanchimentSuspects *suspects);

G_END_DECLS
