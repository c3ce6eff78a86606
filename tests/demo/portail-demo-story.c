/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/portail-week.h"
#include "tests/demo/portail-demo-desk.h"
#include "tests/demo/portail-demo-proof.h"
#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-teller.h"

#define PATRONNE_ID "800000000000000002"
#define PATRONNE    "Camille Renard"
#define STAFF_ID    "800000000000000001"
#define STAFF       "Hugo Delcourt"

#define WEEK "Semaine 38 (15/09 – 21/09/2025)"

/* A button with a mnemonic is named twice: with it and without. */
#define CONFIRM_IMPORT "… Importer"

#define FICHE    "fiche-impot-2025-W38.pdf"
#define WORKBOOK "dotation-2025-W38.xlsx"

typedef struct
{
  const PortailDemoPlace *place;
  PortailDemoServer *server;
  const PortailDemoCast *cast;
  PortailDemoDesk *desk;
  PortailDemoProof seen; /* in the patronne's window */
} Story;

static PortailDriver *
get_driver (Story *story)
{
  return story->desk->driver;
}

static void
wait_for (PortailDriver *driver, AtspiRole role, const char *name)
{
  g_object_unref (portail_driver_wait (driver, role, name));
}

static void
wait_until_synced (PortailDriver *driver)
{
  portail_driver_focus (driver);
  portail_driver_key (driver, "F5");
  wait_for (driver, ATSPI_ROLE_PUSH_BUTTON, "Tout est à jour avec le serveur");
}

static void
show_dotations (PortailDriver *driver)
{
  portail_driver_focus (driver);
  portail_driver_key (driver, "ctrl+2");
  wait_for (driver, ATSPI_ROLE_LABEL, "Dotations");
}

/* The week that the header shows: `Semaine 39 (22/09 – 28/09/2025)`. */
static PortailWeek
read_week (PortailDriver *driver)
{
  g_autofree char *shown = portail_driver_dup_name (driver, ATSPI_ROLE_PUSH_BUTTON, "…)");
  const char *sunday = strstr (shown, "– ");
  int day = 0;
  int month = 0;
  int year = 0;

  if (sunday == NULL || sscanf (sunday + strlen ("– "), "%d/%d/%d", &day, &month, &year) != 3)
    portail_demo_fail ("“%s” is no week", shown);
  return portail_week_of_day (portail_day_from_date (year, month, day));
}

/* The same, once what was done to it has come to rest. */
static PortailWeek
read_week_at_rest (PortailDriver *driver)
{
  PortailWeek before;
  PortailWeek week = read_week (driver);

  do
    {
      before = week;
      week = read_week (driver);
    }
  while (week.number != before.number);
  return week;
}

/* The module Dotations at the week of the demo, step by step from the present one. */
static void
choose_week (PortailDriver *driver)
{
  PortailWeek wanted = portail_week_from_number (2025, 38);
  int n_weeks;

  show_dotations (driver);
  while ((n_weeks = read_week_at_rest (driver).number - wanted.number) != 0)
    portail_driver_click_times (driver, ATSPI_ROLE_PUSH_BUTTON,
                                n_weeks > 0 ? "Semaine précédente" : "Semaine suivante",
                                (guint) abs (n_weeks));
}

static void
sign_in (Story *story)
{
  portail_demo_begin ("Signing in through the system browser, as " PATRONNE);
  story->desk = portail_demo_desk_new (
      story->place, portail_demo_server_get_address (story->server), PORTAIL_DEMO_LIGHT);
  portail_demo_desk_sign_in (story->desk, PATRONNE_ID, PATRONNE);
  wait_until_synced (get_driver (story));
  portail_demo_desk_take_picture (story->desk, "02-accueil");
  choose_week (get_driver (story));
  portail_demo_desk_take_picture (story->desk, "03-semaines");
}

/* Opens the preview of the table @file, as copied from a spreadsheet. */
static void
preview_table (Story *story, const char *file)
{
  PortailDriver *driver = get_driver (story);
  g_autofree char *text = portail_demo_place_read (story->place, file);

  portail_driver_set_clipboard (driver, text);
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Importer");
  portail_driver_press (driver, ATSPI_ROLE_MENU_ITEM, "Coller un tableau…");
  wait_for (driver, ATSPI_ROLE_PUSH_BUTTON, CONFIRM_IMPORT);
}

