/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a picture of every page, of the patronne where she sees it and of the staff otherwise, and
 * compares it with the accepted one. The clock stands. */
#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-page.h"
#include "tests/desktop/portail-desktop-picture.h"
#include "tests/desktop/portail-desktop-scene.h"

typedef struct
{
  const char *name;
  PortailDesktopLook look;
  int width;
  int height;
} Manner;

static const Manner light = { "light", 0, 1280, 800 };
static const Manner dark = { "dark", PORTAIL_DESKTOP_DARK, 1280, 800 };
static const Manner light_narrow = { "light-360", 0, 360, 720 };
static const Manner dark_narrow = { "dark-360", PORTAIL_DESKTOP_DARK, 360, 720 };
static const Manner large = { "large", PORTAIL_DESKTOP_LARGE_TEXT, 1280, 800 };

static void
take_page (PortailDesktopDesk *desk,
           const PortailDesktopPage *page,
           const Manner *manner,
           GPtrArray *complaints)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", page->name, manner->name);
  char *complaint;

  portail_desktop_play (desk, page->open);
  portail_desktop_desk_take_picture (desk, name);
  portail_desktop_play (desk, page->close);
  complaint = portail_desktop_picture_compare (desk->world->place, name);
  if (complaint != NULL)
    g_ptr_array_add (complaints, complaint);
}

static void
take_pages (PortailDesktopWorld *world,
            const PortailDesktopPerson *person,
            const Manner *manner,
            GPtrArray *complaints)
{
  PortailDesktopReader reader = person == &portail_desktop_hugo ? PORTAIL_DESKTOP_FOR_STAFF
                                                                : PORTAIL_DESKTOP_FOR_PATRON;
  g_autofree char *name = g_strdup_printf ("%c%s", person->name[0], manner->name);
  g_autoptr (PortailDesktopDesk) desk = portail_desktop_desk_new (world, name, person,
                                                                  manner->look);

  portail_driver_resize (desk->driver, manner->width, manner->height);
  portail_desktop_desk_sign_in (desk, person);
  for (guint i = 0; i < portail_desktop_n_pages; i++)
    if (portail_desktop_pages[i].readers == reader
        || (reader == PORTAIL_DESKTOP_FOR_PATRON
            && portail_desktop_pages[i].readers == PORTAIL_DESKTOP_FOR_BOTH))
      take_page (desk, &portail_desktop_pages[i], manner, complaints);
}

static void
take_all (PortailDesktopWorld *world, const Manner *manner)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  portail_demo_begin ("Every page looks as it was accepted");
  take_pages (world, &portail_desktop_camille, manner, complaints);
  take_pages (world, &portail_desktop_hugo, manner, complaints);
  for (guint i = 0; i < complaints->len; i++)
    portail_demo_say ("%s", (char *) complaints->pdata[i]);
  if (complaints->len > 0)
    portail_demo_fail ("%u pictures differ; tests/desktop/accept accepts them", complaints->len);
}

void
portail_desktop_play_light_pictures (PortailDesktopWorld *world)
{
  take_all (world, &light);
}

void
portail_desktop_play_dark_pictures (PortailDesktopWorld *world)
{
  take_all (world, &dark);
}

void
portail_desktop_play_light_narrow_pictures (PortailDesktopWorld *world)
{
  take_all (world, &light_narrow);
}

void
portail_desktop_play_dark_narrow_pictures (PortailDesktopWorld *world)
{
  take_all (world, &dark_narrow);
}

void
portail_desktop_play_large_pictures (PortailDesktopWorld *world)
{
  take_all (world, &large);
}
