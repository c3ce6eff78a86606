/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a week in dispute, found again, its rows deleted and brought back, then the whole of
 * it; and a week that is locked, which takes no change until it is unlocked. */
#include <signal.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define SHEET    "01995010-0000-7000-8000-000000000039"
#define ROW      "01995010-0000-7000-8000-000000003900"
#define WEEKS    "/api/dotations?limit=200"
#define ROWS     "/api/dotations/" SHEET "/rows"
#define HOTEL    "/api/tax/01995020-0000-7000-8000-000000000001"
#define DECISION "1 modification attend votre décision"

static const PortailDesktopAct typed[] = {
  KEY ("ctrl+2"),
  PRESS (PUSH_BUTTON, "…Ouvrir la semaine 39…"),
  SEE (TABLE_CELL, "RUN, Léa Fontaine…"),
  CELL ("Employés", "RUN, Léa Fontaine…"),
  TYPE ("500"),
  STRIKE ("Tab"),
  TYPE ("600"),
  STRIKE ("Return"),
  SEE (TABLE_CELL, "FACTURE, Léa Fontaine, 600…"),
  KEY ("F5"),
  SEE (PUSH_BUTTON, "Hors ligne…"),
  { 0 },
};

static void
play_dispute (PortailDesktopWorld *world, PortailDesktopDesk *camille)
{
  portail_demo_begin ("Two figures of one row are chosen field by field: one mine, one theirs");
  PLAY (camille, SYNC);
  portail_demo_server_stop (world->server);
  portail_desktop_play (camille, typed);
  g_subprocess_send_signal (camille->process, SIGSTOP);
  portail_demo_server_start (world->server);
  PLAY (camille, BY_STAFF ("PATCH " ROWS "/" ROW, "{'run':700,'facture':800}"));
  g_subprocess_send_signal (camille->process, SIGCONT);
  PLAY (camille, KEY ("F5"), PRESS (PUSH_BUTTON, DECISION),
        PRESS (PUSH_BUTTON, "Choose field by field…"), CLICK (CHECK_BOX, "…500…"),
        CLICK (CHECK_BOX, "…800…"), PRESS (PUSH_BUTTON, "_Send"), GONE (PUSH_BUTTON, DECISION),
        SYNC, HAS (ROWS, "\"run\":500,\"facture\":800"));
}

static void
play_search (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A week is found by its number");
  PLAY (camille, KEY ("ctrl+2"), LEAVE (PUSH_BUTTON, "Back to the weeks"),
        SEE (TREE_TABLE, "Weeks"), KEY ("ctrl+f"), TYPE ("semaine 31"), SEE (LABEL, "Semaine 31…"),
        GONE (LABEL, "Semaine 30…"), KEY ("ctrl+a"), KEY ("BackSpace"), SEE (LABEL, "Semaine 30…"));
}

static void
play_rows (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A row is deleted and comes back");
  PLAY (camille, PRESS (PUSH_BUTTON, "…Ouvrir la semaine 39…"),
        SEE (TABLE_CELL, "RUN, Léa Fontaine…"), CELL ("Employés", "RUN, Léa Fontaine…"),
        KEY ("ctrl+minus"), GONE (TABLE_CELL, "RUN, Léa Fontaine…"), SYNC,
        LACKS (ROWS, "Léa Fontaine"), KEY ("ctrl+z"), SEE (TABLE_CELL, "RUN, Léa Fontaine, 500…"),
        SYNC, HAS (ROWS, "\"run\":500,\"facture\":800"));
}

static void
play_trash (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A whole week goes to the trash and comes back with its rows");
  PLAY (camille, PRESS (PUSH_BUTTON, "Move to the trash"), SEE (TREE_TABLE, "Weeks"),
        SEE (LABEL, "The week is in the trash."), SYNC, LACKS (WEEKS, SHEET),
        MENU ("More", "_Trash"), SEE (LABEL, "Semaine 39 (…"), PRESS (PUSH_BUTTON, "Restaurer…"),
        SEE (LABEL, "The week is back in the list."), SEE (LABEL, "The trash is empty"),
        PRESS (PUSH_BUTTON, "Back to the list"), SEE (LABEL, "Semaine 39 (…"), SYNC,
        HAS (ROWS, "\"run\":500,\"facture\":800"));
}

static void
play_lock (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The staff locks a week");
  PLAY (hugo, SYNC, KEY ("ctrl+7"), CLICK (LABEL, "Locked weeks"),
        PRESS (PUSH_BUTTON, "Semaine 38…"), SEE (PUSH_BUTTON, "%s: locked"), SYNC);
  portail_demo_begin ("What is of that week cannot be changed, and a sentence says why");
  PLAY (camille, SYNC, KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"),
        SEE (FILLER, "PortailRecordForm"), SEE (LABEL, "Staff has locked this week."),
        HIDDEN (TEXT, "Amount"), GREY (PUSH_BUTTON, "Submit"));
  portail_demo_begin ("The staff unlocks it with a reason");
  PLAY (hugo, PRESS (PUSH_BUTTON, "Semaine 38…"), FILL ("Reason", "Une facture est arrivée."),
        PRESS (PUSH_BUTTON, "… Unlock"), GONE (PUSH_BUTTON, "%s: locked"), SYNC);
  portail_demo_begin ("It can be changed again");
  PLAY (camille, SYNC, FILL ("Amount", "1333"), PRESS (PUSH_BUTTON, "_Save"),
        GONE (PUSH_BUTTON, "_Save"), SYNC, HAS (HOTEL, "1333"));
}

void
portail_desktop_play_weeks (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  g_free (portail_demo_client_send (world->staff, "POST", "/api/dotations",
                                    "{'id':'" SHEET "','enterprise_id':'" PORTAIL_DEMO_GARAGE_ID
                                    "','period':'2025-W39'}"));
  g_free (portail_demo_client_send (world->staff, "POST", ROWS,
                                    "{'id':'" ROW "','position':0,'employee_name':'Léa Fontaine',"
                                    "'grade':'Mécanicien','run':100,'facture':200,'vente':0}"));
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_dispute (world, camille);
  play_search (camille);
  play_rows (camille);
  play_trash (camille);
  play_lock (camille, hugo);
}
