/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of the barème beside each other: their rows that differ, and the tax of both over
 * the profit. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"
#include "shared/portail-bareme.h"
#include "shared/records/portail-bareme-version.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREME_COMPARISON (portail_bareme_comparison_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremeComparison,
                      portail_bareme_comparison,
                      PORTAIL,
                      BAREME_COMPARISON,
                      AdwWindow)

/* @bareme, copied, called @name, with one of @others: of PortailBaremeVersion, copied; the built-in
 * table is always among the choices. */
GtkWidget *portail_bareme_comparison_new (PortailCache *cache,
                                          const PortailBareme *bareme,
                                          const char *name,
                                          const GPtrArray *others);

/* What is different, a sentence for each row: GPtrArray of owned texts; owned. */
GPtrArray *portail_bareme_list_differences (const PortailBareme *a, const PortailBareme *b);

G_END_DECLS
