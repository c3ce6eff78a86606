/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person at one computer: a `portail` process with folders of its own, and the hands and eyes
 * that drive its window. Runs inside tests/support/gui-session.sh --keyring --browser --french.
 *
 * 1. The desktop runs with G_DEBUG=fatal-criticals; when it ends by itself, the demo fails.
 * 2. Whatever is waited for comes in time, or the demo fails and a picture shows what was there. */
#pragma once

#include "tests/demo/portail-demo-place.h"
#include "tests/support/portail-driver.h"

typedef enum
{
  PORTAIL_DEMO_LIGHT,
  PORTAIL_DEMO_DARK,
} PortailDemoLook;

typedef struct
{
  const PortailDemoPlace *place;
  char *server;
  GSubprocess *process;
  PortailDriver *driver;
} PortailDemoDesk;

/* Opens the window, on the folders of the session: a first time, or again. */
PortailDemoDesk *
portail_demo_desk_new (const PortailDemoPlace *place, const char *server, PortailDemoLook look);
/* Opens the window on the screen of whoever runs the demo, and returns when it was closed: on
 * folders and a keyring file of the demo's, beside a Portail of theirs. */
void portail_demo_desk_show (const PortailDemoPlace *place, const char *server);
/* Closes the window; the program must end well. */
void portail_demo_desk_free (PortailDemoDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDemoDesk, portail_demo_desk_free)

/* Presses « Se connecter avec Discord »; the system browser leads through consent and Discord's
 * page, where @discord_id is chosen, and back. Returns when the window is signed in as @name. */
void portail_demo_desk_sign_in (PortailDemoDesk *desk, const char *discord_id, const char *name);

/* Saves what the window shows as output/@name.png. */
void portail_demo_desk_take_picture (PortailDemoDesk *desk, const char *name);

/* Runs the same program without its window on the same folders: `portail --report …`. */
void portail_demo_desk_report (PortailDemoDesk *desk, const char *kind, const char *file);
