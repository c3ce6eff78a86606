/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills an empty server as its first superadmin would: signs in by the seed's web flow, following
 * every redirect, and creates companies and employees through the REST API. */
#pragma once

#include "tests/demo/portail-demo-server.h"

#define PORTAIL_DEMO_GARAGE    "Garage des Docks"
#define PORTAIL_DEMO_GARAGE_ID "01995000-0000-7000-8000-000000000001"
#define PORTAIL_DEMO_TAXIS     "Taxis du Belvédère"
#define PORTAIL_DEMO_TAXIS_ID  "01995000-0000-7000-8000-000000000002"

/* Tells @server, which is not started yet, its main guild and who is staff there. */
void portail_demo_seed_configure (PortailDemoServer *server);
/* Starts it and fills it. */
void portail_demo_seed_prepare (const PortailDemoPlace *place, PortailDemoServer *server);
