/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-place.h"

#include "app/portail-bareme-document.h"
#include "shared/portail-dotation-import.h"
#include "shared/portail-i18n.h"

/* The line of the source that became the row number @row of the table. */
static PortailImportLine *
find_line (const PortailTableImport *import, gint64 row)
{
  for (guint i = 0; i < import->lines->len; i++)
    {
      PortailImportLine *line = g_ptr_array_index (import->lines, i);

      if ((line->kind == PORTAIL_IMPORT_LINE_GOOD || line->kind == PORTAIL_IMPORT_LINE_WRONG)
          && row-- == 0)
        return line;
    }
  return NULL;
}

/* What is wrong between the rows stands at its row, as what is wrong with a cell does. */
static void
mark_problems (PortailTableImport *import, const PortailProblems *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      PortailImportLine *line = problem->index >= 0 ? find_line (import, problem->index) : NULL;

      if (line == NULL)
        continue;
      if (line->kind == PORTAIL_IMPORT_LINE_GOOD)
        {
          line->kind = PORTAIL_IMPORT_LINE_WRONG;
          import->n_good--;
          import->n_wrong++;
        }
      portail_problems_add (line->problems, problem->field, problem->code, "%s", problem->detail);
    }
}

static gpointer
match (const PortailImportFormat *format, PortailBaremeTable table, const PortailTextTable *text)
{
  PortailTableImport *import = portail_table_import_new (format, text);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBareme bareme = *portail_bareme_get_default ();

  if (import->n_wrong == 0 && import->n_good > 0)
    portail_bareme_import_fill (import, table, &bareme, problems);
  mark_problems (import, problems);
  return import;
}

static gpointer
match_tranches (const PortailTextTable *text, const GPtrArray *there)
{
  return match (&portail_import_bareme, PORTAIL_BAREME_TRANCHES, text);
}

static gpointer
match_wealth (const PortailTextTable *text, const GPtrArray *there)
{
  return match (&portail_import_wealth, PORTAIL_BAREME_RICHESSE, text);
}

static void
free_import (gpointer matched)
{
  portail_table_import_free (matched);
}

static PortailTableImport *
get_table (gpointer matched)
{
  return matched;
}

static const PortailImportKind tranches_kind = {
  .title = N_ ("Tranches of the profit"),
  .format = &portail_import_bareme,
  .match = match_tranches,
  .free = free_import,
  .get_table = get_table,
};

static const PortailImportKind wealth_kind = {
  .title = N_ ("Wealth table"),
  .format = &portail_import_wealth,
  .match = match_wealth,
  .free = free_import,
  .get_table = get_table,
};

static const PortailImportKind *const kinds[] = {
  [PORTAIL_BAREME_TRANCHES] = &tranches_kind,
  [PORTAIL_BAREME_RICHESSE] = &wealth_kind,
  NULL,
};

static GPtrArray *
list_there (gpointer place)
{
  return g_ptr_array_new ();
}

static const char *
get_lock_reason (gpointer place)
{
  return portail_bareme_document_is_editable (place) ? NULL
                                                     : _ ("This version can no longer be changed.");
}

static gboolean
apply (gpointer place,
       PortailImportPreview *preview,
       PortailImportChoice choice,
       guint *n,
       GError **error)
{
  const PortailTableImport *import = portail_import_preview_get_matched (preview);
  PortailBaremeTable table = portail_import_preview_get_kind (preview) == &wealth_kind
                                 ? PORTAIL_BAREME_RICHESSE
                                 : PORTAIL_BAREME_TRANCHES;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBareme bareme = *portail_bareme_get_default ();

  if (!portail_bareme_import_fill (import, table, &bareme, problems))
    return portail_problems_check (problems, error);
  portail_bareme_document_fill (place, table, &bareme);
  *n = import->n_good;
  return TRUE;
}

const PortailImportPlace portail_bareme_place = {
  .kinds = kinds,
  .list_there = list_there,
  .get_lock_reason = get_lock_reason,
  .apply = apply,
};
