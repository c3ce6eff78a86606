/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that explains the language of searches where one searches
 * (portail-query-explanation.h). Main thread.
 *
 * Signal "insert" (const char *example) when one of its examples is pressed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_QUERY_HELP (portail_query_help_get_type ())
G_DECLARE_FINAL_TYPE (PortailQueryHelp, portail_query_help, PORTAIL, QUERY_HELP, AdwBin)

GtkWidget *portail_query_help_new (void);

G_END_DECLS
