/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook as the file that `?format=` asks for: `xlsx` (the usual one), `csv` or `pdf`. Texts
 * that begin as a formula stay texts in each of them. Slow: for a route's prepare, on the job pool.
 */
#pragma once

#include "server/portail-route.h"
#include "shared/portail-workbook.h"

typedef enum
{
  PORTAIL_SHEET_XLSX,
  PORTAIL_SHEET_CSV, /* the first sheet */
  PORTAIL_SHEET_PDF, /* likewise */
} PortailSheetFormat;

/* All borrowed. */
typedef struct
{
  const PortailWorkbook *workbook;
  const char *file_name;    /* without extension */
  const char *title;        /* of a PDF */
  const char *organisation; /* the company; "" for several */
  const char *notice;       /* to be read first on paper; or NULL */
} PortailSheetSource;

/* INVALID for a format that is none. */
gboolean portail_sheet_answer_read_format (const PortailRequest *request,
                                           PortailSheetFormat *format,
                                           GError **error);
/* The most rows of that format. */
guint portail_sheet_answer_get_max_rows (PortailSheetFormat format);
/* 200 with the file as an attachment. Owned. */
PortailAnswer *portail_sheet_answer_new (const PortailContext *context,
                                         PortailSheetFormat format,
                                         const PortailSheetSource *source,
                                         GError **error);
