/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Archives as a file, with the columns that staff's template decides (domain.md §6). */
#pragma once

#include "server/portail-route.h"

/* A template is a header row. */
#define PORTAIL_ARCHIVE_TEMPLATE_MAX_BODY (1024 * 1024)

/* {columns:[{title, field}], is_default}. */
PortailAnswer *portail_archive_get_template (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
/* The body is an XLSX or ODS whose first row with text in it decides. Answers as the GET. */
PortailAnswer *portail_archive_put_template (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
/* What `?q=` and the other parameters of the list find, as a file; TOO_LARGE beyond what the format
 * takes. Made in prepare, on the job pool; the handler hands it over. */
gpointer portail_archive_prepare_export (PortailContext *context,
                                         const PortailRequest *request,
                                         GError **error);
/* Of what nobody took; may be NULL. */
void portail_archive_free_export (gpointer prepared);
PortailAnswer *
portail_archive_get_export (PortailContext *context, const PortailRequest *request, GError **error);
