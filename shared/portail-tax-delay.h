/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many days after its week a tax is due (domain.md §4, §7): what a company has in its own
 * settings, `due_delay_days`, over the staff's setting `tax.due_delay_days`, {"days": 2}, over what
 * is built in (portail-due-date.h). Pure; any thread. */
#pragma once

#include "shared/portail-due-date.h"
#include "shared/portail-json.h"
#include "shared/portail-problem.h"

/* Key of the global setting. */
#define PORTAIL_TAX_DELAY_KEY "tax.due_delay_days"
/* Member of a company's settings. */
#define PORTAIL_TAX_DELAY_MEMBER "due_delay_days"

/* Reads the value of the global setting into *@days. Adds a problem for every member that is
 * unknown, of a wrong kind or out of range; then *@days is untouched. */
void
portail_tax_delay_read_json (guint *days, const PortailJson *object, PortailProblems *problems);
/* Reads `due_delay_days` of a company's settings, where it is; other members are not ours. */
void
portail_tax_delay_read_company (guint *days, const PortailJson *object, PortailProblems *problems);
/* Built in, then the stored JSON of the global setting, then that of the company's settings. Either
 * may be NULL; a stored text that is not good any more leaves what was there. */
guint portail_tax_delay_resolve (const char *default_json, const char *company_json);
