/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of the pages that are no lists, read back; and the settings of a company, which
 * come back from their file after they were changed. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define GARAGE "/api/enterprises/" PORTAIL_DEMO_GARAGE_ID

static void
play_dashboard (PortailDesktopDesk *camille)
{
  portail_demo_begin ("The dashboard is taken away as workbook, CSV and PDF");
  PLAY (camille, KEY ("ctrl+1"), PRESS (PUSH_BUTTON, "Previous week"),
        SEE (PUSH_BUTTON, "CA brut, …"), MENU ("Reports and export", "Export as _Excel workbook…"),
        SAVE_AS ("bord.xlsx"), WRITTEN ("bord.xlsx", "191684"),
        MENU ("Reports and export", "Export as _CSV…"), SAVE_AS ("bord.csv"),
        WRITTEN ("bord.csv", "191684"),
        MENU ("Reports and export", "Preview of the company _summary"),
        PRESS (PUSH_BUTTON, "Save as PDF"), SAVE_AS ("bord.pdf"),
        WRITTEN ("bord.pdf", "Garage des Docks"), PRESS (PUSH_BUTTON, "Back to the dashboard"),
        SEE (PUSH_BUTTON, "CA brut, …"));
}

static void
play_analysis (PortailDesktopDesk *camille)
{
  portail_demo_begin ("The analysis is taken away with its line of play, and leads to a suspect");
  PLAY (camille, KEY ("ctrl+5"), CLICK (PAGE_TAB, "Analysis"), SEE (LABEL, "135 000 $"),
        MENU ("Save as a file", "Save as _PDF…"), SAVE_AS ("analyse.pdf"),
        WRITTEN ("analyse.pdf", "RP uniquement"), MENU ("Save as a file", "Save as _workbook…"),
        SAVE_AS ("analyse.xlsx"), WRITTEN ("analyse.xlsx", "Vagos"),
        PRESS (PUSH_BUTTON, "_All suspects"), SEE (LIST, "Suspects"),
        CLICK (PAGE_TAB, "Operations"));
}

static void
play_exchange (PortailDesktopDesk *camille)
{
  portail_demo_begin ("The settings of a company go to a file");
  PLAY (camille, KEY ("ctrl+7"), CLICK (LABEL, "Export and import"),
        PRESS (PUSH_BUTTON, "_Export…"), SAVE_AS ("reglages.json"),
        WRITTEN ("reglages.json", "\"type_label\":\"Garage\""),
        BY_STAFF ("PATCH " GARAGE, "{'type_label':'Casse'}"), SYNC);
  portail_demo_begin ("They come back from it, shown before anything changes");
  PLAY (camille, PRESS (PUSH_BUTTON, "_Choose a file…"), OPEN ("reglages.json"),
        SEE (LABEL, "…Casse → Garage…"), HAS (GARAGE, "\"type_label\":\"Casse\""),
        PRESS (PUSH_BUTTON, "_Import all of it"), GONE (PUSH_BUTTON, "_Import all of it"),
        HAS (GARAGE, "\"type_label\":\"Garage\""), SYNC);
}

static void
play_staff (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The staff takes the audit log away");
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Audit log"), SEE (LABEL, "…Garage des Docks…"),
        PRESS (PUSH_BUTTON, "Export"), SAVE_AS ("journal.xlsx"),
        WRITTEN ("journal.xlsx", "Hugo Delcourt"));
}

void
portail_desktop_play_settings (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_dashboard (camille);
  play_analysis (camille);
  play_exchange (camille);
  play_staff (hugo);
}
