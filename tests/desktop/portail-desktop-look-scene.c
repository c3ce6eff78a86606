/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not a test: prints what every page of a person shows to a screen reader and takes a picture of
 * each, for whoever writes a scene. */
#include <stdlib.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-scene.h"

static void
print_below (AtspiAccessible *accessible, int depth)
{
  int n_children = atspi_accessible_get_child_count (accessible, NULL);
  g_autofree char *role = atspi_accessible_get_role_name (accessible, NULL);
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  g_autofree char *description = atspi_accessible_get_description (accessible, NULL);

  g_printerr ("%*s%s “%s” %s\n", depth * 2, "", role, name, description);
  for (int i = 0; i < n_children; i++)
    {
      AtspiAccessible *child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      AtspiStateSet *states = child != NULL ? atspi_accessible_get_state_set (child) : NULL;

      if (states != NULL && atspi_state_set_contains (states, ATSPI_STATE_VISIBLE))
        print_below (child, depth + 1);
      g_clear_object (&states);
      g_clear_object (&child);
    }
}

static void
print_page (PortailDesktopDesk *desk, int page)
{
  g_autofree char *keys = g_strdup_printf ("ctrl+%d", page);
  g_autofree char *picture = g_strdup_printf ("%s-%d", desk->name, page);
  g_autoptr (GPtrArray) frames = NULL;

  PLAY (desk, KEY (keys), PICTURE (picture));
  g_printerr ("=== %s %d\n", desk->name, page);
  frames = portail_driver_list (desk->driver, ATSPI_ROLE_FRAME);
  for (guint i = 0; i < frames->len; i++)
    print_below (frames->pdata[i], 0);
}

void
portail_desktop_play_look (PortailDesktopWorld *world)
{
  const PortailDesktopPerson *person = g_strcmp0 (g_getenv ("PERSON"), "Hugo") == 0
                                           ? &portail_desktop_hugo
                                           : &portail_desktop_camille;
  g_autoptr (PortailDesktopDesk) desk = NULL;

  portail_demo_begin ("Looking");
  desk = portail_desktop_desk_new_signed_in (world, "Look", person, 0);
  for (int page = 1; page <= 7; page++)
    print_page (desk, page);
}
