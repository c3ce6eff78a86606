/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of dotations that the server keeps beside the records for lists and sorting
 * (contract.md §1). They never sync: whoever has the rows computes the same. */
#pragma once

#include "server/portail-record-writer.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-workbook.h"

/* Keeps @figures and sets the amount of @sheet's dotation, but writes no record. */
gboolean portail_dotation_totals_save (PortailDatabase *database,
                                       PortailDotationSheet *sheet,
                                       const PortailDotationFigures *figures,
                                       GError **error);
/* Computes every open dotation that the writer touched, keeps the figures, and sets `amount` of
 * those with rows to Σ salaires + Σ primes. Fails like portail_dotation_sheet_compute(): then the
 * op that brought the rows cannot stand. */
gboolean portail_dotation_totals_refresh (PortailRecordWriter *writer, GError **error);
/* Which of the open dotations. */
typedef struct
{
  const char *enterprise_id; /* borrowed; NULL: of all companies */
  PortailWeek since;         /* from that week on; null: of all weeks */
} PortailOpenSheets;

/* The same for open dotations whose rows did not change; those whose amount changes rise. */
gboolean portail_dotation_totals_refresh_open (PortailRecordWriter *writer,
                                               const PortailOpenSheets *sheets,
                                               GError **error);
/* All of a company, whose settings changed. */
gboolean portail_dotation_totals_refresh_company (PortailRecordWriter *writer,
                                                  const char *enterprise_id,
                                                  GError **error);
/* The members of `totals` of an answer with their braces; `null` where there are none. */
gboolean portail_dotation_totals_append_json (PortailDatabase *database,
                                              const char *dotation_id,
                                              GString *json,
                                              GError **error);
/* The figures as cells of an export, of those that people look for first. */
void portail_dotation_totals_add_columns (PortailWorksheet *sheet);
/* Empty cells where there are none. */
gboolean portail_dotation_totals_add_cells (PortailDatabase *database,
                                            const char *dotation_id,
                                            PortailWorksheet *sheet,
                                            GError **error);
