/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an update whose user saw an older row (sync.md "Conflicts", contract.md §4). A
 * pure function of fields; nothing is ever resolved by clock. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  gconstpointer current;      /* the row as it stands */
  gconstpointer wanted;       /* a record with the values of @fields */
  PortailFieldSet fields;     /* that the update touches */
  PortailFieldSet concurrent; /* that other devices changed since the row that the user saw; all
                               * where no history is left */
} PortailMergeInput;

typedef enum
{
  PORTAIL_MERGE_APPLIED, /* nobody else changed the record */
  PORTAIL_MERGE_MERGED,  /* others did, and both sides hold */
  PORTAIL_MERGE_CONFLICT,
} PortailMergeVerdict;

typedef struct
{
  PortailMergeVerdict verdict;
  PortailFieldSet conflicting; /* of CONFLICT: fields of either side that exclude each other */
  PortailFieldSet kept;        /* of MERGED: what others wrote and stays */
} PortailMergeResult;

/* Unprotected fields merge where they are disjoint or equal. A protected field conflicts when any
 * protected field was changed by another device, unless to the value that the update holds too.
 * Protected against unprotected merges. */
PortailMergeResult portail_merge (const PortailMergeInput *input);
