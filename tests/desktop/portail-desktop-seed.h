/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the companies of the end-to-end tests did in the weeks before. */
#pragma once

#include "tests/desktop/portail-desktop-world.h"

#define PORTAIL_DESKTOP_SHEET_W37 "01995010-0000-7000-8000-000000000037"
#define PORTAIL_DESKTOP_SHEET_W38 "01995010-0000-7000-8000-000000000038"

typedef struct
{
  const char *method;
  const char *path;
  const char *body; /* `'` for `"`; NULL for none */
} PortailDesktopRequest;

/* As the staff. */
void portail_desktop_seed_send (PortailDesktopWorld *world,
                                const PortailDesktopRequest *requests,
                                guint n_requests);
void portail_desktop_seed_fill (PortailDesktopWorld *world);
