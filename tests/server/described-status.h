/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/portail-route.h"

/* Ends the test where the description of the API does not tell that @route may answer @status. */
void described_status_check (const PortailRoute *route, guint status);
/* The same of a request, where there is such a route. */
void described_status_check_request (const char *method, const char *target, guint status);
