/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a picture of every page and of its states, and compares it with the accepted one. The clock
 * stands. */
#include <signal.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-copy.h"
#include "tests/desktop/portail-desktop-picture.h"
#include "tests/desktop/portail-desktop-scene.h"
#include "tests/desktop/portail-desktop-shot.h"

/* For whoever works on a few of them: names with commas between. */
#define CHOICE "PICTURES"
/* On a slow machine a page may rest before it has all. */
#define MAX_TAKES 12

typedef struct
{
  const char *name;
  PortailDesktopManners manner;
  PortailDesktopLook look;
  int width;
  int height;
} Manner;

typedef struct
{
  PortailDesktopWorld *world;
  const Manner *manner;
  PortailDesktopDesk *desk;
  guint n_desks;
  GPtrArray *complaints;
} Session;

static const Manner light = { "light", PORTAIL_DESKTOP_IN_LIGHT, 0, 1280, 800 };
static const Manner dark = { "dark", PORTAIL_DESKTOP_IN_DARK, PORTAIL_DESKTOP_DARK, 1280, 800 };
static const Manner light_narrow = { "light-360", PORTAIL_DESKTOP_IN_LIGHT_NARROW, 0, 360, 880 };
static const Manner dark_narrow = { "dark-360", PORTAIL_DESKTOP_IN_DARK_NARROW,
                                    PORTAIL_DESKTOP_DARK, 360, 880 };
static const Manner large = { "large", PORTAIL_DESKTOP_IN_LARGE, PORTAIL_DESKTOP_LARGE_TEXT, 1280,
                              800 };
static const Manner mirrored = { "mirrored", PORTAIL_DESKTOP_IN_MIRRORED,
                                 PORTAIL_DESKTOP_RIGHT_TO_LEFT, 1280, 800 };
static const Manner english = { "english", PORTAIL_DESKTOP_IN_ENGLISH, 0, 1280, 800 };

static void
take (Session *session, const char *page)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", page, session->manner->name);
  g_autofree char *complaint = NULL;

  for (guint i = 0; i < MAX_TAKES && (i == 0 || complaint != NULL); i++)
    {
      g_free (complaint);
      portail_desktop_desk_take_picture (session->desk, name);
      complaint = portail_desktop_picture_compare (session->world->place, name);
    }
  if (complaint != NULL)
    g_ptr_array_add (session->complaints, g_steal_pointer (&complaint));
}

static gboolean
is_chosen (const char *name)
{
  g_auto (GStrv) chosen = g_strsplit (g_getenv (CHOICE) != NULL ? g_getenv (CHOICE) : "", ",", -1);

  return *chosen == NULL || g_strv_contains ((const char *const *) chosen, name);
}

/* What closes a window of the toolkit's is said in Arabic there. */
static gboolean
is_wanted (Session *session, const PortailDesktopPage *page)
{
  if (page->place == PORTAIL_DESKTOP_OWN_SIZE && session->manner == &mirrored)
    return FALSE;
  return (page->manners == 0 || (page->manners & session->manner->manner) != 0)
         && (page->name == NULL || is_chosen (page->name));
}

static void
take_page (Session *session, const PortailDesktopPage *page)
{
  const Manner *manner = session->manner;

  if (!is_wanted (session, page))
    return;
  portail_desktop_play (session->desk, page->open);
  if (page->place == PORTAIL_DESKTOP_OWN_SIZE && (manner->manner & PORTAIL_DESKTOP_IN_NARROW) != 0)
    portail_driver_resize_dialog (session->desk->driver, manner->width, manner->height);
  if (page->name != NULL)
    take (session, page->name);
  portail_desktop_play (session->desk, page->close);
}

/* What several people have is shown once, by a patron. */
static void
take_pages (Session *session, PortailDesktopReader reader)
{
  for (guint i = 0; i < portail_desktop_n_pages; i++)
    if ((portail_desktop_pages[i].readers & PORTAIL_DESKTOP_FOR_BOTH) == reader
        || (reader == PORTAIL_DESKTOP_FOR_PATRON
            && (portail_desktop_pages[i].readers & reader) != 0))
      take_page (session, &portail_desktop_pages[i]);
}

/* Nothing that it learns from a server that is back is in it before the staff was there. */
static void
wake (Session *session)
{
  g_subprocess_send_signal (session->desk->process, SIGCONT);
}

static void
take_shots (Session *session, const PortailDesktopShots *shots)
{
  PortailDemoServer *server = session->world->server;
  g_autoptr (PortailDatabase) held = (shots->flags & PORTAIL_DESKTOP_SHOT_HELD) != 0
                                         ? portail_desktop_copy_hold (session->desk)
                                         : NULL;

  if ((shots->flags & PORTAIL_DESKTOP_SHOT_PAGES) != 0)
    take_pages (session, shots->reader);
  if ((shots->flags & PORTAIL_DESKTOP_SHOT_BROKEN) != 0)
    portail_demo_server_stop (server);
  if ((shots->flags & PORTAIL_DESKTOP_SHOT_FROZEN) != 0)
    portail_demo_server_freeze (server);
  for (guint i = 0; i < shots->n_shots; i++)
    take_page (session, &shots->shots[i]);
  if ((shots->flags & PORTAIL_DESKTOP_SHOT_FROZEN) != 0)
    portail_demo_server_go_on (server);
  if ((shots->flags & PORTAIL_DESKTOP_SHOT_BROKEN) == 0)
    return;
  g_subprocess_send_signal (session->desk->process, SIGSTOP);
  portail_demo_server_start (server);
}

