/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be imported: the preview and its dialog know no record type, they read this table. A
 * kind compares the lines of a source with the records that are there, in any thread; what is done
 * with the good lines is the place's (portail-import-preview.h). */
#pragma once

#include "shared/portail-table-import.h"

/* Lines that are good but may well be a mistake: a name that comes twice, what is there already. */
typedef enum
{
  PORTAIL_IMPORT_LEAVE_DOUBTFUL_OUT,
  PORTAIL_IMPORT_TAKE_DOUBTFUL, /* only by the user's choice */
} PortailImportChoice;

typedef struct
{
  guint n_doubtful;
  guint n_replacing;
} PortailImportMatches;

/* Static. Functions that may be NULL say so. */
typedef struct
{
  const char *title; /* N_ (), in the chooser */
  const PortailImportFormat *format;

  /* @there: records of the place. Owned. */
  gpointer (*match) (const PortailTextTable *table, const GPtrArray *there);
  void (*free) (gpointer matched);
  /* Borrowed from @matched. */
  PortailTableImport *(*get_table) (gpointer matched);
  /* NULL: there are none. */
  PortailImportMatches (*count) (gpointer matched);
  /* What the cell of a line takes the place of; NULL for nothing. Owned. May be NULL. */
  char *(*dup_before) (gpointer matched,
                       const GPtrArray *there,
                       guint line,
                       const PortailImportColumn *column);
  /* Sentences about @n lines, translated, owned: the choice to take the doubtful ones, that they
   * are left out, that they replace. NULL where there are none. */
  char *(*say_choice) (guint n);
  char *(*say_left_out) (guint n);
  char *(*say_replacing) (guint n);
} PortailImportKind;
