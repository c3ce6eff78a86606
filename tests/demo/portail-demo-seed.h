/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills an empty server as its first superadmin would: signs in by the seed's web flow, following
 * every redirect, and creates companies and employees through the REST API. */
#pragma once

#include "tests/demo/portail-demo-place.h"

#define PORTAIL_DEMO_GARAGE "Garage des Docks"
#define PORTAIL_DEMO_TAXIS  "Taxis du Belvédère"

/* The server at @address runs and knows its main guild. */
void portail_demo_seed_fill (const PortailDemoPlace *place, const char *address);
