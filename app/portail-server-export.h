/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that only the server has as a workbook: what its filters leave, all pages of it, up to
 * PORTAIL_SERVER_EXPORT_MAX_ROWS. Where there is more than could be read, its last row says so.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-server-list.h"
#include "shared/portail-workbook.h"

G_BEGIN_DECLS

#define PORTAIL_SERVER_EXPORT_MAX_ROWS 10000

typedef struct
{
  const char *title; /* N_ () */
  guint width;       /* in letters */
  /* Owned; NULL for an empty cell. */
  char *(*dup_text) (const PortailJson *item, gpointer user_data);
} PortailServerColumn;

typedef struct
{
  const char *label;                  /* N_ (): of the list */
  const char *file_name;              /* N_ (), without extension */
  const PortailServerColumn *columns; /* a NULL title ends them */
} PortailServerExportSpec;

/* What of @list is here. Owned. */
PortailWorkbook *portail_server_export_make_workbook (PortailServerList *list,
                                                      const PortailServerExportSpec *spec,
                                                      gpointer user_data);
/* Reads what is still to come, then asks where it goes. @within: what shows the list; where it is
 * out of sight by then, nothing is asked. @user_data: of the columns, as long as @within is there.
 */
void portail_server_export_run (GtkWidget *within,
                                PortailServerList *list,
                                const PortailServerExportSpec *spec,
                                gpointer user_data);

G_END_DECLS
