/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Around what shows a PortailServerResource: loading, failed with the next step, and a line that
 * says when what is shown was true while the server cannot be reached. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-resource.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SERVER_FRAME (portail_server_frame_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerFrame, portail_server_frame, PORTAIL, SERVER_FRAME, AdwBin)

/* Takes the floating @content, shown once there is an answer. */
GtkWidget *portail_server_frame_new (PortailServerResource *resource, GtkWidget *content);
/* A page of a clamp that scrolls, with @box inside: what most contents are. Floating. */
GtkWidget *portail_server_frame_wrap (GtkWidget *box);

G_END_DECLS
