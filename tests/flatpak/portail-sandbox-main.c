/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed Flatpak against a real server: its window starts, signs in through the portal that
 * opens web addresses, and finds its secret again at the next start. Runs inside
 * tests/support/gui-session.sh with the portals' services. */
#include <locale.h>

#include "tests/demo/portail-demo-desk.h"
#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-server.h"
#include "tests/demo/portail-demo-teller.h"

#define PATRONNE_ID "800000000000000002"
#define PATRONNE    "Camille Renard"
#define IN_SYNC     "Tout est à jour avec le serveur"

static void
sign_in_and_sync (PortailDemoDesk *desk)
{
  portail_demo_begin ("The sandboxed window signs in through the system browser");
  portail_demo_desk_sign_in (desk, PATRONNE_ID, PATRONNE);
  portail_driver_focus (desk->driver);
  portail_driver_key (desk->driver, "F5");
  g_object_unref (portail_driver_wait (desk->driver, ATSPI_ROLE_PUSH_BUTTON, IN_SYNC));
  portail_demo_desk_take_picture (desk, "01-sandbox");
  portail_demo_desk_free (desk);
}

/* A session that was not kept would ask to sign in again. */
static void
find_session_again (const PortailDemoPlace *place, const char *address)
{
  PortailDemoDesk *desk;

  portail_demo_begin ("Its secret is there at the next start");
  desk = portail_demo_desk_new (place, address, PORTAIL_DEMO_LIGHT);
  portail_driver_key (desk->driver, "F5");
  g_object_unref (portail_driver_wait (desk->driver, ATSPI_ROLE_PUSH_BUTTON, IN_SYNC));
  portail_demo_desk_take_picture (desk, "02-again");
  portail_demo_desk_free (desk);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_build_filename (g_get_user_runtime_dir (), "portail-sandbox", NULL);
  g_autoptr (PortailDemoPlace) place = NULL;
  g_autoptr (PortailDemoServer) server = NULL;
  const char *address;

  setlocale (LC_ALL, "");
  portail_demo_teller_start (PORTAIL_DEMO_FOR_A_TEST);
  place = portail_demo_place_new (NULL, state, argc > 1 ? argv[1] : state);
  place->sandbox = PORTAIL_APPLICATION_ID;
  place->is_installed = TRUE;
  portail_demo_begin ("Starting the provider that stands in for Discord");
  server = portail_demo_server_new (place);
  portail_demo_seed_configure (server);
  portail_demo_seed_prepare (place, server);
  address = portail_demo_server_get_address (server);
  sign_in_and_sync (portail_demo_desk_new (place, address, PORTAIL_DEMO_LIGHT));
  find_session_again (place, address);
  portail_demo_teller_end ();
  return 0;
}
