/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a company and the staff lay down, and what follows from it: rules of grades in a sheet, the
 * wealth table of a draft. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

#define GARAGE  "/api/enterprises/" PORTAIL_DEMO_GARAGE_ID
#define BAREME  "01995080-0000-7000-8000-000000000002"
#define BAREMES "/api/config/baremes"

static void
play_grades (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A sheet suggests nothing for a grade without a rule");
  PLAY (camille, BY_STAFF ("PATCH " GARAGE, "{'settings':{'mode_calcul':'grade'}}"), SYNC,
        KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), KEY ("ctrl+n"),
        CLIP ("Zoé Lefèvre\t1000\t0\t0\n"), CELL ("Employés", "Employé, nouvelle ligne"),
        KEY ("ctrl+v"), SEE (TABLE_CELL, "Salaire, Zoé Lefèvre, 0…"), SYNC);
  portail_demo_begin ("Rules are pasted, and the sheet suggests what they say");
  PLAY (camille, KEY ("ctrl+7"), CLICK (LABEL, "Export and import"), SEE (PUSH_BUTTON, "_Export…"),
        CLICK (LABEL, "Grade rules"), SEE (TABLE, "Grade rules"),
        CLIP ("Junior\t250\t10\t0\t40\t0\n"), CELL ("Règles de grade", "Grade, nouvelle ligne"),
        KEY ("ctrl+v"), SEE (TABLE_CELL, "Salaire fixe, Junior, 250…"), SYNC, KEY ("ctrl+2"),
        SEE (TABLE_CELL, "Salaire, Zoé Lefèvre, 350…"));
  portail_demo_begin ("A rule is changed, and the suggestion with it");
  PLAY (camille, KEY ("ctrl+7"), CELL ("Règles de grade", "Salaire fixe, Junior…"), TYPE ("300"),
        STRIKE ("Return"), SEE (TABLE_CELL, "Salaire fixe, Junior, 300…"), SYNC, KEY ("ctrl+2"),
        SEE (TABLE_CELL, "Salaire, Zoé Lefèvre, 400…"));
}

static void
play_wealth (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The wealth table of a draft is filled from a spreadsheet");
  PLAY (hugo,
        BY_STAFF ("POST " BAREMES,
                  "{'id':'" BAREME "','name':'Barème d’essai','effective_from':'2025-W45',"
                  "'arrondi':'dollar','mode_impot':'tranche'}"),
        SYNC, KEY ("ctrl+7"), CLICK (LABEL, "Tax tables"), CLICK (LABEL, "Barème d’essai"),
        SEE (PUSH_BUTTON, "_Publish…"), CLICK (PAGE_TAB, "Wealth table"),
        CLIP ("0\t\t1\n500000\t\t2\n"), CELL ("Barème de richesse", "À partir de, nouvelle ligne"),
        KEY ("ctrl+v"), SEE (TABLE_CELL, "À partir de, 500…"), SYNC,
        HAS (BAREMES "/" BAREME "/wealth", "500000"));
}

void
portail_desktop_play_rules (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  play_grades (camille);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_wealth (hugo);
}
