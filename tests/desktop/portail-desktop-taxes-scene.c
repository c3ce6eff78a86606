/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

/* As a spreadsheet copies it. */
#define TABLE                                                                                      \
  "Min\tTaux\tSal emp\tSal dir\tPrime emp\tPrime dir\n"                                            \
  "100\t8\t5000\t8000\t2500\t4000\n"                                                               \
  "50000\t30\t60000\t70000\t30000\t40000\n"

/* The declaration that is typed, from its draft to its payment, between two people. */
static void
follow_typed (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The patronne submits a declaration");
  PLAY (camille, KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"), KEY ("Return"),
        PRESS (PUSH_BUTTON, "Submit"), SEE (LABEL, "Submitted"), SYNC);
  portail_demo_begin ("The staff refuses it with a reason");
  PLAY (hugo, SYNC, KEY ("ctrl+3"), CLICK (LABEL, "Taxe de séjour"), KEY ("Return"),
        PRESS (PUSH_BUTTON, "Refuse…"), FILL ("Reason", "Le montant est faux."),
        PRESS (PUSH_BUTTON, "… Refuse"), SEE (LABEL, "Refused"), SYNC);
  portail_demo_begin ("The patronne corrects it and submits it again");
  PLAY (camille, SYNC, SEE (LABEL, "…Le montant est faux.…"), FILL ("Amount", "1300"),
        PRESS (PUSH_BUTTON, "_Save"), SEE (LABEL, "1 300 $"), PRESS (PUSH_BUTTON, "Submit"),
        SEE (LABEL, "Submitted"), SYNC);
  portail_demo_begin ("The staff validates it and marks it as paid");
  PLAY (hugo, SYNC, SEE (LABEL, "1 300 $"), PRESS (PUSH_BUTTON, "Validate…"),
        PRESS (PUSH_BUTTON, "… Validate"), SEE (PUSH_BUTTON, "Mark as paid…"),
        PRESS (PUSH_BUTTON, "Mark as paid…"), PRESS (PUSH_BUTTON, "… Mark as paid"),
        GONE (PUSH_BUTTON, "Mark as paid…"), SYNC);
}

/* Of the sheet of the week before. */
static void
fill_from_dotation (PortailDesktopDesk *camille)
{
  portail_demo_begin ("A new declaration takes its figures from the dotation of the week");
  PLAY (camille, SYNC, PRESS (PUSH_BUTTON, "Previous week"), SEE (PUSH_BUTTON, "Semaine 38…"),
        KEY ("ctrl+n"), SEE (LABEL, "64 407 $"), PRESS (PUSH_BUTTON, "_Save"),
        PRESS (PUSH_BUTTON, "Submit"), SEE (LABEL, "Submitted"), SYNC);
}

/* What it says, the workbook and the chain of the sheet say too. */
static void
try_taxes (PortailDesktopDesk *camille)
{
  portail_demo_begin ("Past weeks are computed again with a table that was pasted");
  PLAY (camille, CLICK (PAGE_TAB, "What if"), CLICK (TEXT, "Brackets, rates and caps"),
        CLIP (TABLE), STRIKE ("ctrl+a"), STRIKE ("ctrl+v"), PRESS (PUSH_BUTTON, "_Compare"),
        SEE (LABEL, "751 473 $"), SEE (LABEL, "845 051 $"), PRESS (PUSH_BUTTON, "Export as XLSX"),
        SAVE_AS ("et-si.xlsx"), WRITTEN ("et-si.xlsx", "845051"));
  portail_demo_begin ("The simulator begins with the week and follows what is typed");
  PLAY (camille, CLICK (PAGE_TAB, "Simulator"), PRESS (PUSH_BUTTON, "_Take the week"),
        SEE (LIST_ITEM, "Total dû, 64 407 $"), FILL ("Withdrawals", "10000"),
        SEE (LIST_ITEM, "Trésorerie nette, 59 053 $"), CLICK (PAGE_TAB, "Declarations"));
}

void
portail_desktop_play_taxes (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  PLAY (camille, KEY ("ctrl+3"), SEE (TREE_TABLE, "Tax declarations"), SEE (LABEL, "…7 jours…"));
  follow_typed (camille, hugo);
  fill_from_dotation (camille);
  try_taxes (camille);
}
