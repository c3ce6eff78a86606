/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations of the blanchiment from a pasted text or a workbook (domain.md §6, contract.md §7):
 * Date;Groupe;Employé;Donneur;Receveur;Somme. Donneur and receveur may be empty. The caller turns
 * the rows into one undoable step. */
#pragma once

#include "shared/portail-table-import.h"
#include "shared/records/portail-blanchiment-operation.h"

extern const PortailImportFormat portail_import_blanchiment;

typedef struct
{
  PortailTableImport *preview;
  gboolean *are_known; /* for each line of the preview: a good one that was there before */
  guint n_known;
  guint n_twice; /* good lines that come more than once in the import */
} PortailBlanchimentImport;

/* @existing: of PortailBlanchimentOperation, what is there already, of which those that are annulé
 * do not count; may be NULL. Lines are equal where all six cells are, texts by portail_text_fold().
 * One that was there (`exists`) or comes more than once (`twice`) says so in its notes: it may well
 * be right. */
PortailBlanchimentImport *portail_blanchiment_import_new (const PortailTextTable *table,
                                                          const GPtrArray *existing);
void portail_blanchiment_import_free (PortailBlanchimentImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentImport, portail_blanchiment_import_free)

typedef enum
{
  PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT, /* so that an import repeated adds nothing */
  PORTAIL_BLANCHIMENT_TAKE_KNOWN,      /* only by the user's choice */
} PortailBlanchimentKnown;

/* The good lines, in their order: new records with these six members and nothing else.
 * Returns: of PortailBlanchimentOperation; owned. */
GPtrArray *portail_blanchiment_import_dup_rows (const PortailBlanchimentImport *import,
                                                PortailBlanchimentKnown known);
