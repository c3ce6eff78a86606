/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tax table as text that one edits or pastes over: a line a tranche, cells between tabs, as
 * spreadsheets give and take them. Reading is that of every import (domain.md §3.7). */
#pragma once

#include "shared/portail-bareme.h"

/* With a line of titles. Owned. */
char *portail_bareme_text_new (const PortailBareme *bareme, PortailBaremeTable table);
/* Puts @text into @table of @bareme. FALSE, with @bareme untouched, adds what is wrong; index = row
 * of the table, from 0. */
gboolean portail_bareme_text_parse (const char *text,
                                    PortailBaremeTable table,
                                    PortailBareme *bareme,
                                    PortailProblems *problems);
