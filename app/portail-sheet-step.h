/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of a person on a dotation: the records that it touched, as they were before and as they
 * are after. From it come the changes that are sent, and the way back.
 *
 * 1. A record is noted before it is first touched; what it was in between is forgotten.
 * 2. An update carries the fields that the step changed and no others, forth and back. */
#pragma once

#include "shared/portail-change.h"

typedef struct
{
  char *id;
  const PortailRecordType *type;
  PortailRecord *before; /* NULL: it was not there */
  PortailRecord *after;  /* NULL: it is gone */
} PortailSheetDeed;

typedef struct
{
  char *title;
  GPtrArray *deeds;  /* of PortailSheetDeed, in the order of the first touch */
  GHashTable *by_id; /* of them */
} PortailSheetStep;

/* @title: translated. Owned. */
PortailSheetStep *portail_sheet_step_new (const char *title);
void portail_sheet_step_free (PortailSheetStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSheetStep, portail_sheet_step_free)

/* Before @record is changed or taken out. Copies it once. */
void portail_sheet_step_touch (PortailSheetStep *step, const PortailRecord *record);
/* Before @record is put in. */
void portail_sheet_step_touch_new (PortailSheetStep *step, const PortailRecord *record);
/* Drops the deeds that came to nothing. @find answers with the record of an id as it is now,
 * borrowed, or NULL. */
void portail_sheet_step_close (PortailSheetStep *step,
                               const PortailRecord *(*find) (const char *id, gpointer user_data),
                               gpointer user_data);

/* Whether the server would take it: a row needs its name, an entry its justificatif and amount. */
gboolean portail_sheet_record_is_complete (const PortailRecord *record);
/* The changes of a closed step. @drafts: the ids of records that the cache does not have, as they
 * are incomplete; it is brought up to date. GPtrArray of owned PortailChange; owned. */
GPtrArray *portail_sheet_step_make_changes (const PortailSheetStep *step, GHashTable *drafts);
