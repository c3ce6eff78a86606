/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the overview of all companies. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-overview-item.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_OVERVIEW_COLUMNS_WIDE,
  PORTAIL_OVERVIEW_COLUMNS_NARROW, /* a card of each company */
} PortailOverviewColumns;

/* Adds them, with sorters, to @view. */
void portail_overview_columns_add (GtkColumnView *view);
void portail_overview_columns_show (GtkColumnView *view, PortailOverviewColumns which);

G_END_DECLS
