/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modules whose records are lists: create, change, search, trash and restore. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

static void
play_operations (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("An operation is typed, saved and finished");
  PLAY (camille, KEY ("ctrl+5"), SEE (LABEL, "Ballas"), KEY ("ctrl+n"),
        FILL ("Nom de l’employé", "Léa Fontaine"), FILL ("Group", "Marabunta"),
        FILL ("Amount", "50000"), SEE (LABEL, "…7 500 $…"), PRESS (PUSH_BUTTON, "_Save"),
        SEE (LABEL, "Marabunta"), SYNC);
  portail_demo_begin ("Lines of a spreadsheet are pasted through a preview");
  PLAY (camille,
        CLIP ("12/09/2025;Aztecas;Noé Lefèvre;D-9;R-9;3000\n13/09/2025;Aztecas;Léa "
              "Fontaine;D-9;R-8;4000\n"),
        KEY ("ctrl+shift+v"), SEE (LABEL, "Aztecas"), PRESS (PUSH_BUTTON, "_Import"),
        GONE (PUSH_BUTTON, "_Import"), SEE (LABEL, "3 000 $"), SYNC);
  portail_demo_begin ("The staff reviews a suspect");
  PLAY (hugo, SYNC, KEY ("ctrl+5"), CLICK (PAGE_TAB, "Suspects"), PRESS (PUSH_BUTTON, "_Review…"),
        SEE (PUSH_BUTTON, "… Review"), PRESS (PUSH_BUTTON, "_Cancel"),
        GONE (PUSH_BUTTON, "… Review"));
}

static void
play_archives (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The query language finds an archive");
  PLAY (camille, KEY ("ctrl+6"), SEE (LABEL, "Contrat de location"), KEY ("ctrl+f"),
        TYPE ("statut:refuse montant:<1000"), GONE (LABEL, "Contrat de location"),
        SEE (LABEL, "Facture sans justificatif"));
  portail_demo_begin ("A refused archive is corrected and waits again");
  PLAY (camille, CLICK (LABEL, "Facture sans justificatif"), KEY ("Return"),
        SEE (LABEL, "…Le justificatif manque.…"), FILL ("Amount", "995"),
        PRESS (PUSH_BUTTON, "_Save"), SYNC);
  portail_demo_begin ("The staff validates it");
  PLAY (hugo, SYNC, KEY ("ctrl+6"), CLICK (LABEL, "Facture sans justificatif"), KEY ("Return"),
        PRESS (PUSH_BUTTON, "Validate…"), PRESS (PUSH_BUTTON, "… Validate"),
        GONE (PUSH_BUTTON, "Validate…"), SYNC);
}

static void
play_documents (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A document goes to the trash and comes back");
  PLAY (camille, KEY ("ctrl+4"), CLICK (LABEL, "facture-huile.pdf"), KEY ("Return"),
        FILL ("Tags", "huile, moteur"), PRESS (PUSH_BUTTON, "_Save"), PRESS (PUSH_BUTTON, "More"),
        PRESS (MENU_ITEM, "_Move to the trash"), GONE (LABEL, "facture-huile.pdf"), KEY ("ctrl+z"),
        SEE (LABEL, "facture-huile.pdf"), SYNC);
}

static void
play_employees (PortailDesktopDesk *camille)
{
  portail_demo_begin ("An employee is hired and gets another grade");
  PLAY (camille, KEY ("ctrl+7"), CLICK (LABEL, "Employees"), SEE (LABEL, "Łukasz Nowak"),
        KEY ("ctrl+n"), FILL ("Name", "Aïcha Benali"), FILL ("Grade", "Junior"),
        PRESS (PUSH_BUTTON, "_Save"), SEE (LABEL, "Aïcha Benali"), FILL ("Grade", "Senior"),
        PRESS (PUSH_BUTTON, "_Save"), SYNC);
}

void
portail_desktop_play_records (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_archives (camille, hugo);
  play_documents (camille);
  play_operations (camille, hugo);
  play_employees (camille);
}
