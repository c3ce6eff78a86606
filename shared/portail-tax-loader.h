/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind a declaration, on the server and in a client's cache alike: its delay, its
 * sheet and its other versions. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-dotation-sheet.h"
#include "shared/records/portail-tax-declaration.h"

/* The days after a week in which the company's taxes are due. */
gboolean portail_tax_load_delay (PortailDatabase *database,
                                 const char *enterprise_id,
                                 guint *days,
                                 GError **error);
/* The dotation that it is filled from, as it is. *@sheet is NULL, with TRUE, for a typed one and
 * where there is no such dotation in its company. Owned. */
gboolean portail_tax_load_dotation (PortailDatabase *database,
                                    const PortailTaxDeclaration *declaration,
                                    PortailDotationSheet **sheet,
                                    GError **error);
/* The same of what it froze when it was submitted, where it is submitted. Its dotation has the
 * status, notes and reason of the declaration, as a report shows them. */
gboolean portail_tax_load_sheet (PortailDatabase *database,
                                 const PortailTaxDeclaration *declaration,
                                 PortailDotationSheet **sheet,
                                 GError **error);
/* The id of the live version that corrects it; NULL where there is none. Owned. */
gboolean portail_tax_find_successor (PortailDatabase *database,
                                     const char *declaration_id,
                                     char **successor_id,
                                     GError **error);
/* The version that corrects @old: a draft of that id with the same content. A dotation that is gone
 * leaves what it said, to be typed over. Owned. */
PortailTaxDeclaration *portail_tax_load_correction (PortailDatabase *database,
                                                    const PortailTaxDeclaration *old,
                                                    const char *id,
                                                    GError **error);
