/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dotation in the list of weeks. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-dotation-sheet.h"

typedef struct
{
  char *id;
  char *enterprise_id;
  char *enterprise_name;
  char *search_key; /* folded: week, company, status, notes */
  PortailWeek period;
  PortailDotationStatus status;
  guint n_rows;
  PortailMoney ca_brut; /* these three null where they cannot be told */
  PortailMoney impot_societe;
  PortailMoney total_du;
  gboolean is_provisional;
  gboolean is_in_trash; /* without amounts then */
} PortailDotationSummary;

#define PORTAIL_TYPE_DOTATION_ITEM (portail_dotation_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailDotationItem, portail_dotation_item, PORTAIL, DOTATION_ITEM, GObject)

/* Takes the texts of @summary. */
PortailDotationItem *portail_dotation_item_new (const PortailDotationSummary *summary);
/* Borrowed; immutable. */
const PortailDotationSummary *portail_dotation_item_get (PortailDotationItem *item);

/* Whether both show the same. */
gboolean portail_dotation_item_is_equal (PortailDotationItem *a, PortailDotationItem *b);

/* Makes @list that of @items; what has not changed keeps its widgets. */
void portail_dotation_item_update_list (GListStore *list, const GPtrArray *items);

/* The one of @items, of PortailDotationItem, that is of the company and the week and not in the
 * trash: one that was not refused first; NULL for none. Borrowed. */
const PortailDotationSummary *
portail_dotation_item_find (GListModel *items, const char *enterprise_id, PortailWeek period);

/* All dotations of the cache and of its trash, the newest week first. GPtrArray of
 * PortailDotationItem. */
PortailQuery *portail_dotation_item_query_new (void);

/* `Draft`, `Submitted`, …: translated, static; and the css class of its pill. */
const char *portail_dotation_status_get_title (PortailDotationStatus status);
const char *portail_dotation_status_get_css_class (PortailDotationStatus status);
