/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo: provider, server and companies, then either the desktop opened for whoever sits at the
 * screen, or the real window driven through the whole job (inside tests/support/gui-session.sh). */
#include <locale.h>
#include <stdlib.h>

#include "shared/portail-i18n.h"
#include "tests/demo/portail-demo-desk.h"
#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-server.h"
#include "tests/demo/portail-demo-story.h"
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-notices.h"

static char *option_output;
static char *option_state;
static char *option_prefix;
static char *option_staff_at;
static char *option_figures;
static gboolean option_is_open;
static gboolean option_is_tested;

static const GOptionEntry options[] = {
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &option_output, "Where pictures and files stay", "DIR" },
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &option_state,
    "Folder of database and logs, in the runtime folder by default", "DIR" },
  { "prefix", 0, 0, G_OPTION_ARG_FILENAME, &option_prefix,
    "Where the programs are installed; the build folder by default", "DIR" },
  { "open", 0, 0, G_OPTION_ARG_NONE, &option_is_open,
    "Open the window on this screen instead of driving it", NULL },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &option_is_tested, "Report the steps as test cases", NULL },
  { "staff-at", 0, 0, G_OPTION_ARG_STRING, &option_staff_at,
    "Play the staff member's part at this server", "ADDRESS" },
  { "figures", 0, 0, G_OPTION_ARG_FILENAME, &option_figures,
    "Where the staff member's part writes what it saw", "FILE" },
  { NULL },
};

static void
run (const PortailDemoPlace *place, const char *program)
{
  const PortailDemoCast cast = {
    .program = program,
    .prefix = option_prefix,
    .is_tested = option_is_tested,
  };
  g_autoptr (PortailDemoServer) server = NULL;

  portail_demo_begin ("Starting the provider that stands in for Discord");
  server = portail_demo_server_new (place);
  portail_demo_seed_configure (server);
  portail_demo_seed_prepare (place, server);
  if (option_is_open)
    {
      portail_demo_begin ("Opening the window; the demo ends when you close it");
      portail_demo_say ("sign in as Camille Renard, patronne, or Hugo Delcourt, staff");
      portail_demo_desk_show (place, portail_demo_server_get_address (server));
    }
  else
    portail_demo_story_tell (place, server, &cast);
  portail_demo_teller_end ();
}

static gboolean
parse (int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("– the main job from end to end");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  g_printerr ("portail-demo: %s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (PortailDemoPlace) place = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PORTAIL_DEMO_BUILD "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  if (!parse (&argc, &argv))
    return EXIT_FAILURE;
  portail_demo_teller_start (option_is_tested ? PORTAIL_DEMO_FOR_A_TEST
                                              : PORTAIL_DEMO_FOR_A_PERSON);
  if (option_state == NULL)
    option_state = g_build_filename (g_get_user_runtime_dir (), "portail-demo", NULL);
  place = portail_demo_place_new (option_prefix, option_state,
                                  option_output != NULL ? option_output : option_state);
  /* A person's desktop has its own. */
  if (!option_is_open)
    portail_desktop_notices_start ();
  if (option_staff_at != NULL)
    portail_demo_story_play_staff (place, option_staff_at, option_figures);
  else
    run (place, argv[0]);
  return EXIT_SUCCESS;
}
