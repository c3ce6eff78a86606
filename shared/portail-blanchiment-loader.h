/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what the rules of the blanchiment need from the tables, on the server and in a client's
 * cache alike. */
#pragma once

#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-database.h"

/* Days before its own that the window of an operation reaches. */
#define PORTAIL_BLANCHIMENT_REACH_DAYS (PORTAIL_BLANCHIMENT_WINDOW_DAYS - 1)

/* What holds for a company (domain.md §7): its own shares, the staff's defaults, what is built in.
 * @enterprise_id NULL: without those of a company. */
gboolean portail_blanchiment_load_settings (PortailDatabase *database,
                                            const char *enterprise_id,
                                            PortailBlanchimentSettings *settings,
                                            GError **error);
/* The live operations of a company that were received from @from to @to, and all without a day
 * where @from is null. A null bound is none. GPtrArray of owned records. */
GPtrArray *portail_blanchiment_load_operations (PortailDatabase *database,
                                                const char *enterprise_id,
                                                PortailDay from,
                                                PortailDay to,
                                                GError **error);
/* @day moved by @days, inside of the calendar. Null for null. */
PortailDay portail_blanchiment_move_day (PortailDay day, gint32 days);
