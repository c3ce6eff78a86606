/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-change-rights.h"

#include "shared/portail-transition.h"

/* VALIDATE stands in for WRITE where something is thrown away; whoever may delete may restore. */
static gboolean
may_delete (const PortailRecord *record, PortailRights granted)
{
  return (granted & PORTAIL_RIGHT_VALIDATE) != 0
         || ((granted & PORTAIL_RIGHT_WRITE) != 0 && portail_transition_is_draft (record));
}

gboolean
portail_change_rights_suffice (PortailChangeKind kind,
                               const char *command,
                               const PortailRecord *record,
                               PortailRights granted)
{
  const PortailTransition *transition;

  switch (kind)
    {
    case PORTAIL_CHANGE_CREATE:
      return (granted & (PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_WRITE_REFUSED)) != 0;
    case PORTAIL_CHANGE_UPDATE:
      return (granted & PORTAIL_RIGHT_WRITE) != 0
             || ((granted & PORTAIL_RIGHT_WRITE_REFUSED) != 0
                 && portail_transition_is_refused (record));
    case PORTAIL_CHANGE_COMMAND:
      transition = portail_transition_find (record->type->name, command);
      return transition != NULL ? (granted & transition->right) != 0 : may_delete (record, granted);
    default:
      return may_delete (record, granted);
    }
}
