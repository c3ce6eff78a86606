/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of spreadsheets come in through the preview of an import, which names what is wrong line by
 * line: a row each. What is good is on the server in the end, what is wrong is not. */
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-module.h"
#include "tests/desktop/portail-desktop-scene.h"

#define BAREME "01995080-0000-7000-8000-000000000001"

typedef struct
{
  const char *sentence;
  const PortailDesktopPerson *person;
  PortailDesktopAct open[5];
  PortailDesktopAct ask; /* for the file */
  const char *file_name;
  const char *text;
  PortailDesktopAct preview[5]; /* what is seen of it */
  PortailDesktopAct outcome[5];
} Import;

static const Import imports[] = {
  {
      .sentence = "Employees of a file: one without a name and one hired on no day stay out",
      .person = &portail_desktop_camille,
      .open = { KEY ("ctrl+7"), CLICK (LABEL, "Employees"), SEE (LABEL, "Łukasz Nowak") },
      .ask = MENU ("More", "_Import…"),
      .file_name = "employes.csv",
      .text = "Nom;Grade;Statut;Date d'arrivée\n"
              "Aïcha Benali;Apprenti;actif;01/09/2025\n"
              ";Apprenti;actif;01/09/2025\n"
              "Paul Petit;Senior;actif;31/02/2025\n"
              "Tom Roux;Senior;congé;02/09/2025\n",
      .preview = { SEE (LABEL, "Aïcha Benali"), SEE (LABEL, "(empty)"), SEE (LABEL, "31/02/2025") },
      .outcome = { SEE (LABEL, "Tom Roux"), SYNC, HAS ("/api/employees?limit=200", "Tom Roux"),
                   LACKS ("/api/employees?limit=200", "Paul Petit") },
  },
  {
      .sentence = "Operations of a file: one without an amount and one of a word stay out",
      .person = &portail_desktop_camille,
      .open = { LEAVE (PUSH_BUTTON, "Back to the settings"), KEY ("ctrl+5"),
                SEE (LABEL, "Ballas") },
      .ask = MENU ("More", "_Import…"),
      .file_name = "operations.csv",
      .text = "Date;Groupe;Employé;Donneur;Receveur;Somme\n"
              "08/09/2025;Aztecas;Léa Fontaine;233;;12 345\n"
              "09/09/2025;Aztecas;Noé Lefèvre;113;;\n"
              "10/09/2025;Triades;Noé Lefèvre;834;;beaucoup\n",
      .preview = { SEE (LABEL, "Aztecas"), SEE (LABEL, "(empty)"), SEE (LABEL, "beaucoup") },
      .outcome = { SEE (LABEL, "Aztecas"), SYNC, HAS ("/api/blanchiment?limit=200", "12345"),
                   LACKS ("/api/blanchiment?limit=200", "Triades") },
  },
  {
      .sentence = "A tax table of a file takes the place of the draft's",
      .person = &portail_desktop_hugo,
      .open = { KEY ("ctrl+7"), CLICK (LABEL, "Tax tables"), CLICK (LABEL, "Barème d’essai"),
                SEE (PUSH_BUTTON, "_Publish…") },
      .ask = MENU ("Import a table", "_Open a file (CSV, XLSX, ODS)…"),
      .file_name = "bareme.tsv",
      .text = "Min\tMax\tTaux\tSalaire employé\tSalaire direction\tPrime employé\tPrime direction\n"
              "100\t9 999\t7\t5 000\t8 000\t2 500\t4 000\n"
              "10 000\t99 000 000\t8,5\t10 000\t15 000\t5 000\t7 500\n",
      .preview = { SEE (LABEL, "8,5…") },
      .outcome = { SEE (TABLE_CELL, "…8,5…"), SYNC,
                   HAS ("/api/config/baremes/" BAREME "/tranches", "8.5") },
  },
};

static void
play_import (PortailDesktopDesk *desk, const Import *import)
{
  g_autofree char *path = g_build_filename (desk->folder, import->file_name, NULL);
  g_autoptr (GError) error = NULL;

  portail_demo_begin (import->sentence);
  g_file_set_contents (path, import->text, -1, &error);
  portail_demo_check (error);
  portail_desktop_play (desk, import->open);
  portail_desktop_play (desk, (const PortailDesktopAct[]){ import->ask, CHOOSE (path), { 0 } });
  portail_desktop_play (desk, import->preview);
  PLAY (desk, PRESS (PUSH_BUTTON, "_Import"), GONE (PUSH_BUTTON, "_Import"));
  portail_desktop_play (desk, import->outcome);
}

void
portail_desktop_play_imports (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  g_free (portail_demo_client_send (world->staff, "POST", "/api/config/baremes",
                                    "{'id':'" BAREME
                                    "','name':'Barème d’essai','effective_from':'2025-W45',"
                                    "'arrondi':'dollar','mode_impot':'tranche'}"));
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  for (guint i = 0; i < G_N_ELEMENTS (imports); i++)
    play_import (imports[i].person == &portail_desktop_hugo ? hugo : camille, &imports[i]);
}
