/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table remembers: its order, the columns that people hid and how wide they made others. */
#pragma once

#include <gio/gio.h>

#include "app/portail-record-query.h"

/* Those of the table @name; NULL where the schema is not installed: then nothing is kept. Owned. */
GSettings *portail_table_settings_open (const char *name);

/* The following take NULL settings too. */

/* NULL where nobody chose an order. Owned. */
char *portail_table_settings_get_sort (GSettings *settings, PortailSortOrder *order);
void
portail_table_settings_set_sort (GSettings *settings, const char *field, PortailSortOrder order);
gboolean portail_table_settings_is_hidden (GSettings *settings, const char *field);
/* Whether somebody chose the columns, if only to show them all. */
gboolean portail_table_settings_has_choice (GSettings *settings);
void portail_table_settings_set_hidden (GSettings *settings, const char *const *fields);
/* In pixels; -1 where nobody chose it. */
int portail_table_settings_get_width (GSettings *settings, const char *field);
void portail_table_settings_set_width (GSettings *settings, const char *field, int width);
