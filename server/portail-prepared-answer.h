/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handler of routes whose prepare makes the whole answer on the job pool, since it takes longer
 * than a request may (contract.md §8). */
#pragma once

#include "server/portail-route.h"

PortailAnswer *portail_prepared_answer_get (PortailContext *context,
                                            const PortailRequest *request,
                                            GError **error);
/* free_prepared of such a route. */
void portail_prepared_answer_free (gpointer answer);
