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
/* The body is an XLSX or ODS whose first row with text in it decides; read in prepare. Answers as
 * the GET. */
gpointer portail_archive_prepare_template (PortailContext *context,
                                           const PortailRequest *request,
                                           GError **error);
void portail_archive_free_template (gpointer prepared);
PortailAnswer *portail_archive_put_template (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
/* What `?q=` and the other parameters of the list find, as a file; TOO_LARGE beyond what the format
 * takes. The prepare of a route with portail_prepared_answer_get(). */
gpointer portail_archive_prepare_export (PortailContext *context,
                                         const PortailRequest *request,
                                         GError **error);