/* Each window is another computer. */
static void
open_desk (Session *session, const PortailDesktopPerson *person)
{
  g_autofree char *name = g_strdup_printf ("P%u%s", ++session->n_desks, session->manner->name);

  session->desk = portail_desktop_desk_new (session->world, name, person, session->manner->look);
  portail_driver_resize (session->desk->driver, session->manner->width, session->manner->height);
}

/* The same computer, whose copy a fault has changed meanwhile. */
static void
open_desk_again (Session *session, const PortailDesktopShots *shots)
{
  g_autofree char *name = g_strdup (session->desk->name);
  g_autofree char *folder = g_strdup (session->desk->folder);

  portail_desktop_desk_free (session->desk);
  portail_desktop_copy_change (folder, shots->sql);
  session->desk = portail_desktop_desk_new (session->world, name, shots->person,
                                            session->manner->look);
  portail_driver_resize (session->desk->driver, session->manner->width, session->manner->height);
}

/* Which has another port each time. */
#define ADDRESS "https://flashbackfa-entreprise.fr"

static void
take_sign_in (Session *session)
{
  const char *address = portail_demo_server_get_address (session->world->server);

  PLAY (session->desk, SEE (PUSH_BUTTON, "Se connecter avec Discord"),
        FILL ("Server address", ADDRESS));
  take (session, "sign-in");
  PLAY (session->desk, FILL ("Server address", address));
}

static void
take_no_role (Session *session)
{
  open_desk (session, &portail_desktop_theo);
  PLAY (session->desk, PRESS (PUSH_BUTTON, "Se connecter avec Discord"),
        SEE (PUSH_BUTTON, "…Réessayer avec Discord"), FILL ("Server address", ADDRESS));
  take (session, "no-role");
  g_clear_pointer (&session->desk, portail_desktop_desk_free);
}

static void
take_leave (Session *session)
{
  if (session->desk == NULL)
    return;
  wake (session);
  g_clear_pointer (&session->desk, portail_desktop_desk_free);
}

/* Whether anything of it is. */
static gboolean
is_any_wanted (Session *session, const PortailDesktopShots *shots)
{
  for (guint i = 0; i < shots->n_shots; i++)
    if (shots->shots[i].name != NULL && is_wanted (session, &shots->shots[i]))
      return TRUE;
  for (guint i = 0; i < portail_desktop_n_pages; i++)
    if ((shots->flags & PORTAIL_DESKTOP_SHOT_PAGES) != 0
        && is_wanted (session, &portail_desktop_pages[i]))
      return TRUE;
  return FALSE;
}

/* One window for all rows of a person that follow each other. */
static void
take_people (Session *session)
{
  const PortailDesktopPerson *person = NULL;

  for (guint i = 0; i < portail_desktop_n_shots; i++)
    {
      const PortailDesktopShots *shots = &portail_desktop_shots[i];

      portail_desktop_seed_send (session->world, shots->requests, shots->n_requests);
      if (!is_any_wanted (session, shots))
        continue;
      if (shots->person != person)
        {
          take_leave (session);
          person = shots->person;
          open_desk (session, person);
          if (is_chosen ("sign-in") && i == 0)
            take_sign_in (session);
          portail_desktop_desk_sign_in (session->desk, person);
        }
      wake (session);
      if (shots->sql != NULL)
        open_desk_again (session, shots);
      take_shots (session, shots);
    }
  take_leave (session);
}

static void
tell (Session *session)
{
  for (guint i = 0; i < session->complaints->len; i++)
    portail_demo_say ("%s", (char *) session->complaints->pdata[i]);
  if (session->complaints->len > 0)
    portail_demo_fail ("%u pictures differ; tests/desktop/accept accepts them",
                       session->complaints->len);
}

static void
take_all (PortailDesktopWorld *world, const Manner *manner)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  Session session = { .world = world, .manner = manner, .complaints = complaints };

  portail_demo_begin ("Every page and state looks as it was accepted");
  take_people (&session);
  if (is_chosen ("no-role"))
    take_no_role (&session);
  tell (&session);
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

void
portail_desktop_play_mirrored_pictures (PortailDesktopWorld *world)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  Session session = { .world = world, .manner = &mirrored, .complaints = complaints };

  portail_demo_begin ("Every page is mirrored where people read from right to left");
  open_desk (&session, &portail_desktop_camille);
  portail_desktop_desk_sign_in (session.desk, &portail_desktop_camille);
  take_pages (&session, PORTAIL_DESKTOP_FOR_PATRON);
  portail_desktop_desk_free (session.desk);
  tell (&session);
}

void
portail_desktop_play_english_pictures (PortailDesktopWorld *world)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  Session session = { .world = world, .manner = &english, .complaints = complaints };

  portail_demo_begin ("Every module speaks English too");
  open_desk (&session, &portail_desktop_camille);
  portail_desktop_desk_sign_in (session.desk, &portail_desktop_camille);
  for (guint i = 0; i < portail_desktop_n_english; i++)
    take_page (&session, &portail_desktop_english[i]);
  portail_desktop_desk_free (session.desk);
  tell (&session);
}
