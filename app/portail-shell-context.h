/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header has chosen: the company and the period that every page shows.
 *
 * 1. Signal "changed" comes after either has changed, once a change, and when a new day begins.
 * 2. The chosen company is one of the companies; there is none only while there are none.
 * 3. Main thread. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-role.h"
#include "shared/portail-week.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SHELL_CONTEXT (portail_shell_context_get_type ())
G_DECLARE_FINAL_TYPE (PortailShellContext, portail_shell_context, PORTAIL, SHELL_CONTEXT, GObject)

typedef struct
{
  const char *id;
  const char *name;
  PortailRole role; /* of the person towards it */
  gboolean is_blanchiment_enabled;
} PortailShellCompany;

/* Starts without companies, in the week of @today. */
PortailShellContext *portail_shell_context_new (PortailDay today);

/* Of a person who has one over all companies, whether there is a company or not; NONE for most. */
void portail_shell_context_set_role_everywhere (PortailShellContext *context, PortailRole role);
PortailRole portail_shell_context_get_role_everywhere (PortailShellContext *context);

/* Copies @companies. Keeps the chosen one where it is still there, else chooses the first. */
void portail_shell_context_set_companies (PortailShellContext *context,
                                          const PortailShellCompany *companies,
                                          guint n_companies);
guint portail_shell_context_get_n_companies (PortailShellContext *context);
/* Borrowed until the next portail_shell_context_set_companies(). */
const PortailShellCompany *portail_shell_context_get_company_at (PortailShellContext *context,
                                                                 guint index);
/* The chosen one; NULL while there are none. Borrowed as above. */
const PortailShellCompany *portail_shell_context_get_company (PortailShellContext *context);
/* NULL for an unknown id. Borrowed as above. */
const PortailShellCompany *portail_shell_context_find_company (PortailShellContext *context,
                                                               const char *id);
/* An unknown id changes nothing. */
void portail_shell_context_choose_company (PortailShellContext *context, const char *id);

PortailWeek portail_shell_context_get_period (PortailShellContext *context);
void portail_shell_context_set_period (PortailShellContext *context, PortailWeek period);
/* The week of today, as given at the start or since. */
PortailWeek portail_shell_context_get_current_week (PortailShellContext *context);
/* The period stays: somebody looks at it. */
void portail_shell_context_set_today (PortailShellContext *context, PortailDay today);

G_END_DECLS
