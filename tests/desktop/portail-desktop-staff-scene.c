/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the staff decides about people: which roles on Discord count, who has a role by hand, in a
 * company and on the whole server; and what the people see of it. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define MAPPING  "/api/config/discord-mapping"
#define MEMBERS  "/api/enterprises/" PORTAIL_DEMO_TAXIS_ID "/members"
#define NEW_ROLE "910000000000000009"
#define INVITED  "800000000000000099"

static void
play_mapping (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("A mapping is tried: who would lose a role is told before it is saved");
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Discord mapping"),
        FILL ("Roles of DOT agents", NEW_ROLE), PRESS (PUSH_BUTTON, "_Review and save…"),
        SEE (LABEL, "Inès Carpentier"), SEE (LABEL, "loses"), PRESS (PUSH_BUTTON, "_Cancel"),
        GONE (LABEL, "loses"), LACKS (MAPPING, NEW_ROLE));
  portail_demo_begin ("One that takes nobody's role is saved");
  PLAY (hugo, FILL ("Roles of DOT agents", "910000000000000002, " NEW_ROLE),
        PRESS (PUSH_BUTTON, "_Review and save…"),
        SEE (LABEL, "Save the mapping? Nobody’s role changes"), PRESS (PUSH_BUTTON, "_Save"),
        SEE (LABEL, "The mapping is saved."), HAS (MAPPING, NEW_ROLE));
}

static void
play_member (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("Somebody gets a role in a company before the first sign-in, and loses it");
  PLAY (hugo, CLICK (LABEL, "Companies and members"), CLICK (LABEL, "Transport"),
        FILL ("Discord id (17 to 20 digits)", INVITED), PRESS (PUSH_BUTTON, "_Add to the company"),
        SEE (LABEL, "Invited, not signed in so far"), HAS (MEMBERS, INVITED),
        PRESS (PUSH_BUTTON, "Take the role away"), SEE (LABEL, "Take this role away?"),
        PRESS (PUSH_BUTTON, "_Take away"), GONE (LABEL, "Invited, not signed in so far"),
        LACKS (MEMBERS, INVITED), KEY ("Escape"));
}

static void
play_role (PortailDesktopDesk *hugo, PortailDesktopDesk *lea)
{
  portail_demo_begin ("An employée becomes an agent of the DOT by hand and reads the taxes");
  PLAY (lea, HIDDEN (LIST_ITEM, "Taxes"));
  PLAY (hugo, CLICK (LABEL, "Users and devices"), CLICK (LABEL, "Léa Fontaine"),
        SEE (LABEL, "Access"), CLICK (LABEL, "Role by hand"), STRIKE ("Down"), STRIKE ("Return"),
        SEE (LABEL, "The server has taken it."));
  PLAY (lea, KEY ("F5"), SEE (LIST_ITEM, "Taxes"));
  portail_demo_begin ("The role is taken from her again");
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Role by hand"), STRIKE ("Up"), STRIKE ("Return"));
  PLAY (lea, KEY ("F5"), GONE (LIST_ITEM, "Taxes"));
}

void
portail_desktop_play_staff (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) lea = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("An employée, the DOT and the staff sign in");
  portail_demo_client_free (portail_desktop_world_sign_in (world, &portail_desktop_ines));
  lea = portail_desktop_desk_new_signed_in (world, "Lea", &portail_desktop_lea, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_mapping (hugo);
  play_member (hugo);
  play_role (hugo, lea);
}
