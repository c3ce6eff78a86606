/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the list of weeks: what each shows of a PortailDotationItem and sorts by. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-dotation-item.h"
#include "app/portail-shell-context.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_WEEK_COLUMN_WEEK,
  PORTAIL_WEEK_COLUMN_COMPANY,
  PORTAIL_WEEK_COLUMN_STATUS,
  PORTAIL_WEEK_COLUMN_ROWS,
  PORTAIL_WEEK_COLUMN_CA,
  PORTAIL_WEEK_COLUMN_IMPOT,
  PORTAIL_WEEK_COLUMN_TOTAL,
  PORTAIL_WEEK_COLUMN_CARD, /* in place of all above, where it is narrow */
  PORTAIL_N_WEEK_COLUMNS,
} PortailWeekColumn;

/* Appends all of them. @context, which outlives the view, knows the roles. */
void portail_week_columns_add (GtkColumnView *view, PortailShellContext *context);

typedef enum
{
  PORTAIL_WEEK_COLUMNS_ALL = 0,
  PORTAIL_WEEK_COLUMNS_NARROW = 1 << 0, /* a card of each sheet */
  PORTAIL_WEEK_COLUMNS_ONE_COMPANY = 1 << 1,
  PORTAIL_WEEK_COLUMNS_IN_TRASH = 1 << 2,
  PORTAIL_WEEK_COLUMNS_WITHOUT_TOTALS = 1 << 3, /* for who has none of any sheet */
} PortailWeekColumnsFlags;

void portail_week_columns_show (GtkColumnView *view, PortailWeekColumnsFlags flags);
/* Somebody who sees his own row of the sheets of a company alone has no totals. */
gboolean portail_week_columns_has_totals (PortailShellContext *context, const char *enterprise_id);
/* How many sheets @shown has, of PortailDotationItem, and the sums of those that have totals.
 * Owned. */
char *portail_week_columns_dup_foot (PortailShellContext *context, GListModel *shown);

G_END_DECLS
