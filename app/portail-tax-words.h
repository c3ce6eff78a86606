/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How near a due day is, in words and colours: in lists, panels and notifications alike. */
#pragma once

#include "shared/portail-tax-reminder.h"

/* `due in 2 days`, `due today`, `3 days late`; NULL for PORTAIL_DUE_NONE. Owned. */
char *portail_tax_words_of_due (PortailDueLevel level, PortailDay due_day, PortailTimestamp now);
/* Of the pill: "waiting", "bad"; NULL for PORTAIL_DUE_NONE. Static. */
const char *portail_tax_words_get_css_class (PortailDueLevel level);
/* What differs between two versions, a line a field: `Amount: 71 100 $ → 80 000 $`; NULL for
 * nothing. Owned. */
char *portail_tax_words_of_difference (const PortailTaxDeclaration *old,
                                       const PortailTaxDeclaration *new);
