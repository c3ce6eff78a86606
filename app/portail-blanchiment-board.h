/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widgets that show an analysis of the blanchiment: cards of figures, charts, lists. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-study.h"

G_BEGIN_DECLS

/* What a row that is pressed opens. */
typedef void (*PortailBlanchimentOpen) (gpointer owner, const char *operation_id);

/* Everything of @study from top to bottom. @open is called while @owner lives; @suspects_action is
 * the action behind the button for all suspects. Floating. */
GtkWidget *portail_blanchiment_board_new (PortailBlanchimentStudy *study,
                                          PortailBlanchimentOpen open,
                                          gpointer owner,
                                          const char *suspects_action);

G_END_DECLS
