/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows in which a snapshot is read: facts of a record, figures and people of a sheet, a tree of
 * JSON. All widgets are floating; texts of people are never markup. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-snapshot-reading.h"
#include "shared/records/portail-blanchiment-operation.h"

G_BEGIN_DECLS

/* A title and a value that can be selected. */
GtkWidget *portail_snapshot_rows_new_fact (const char *title, const char *value);
/* Each adds folded rows to @group: what the record says, without what only programs read; the
 * chain of figures, with what is due in sight; employees, dépenses and retraits. */
void portail_snapshot_rows_add_record (AdwPreferencesGroup *group, const PortailRecord *record);
/* Which rules of the analysis had fired. */
void portail_snapshot_rows_add_rules (AdwPreferencesGroup *group,
                                      const PortailBlanchimentOperation *operation);
void portail_snapshot_rows_add_figures (AdwPreferencesGroup *group,
                                        const PortailSnapshotReading *reading);
void portail_snapshot_rows_add_lists (AdwPreferencesGroup *group,
                                      const PortailSnapshotReading *reading);
/* Everything in the payload, as it is written. */
void portail_snapshot_rows_add_tree (AdwPreferencesGroup *group, const PortailJson *json);

G_END_DECLS
