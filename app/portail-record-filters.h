/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of a table as a menu and as chips, derived from the field table: every value of a
 * choice and yes or no of a boolean. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-record-query.h"

G_BEGIN_DECLS

/* A menu whose items activate @action with a text for portail_record_filters_toggle(). NULL where
 * no field of @type can be filtered. Owned. */
GMenuModel *portail_record_filters_make_menu (const PortailRecordType *type,
                                              PortailFieldSet fields,
                                              const char *action);
/* Adds the filter that @text names, or takes it away where it is there. */
void portail_record_filters_toggle (PortailRecordQuery *query, const char *text);

/* Adds the filter that @name and @value name, both as they stand in JSON; an empty value: rows
 * without one. Passes over what is no field or no value of it. */
void portail_record_filters_add (PortailRecordQuery *query, const char *name, const char *value);

/* Chips that are no filter's. */
enum
{
  PORTAIL_RECORD_CHIP_WORDS = -1,
  PORTAIL_RECORD_CHIP_CONDITION = -2,
};

/* Shows a button for the words that are searched, the condition and each filter of @query. @on_chip
 * gets the number of the filter, or one of those above. */
typedef void (*PortailRecordChip) (int filter, gpointer user_data);

void portail_record_filters_show_chips (GtkFlowBox *chips,
                                        const PortailRecordQuery *query,
                                        PortailRecordChip on_chip,
                                        gpointer user_data);

G_END_DECLS
