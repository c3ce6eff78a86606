/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes from hand to hand until it is final: a tax table that is published, an archive that is
 * validated. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define BAREMES "/api/config/baremes?limit=200"
#define TYRES   "/api/archives/01995050-0000-7000-8000-000000000001"

static void
play_bareme (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("A draft of a tax table is made, named and changed");
  PLAY (hugo, KEY ("ctrl+7"), CLICK (LABEL, "Tax tables"), CLICK (PUSH_BUTTON, "New draft"),
        SEE (MENU_ITEM, "From the built-in table"), STRIKE ("Down"), STRIKE ("Return"),
        SEE (PUSH_BUTTON, "_Publish…"), FILL ("Name", "Barème d’octobre"),
        CELL ("Tranches du bénéfice", "…49…"), TYPE ("51"), STRIKE ("Return"),
        SEE (TABLE_CELL, "…51…"), SYNC, HAS (BAREMES, "\"published_at\":null"));
  portail_demo_begin ("It is published, and never changes again");
  PLAY (hugo, PRESS (PUSH_BUTTON, "_Publish…"), PRESS (PUSH_BUTTON, "_Publish for good"),
        SEE (LABEL, "tax table|Published"), SEE (LABEL, "Cette version est publiée…"), SYNC,
        HAS (BAREMES, "\"published_at\":\"2025-09-23"),
        HAS (BAREMES, "\"name\":\"Barème d’octobre\""), PRESS (PUSH_BUTTON, "Back to the versions"),
        SEE (LABEL, "Barème d’octobre"));
}

static void
play_archive (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The staff refuses an archive with a reason");
  PLAY (hugo, KEY ("ctrl+6"), CLICK (LABEL, "Facture de pneus"), KEY ("Return"),
        PRESS (PUSH_BUTTON, "Refuse…"), FILL ("Reason", "Le montant est illisible."),
        PRESS (PUSH_BUTTON, "… Refuse"), GONE (PUSH_BUTTON, "Refuse…"), SYNC,
        HAS (TYRES, "\"status\":\"refuse\""));
  portail_demo_begin ("The company reads it, corrects the archive and it waits again");
  PLAY (camille, SYNC, KEY ("ctrl+6"), CLICK (LABEL, "Facture de pneus"), KEY ("Return"),
        SEE (LABEL, "…Le montant est illisible.…"), FILL ("Amount", "4250"),
        PRESS (PUSH_BUTTON, "_Save"), GONE (PUSH_BUTTON, "_Save"), SYNC,
        HAS (TYRES, "\"status\":\"en_attente\""), HAS (TYRES, "\"amount\":4250"));
  portail_demo_begin ("The staff validates it, and the company changes it no more");
  PLAY (hugo, SYNC, PRESS (PUSH_BUTTON, "Validate…"), PRESS (PUSH_BUTTON, "… Validate"),
        GONE (PUSH_BUTTON, "Validate…"), SYNC, HAS (TYRES, "\"status\":\"valide\""));
  PLAY (camille, SYNC, SEE (STATUS_BAR, "Only what was refused can be changed."));
}

void
portail_desktop_play_versions (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_bareme (hugo);
  play_archive (camille, hugo);
}
