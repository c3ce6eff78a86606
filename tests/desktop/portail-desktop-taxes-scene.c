/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

void
portail_desktop_play_taxes (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;

  portail_demo_begin ("The patronne signs in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  PLAY (camille, KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations"), SEE (LABEL, "%d days late"));
}
