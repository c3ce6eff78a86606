/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person at one computer of the end-to-end tests: the program `portail` with folders and an
 * identity on the bus of its own, so that several people work side by side in one session.
 *
 * 1. The program runs with fatal warnings; when it ends by itself, the test fails.
 * 2. Folders last as long as the world: a second desk of the same name is the same computer. */
#pragma once

#include "tests/desktop/portail-desktop-world.h"
#include "tests/support/portail-driver.h"

typedef enum
{
  PORTAIL_DESKTOP_DARK = 1 << 0,
  PORTAIL_DESKTOP_LARGE_TEXT = 1 << 1, /* 200 % */
  /* In French as ever: the toolkit alone finds Arabic, and with it the direction. */
  PORTAIL_DESKTOP_RIGHT_TO_LEFT = 1 << 2,
} PortailDesktopLook;

typedef struct
{
  PortailDesktopWorld *world;
  char *name; /* of its folders and pictures */
  char *folder;
  PortailDesktopLook look;
  GSubprocess *process;
  PortailDriver *driver;
} PortailDesktopDesk;

/* The window of the computer @name, opened a first time or again. Its browser signs in as
 * @person. */
PortailDesktopDesk *portail_desktop_desk_new (PortailDesktopWorld *world,
                                              const char *name,
                                              const PortailDesktopPerson *person,
                                              PortailDesktopLook look);
/* The same, signed in and in sync. */
PortailDesktopDesk *portail_desktop_desk_new_signed_in (PortailDesktopWorld *world,
                                                        const char *name,
                                                        const PortailDesktopPerson *person,
                                                        PortailDesktopLook look);
/* Closes the window; the program must end well. */
void portail_desktop_desk_free (PortailDesktopDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDesktopDesk, portail_desktop_desk_free)
/* The browser signs in as @person from now on. */
void portail_desktop_desk_use_browser_of (PortailDesktopDesk *desk,
                                          const PortailDesktopPerson *person);
/* Starts the program a second time, as from a menu; it must end well and at once. */
void portail_desktop_desk_start_again (PortailDesktopDesk *desk);
/* The program crashes: SIGSEGV. Frees @desk. */
void portail_desktop_desk_crash (PortailDesktopDesk *desk);
/* The power goes out: SIGKILL. Frees @desk. */
void portail_desktop_desk_kill (PortailDesktopDesk *desk);

/* Signs in through the browser and waits until it is in sync. */
void portail_desktop_desk_sign_in (PortailDesktopDesk *desk, const PortailDesktopPerson *person);
/* Presses F5 and waits until nothing is left to send or receive. */
void portail_desktop_desk_sync (PortailDesktopDesk *desk);
/* Saves what the window shows as output/@picture.png. */
void portail_desktop_desk_take_picture (PortailDesktopDesk *desk, const char *picture);
