/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open dotation as the place of an import (domain.md §3.7): its rows, dépenses and retraits. The
 * place is a PortailDotationModel; an import is one step of it. */
#pragma once

#include "app/portail-dotation-model.h"
#include "app/portail-import-preview.h"

/* Its kinds stand in the order of PortailSheetTable. */
extern const PortailImportPlace portail_dotation_place;
