/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The « FICHE IMPÔT » of a declaration as it is printed. Signal "close" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TAX_PREVIEW (portail_tax_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailTaxPreview, portail_tax_preview, PORTAIL, TAX_PREVIEW, AdwBin)

GtkWidget *portail_tax_preview_new (void);
/* What cannot be shown is told in a toast, and "close" follows. NULL for none. */
void portail_tax_preview_show (PortailTaxPreview *preview, PortailCache *cache, const char *id);
gboolean portail_tax_preview_has_report (PortailTaxPreview *preview);

G_END_DECLS
