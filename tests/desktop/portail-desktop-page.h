/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page and sub-page of the window and how a person gets there: what the walk of names, the
 * walk by keyboard and the pictures go through. */
#pragma once

#include "tests/desktop/portail-desktop-act.h"

#define PORTAIL_DESKTOP_MAX_ACTS 9

typedef enum
{
  PORTAIL_DESKTOP_FOR_PATRON = 1 << 0,
  PORTAIL_DESKTOP_FOR_STAFF = 1 << 1,
  PORTAIL_DESKTOP_FOR_BOTH = PORTAIL_DESKTOP_FOR_PATRON | PORTAIL_DESKTOP_FOR_STAFF,
} PortailDesktopReader;

typedef enum
{
  PORTAIL_DESKTOP_IN_WINDOW,
  PORTAIL_DESKTOP_ABOVE_WINDOW, /* which takes no keys meanwhile */
  PORTAIL_DESKTOP_OWN_SIZE,     /* likewise, as wide as the toolkit makes it */
} PortailDesktopPlace;

typedef struct
{
  const char *name; /* of its pictures */
  PortailDesktopReader readers;
  PortailDesktopAct open[PORTAIL_DESKTOP_MAX_ACTS + 1];
  PortailDesktopAct close[4]; /* back to where the next page may be opened from */
  PortailDesktopPlace place;
} PortailDesktopPage;

extern const PortailDesktopPage portail_desktop_pages[];
extern const guint portail_desktop_n_pages;
