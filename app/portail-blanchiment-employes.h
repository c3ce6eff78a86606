/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The follow-up of employés in the blanchiment: how many operations, sums, parts, durations, risk
 * and the trend of the chosen one; each leads to the operations.
 *
 * Signal "operations" (char *name) when those of an employé are wanted. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-range.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_EMPLOYES (portail_blanchiment_employes_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentEmployes,
                      portail_blanchiment_employes,
                      PORTAIL,
                      BLANCHIMENT_EMPLOYES,
                      AdwBin)

/* Refs @book. */
GtkWidget *portail_blanchiment_employes_new (PortailBlanchimentBook *book);
/* Borrowed. */
PortailBlanchimentRangeBar *
portail_blanchiment_employes_get_range (PortailBlanchimentEmployes *employes);

G_END_DECLS
