/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a tax table on the screen: the tax over the profit as a chart, of all tranches or
 * around one boundary, and each step in words. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-bareme.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREME_CLIFFS_VIEW (portail_bareme_cliffs_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremeCliffsView,
                      portail_bareme_cliffs_view,
                      PORTAIL,
                      BAREME_CLIFFS_VIEW,
                      AdwBin)

/* Copies @bareme, which has no problem; NULL hides the view. */
void portail_bareme_cliffs_view_set_bareme (PortailBaremeCliffsView *view,
                                            const PortailBareme *bareme);

G_END_DECLS
