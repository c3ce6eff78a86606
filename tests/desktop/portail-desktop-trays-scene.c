/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens when the server is away, when somebody else was faster, when the power goes out. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define HOTEL_TAX "/api/tax/01995020-0000-7000-8000-000000000001"

static void
play_offline (PortailDesktopWorld *world, PortailDesktopDesk *camille)
{
  portail_demo_begin ("Without the server a change waits, and leaves when it is back");
  portail_demo_server_stop (world->server);
  PLAY (camille, KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"), KEY ("Return"),
        FILL ("Amount", "1400"), PRESS (PUSH_BUTTON, "_Save"), SEE (LABEL, "1 400 $"), KEY ("F5"),
        CLICK (PUSH_BUTTON, "Hors ligne…"), SEE (LABEL, "…Taxe de séjour…"));
  portail_demo_server_start (world->server);
  PLAY (camille, SYNC, SEE (LABEL, "Nothing to send"));
}

static void
play_conflict (PortailDesktopWorld *world, PortailDesktopDesk *camille)
{
  portail_demo_begin ("Two amounts of one declaration meet in À résoudre");
  portail_demo_server_stop (world->server);
  PLAY (camille, KEY ("ctrl+3"), FILL ("Amount", "1500"), PRESS (PUSH_BUTTON, "_Save"),
        SEE (LABEL, "1 500 $"));
  portail_demo_server_start (world->server);
  g_free (portail_demo_client_send (world->staff, "PATCH", HOTEL_TAX, "{'amount':1600}"));
  PLAY (camille, KEY ("F5"), CLICK (PUSH_BUTTON, "1 modification attend votre décision"),
        SEE (LABEL, "…1 600 $…"), SEE (LABEL, "…1 500 $…"));
}

static PortailDesktopDesk *
play_power_cut (PortailDesktopWorld *world, PortailDesktopDesk *camille)
{
  portail_demo_begin ("What is half typed is there again after the power went out");
  PLAY (camille, KEY ("ctrl+5"), CLICK (LABEL, "Ballas"), KEY ("Return"),
        FILL ("Group", "Brouillon gardé"), SEE (PUSH_BUTTON, "_Save"), PICTURE ("half-typed"),
        PICTURE ("half-typed"));
  portail_desktop_desk_kill (camille);
  camille = portail_desktop_desk_new (world, "Camille", &portail_desktop_camille, 0);
  PLAY (camille, KEY ("ctrl+5"), CLICK (LABEL, "Ballas"), KEY ("Return"),
        SEE (STATUS_BAR, "Draft restored"));
  return camille;
}

void
portail_desktop_play_trays (PortailDesktopWorld *world)
{
  PortailDesktopDesk *camille;

  portail_demo_begin ("The patronne signs in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  play_offline (world, camille);
  play_conflict (world, camille);
  camille = play_power_cut (world, camille);
  portail_desktop_desk_free (camille);
}
