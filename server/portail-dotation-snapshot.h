/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dotation as the archives keep it: with everything that its figures were made of (domain.md
 * §3.6), so that the snapshot stays true whatever becomes of the rest. */
#pragma once

#include "shared/portail-database.h"
#include "shared/records/portail-dotation.h"

/* Canonical JSON {dotation, rows, depenses, retraits, totals, bareme}; the dotation holds the
 * settings and the result that it froze. Owned. */
char *portail_dotation_snapshot_make (PortailDatabase *database,
                                      const PortailDotation *dotation,
                                      GError **error);
