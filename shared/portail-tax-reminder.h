/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of what a company owes, what to remind of now (domain.md §4): the same for the server's messages,
 * for the dashboard and for the desktop's own notifications, which come offline too.
 *
 * 1. Only the newest version of a declaration that is not paid, of an active company.
 * 2. What became late longer ago than PORTAIL_REMINDER_MAX_LATE_DAYS is not told any more: an
 *    import of old years is silent.
 * 3. Each level is told once; who tells remembers that. Telling one counts for those before it. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-due-date.h"
#include "shared/records/portail-tax-declaration.h"

#define PORTAIL_REMINDER_MAX_LATE_DAYS 30

typedef enum
{
  PORTAIL_TAX_NEWEST,
  PORTAIL_TAX_SUPERSEDED, /* a newer version corrects it */
} PortailTaxVersion;

/* How near its due day is; NONE for what is paid or superseded. LATE without an end: this is what
 * `en_retard` and pills say. Pure; any thread. */
PortailDueLevel portail_tax_due_level (const PortailTaxDeclaration *declaration,
                                       PortailTaxVersion version,
                                       PortailTimestamp now);

typedef struct
{
  PortailTimestamp now;
  const char *condition; /* more of the WHERE clause, beginning with ` AND `, or "": it is part of
                          * the program, never of a request */
  guint max;
} PortailTaxReminderQuery;

/* The declarations to remind of at @level, which is not NONE, the earliest due first. GPtrArray of
 * owned PortailTaxDeclaration. */
GPtrArray *portail_tax_reminder_list (PortailDatabase *database,
                                      PortailDueLevel level,
                                      const PortailTaxReminderQuery *query,
                                      GError **error);
