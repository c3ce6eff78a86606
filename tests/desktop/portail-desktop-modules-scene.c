/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modules whose records are lists: create, edit, search, export, trash and restore, each module
 * in turn, by who may. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-module.h"
#include "tests/desktop/portail-desktop-scene.h"

static void
play_module (const PortailDesktopModule *module, PortailDesktopDesk *desk)
{
  portail_demo_begin (module->sentence);
  portail_desktop_module_open (module, desk);
  portail_desktop_module_edit (module, desk);
  portail_desktop_module_search (module, desk);
  if (module->new_title != NULL)
    portail_desktop_module_create (module, desk);
  if (module->new_title != NULL && module->has_trash)
    portail_desktop_module_throw_away (module, desk);
  portail_desktop_module_export (module, desk);
  portail_desktop_module_leave (module, desk);
}

void
portail_desktop_play_modules (PortailDesktopWorld *world)
{
  g_autoptr (PortailDesktopDesk) camille = NULL;
  g_autoptr (PortailDesktopDesk) hugo = NULL;

  portail_demo_begin ("The patronne and the staff sign in");
  portail_desktop_module_seed (world);
  camille = portail_desktop_desk_new_signed_in (world, "Camille", &portail_desktop_camille, 0);
  hugo = portail_desktop_desk_new_signed_in (world, "Hugo", &portail_desktop_hugo, 0);
  for (guint i = 0; i < portail_desktop_n_modules; i++)
    {
      const PortailDesktopModule *module = &portail_desktop_modules[i];

      play_module (module, module->person == &portail_desktop_hugo ? hugo : camille);
    }
}
