/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same work by keys alone, module by module; and a suspect from the click on its row to its
 * review. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-module.h"
#include "tests/desktop/portail-desktop-scene.h"

#define OPERATIONS "/api/blanchiment?limit=200"

/* Found, opened and closed: Ctrl+F, Return to the first row; thrown away at once, and back. */
static void
play_module (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  portail_desktop_module_open (module, desk);
  PLAY (desk, SEE (LABEL, module->other), KEY ("ctrl+f"), TYPE (module->title), STRIKE ("Return"),
        GONE (LABEL, module->other), STRIKE ("Return"), SEE (FILLER, "PortailRecordForm"),
        STRIKE ("Escape"));
  if (module->has_trash)
    PLAY (desk, STRIKE ("Delete"), SEE (LABEL, "No row matches"), KEY ("ctrl+z"),
          GONE (LABEL, "No row matches"));
  PLAY (desk, KEY ("ctrl+f"), STRIKE ("ctrl+a"), STRIKE ("BackSpace"), SEE (LABEL, module->other));
  portail_desktop_module_leave (module, desk);
}

static void
play_modules (PortailDesktopDesk *camille, PortailDesktopDesk *hugo)
{
  for (guint i = 0; i < portail_desktop_n_modules; i++)
    {
      const PortailDesktopModule *module = &portail_desktop_modules[i];
      g_autofree char *sentence = g_strdup_printf ("By keys alone: %s", module->file_name);

      portail_demo_begin (g_intern_string (sentence));
      play_module (module, module->person == &portail_desktop_hugo ? hugo : camille);
    }
}

static void
play_suspect (PortailDesktopDesk *hugo)
{
  portail_demo_begin ("A click on a suspect opens the operation; its review stays with it");
  PLAY (hugo, KEY ("ctrl+5"), CLICK (PAGE_TAB, "Suspects"), SEE (LIST, "Suspects"),
        CLICK (LABEL, "…Vagos…"), SEE (FILLER, "PortailRecordForm"), KEY ("Escape"),
        CLICK (PAGE_TAB, "Suspects"), PRESS (PUSH_BUTTON, "_Review…"),
        SEE (PUSH_BUTTON, "… Review"), STRIKE ("space"), STRIKE ("Down"), STRIKE ("Return"),
        FILL ("Comment", "Vu ensemble."), PRESS (PUSH_BUTTON, "… Review"),
        GONE (PUSH_BUTTON, "… Review"), SYNC, HAS (OPERATIONS, "Vu ensemble."),
        CLICK (PAGE_TAB, "Operations"));
}

void
portail_desktop_play_keys (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  portail_desktop_module_seed (world);
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  play_modules (camille, hugo);
  play_suspect (hugo);
}
