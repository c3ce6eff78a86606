/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of one change of an op as a table: title, what it was or what the server has, what the
 * user wrote. Texts are plain, never markup. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-outbox-item.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_OP_VALUES_CHANGE,   /* before, after */
  PORTAIL_OP_VALUES_CONFLICT, /* mine, on the server: of the fields in conflict alone */
} PortailOpValues;

GtkWidget *portail_op_values_new (void);
/* Shows it; hides the table where there is nothing to show. */
void portail_op_values_show (GtkWidget *table,
                             PortailOutboxItem *item,
                             guint index,
                             PortailOpValues values);
/* A label that wraps anywhere. Floating. */
GtkWidget *portail_op_values_new_label (const char *text, const char *css_class);

G_END_DECLS
