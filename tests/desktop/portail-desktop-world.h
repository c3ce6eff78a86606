/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The world of the end-to-end tests: a real server with the companies of the demo, the provider in
 * place of Discord, and weeks of work behind them, all on Tuesday 23 September 2025, 10 o'clock in
 * Paris, whatever day it is.
 *
 * 1. What stands there was put there through the REST API, by people who may.
 * 2. The clock of every program of the world is libfaketime's; intervals stay true. */
#pragma once

#include "tests/demo/portail-demo-client.h"
#include "tests/demo/portail-demo-seed.h"
#include "tests/demo/portail-demo-server.h"

typedef struct
{
  const char *discord_id;
  const char *name;
} PortailDesktopPerson;

extern const PortailDesktopPerson portail_desktop_hugo;    /* superadmin and staff */
extern const PortailDesktopPerson portail_desktop_camille; /* patronne of the garage */
extern const PortailDesktopPerson portail_desktop_bastien; /* co-patron of the garage */
extern const PortailDesktopPerson portail_desktop_lea;     /* employée of the garage */
extern const PortailDesktopPerson portail_desktop_yanis;   /* patron of the taxis */
extern const PortailDesktopPerson portail_desktop_ines;    /* of the DOT */
extern const PortailDesktopPerson portail_desktop_theo;    /* without a role */

typedef enum
{
  PORTAIL_DESKTOP_CLOCK_RUNS,
  PORTAIL_DESKTOP_CLOCK_STANDS, /* for pictures that are equal from run to run */
} PortailDesktopClock;

typedef struct
{
  PortailDemoPlace *place;
  PortailDemoServer *server;
  PortailDemoClient *staff; /* Hugo at the REST API */
} PortailDesktopWorld;

/* @name tells the worlds of one run apart; pictures and logs stay in the folder @output. */
PortailDesktopWorld *
portail_desktop_world_new (const char *name, const char *output, PortailDesktopClock clock);
void portail_desktop_world_free (PortailDesktopWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDesktopWorld, portail_desktop_world_free)

/* @person at the REST API. Owned. */
PortailDemoClient *portail_desktop_world_sign_in (PortailDesktopWorld *world,
                                                  const PortailDesktopPerson *person);

typedef enum
{
  PORTAIL_DESKTOP_THERE,
  PORTAIL_DESKTOP_NOT_THERE,
} PortailDesktopPresence;

/* Waits until the server's answer to @path has @text, or has it no longer. */
void portail_desktop_world_wait (PortailDesktopWorld *world,
                                 const char *path,
                                 const char *text,
                                 PortailDesktopPresence presence);
