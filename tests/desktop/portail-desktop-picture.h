/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares a picture of the window with the accepted one, tests/desktop/accepted/NAME.png.
 *
 * 1. Accepted pictures have few colours (tests/desktop/accept), so a colour may be a little off.
 * 2. A few pixels may differ: the address of the server has another port each time.
 * 3. Without any accepted picture nothing is compared; with some, a missing one is a failure. */
#pragma once

#include "tests/demo/portail-demo-place.h"

/* What differs in output/@name.png, in words, owned; NULL when it is accepted. A difference is
 * drawn in red in output/@name-diff.png. */
char *portail_desktop_picture_compare (const PortailDemoPlace *place, const char *name);
