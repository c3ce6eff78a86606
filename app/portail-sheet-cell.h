/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a record as the cell of a grid shows it. */
#pragma once

#include "app/portail-grid-model.h"
#include "shared/portail-record.h"

/* The field called @name, which @type must have. */
const PortailField *portail_sheet_cell_find_field (const PortailRecordType *type, const char *name);
/* Text and display of the field, and NEGATIVE or CHECKED where it is. */
void portail_sheet_cell_get_content (const PortailField *field,
                                     gconstpointer record,
                                     PortailGridContent *content);
/* An amount that nobody typed. */
void portail_sheet_cell_show_money (PortailMoney money, PortailGridContent *content);
