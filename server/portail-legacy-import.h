/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The old portal's SQLite file, read into the records of this one by the rules of contract.md §7
 * "Legacy import".
 *
 * 1. The file is somebody else's: opened read-only, nothing that it says is run, every value is
 *    checked as a stranger's.
 * 2. Every row of it is accounted for: written, there already, or skipped with its reason.
 * 3. An id that is a UUID stays; another one becomes the same UUID each time. So a second run finds
 *    what the first wrote and changes nothing.
 * 4. All goes through the record writer, in the caller's transaction. */
#pragma once

#include <glib.h>

#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

typedef struct
{
  char *id; /* as the file has it */
  char *reason;
} PortailLegacySkip;

typedef struct
{
  const char *name; /* of the table in the file */
  guint n_read;
  guint n_written;
  guint n_archived; /* of those: dotations that became archives */
  guint n_known;    /* there already */
  GPtrArray *skips; /* of PortailLegacySkip */
} PortailLegacyTable;

typedef struct
{
  char *user_id;
  char *discord_id;
  char *username;
  char *role; /* what the old portal said; nobody has it here yet */
} PortailLegacyPerson;

typedef struct
{
  GArray *tables;    /* of PortailLegacyTable, in the order of their import */
  GPtrArray *people; /* of PortailLegacyPerson: who came without a membership */
} PortailLegacyReport;

/* @path: a file, also as `sqlite:///…`. INVALID for what is no such file, UNAVAILABLE for the
 * address of a MySQL server, STORAGE naming the table for one that is damaged or lacks a column.
 * Owned. */
PortailLegacyReport *portail_legacy_import_run (PortailDatabase *database,
                                                const char *path,
                                                PortailTimestamp now,
                                                GError **error);
void portail_legacy_report_free (PortailLegacyReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailLegacyReport, portail_legacy_report_free)
gboolean portail_legacy_report_has_changes (const PortailLegacyReport *report);
/* For people, a line a table and a line a row that was skipped; for programs, one object. */
void portail_legacy_report_append_text (const PortailLegacyReport *report, GString *text);
void portail_legacy_report_append_json (const PortailLegacyReport *report, GString *json);
