/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Blanchiment of the game (domain.md §6): operations, suspects, analysis and the
 * follow-up of employés, below the line that says that it is part of a role play.
 *
 * 1. Everything is computed from the cache; it works the same offline.
 * 2. Without the right, or where it is switched off for the company, it says so and who may change
 *    that.
 * 3. As a PortailPage its undo, redo, new, find, save and print are those of the visible view. Main
 *    thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-analyse.h"
#include "app/portail-blanchiment-employes.h"
#include "app/portail-blanchiment-operations.h"
#include "app/portail-blanchiment-suspects.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_PAGE (portail_blanchiment_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentPage,
                      portail_blanchiment_page,
                      PORTAIL,
                      BLANCHIMENT_PAGE,
                      AdwBin)

typedef enum
{
  PORTAIL_BLANCHIMENT_VIEW_OPERATIONS,
  PORTAIL_BLANCHIMENT_VIEW_SUSPECTS,
  PORTAIL_BLANCHIMENT_VIEW_ANALYSE,
  PORTAIL_BLANCHIMENT_VIEW_EMPLOYES,
  PORTAIL_BLANCHIMENT_N_VIEWS,
} PortailBlanchimentView;

GtkWidget *portail_blanchiment_page_new (PortailDesk *desk);
void portail_blanchiment_page_show_view (PortailBlanchimentPage *page, PortailBlanchimentView view);
/* All borrowed. */
GtkWidget *portail_blanchiment_page_get_view (PortailBlanchimentPage *page,
                                              PortailBlanchimentView view);
PortailBlanchimentBook *portail_blanchiment_page_get_book (PortailBlanchimentPage *page);
/* What is shown instead of the views; NULL while they are. */
const char *portail_blanchiment_page_get_refusal (PortailBlanchimentPage *page);

G_END_DECLS