static void
confirm_preview (Story *story, const char *picture)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_desk_take_picture (story->desk, picture);
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, CONFIRM_IMPORT);
  portail_driver_wait_gone (driver, ATSPI_ROLE_PUSH_BUTTON, CONFIRM_IMPORT);
  portail_driver_focus (driver);
}

/* The lines of @file below its titles, straight into the grid @table. */
static void
paste_lines (Story *story, const char *file, const char *table)
{
  g_autofree char *text = portail_demo_place_read (story->place, file);

  portail_driver_set_clipboard (get_driver (story), strchr (text, '\n') + 1);
  portail_driver_click_cell (get_driver (story), table, "Date, nouvelle ligne");
  portail_driver_key (get_driver (story), "ctrl+v");
}

static void
fill_in (Story *story)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_begin ("Stopping the server");
  portail_demo_server_stop (story->server);
  portail_demo_begin ("Filling in the dotation of 2025-W38 without the server");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "…Nouvelle dotation");
  preview_table (story, "data/dotation-2025-W38.tsv");
  wait_for (driver, ATSPI_ROLE_LABEL, "Łukasz Nowak");
  confirm_preview (story, "04-import");
  portail_demo_say ("pasted the rows through the preview of the import");
  preview_table (story, "data/depenses-2025-W38.tsv");
  wait_for (driver, ATSPI_ROLE_LABEL, "Loyer du garage");
  confirm_preview (story, "05-import-depenses");
  paste_lines (story, "data/retraits-2025-W38.tsv", "Retraits");
  wait_for (driver, ATSPI_ROLE_TABLE_CELL, "Montant, total, 12…");
  portail_demo_say ("pasted the dépenses, and the retraits straight into their table");
  portail_driver_click (driver, ATSPI_ROLE_TEXT, "Solde bancaire…");
  portail_driver_type (driver, "1600000");
  portail_driver_key (driver, "Tab");
  wait_for (driver, ATSPI_ROLE_LIST_ITEM, "Impôt sur la richesse, 32…");
  portail_demo_proof_read_window (&story->seen, story->desk);
  portail_driver_wait_gone (driver, ATSPI_ROLE_LABEL, "3 lignes importées");
  portail_demo_desk_take_picture (story->desk, "06-dotation");
}

static void
submit (Story *story)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_begin ("Submitting it, still without the server");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Soumettre");
  wait_for (driver, ATSPI_ROLE_LABEL, "En attente");
  wait_for (driver, ATSPI_ROLE_PUSH_BUTTON, "Hors ligne…");
  portail_demo_desk_take_picture (story->desk, "07-soumise-hors-ligne");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Hors ligne…");
  wait_for (driver, ATSPI_ROLE_LABEL, "Synchronisation");
  portail_demo_desk_take_picture (story->desk, "08-a-envoyer");
}

static void
send_what_waited (Story *story)
{
  portail_demo_begin ("Starting the server again and sending what waited");
  portail_demo_server_start (story->server);
  wait_until_synced (get_driver (story));
  portail_demo_desk_take_picture (story->desk, "09-a-jour");
  show_dotations (get_driver (story));
}

/* Runs the staff member's part in a session of its own, as on another computer. */
static void
let_staff_validate (Story *story)
{
  const PortailDemoPlace *place = story->place;
  g_autofree char *session = g_build_filename (place->sources, "support", "gui-session.sh", NULL);
  g_autofree char *figures = g_build_filename (place->state, "figures", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  const char *const words[] = { session,      "--keyring",
                                "--browser",  "--french",
                                "--",         story->cast->program,
                                "--staff-at", portail_demo_server_get_address (story->server),
                                "--figures",  figures,
                                "--output",   place->output };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  PortailDemoProof found;

  portail_demo_begin (STAFF ", staff, sees the sheet on another computer and validates it");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, (char *) words[i]);
  if (story->cast->is_tested)
    g_ptr_array_add (argv, (char *) "--tap");
  if (story->cast->prefix != NULL)
    {
      g_ptr_array_add (argv, (char *) "--prefix");
      g_ptr_array_add (argv, (char *) story->cast->prefix);
    }
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  portail_demo_check (error);
  g_subprocess_wait_check (process, NULL, &error);
  portail_demo_check (error);
  portail_demo_proof_load (&found, figures);
  portail_demo_proof_compare (&story->seen, &found, "the other computer");
}

