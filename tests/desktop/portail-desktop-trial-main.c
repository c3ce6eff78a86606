/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays one scene: `portail-desktop-trial SCENE OUTPUT`, inside tests/support/gui-session.sh
 * --keyring --french. */
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-notices.h"
#include "tests/desktop/portail-desktop-scene.h"

static const struct
{
  const char *name;
  PortailDesktopScene play;
  PortailDesktopClock clock;
} scenes[] = {
  { "accounts", portail_desktop_play_accounts, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "devices", portail_desktop_play_devices, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "disputes", portail_desktop_play_disputes, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "documents", portail_desktop_play_documents, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "duties", portail_desktop_play_duties, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "hostile-names", portail_desktop_play_hostile, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "imports", portail_desktop_play_imports, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "keys", portail_desktop_play_keys, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "look", portail_desktop_play_look, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "modules", portail_desktop_play_modules, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "records", portail_desktop_play_records, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "refused", portail_desktop_play_refused, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "roles", portail_desktop_play_roles, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "rules", portail_desktop_play_rules, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "settings", portail_desktop_play_settings, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "sheets", portail_desktop_play_sheets, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "staff", portail_desktop_play_staff, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "taxes", portail_desktop_play_taxes, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "overview", portail_desktop_play_overview, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "pictures-light", portail_desktop_play_light_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-dark", portail_desktop_play_dark_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-light-360", portail_desktop_play_light_narrow_pictures,
    PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-dark-360", portail_desktop_play_dark_narrow_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-mirrored", portail_desktop_play_mirrored_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-english", portail_desktop_play_english_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "pictures-large", portail_desktop_play_large_pictures, PORTAIL_DESKTOP_CLOCK_STANDS },
  { "trays", portail_desktop_play_trays, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "versions", portail_desktop_play_versions, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "walk-dialogs", portail_desktop_play_dialogs_walk, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "walk-others", portail_desktop_play_others_walk, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "walk-patron", portail_desktop_play_patron_walk, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "walk-staff", portail_desktop_play_staff_walk, PORTAIL_DESKTOP_CLOCK_RUNS },
  { "weeks", portail_desktop_play_weeks, PORTAIL_DESKTOP_CLOCK_RUNS },
};

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PORTAIL_DEMO_BUILD "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  portail_demo_teller_start (PORTAIL_DEMO_FOR_A_TEST);
  portail_desktop_notices_start ();
  for (guint i = 0; argc == 3 && i < G_N_ELEMENTS (scenes); i++)
    if (g_str_equal (scenes[i].name, argv[1]))
      {
        g_autoptr (PortailDesktopWorld) world = NULL;

        portail_demo_begin ("The world is there");
        world = portail_desktop_world_new (scenes[i].name, argv[2], scenes[i].clock);
        scenes[i].play (world);
        portail_demo_teller_end ();
        return EXIT_SUCCESS;
      }
  portail_demo_fail ("there is no such scene");
}
