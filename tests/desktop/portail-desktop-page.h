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
  PORTAIL_DESKTOP_FOR_CO_PATRON = 1 << 2,
  PORTAIL_DESKTOP_FOR_DOT = 1 << 3,
  PORTAIL_DESKTOP_FOR_EMPLOYEE = 1 << 4,
  PORTAIL_DESKTOP_FOR_BOTH = PORTAIL_DESKTOP_FOR_PATRON | PORTAIL_DESKTOP_FOR_STAFF,
  /* Of whom no pictures are taken, but for what is theirs alone. */
  PORTAIL_DESKTOP_FOR_MOST = PORTAIL_DESKTOP_FOR_BOTH | PORTAIL_DESKTOP_FOR_CO_PATRON,
  PORTAIL_DESKTOP_FOR_MANY = PORTAIL_DESKTOP_FOR_MOST | PORTAIL_DESKTOP_FOR_DOT,
  PORTAIL_DESKTOP_FOR_ALL = PORTAIL_DESKTOP_FOR_MANY | PORTAIL_DESKTOP_FOR_EMPLOYEE,
} PortailDesktopReader;

typedef enum
{
  PORTAIL_DESKTOP_IN_WINDOW,
  PORTAIL_DESKTOP_ABOVE_WINDOW, /* which takes no keys meanwhile */
  PORTAIL_DESKTOP_OWN_SIZE,     /* likewise, as wide as the toolkit makes it */
  PORTAIL_DESKTOP_POPOVER,      /* which keeps Tab from what is below it */
} PortailDesktopPlace;

/* How pictures are taken. */
typedef enum
{
  PORTAIL_DESKTOP_IN_LIGHT = 1 << 0,
  PORTAIL_DESKTOP_IN_DARK = 1 << 1,
  PORTAIL_DESKTOP_IN_LIGHT_NARROW = 1 << 2,
  PORTAIL_DESKTOP_IN_DARK_NARROW = 1 << 3,
  PORTAIL_DESKTOP_IN_LARGE = 1 << 4,
  PORTAIL_DESKTOP_IN_MIRRORED = 1 << 5,
  PORTAIL_DESKTOP_IN_ENGLISH = 1 << 6,
  PORTAIL_DESKTOP_IN_NARROW = PORTAIL_DESKTOP_IN_LIGHT_NARROW | PORTAIL_DESKTOP_IN_DARK_NARROW,
  PORTAIL_DESKTOP_IN_WIDE = PORTAIL_DESKTOP_IN_LIGHT | PORTAIL_DESKTOP_IN_DARK
                            | PORTAIL_DESKTOP_IN_LARGE,
  /* Of what is like others but for its words. */
  PORTAIL_DESKTOP_IN_FEW = PORTAIL_DESKTOP_IN_LIGHT | PORTAIL_DESKTOP_IN_DARK_NARROW,
} PortailDesktopManners;

typedef struct
{
  const char *name; /* of its pictures; NULL for acts without one */
  PortailDesktopReader readers;
  PortailDesktopAct open[PORTAIL_DESKTOP_MAX_ACTS + 1];
  PortailDesktopAct close[4]; /* back to where the next page may be opened from */
  PortailDesktopPlace place;
  PortailDesktopManners manners; /* of its pictures; 0 for all */
} PortailDesktopPage;

extern const PortailDesktopPage portail_desktop_pages[];
extern const guint portail_desktop_n_pages;
