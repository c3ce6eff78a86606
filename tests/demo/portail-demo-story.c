/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-story.h"

#include "tests/demo/portail-demo-desk.h"
#include "tests/demo/portail-demo-proof.h"
#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-teller.h"

#define PATRONNE_ID "800000000000000002"
#define PATRONNE    "Camille Renard"
#define STAFF_ID    "800000000000000001"
#define STAFF       "Hugo Delcourt"

#define WEEK "Semaine 38 (15/09 – 21/09/2025)"
/* The demo may be seen years after that week. */
#define MAX_WEEKS_BACK 5000

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

/* The module Dotations at the week of the demo. */
static void
choose_week (PortailDriver *driver)
{
  portail_driver_press (driver, ATSPI_ROLE_LIST_ITEM, "Dotations");
  for (int i = 0; !portail_driver_has (driver, ATSPI_ROLE_PUSH_BUTTON, WEEK); i++)
    {
      if (i > MAX_WEEKS_BACK)
        portail_demo_fail ("the period chooser does not reach %s", WEEK);
      portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Semaine précédente");
    }
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

/* Puts the table @file on the clipboard and imports it through the preview. */
static void
paste_table (Story *story, const char *file, const char *target, const char *picture)
{
  PortailDriver *driver = get_driver (story);
  g_autofree char *text = portail_demo_place_read (story->place, file);

  portail_driver_set_clipboard (driver, text);
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Importer");
  portail_driver_press (driver, ATSPI_ROLE_MENU_ITEM, "Coller un tableau…");
  portail_demo_desk_take_picture (story->desk, picture);
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "…Importer");
}

static void
fill_in (Story *story)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_begin ("Stopping the server");
  portail_demo_server_stop (story->server);
  portail_demo_begin ("Filling in the dotation of 2025-W38 without the server");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "…Nouvelle dotation");
  paste_table (story, "data/dotation-2025-W38.tsv", "Employés", "04-import");
  paste_table (story, "data/depenses-2025-W38.tsv", "Dépenses", "05-import-depenses");
  paste_table (story, "data/retraits-2025-W38.tsv", "Retraits", "06-import-retraits");
  portail_driver_click (driver, ATSPI_ROLE_TEXT, "Solde bancaire");
  portail_driver_type (driver, "1600000");
  portail_driver_key (driver, "Return");
  portail_demo_proof_read_window (&story->seen, story->desk);
  portail_demo_desk_take_picture (story->desk, "07-dotation");
}

static void
submit (Story *story)
{
  PortailDriver *driver = get_driver (story);

  portail_demo_begin ("Submitting it, still without the server");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Soumettre");
  wait_for (driver, ATSPI_ROLE_LABEL, "En attente");
  wait_for (driver, ATSPI_ROLE_PUSH_BUTTON, "Hors ligne…");
  portail_demo_desk_take_picture (story->desk, "08-soumise-hors-ligne");
  portail_driver_press (driver, ATSPI_ROLE_PUSH_BUTTON, "Hors ligne…");
  portail_demo_desk_take_picture (story->desk, "09-a-envoyer");
}

static void
send_what_waited (Story *story)
{
  portail_demo_begin ("Starting the server again and sending what waited");
  portail_demo_server_start (story->server);
  wait_until_synced (get_driver (story));
  portail_demo_desk_take_picture (story->desk, "10-a-jour");
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
  portail_demo_desk_take_picture (story->desk, "12-validee");
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

/* The same pages in 360 pixels, then in the dark from the cache alone. */
static void
show_other_looks (Story *story)
{
  portail_demo_begin ("Folding the window to 360 pixels");
  portail_driver_resize (get_driver (story), 360, 720);
  portail_demo_desk_take_picture (story->desk, "13-etroite");
  portail_demo_desk_free (story->desk);
  portail_demo_begin ("Opening it again from its cache, in the dark");
  story->desk = portail_demo_desk_new (story->place, NULL, PORTAIL_DEMO_DARK);
  portail_demo_desk_take_picture (story->desk, "14-sombre");
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
  choose_week (desk->driver);
  portail_demo_proof_read_window (&seen, desk);
  portail_demo_proof_save (&seen, figures);
  portail_demo_say ("it shows the same week");
  portail_driver_press (desk->driver, ATSPI_ROLE_PUSH_BUTTON, "Valider");
  wait_for (desk->driver, ATSPI_ROLE_LABEL, "Validée");
  wait_until_synced (desk->driver);
  portail_demo_desk_take_picture (desk, "11-staff");
  portail_demo_desk_free (desk);
}
