/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that a dotation is filled from (domain.md §3.7, contract.md §7): its rows, dépenses
 * and retraits, a barème and a wealth table. Only plain structs: the caller turns them into changes
 * of records, in one undoable step. */
#pragma once

#include <glib.h>

#include "shared/portail-bareme.h"
#include "shared/portail-table-import.h"

/* Nom;RUN;FACTURE;VENTE[;Grade] */
extern const PortailImportFormat portail_import_dotation_rows;
/* Date;Justificatif;Montant: dépenses and retraits. A date may be empty, with a note. */
extern const PortailImportFormat portail_import_dotation_entries;
/* min;max;taux;salaire max employé;… direction;prime max employé;… direction */
extern const PortailImportFormat portail_import_bareme;
/* min;max;taux */
extern const PortailImportFormat portail_import_wealth;

/* A row that the sheet has already. Borrowed for the call. */
typedef struct
{
  const char *employee_name;
  const char *grade;
  PortailMoney run;
  PortailMoney facture;
  PortailMoney vente;
} PortailDotationImportExisting;

/* What the sheet gets. */
typedef struct
{
  char *employee_name;
  char *grade; /* NULL: keep or suggest it */
  PortailMoney run;
  PortailMoney facture;
  PortailMoney vente;
  gint existing; /* index of the row whose amounts are replaced; -1: a new row */
} PortailDotationImportRow;

typedef struct
{
  gint existing;     /* as above; -1 also for lines that are not good */
  guint n_same_name; /* good lines with this name, itself included: above 1 it is marked */
} PortailDotationImportMatch;

typedef struct
{
  PortailTableImport *preview;
  PortailDotationImportMatch *matches; /* one for each line of the preview */
  guint n_twice;                       /* good lines whose name comes more than once */
} PortailDotationImport;

/* Names compare by portail_text_fold(). A line that replaces or that comes twice says so in its
 * notes. */
PortailDotationImport *portail_dotation_import_new (const PortailTextTable *table,
                                                    const PortailDotationImportExisting *existing,
                                                    guint n_existing);
void portail_dotation_import_free (PortailDotationImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotationImport, portail_dotation_import_free)

typedef enum
{
  PORTAIL_IMPORT_LEAVE_TWICE_OUT, /* lines whose name comes more than once */
  PORTAIL_IMPORT_SUM_TWICE,       /* only by the user's choice */
} PortailImportTwice;

/* The good lines, in their order, as rows. PORTAIL_ERROR_OUT_OF_RANGE when a sum is too large.
 * Returns: GPtrArray of PortailDotationImportRow; owned. */
GPtrArray *portail_dotation_import_dup_rows (const PortailDotationImport *import,
                                             PortailImportTwice twice,
                                             GError **error);

typedef struct
{
  PortailDay date; /* null when empty */
  char *justificatif;
  PortailMoney montant;
} PortailEntryImportRow;

/* The good lines of an import of portail_import_dotation_entries.
 * Returns: GPtrArray of PortailEntryImportRow; owned. */
GPtrArray *portail_entry_import_dup_rows (const PortailTableImport *import);

/* Puts an import of portail_import_bareme or portail_import_wealth, its maxima checked, into @table
 * of @bareme. Adds a problem for every line that is wrong and for all that portail_bareme_check()
 * and portail_bareme_check_maxima() say; index = place among the rows of the table, from 0.
 * Returns: FALSE, with @bareme untouched, when there is any. */
gboolean portail_bareme_import_fill (const PortailTableImport *import,
                                     PortailBaremeTable table,
                                     PortailBareme *bareme,
                                     PortailProblems *problems);
