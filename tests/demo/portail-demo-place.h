/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the demo finds its programs and leaves its files, and how it starts a program. */
#pragma once

#include <gio/gio.h>

/* Name of the picture of a failure. */
#define PORTAIL_DEMO_FAILURE "99-echec"

typedef struct
{
  char *portail; /* the programs */
  char *portail_server;
  char *provider;
  char *sources; /* tests/ of the sources */
  char *state;   /* the demo's own folder; gone after it */
  char *output;  /* pictures and files that stay */
  gboolean is_installed;
  const char *sandbox; /* id of the installed Flatpak that runs in place of @portail; or NULL */
} PortailDemoPlace;

/* Of an installed build (@prefix) or of the build folder itself (@prefix NULL). Makes the folders
 * @state and @output. */
PortailDemoPlace *
portail_demo_place_new (const char *prefix, const char *state, const char *output);
void portail_demo_place_free (PortailDemoPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDemoPlace, portail_demo_place_free)

/* The text of a file under tests/. Owned. */
char *portail_demo_place_read (const PortailDemoPlace *place, const char *path);

/* A launcher whose processes end with this one. Standard error goes to state/@log.log. Owned. */
GSubprocessLauncher *portail_demo_place_new_launcher (const PortailDemoPlace *place,
                                                      GSubprocessFlags flags,
                                                      const char *log);
/* The log of such a process, to be shown when it failed. Owned. */
char *portail_demo_place_read_log (const PortailDemoPlace *place, const char *log);

/* Runs a command to its end; what it printed, owned. A failure ends the demo. */
char *portail_demo_run (const char *const *command);
