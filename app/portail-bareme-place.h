/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/portail-import-preview.h"

/* An open draft of a barème, a PortailBaremeDocument, as a place for imports: kinds by
 * PortailBaremeTable. A table is taken whole, in place of the one that is there, or not at all. */
extern const PortailImportPlace portail_bareme_place;
