/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-transition.h"

#include "shared/portail-i18n.h"
#include "shared/records/portail-dotation.h"

#define AT(status) (1u << PORTAIL_DOTATION_##status)

static const PortailTransition transitions[] = {
  {
      .type = "dotation",
      .command = "submit",
      .title = N_ ("Submit"),
      .from = AT (BROUILLON) | AT (REFUSE),
      .to = PORTAIL_DOTATION_EN_ATTENTE,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "dotation",
      .command = "withdraw",
      .title = N_ ("Withdraw"),
      .from = AT (EN_ATTENTE),
      .to = PORTAIL_DOTATION_BROUILLON,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "dotation",
      .command = "validate",
      .title = N_ ("Validate"),
      .from = AT (EN_ATTENTE),
      .to = PORTAIL_DOTATION_VALIDE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "dotation",
      .command = "refuse",
      .title = N_ ("Refuse"),
      .from = AT (EN_ATTENTE),
      .to = PORTAIL_DOTATION_REFUSE,
      .right = PORTAIL_RIGHT_VALIDATE,
      .argument = "reason",
      .argument_field = "refusal_reason",
  },
  {
      .type = "dotation",
      .command = "pay",
      .title = N_ ("Mark as paid"),
      .from = AT (VALIDE),
      .to = PORTAIL_DOTATION_PAYE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "dotation",
      .command = "reopen",
      .title = N_ ("Reopen"),
      .from = AT (VALIDE) | AT (PAYE),
      .to = PORTAIL_DOTATION_BROUILLON,
      .right = PORTAIL_RIGHT_VALIDATE,
      .argument = "reason",
  },
  { .type = NULL },
};

const PortailTransition *
portail_transition_get_table (void)
{
  return transitions;
}

const PortailTransition *
portail_transition_find (const char *type, const char *command)
{
  for (const PortailTransition *t = transitions; t->type != NULL; t++)
    if (g_strcmp0 (t->type, type) == 0 && g_strcmp0 (t->command, command) == 0)
      return t;
  return NULL;
}

gboolean
portail_transition_starts_at (const PortailTransition *transition, int status)
{
  return (transition->from >> status & 1) != 0;
}

gboolean
portail_transition_is_editable (const PortailRecord *record)
{
  const PortailDotation *dotation = (const PortailDotation *) record;

  if (record->type != &portail_dotation_type)
    return TRUE;
  return dotation->status == PORTAIL_DOTATION_BROUILLON
         || dotation->status == PORTAIL_DOTATION_REFUSE;
}
