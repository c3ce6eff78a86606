/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard, what leads from it, the palette and the settings of companies and server. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-notices.h"
#include "tests/desktop/portail-desktop-scene.h"

static void
play_dashboard (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A figure of the week opens the rows behind it");
  PLAY (camille, KEY ("ctrl+1"), PRESS (PUSH_BUTTON, "Previous week"),
        SEE (PUSH_BUTTON, "Semaine 38…"), PRESS (PUSH_BUTTON, "CA brut, …"),
        SEE (LIST_ITEM, "Total dû, …"));
  portail_demo_begin ("What is to be done opens its record");
  PLAY (camille, KEY ("ctrl+1"), CLICK (LABEL, "Déclaration de la semaine 37…"),
        SEE (LABEL, "Impôt de la semaine…"), SEE (PUSH_BUTTON, "Close"));
  portail_demo_begin ("The palette finds a record by its words");
  PLAY (camille, KEY ("ctrl+k"), SEE (ENTRY, "Find a command or a record"),
        TYPE ("contrat de location"), SEE (LABEL, "Contrat de location"), STRIKE ("Return"),
        SEE (TREE_TABLE, "Archives"));
}

static void
play_notification (PortailDesktopWorld *world, PortailDesktopDesk *camille)
{
  portail_demo_begin ("A notification of the desktop opens its record");
  g_free (portail_demo_client_send (world->staff, "POST",
                                    "/api/dotations/01995010-0000-7000-8000-000000000038/refuse",
                                    "{'reason':'Une facture manque.'}"));
  PLAY (camille, KEY ("ctrl+4"), SYNC);
  portail_desktop_notices_press ("38");
  PLAY (camille, SEE (LABEL, "Refused"));
}

static void
play_company (PortailDesktopDesk *camille)
{
  portail_demo_begin ("The example of a company follows its settings");
  PLAY (camille, KEY ("ctrl+7"), CLICK (LABEL, "Settings of the company"), SEE (LABEL, "7 000 $"),
        FILL ("Salaire, part du CA", "40"), SEE (LABEL, "8 000 $"), PRESS (PUSH_BUTTON, "_Save"),
        SYNC);
}

static void
play_server (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The staff locks a week");
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Locked weeks"), SEE (PUSH_BUTTON, "…30…"));
  portail_demo_begin ("The staff reads the tax tables");
  PLAY (hugo, CLICK (LABEL, "Tax tables"), SEE (LABEL, "Barème par défaut"));
}

void
portail_desktop_play_overview (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_dashboard (camille);
  play_company (camille);
  play_notification (world, camille);
  play_server (hugo);
}
