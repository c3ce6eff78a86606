/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a configuration document would change (portail-config-exchange.h): read against what stands
 * in the database, it becomes one op of the company and one of the server. Writes nothing. */
#pragma once

#include "server/portail-route.h"
#include "shared/portail-change.h"

typedef enum
{
  PORTAIL_CONFIG_NEW,
  PORTAIL_CONFIG_REPLACED,
  PORTAIL_CONFIG_REMOVED,
  PORTAIL_CONFIG_SAME,
  PORTAIL_CONFIG_N_STATUSES,
} PortailConfigStatus;

/* What one op does, with the place in the document of each of its changes. */
typedef struct
{
  PortailSyncOp *op;
  GPtrArray *paths; /* of owned texts, one for each change: "grade_rules[2]." */
} PortailConfigPart;

typedef struct
{
  PortailContext *context;
  const char *enterprise_id; /* or NULL */
  gboolean is_commit;        /* else it is a preview */
  PortailConfigPart company;
  PortailConfigPart system;
  guint counts[PORTAIL_CONFIG_N_STATUSES];
  GString *rows; /* of the answer */
  PortailProblems *problems;
} PortailConfigPlan;

PortailConfigPlan *portail_config_plan_new (PortailContext *context, const char *enterprise_id);
void portail_config_plan_free (PortailConfigPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailConfigPlan, portail_config_plan_free)
/* FALSE where the caller may not, or the store fails; what is wrong with the document stands in
 * plan->problems. */
gboolean
portail_config_plan_read (PortailConfigPlan *plan, const PortailJson *root, GError **error);
/* "new", "replaced", "removed", "same". */
const char *portail_config_status_get_name (PortailConfigStatus status);
