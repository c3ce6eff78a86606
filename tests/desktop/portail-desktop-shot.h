/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures show beside the pages: panels, dialogs, menus and the states of pages. Whoever
 * takes them goes through the tables in this order, with one window a person. */
#pragma once

#include "tests/desktop/portail-desktop-page.h"

typedef enum
{
  PORTAIL_DESKTOP_SHOT_PAGES = 1 << 0,  /* the pages too, before */
  PORTAIL_DESKTOP_SHOT_BROKEN = 1 << 1, /* without the server, which comes back afterwards */
} PortailDesktopShotFlags;

typedef struct
{
  const PortailDesktopPerson *person;
  PortailDesktopShotFlags flags;
  PortailDesktopReader reader; /* of the pages */
  const PortailDesktopPage *shots;
  guint n_shots;
} PortailDesktopShots;

extern const PortailDesktopShots portail_desktop_shots[];
extern const guint portail_desktop_n_shots;
