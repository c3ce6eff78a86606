/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-tax-sheet.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-frozen-sheet.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-delay.h"

/* The first text of the first row; NULL where there is none. Owned. */
static gboolean
load_text (PortailDatabase *database, const char *sql, const char *key, char **text, GError **error)
{
  PortailStatement *statement = portail_database_query (database, error, sql, "t", key);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *text = NULL;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *text = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_tax_load_delay (PortailDatabase *database,
                        const char *enterprise_id,
                        guint *days,
                        GError **error)
{
  g_autofree char *defaults = NULL;
  g_autofree char *company = NULL;

  if (!load_text (database,
                  "SELECT value FROM setting WHERE key = ? AND user_id IS NULL"
                  " AND trashed_at IS NULL",
                  PORTAIL_TAX_DELAY_KEY, &defaults, error)
      || !load_text (database, "SELECT settings FROM enterprise WHERE id = ?", enterprise_id,
                     &company, error))
    return FALSE;
  *days = portail_tax_delay_resolve (defaults, company);
  return TRUE;
}

gboolean
portail_tax_load_dotation (PortailDatabase *database,
                           const PortailTaxDeclaration *declaration,
                           PortailDotationSheet **sheet,
                           GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (PortailDotation) dotation = NULL;

  *sheet = NULL;
  if (declaration->dotation_id == NULL)
    return TRUE;
  dotation = portail_record_sql_load (database, &portail_dotation_type, declaration->dotation_id,
                                      &failure);
  if (dotation == NULL && !g_error_matches (failure, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (dotation == NULL
      || g_strcmp0 (dotation->base.enterprise_id, declaration->base.enterprise_id) != 0)
    return TRUE;
  *sheet = portail_dotation_load_parts (database, g_steal_pointer (&dotation), error);
  return *sheet != NULL;
}

/* Both types have the same states, in the same order. */
static void
show_declaration (PortailDotation *dotation, const PortailTaxDeclaration *declaration)
{
  dotation->status = (PortailDotationStatus) declaration->status;
  g_free (dotation->notes);
  dotation->notes = g_strdup (declaration->notes);
  g_free (dotation->refusal_reason);
  dotation->refusal_reason = g_strdup (declaration->refusal_reason);
}

gboolean
portail_tax_load_sheet (PortailDatabase *database,
                        const PortailTaxDeclaration *declaration,
                        PortailDotationSheet **sheet,
                        GError **error)
{
  if (declaration->resultat != NULL)
    *sheet = portail_frozen_sheet_read (declaration->resultat, error);
  else if (!portail_tax_load_dotation (database, declaration, sheet, error))
    return FALSE;
  if (*sheet != NULL)
    show_declaration ((*sheet)->dotation, declaration);
  return *sheet != NULL || declaration->resultat == NULL;
}

gboolean
portail_tax_find_successor (PortailDatabase *database,
                            const char *declaration_id,
                            char **successor_id,
                            GError **error)
{
  return load_text (database,
                    "SELECT id FROM tax_declaration WHERE version_of = ? AND trashed_at IS NULL"
                    " ORDER BY created_at DESC, id DESC LIMIT 1",
                    declaration_id, successor_id, error);
}
