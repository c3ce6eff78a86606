/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-world.h"

#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/desktop/portail-desktop-seed.h"
#include "tests/support/portail-driver.h"

#define LOOK_MICROSECONDS 50000

/* The loader finds the folder of libraries of the machine. */
#define CLOCK_LIBRARY "/usr/$LIB/faketime/libfaketimeMT.so.1"
#define MOMENT        "2025-09-23 10:00:00"
#define MOMENT_BEFORE "2025-09-23 09:59:00"
#define MOMENT_UNIX   G_GINT64_CONSTANT (1758614400)

const PortailDesktopPerson portail_desktop_hugo = { "800000000000000001", "Hugo Delcourt" };
const PortailDesktopPerson portail_desktop_camille = { "800000000000000002", "Camille Renard" };
const PortailDesktopPerson portail_desktop_bastien = { "800000000000000003", "Bastien Moreau" };
const PortailDesktopPerson portail_desktop_lea = { "800000000000000004", "Léa Fontaine" };
const PortailDesktopPerson portail_desktop_yanis = { "800000000000000005", "Yanis Belkacem" };
const PortailDesktopPerson portail_desktop_ines = { "800000000000000006", "Inès Carpentier" };
const PortailDesktopPerson portail_desktop_theo = { "800000000000000007", "theo.lambert" };

/* For all programs that are started from here; this one keeps its own clock. */
static void
set_clock (PortailDesktopClock clock)
{
  gint64 offset = MOMENT_UNIX - g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *running = g_strdup_printf ("%+" G_GINT64_FORMAT, offset);

  g_setenv ("FAKETIME", clock == PORTAIL_DESKTOP_CLOCK_STANDS ? MOMENT : running, TRUE);
  g_setenv ("FAKETIME_DONT_FAKE_MONOTONIC", "1", TRUE);
  g_setenv ("NO_FAKE_STAT", "1", TRUE);
  g_setenv ("LD_PRELOAD", CLOCK_LIBRARY, TRUE);
  g_setenv ("TZ", "Europe/Paris", TRUE);
}

/* Ids of one moment are in order only within a process: where the clock stands, what another one
 * noted comes from a moment before. */
static void
configure (PortailDemoServer *server, PortailDesktopClock clock)
{
  if (clock == PORTAIL_DESKTOP_CLOCK_STANDS)
    portail_demo_server_setenv (server, "FAKETIME", MOMENT_BEFORE);
  portail_demo_seed_configure (server);
  if (clock == PORTAIL_DESKTOP_CLOCK_STANDS)
    portail_demo_server_setenv (server, "FAKETIME", MOMENT);
}

PortailDesktopWorld *
portail_desktop_world_new (const char *name, const char *output, PortailDesktopClock clock)
{
  PortailDesktopWorld *world = g_new0 (PortailDesktopWorld, 1);
  g_autofree char *state = g_build_filename (g_get_user_runtime_dir (), "portail", name, NULL);

  set_clock (clock);
  world->place = portail_demo_place_new (NULL, state, output);
  world->server = portail_demo_server_new (world->place);
  configure (world->server, clock);
  portail_demo_seed_prepare (world->place, world->server);
  portail_demo_begin ("Weeks of work are on the server");
  world->staff = portail_desktop_world_sign_in (world, &portail_desktop_hugo);
  portail_desktop_seed_fill (world);
  return world;
}

void
portail_desktop_world_free (PortailDesktopWorld *world)
{
  portail_demo_client_free (world->staff);
  portail_demo_server_free (world->server);
  portail_demo_place_free (world->place);
  g_free (world);
}

PortailDemoClient *
portail_desktop_world_sign_in (PortailDesktopWorld *world, const PortailDesktopPerson *person)
{
  return portail_demo_client_new (portail_demo_server_get_address (world->server),
                                  person->discord_id);
}

void
portail_desktop_world_wait (PortailDesktopWorld *world,
                            const char *path,
                            const char *text,
                            PortailDesktopPresence presence)
{
  gint64 deadline = g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *answer = portail_demo_client_send (world->staff, "GET", path, NULL);

      if ((strstr (answer, text) != NULL) == (presence == PORTAIL_DESKTOP_THERE))
        return;
      if (g_get_monotonic_time () > deadline)
        portail_demo_fail ("the server has %s%s: %s",
                           presence == PORTAIL_DESKTOP_THERE ? "no " : "", text, answer);
      g_usleep (LOOK_MICROSECONDS);
    }
}
