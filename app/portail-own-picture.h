/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of the person whose account is on the desk, as their account's row names it.
 *
 * 1. The server is asked, nobody else (contract.md §11), and once for each picture; the last one is
 *    kept with the server's answers (portail-draft.h), so it is shown offline and goes with them.
 * 2. It is drawn by a process of its own (portail-picture-maker.h).
 *
 * Signal "changed" (). Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_OWN_PICTURE (portail_own_picture_get_type ())
G_DECLARE_FINAL_TYPE (PortailOwnPicture, portail_own_picture, PORTAIL, OWN_PICTURE, GObject)

PortailOwnPicture *portail_own_picture_new (PortailDesk *desk);
/* NULL while there is none. Borrowed until the next "changed". */
GdkPaintable *portail_own_picture_get (PortailOwnPicture *picture);

G_END_DECLS
