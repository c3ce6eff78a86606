/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a week from its first row to its payment: pasted from a spreadsheet, added to from a
 * file, filled by keys alone, taken away in every form, refused, corrected, validated, paid. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-file.h"
#include "tests/desktop/portail-desktop-scene.h"

#define WEEKS "/api/dotations?limit=200"

static void
play_rows (PortailDesktopDesk *camille)
{
  portail_demo_begin ("Rows are pasted from a spreadsheet into a new sheet");
  PLAY (camille, KEY ("ctrl+2"), SEE (TREE_TABLE, "Weeks"), KEY ("ctrl+n"),
        CLIP ("Léa Fontaine\t500\t600\t700\nNoé Lefèvre\t100\t200\t300\n"),
        CELL ("Employés", "Employé, nouvelle ligne"), KEY ("ctrl+v"),
        SEE (TABLE_CELL, "CA, Noé Lefèvre, 600…"), KEY ("ctrl+z"),
        GONE (TABLE_CELL, "CA, Noé Lefèvre…"), KEY ("ctrl+shift+z"),
        SEE (TABLE_CELL, "CA, Noé Lefèvre, 600…"));
  portail_demo_begin ("A file adds rows to it, opened by its key");
  portail_desktop_file_write (
      camille, "lignes.csv", "Nom;Run;Facture;Vente\nNoé Lefèvre;150;200;300\nZoé Port;1000;0;0\n");
  PLAY (camille, KEY ("ctrl+o"), OPEN ("lignes.csv"), SEE (LABEL, "Zoé Port"), STRIKE ("alt+i"),
        SEE (TABLE_CELL, "CA, Zoé Port, 1…"), SEE (TABLE_CELL, "CA, Noé Lefèvre, 650…"));
  portail_demo_begin ("A figure is typed and filled down by keys alone");
  PLAY (camille, CELL ("Employés", "VENTE, Léa Fontaine…"), TYPE ("40"), STRIKE ("Return"),
        SEE (TABLE_CELL, "VENTE, Léa Fontaine, 40…"), STRIKE ("Up"), STRIKE ("shift+Down"),
        STRIKE ("shift+Down"), STRIKE ("ctrl+d"), SEE (TABLE_CELL, "VENTE, Zoé Port, 40…"),
        SEE (TABLE_CELL, "CA, Noé Lefèvre, 390…"), SYNC, HAS (WEEKS, "2025-W39"));
}

static void
play_files (PortailDesktopDesk *camille)
{
  portail_demo_begin ("The sheet is taken away as workbook, CSV and PDF");
  PLAY (camille, MENU ("Export and print", "_Excel workbook…"), SAVE_AS ("semaine.xlsx"),
        WRITTEN ("semaine.xlsx", "Zoé Port"), MENU ("Export and print", "_CSV file…"),
        SAVE_AS ("semaine.csv"), WRITTEN ("semaine.csv", "Zoé Port"),
        MENU ("Export and print", "_Dotation as PDF…"), SAVE_AS ("semaine.pdf"),
        WRITTEN ("semaine.pdf", "Zoé Port"), MENU ("Export and print", "_FICHE IMPÔT as PDF…"),
        SAVE_AS ("fiche.pdf"), WRITTEN ("fiche.pdf", "2 570 $"));
  portail_demo_begin ("Its preview opens by the key of printing and closes by Escape");
  PLAY (camille, KEY ("ctrl+p"), SEE (PUSH_BUTTON, "Save as PDF"), STRIKE ("Escape"),
        SEE (TABLE_CELL, "CA, Zoé Port, 1…"));
}

static void
play_statuses (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  portail_demo_begin ("The patronne submits it and the staff refuses it with a reason");
  PLAY (camille, PRESS (PUSH_BUTTON, "Submit"), SEE (LABEL, "Submitted"), SYNC);
  PLAY (hugo, SYNC, KEY ("ctrl+2"), PRESS (PUSH_BUTTON, "…Ouvrir la semaine 39…"),
        PRESS (PUSH_BUTTON, "Refuse…"), FILL ("Reason", "Zoé Port n’est pas du garage."),
        PRESS (PUSH_BUTTON, "… Refuse"), SEE (LABEL, "Refused"), SYNC);
  portail_demo_begin ("She reads the reason, corrects it and submits it again");
  PLAY (camille, SYNC, SEE (LABEL, "…Zoé Port n’est pas du garage.…"),
        CELL ("Employés", "RUN, Zoé Port…"), KEY ("ctrl+minus"),
        GONE (TABLE_CELL, "RUN, Zoé Port…"), PRESS (PUSH_BUTTON, "Submit"),
        SEE (LABEL, "Submitted"), SYNC);
  portail_demo_begin ("The staff validates it and marks it as paid");
  PLAY (hugo, SYNC, PRESS (PUSH_BUTTON, "Validate…"), PRESS (PUSH_BUTTON, "… Validate"),
        PRESS (PUSH_BUTTON, "Mark as paid…"), PRESS (PUSH_BUTTON, "… Mark as paid"),
        GONE (PUSH_BUTTON, "Mark as paid…"), SYNC, HAS (WEEKS, "\"status\":\"paye\""));
  PLAY (camille, SYNC, SEE (LABEL, "Paid"));
}

void
portail_desktop_play_sheets (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_rows (camille);
  play_files (camille);
  play_statuses (camille, hugo);
}
