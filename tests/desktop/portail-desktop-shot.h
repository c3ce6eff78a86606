/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures show beside the pages: panels, dialogs, menus and the states of pages. Whoever
 * takes them goes through the tables in this order, with one window a person. */
#pragma once

#include "tests/desktop/portail-desktop-page.h"
#include "tests/desktop/portail-desktop-seed.h"

typedef enum
{
  PORTAIL_DESKTOP_SHOT_PAGES = 1 << 0,  /* the pages too, before */
  PORTAIL_DESKTOP_SHOT_BROKEN = 1 << 1, /* without the server, which comes back afterwards */
  PORTAIL_DESKTOP_SHOT_FROZEN = 1 << 2, /* the server does not answer until afterwards */
  PORTAIL_DESKTOP_SHOT_HELD = 1 << 3,   /* the window cannot write its copy until afterwards */
} PortailDesktopShotFlags;

typedef struct
{
  const PortailDesktopPerson *person;
  PortailDesktopShotFlags flags;
  PortailDesktopReader reader; /* of the pages */
  const PortailDesktopPage *shots;
  guint n_shots;
  /* What the staff does before, faster than a window that had no server. */
  const PortailDesktopRequest *requests;
  guint n_requests;
  /* What a fault does to the copy of the desk, which is opened again for it; or NULL. */
  const char *sql;
} PortailDesktopShots;

extern const PortailDesktopShots portail_desktop_shots[];
extern const guint portail_desktop_n_shots;

/* For who reads English; the patronne has them open. */
extern const PortailDesktopPage portail_desktop_english[];
extern const guint portail_desktop_n_english;
