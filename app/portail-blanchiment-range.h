/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days that an analysis of the blanchiment is of, and the analysis itself: read beside the main
 * thread, anew when rows change, and only while somebody looks. It can be cancelled.
 *
 * Signal "changed" when the state or the study differs. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-book.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_RANGE (portail_blanchiment_range_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentRangeBar,
                      portail_blanchiment_range,
                      PORTAIL,
                      BLANCHIMENT_RANGE,
                      AdwBin)

typedef enum
{
  PORTAIL_BLANCHIMENT_RANGE_READING, /* for the first time: nothing to show yet */
  PORTAIL_BLANCHIMENT_RANGE_READY,
  PORTAIL_BLANCHIMENT_RANGE_STOPPED, /* by the user */
  PORTAIL_BLANCHIMENT_RANGE_FAILED,
} PortailBlanchimentRangeState;

/* Refs @book. */
GtkWidget *portail_blanchiment_range_new (PortailBlanchimentBook *book);
/* NULL where there is none. Borrowed. */
PortailBlanchimentStudy *portail_blanchiment_range_get_study (PortailBlanchimentRangeBar *range);
void portail_blanchiment_range_reload (PortailBlanchimentRangeBar *range);

/* A state that is no analysis: spinner, failure, nothing in the range, with its next step. Takes
 * the place of what a view shows; NULL where there is something to show. Floating. */
GtkWidget *portail_blanchiment_range_make_status (PortailBlanchimentRangeBar *range);

G_END_DECLS
