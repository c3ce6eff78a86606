/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-merge.h"

PortailMergeResult
portail_merge (const PortailMergeInput *input)
{
  const PortailRecordType *type = ((const PortailRecord *) input->current)->type;
  PortailFieldSet protected = portail_record_type_get_flagged_fields (type,
                                                                      PORTAIL_FIELD_PROTECTED);
  PortailFieldSet differing = portail_record_get_differing_fields (input->current, input->wanted);
  PortailFieldSet agreed = input->fields & ~differing;
  PortailFieldSet conflicting = input->fields & input->concurrent & differing;
  PortailFieldSet foreign = input->concurrent & protected & ~agreed;

  if ((input->fields & protected) != 0 && foreign != 0)
    conflicting |= foreign | (input->fields & protected & differing);
  if (conflicting != 0)
    return (PortailMergeResult){ PORTAIL_MERGE_CONFLICT, .conflicting = conflicting };
  if (input->concurrent == 0)
    return (PortailMergeResult){ PORTAIL_MERGE_APPLIED };
  return (PortailMergeResult){ PORTAIL_MERGE_MERGED, .kept = input->concurrent & ~input->fields };
}