static void
see_validation (Story *story)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_begin (PATRONNE " sees that it is validated");
  wait_until_synced (driver);
  wait_for (driver, ATSPI_ROLE_LABEL, "Validée");
  portail_demo_desk_take_picture (story->desk, "11-validee");
}

static void
print_reports (Story *story)
{
  g_autofree char *fiche = g_build_filename (story->place->output, FICHE, NULL);
  g_autofree char *workbook = g_build_filename (story->place->output, WORKBOOK, NULL);
  PortailDemoProof found;

  portail_demo_begin ("Writing the FICHE IMPÔT as PDF and reading it");
  portail_demo_desk_report (story->desk, "fiche-impot", FICHE);
  portail_demo_proof_read_pdf (&found, fiche);
  portail_demo_proof_compare (&story->seen, &found, "the PDF");
  portail_demo_begin ("Writing the workbook and letting LibreOffice calculate it");
  portail_demo_desk_report (story->desk, "dotation", WORKBOOK);
  portail_demo_proof_read_workbook (&found, workbook, story->place->state);
  portail_demo_proof_compare (&story->seen, &found, "LibreOffice");
}

/* The same pages in 360 pixels, then in the dark, from the cache alone. */
static void
show_other_looks (Story *story)
{
  portail_demo_begin ("Folding the window to 360 pixels");
  portail_driver_resize (get_driver (story), 360, 720);
  portail_demo_desk_take_picture (story->desk, "12-etroite");
  portail_driver_press (get_driver (story), ATSPI_ROLE_PUSH_BUTTON, "Retour aux semaines");
  portail_driver_wait_gone (get_driver (story), ATSPI_ROLE_PUSH_BUTTON, "Retour aux semaines");
  portail_demo_desk_take_picture (story->desk, "13-etroite-semaines");
  portail_demo_desk_free (story->desk);
  portail_demo_begin ("Opening the window again from its cache, without the server, in the dark");
  portail_demo_server_stop (story->server);
  story->desk = portail_demo_desk_new (story->place, NULL, PORTAIL_DEMO_DARK);
  choose_week (get_driver (story));
  portail_demo_desk_take_picture (story->desk, "14-sombre-semaines");
  portail_driver_press (get_driver (story), ATSPI_ROLE_PUSH_BUTTON, "…Ouvrir la semaine 38");
  wait_for (get_driver (story), ATSPI_ROLE_LIST_ITEM, "Total dû, …");
  portail_demo_desk_take_picture (story->desk, "15-sombre-dotation");
}

void
portail_demo_story_tell (const PortailDemoPlace *place,
                         PortailDemoServer *server,
                         const PortailDemoCast *cast)
{
  Story story = { .place = place, .server = server, .cast = cast };

  sign_in (&story);
  fill_in (&story);
  submit (&story);
  send_what_waited (&story);
  let_staff_validate (&story);
  see_validation (&story);
  print_reports (&story);
  show_other_looks (&story);
  portail_demo_desk_free (story.desk);
}

void
portail_demo_story_play_staff (const PortailDemoPlace *place,
                               const char *server,
                               const char *figures)
{
  PortailDemoDesk *desk = portail_demo_desk_new (place, server, PORTAIL_DEMO_LIGHT);
  PortailDemoProof seen;

  portail_demo_desk_sign_in (desk, STAFF_ID, STAFF);
  wait_until_synced (desk->driver);
  portail_demo_say ("signed in and synced");
  choose_week (desk->driver);
  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "…Ouvrir la semaine 38");
  wait_for (desk->driver, ATSPI_ROLE_LIST_ITEM, "Total dû, …");
  portail_demo_proof_read_window (&seen, desk);
  portail_demo_proof_save (&seen, figures);
  portail_demo_say ("it shows the same week");
  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "Valider…");
  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "… Valider");
  portail_driver_wait_gone (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "… Valider");
  wait_for (desk->driver, ATSPI_ROLE_LABEL, "Validée");
  wait_until_synced (desk->driver);
  portail_demo_desk_take_picture (desk, "10-staff");
  portail_demo_desk_free (desk);
}
