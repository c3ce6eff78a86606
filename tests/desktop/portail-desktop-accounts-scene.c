/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One computer: two accounts in one window, one window however often it is started, and a crash
 * that is told at the next start, shown before it is sent, and read by the staff.
 *
 * In the handler of a signal that interrupts a wait, the clock of the world is the true one: such a
 * crash is yet to come, as on a computer whose clock was set back. */
#include <signal.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define ERRORS "/api/client-errors?limit=200"
#define DOING  "Je cherchais un bail."

static void
play_accounts (PortailDesktopDesk *desk)
{
  portail_demo_begin ("A second account signs in beside the first and sees its own company alone");
  portail_desktop_desk_use_browser_of (desk, &portail_desktop_yanis);
  PLAY (desk, KEY ("ctrl+1"), KEY ("F10"), PRESS (MENU_ITEM, "_Add another account…"));
  portail_desktop_desk_sign_in (desk, &portail_desktop_yanis);
  PLAY (desk, HIDDEN (LIST_ITEM, "Blanchiment"), KEY ("ctrl+6"),
        SEE (LABEL, "Carte grise du taxi 7"), HIDDEN (LABEL, "Facture de pneus"));
  portail_demo_begin ("Back to the first without signing in, also without the server");
  portail_demo_server_stop (desk->world->server);
  PLAY (desk, KEY ("F10"), PRESS (MENU_ITEM, "camille.renard…"), SEE (LIST_ITEM, "Blanchiment"),
        KEY ("ctrl+6"), SEE (LABEL, "Facture de pneus"), HIDDEN (LABEL, "Carte grise du taxi 7"));
  portail_demo_server_start (desk->world->server);
  PLAY (desk, SYNC);
}

static void
play_second_start (PortailDesktopDesk *desk)
{
  portail_demo_begin ("A second start shows the window that is there");
  PLAY (desk, KEY ("ctrl+7"), SEE (LABEL, "Employees"));
  portail_desktop_desk_start_again (desk);
  PLAY (desk, SEE (LABEL, "Employees"), SYNC);
}

static PortailDesktopDesk *
play_crash (PortailDesktopWorld *world, PortailDesktopDesk *desk)
{
  portail_demo_begin ("Who agrees to report faults is asked at the next start after a crash");
  PLAY (desk, KEY ("ctrl+1"), KEY ("ctrl+comma"), SEE (LABEL, "Appearance"),
        CLICK (LABEL, "Notifications"), CLICK (LABEL, "Signaler les pannes au serveur"),
        PRESS (PUSH_BUTTON, "Close"), GONE (LABEL, "Appearance"));
  portail_desktop_desk_crash (desk);
  desk = portail_desktop_desk_new (world, "Camille", &portail_desktop_camille, 0);
  PLAY (desk, SEE (TEXT, "What would be sent"), LACKS (ERRORS, "\"kind\":\"crash\""),
        FILL ("What were you _doing? (if you like; without names)", DOING),
        PRESS (PUSH_BUTTON, "_Send"), GONE (PUSH_BUTTON, "_Send"), SYNC,
        HAS (ERRORS, "\"kind\":\"crash\""), HAS (ERRORS, DOING));
  return desk;
}

static void
play_report (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The staff reads of the crash, and what she was doing");
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Errors of programs"), CLICK (LABEL, "…SIGSEGV…"),
        SEE (PUSH_BUTTON, "_Copy"), SEE (LABEL, "…" DOING "…"));
}

void
portail_desktop_play_accounts (PortailDesktopWorld *world)
{
  PortailDesktopDesk *desk;

  portail_demo_begin ("The patronne signs in");
  desk = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  play_accounts (desk);
  play_second_start (desk);
  desk = play_crash (world, desk);
  portail_desktop_desk_free (desk);
  play_report (world);
}
