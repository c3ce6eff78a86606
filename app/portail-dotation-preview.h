/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of an open dotation as pages, to be printed or kept as PDF. Signal "close" () when
 * the user goes back. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dotation-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOTATION_PREVIEW (portail_dotation_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailDotationPreview,
                      portail_dotation_preview,
                      PORTAIL,
                      DOTATION_PREVIEW,
                      AdwBin)

/* Makes the report anew from what the cache has. NULL for none. */
void portail_dotation_preview_set_model (PortailDotationPreview *preview,
                                         PortailDotationModel *model);

G_END_DECLS
