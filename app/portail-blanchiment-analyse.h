/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis page of the blanchiment: figures, charts that are tables too, the largest operations
 * and the suspects of a range of days; as a report on screen, paper and PDF, and as a workbook.
 *
 * Signals: "open" (char *operation_id), "suspects" () for the list of all. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-range.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_ANALYSE (portail_blanchiment_analyse_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentAnalyse,
                      portail_blanchiment_analyse,
                      PORTAIL,
                      BLANCHIMENT_ANALYSE,
                      AdwBin)

/* Refs @book. */
GtkWidget *portail_blanchiment_analyse_new (PortailBlanchimentBook *book);
/* Borrowed. */
PortailBlanchimentRangeBar *
portail_blanchiment_analyse_get_range (PortailBlanchimentAnalyse *analyse);
/* Shows the report; a second time prints it. */
void portail_blanchiment_analyse_print (PortailBlanchimentAnalyse *analyse);

G_END_DECLS
