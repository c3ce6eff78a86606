/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-loader.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-frozen-sheet.h"
#include "shared/portail-layered-setting.h"
#include "shared/portail-load-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-delay.h"

gboolean
portail_tax_load_delay (PortailDatabase *database,
                        const char *enterprise_id,
                        guint *days,
                        GError **error)
{
  g_auto (PortailLayeredSetting) setting = { 0 };

  if (!portail_layered_setting_load (database, PORTAIL_TAX_DELAY_KEY, enterprise_id, &setting,
                                     error))
    return FALSE;
  *days = portail_tax_delay_resolve (setting.defaults, setting.company);
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
  return portail_load_text (
      database,
      "SELECT id FROM tax_declaration WHERE version_of = ? AND trashed_at IS NULL"
      " ORDER BY created_at DESC, id DESC LIMIT 1",
      declaration_id, successor_id, error);
}

/* The next version: the same, from the dotation as it is now. */
static PortailTaxDeclaration *
make_correction (const PortailTaxDeclaration *old, const char *id)
{
  PortailTaxDeclaration *correction = portail_record_new (&portail_tax_declaration_type);

  correction->base.id = g_strdup (id);
  correction->base.enterprise_id = g_strdup (old->base.enterprise_id);
  correction->status = PORTAIL_TAX_DECLARATION_BROUILLON;
  correction->version_of = g_strdup (old->base.id);
  correction->dotation_id = g_strdup (old->dotation_id);
  correction->period = old->period;
  correction->tax_type = g_strdup (old->tax_type);
  correction->amount = old->amount;
  correction->due_date = old->due_date;
  correction->notes = g_strdup (old->notes);
  return correction;
}

PortailTaxDeclaration *
portail_tax_load_correction (PortailDatabase *database,
                             const PortailTaxDeclaration *old,
                             const char *id,
                             GError **error)
{
  g_autoptr (PortailTaxDeclaration) correction = make_correction (old, id);
  g_autoptr (PortailDotationSheet) sheet = NULL;

  if (!portail_tax_load_dotation (database, correction, &sheet, error))
    return NULL;
  if (sheet == NULL)
    g_clear_pointer (&correction->dotation_id, g_free);
  return g_steal_pointer (&correction);
}
