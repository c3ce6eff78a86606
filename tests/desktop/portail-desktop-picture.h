/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares a picture of the window with the accepted one, tests/desktop/accepted/NAME.png.
 *
 * 1. Accepted pictures have few colours (tests/desktop/accept), so a colour may be a little off.
 * 2. An edge may be one pixel off, as other versions of the libraries draw it; a word may not.
 * 3. Without any accepted picture nothing is compared; with some, a missing one is a failure. */
#pragma once

#include "tests/demo/portail-demo-place.h"

/* What differs in output/@name.png, in words, owned; NULL when it is accepted. A difference is
 * drawn in red in output/@name-diff.png. */
char *portail_desktop_picture_compare (const PortailDemoPlace *place, const char *name);
