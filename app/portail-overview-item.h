/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company in the overview that staff and tax agents have of all of them, for one week. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-dashboard.h"
#include "shared/portail-workbook.h"

typedef struct
{
  char *enterprise_id;
  char *name;
  char *search_key; /* folded name */
  gboolean is_active;
  PortailDotationStatus sheet_status; /* PORTAIL_CHOICE_UNKNOWN: none */
  gint64 ca_brut;                     /* cents; these three PORTAIL_CARD_NOTHING without a sheet */
  gint64 impot_societe;
  gint64 total_du;
  PortailTaxDeclarationStatus declaration_status; /* PORTAIL_CHOICE_UNKNOWN: none */
  gboolean is_late;                               /* that declaration */
  gboolean is_missing;                            /* no declaration of the last closed week */
  guint n_to_validate;
  guint n_suspects; /* not reviewed so far */
  gboolean is_provisional;
} PortailOverviewRow;

#define PORTAIL_TYPE_OVERVIEW_ITEM (portail_overview_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailOverviewItem, portail_overview_item, PORTAIL, OVERVIEW_ITEM, GObject)

/* Borrowed; immutable. */
const PortailOverviewRow *portail_overview_item_get (PortailOverviewItem *item);

/* Which companies, and for when. */
typedef struct
{
  char *id;
  char *name;
  gboolean has_operations; /* whether the reader may see them */
} PortailOverviewCompany;

/* GPtrArray of PortailOverviewItem, in the order of @companies, an array of PortailOverviewCompany
 * that owns its texts; takes it. For portail_cache_scan_async(). */
PortailQuery *
portail_overview_query_new (GArray *companies, PortailWeek period, PortailTimestamp now);
/* An array for it. */
GArray *portail_overview_companies_new (void);

/* The rows of @items, of PortailOverviewItem, with their totals as a workbook of one sheet. Owned.
 */
PortailWorkbook *portail_overview_make_workbook (GListModel *items, PortailWeek period);
