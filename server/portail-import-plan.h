/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import would do: every line of its source with what becomes of it, and one op that does
 * it, so that it is one entry of the audit and undone as one (domain.md §3.7, contract.md §4, §7).
 *
 * 1. A plan is made of what stands in the database and writes nothing.
 * 2. A line that is wrong in any cell does nothing and says why. */
#pragma once

#include "shared/portail-change.h"
#include "shared/portail-database.h"
#include "shared/portail-permission.h"
#include "shared/portail-table-import.h"

typedef enum
{
  PORTAIL_IMPORT_NEW,
  PORTAIL_IMPORT_REPLACED,
  PORTAIL_IMPORT_IGNORED, /* no row, there already, or left out until the user chooses */
  PORTAIL_IMPORT_WRONG,
  PORTAIL_IMPORT_N_STATUSES,
} PortailImportStatus;

/* What the user chose. */
typedef enum
{
  PORTAIL_IMPORT_SUM_OF_TWICE = 1 << 0, /* ?twice=sum: of dotation rows */
  PORTAIL_IMPORT_KNOWN_TOO = 1 << 1,    /* ?known=take: of the blanchiment */
} PortailImportChoices;

typedef struct _PortailImportKind PortailImportKind;

/* All borrowed. */
typedef struct
{
  const PortailImportKind *kind;
  const PortailTextTable *table;
  const PortailRecord *parent; /* whose parts the rows are; or NULL */
  const char *enterprise_id;   /* NULL for what is of no company */
  PortailImportChoices choices;
} PortailImportQuestion;

typedef struct
{
  const PortailTableImport *preview; /* of the source */
  PortailImportStatus *statuses;     /* one for each line of the preview */
  char **before;                     /* likewise: what a row that is replaced says now, a JSON
                                      * object; or NULL */
  PortailSyncOp *op;                 /* without changes where there is nothing to do */
  gpointer source;
  GDestroyNotify free_source;
} PortailImportPlan;

struct _PortailImportKind
{
  const PortailRecordType *type; /* that of the route: of the rows, or of what they are parts of */
  const char *name;              /* ?kind=; the first of a type is the usual one */
  PortailModule module;
  const PortailImportFormat *format;
  /* Adopts a preview of the table, fills the statuses of its good lines, and the op. */
  gboolean (*match) (const PortailImportQuestion *question,
                     PortailDatabase *database,
                     PortailImportPlan *plan,
                     GError **error);
};

/* NULL for a name that is none of the type's; @name may be NULL. */
const PortailImportKind *portail_import_kind_find (const PortailRecordType *type, const char *name);

/* TOO_LARGE for more changes than a batch has. Owned. */
PortailImportPlan *portail_import_plan_new (const PortailImportQuestion *question,
                                            PortailDatabase *database,
                                            GError **error);
void portail_import_plan_free (PortailImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailImportPlan, portail_import_plan_free)

/* For the kinds. Takes @source, which owns @preview; good lines are IGNORED until something is said
 * of them. */
void portail_import_plan_adopt (PortailImportPlan *plan,
                                const PortailTableImport *preview,
                                gpointer source,
                                GDestroyNotify free_source);
/* Changes of the op: a new row with @fields of @record; @fields of the row @before, which get the
 * values of @record; a row that goes. */
void
portail_import_plan_create (PortailImportPlan *plan, gconstpointer record, PortailFieldSet fields);
void portail_import_plan_update (PortailImportPlan *plan,
                                 const PortailRecord *before,
                                 gconstpointer record,
                                 PortailFieldSet fields);
void portail_import_plan_delete (PortailImportPlan *plan, const PortailRecord *row);
/* Line @place replaces @fields of @before. */
void portail_import_plan_replace (PortailImportPlan *plan,
                                  guint place,
                                  const PortailRecord *before,
                                  PortailFieldSet fields);
/* The fields of @names, which ends with NULL. */
PortailFieldSet portail_import_get_fields (const PortailRecordType *type, const char *const *names);
/* The live employees of the company by their folded names. Owned records. */
GHashTable *portail_import_load_employees (PortailDatabase *database,
                                           const char *enterprise_id,
                                           GError **error);
/* Borrowed; NULL for nobody. */
gpointer portail_import_find_by_name (GHashTable *by_name, const char *name);

/* The kinds. */
#define PORTAIL_IMPORT_MATCH(what)                                                                 \
  gboolean portail_import_match_##what (const PortailImportQuestion *question,                     \
                                        PortailDatabase *database, PortailImportPlan *plan,        \
                                        GError **error)
PORTAIL_IMPORT_MATCH (employees);
PORTAIL_IMPORT_MATCH (rows);
PORTAIL_IMPORT_MATCH (depenses);
PORTAIL_IMPORT_MATCH (retraits);
PORTAIL_IMPORT_MATCH (tranches);
PORTAIL_IMPORT_MATCH (wealth);
PORTAIL_IMPORT_MATCH (blanchiment);
