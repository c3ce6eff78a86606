/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison of tax tables: the sums, a chart by week, tables by company and by week, for any
 * figure; and its export. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-what-if-run.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WHAT_IF_RESULT (portail_what_if_result_get_type ())
G_DECLARE_FINAL_TYPE (PortailWhatIfResult, portail_what_if_result, PORTAIL, WHAT_IF_RESULT, AdwBin)

/* Takes @answer; NULL for none. */
void portail_what_if_result_set_answer (PortailWhatIfResult *result, PortailWhatIfAnswer *answer);
/* Borrowed; NULL for none. */
const PortailWhatIfAnswer *portail_what_if_result_get_answer (PortailWhatIfResult *result);

G_END_DECLS
