/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person at two computers, signed out of one from the other, and by the staff; what was done
 * stands in the audit log. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define SIGN_IN "…Réessayer avec Discord"

void
portail_desktop_play_devices (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) office = NULL;
  g_autoptr (PortailDesktopDesk) workshop = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne signs in on two computers");
  workshop = portail_desktop_desk_new_signed_in (world, "Atelier", &portail_desktop_camille, 0);
  office = portail_desktop_desk_new_signed_in (world, "Bureau", &portail_desktop_camille, 0);
  portail_demo_begin ("From one she signs out of the other");
  PLAY (office, KEY ("ctrl+comma"), SEE (LABEL, "Appearance"), CLICK (LABEL, "Devices"),
        SEE (LABEL, "This device"), PRESS (PUSH_BUTTON, "Sign out of…"),
        SEE (LABEL, "Sign this device out?"), PRESS (PUSH_BUTTON, "_Sign out"),
        GONE (PUSH_BUTTON, "Sign out of…"), SEE (LABEL, "This device"));
  PLAY (workshop, KEY ("F5"), SEE (PUSH_BUTTON, SIGN_IN));
  portail_demo_begin ("The staff reads it in the audit log");
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Audit log"), SEE (LABEL, "Devices signed out…"));
  portail_demo_begin ("The staff signs her out everywhere");
  PLAY (hugo, CLICK (LABEL, "Users and devices"), CLICK (LABEL, "Camille Renard"),
        SEE (LABEL, "Sessions and devices"), PRESS (PUSH_BUTTON, "Sign out _everywhere"),
        SEE (LABEL, "Sign out of all devices?"), PRESS (PUSH_BUTTON, "Sign out _everywhere"),
        GONE (LABEL, "Sign out of all devices?"));
  PLAY (office, KEY ("F5"), SEE (PUSH_BUTTON, SIGN_IN));
}
