/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a row of a list, said below it, as forms of records do. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-problem.h"

/* A row of a GtkListBox, and the member of requests that it stands for. */
typedef struct
{
  const char *field; /* NULL ends a table */
  GtkWidget *row;
} PortailFaultRow;

/* NULL for nothing. */
void portail_row_fault_set (GtkWidget *row, const char *fault);
/* What a request that has ended says of the @rows: each problem of @result
 * (portail-server-refusal.h) at its row, the rest, or @error where nothing is named, in a toast of
 * @whose; nothing where @error is a cancellation. @error NULL: nothing is wrong any more. */
void portail_row_fault_tell (GtkWidget *whose,
                             const PortailFaultRow *rows,
                             GAsyncResult *result,
                             const GError *error);
