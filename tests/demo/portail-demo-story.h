/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job from end to end, in the real window: a patronne fills in her week while the server
 * is away, sends it when it is back, a staff member on another computer validates it, and she
 * prints it. Each step has its picture. */
#pragma once

#include "tests/demo/portail-demo-server.h"

/* Where the second person's program is, with the options that it needs to find its way. */
typedef struct
{
  const char *program;
  const char *prefix; /* or NULL */
  gboolean is_tested; /* TAP */
} PortailDemoCast;

/* The server runs, with the companies of the demo. */
void portail_demo_story_tell (const PortailDemoPlace *place,
                              PortailDemoServer *server,
                              const PortailDemoCast *cast);

/* The part of the staff member, in a session of their own; what they see is saved in the file
 * @figures. */
void portail_demo_story_play_staff (const PortailDemoPlace *place,
                                    const char *server,
                                    const char *figures);
