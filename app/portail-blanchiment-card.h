/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operation of the blanchiment comes to while it is typed: the parts, how long the money is
 * away, its risk with the rules that fired and why, the review. All of it is computed by the shared
 * functions from what the cache has, unsent changes included. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-book.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_CARD (portail_blanchiment_card_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentCard,
                      portail_blanchiment_card,
                      PORTAIL,
                      BLANCHIMENT_CARD,
                      AdwBin)

/* Refs @book. */
GtkWidget *portail_blanchiment_card_new (PortailBlanchimentBook *book);
/* Copies @operation; NULL for none. */
void portail_blanchiment_card_show (PortailBlanchimentCard *card,
                                    const char *enterprise_id,
                                    const PortailBlanchimentOperation *operation);

G_END_DECLS
