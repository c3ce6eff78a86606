/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds a filter that a menu cannot list: an amount, a day or a week from or up to a value, words in
 * one field, a field that is empty. Main thread.
 *
 * Signal "filter" (guint field, PortailFilterOp op, gpointer record): the person wants it; the
 * value is that of the field in @record, which is NULL where the op needs none. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-record-query.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_FILTER_POPOVER (portail_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (PortailFilterPopover,
                      portail_filter_popover,
                      PORTAIL,
                      FILTER_POPOVER,
                      GtkPopover)

GtkWidget *portail_filter_popover_new (const PortailRecordType *type);
/* Of which fields. */
void portail_filter_popover_set_fields (PortailFilterPopover *popover, PortailFieldSet fields);
/* Whether any of them can be filtered like this. */
gboolean portail_filter_popover_has_any (const PortailRecordType *type, PortailFieldSet fields);

G_END_DECLS
