/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row in which one types an amount of money. What is no amount is marked while one types, and
 * says why. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-number-text.h"

G_BEGIN_DECLS

/* Makes @row one. @flags: whether it may be less than nothing. */
void portail_amount_row_set_up (AdwEntryRow *row, PortailNumberFlags flags);
void portail_amount_row_set (AdwEntryRow *row, PortailMoney money);
/* Empty is 0. FALSE, with *@fault (owned, NULL if it is set already) a sentence that names the row,
 * for what is no amount; then *@money is 0. */
gboolean portail_amount_row_read (AdwEntryRow *row, PortailMoney *money, char **fault);

G_END_DECLS
