/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-made-record.h"

#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-loader.h"

char *
portail_made_record_get_id (const PortailChange *change)
{
  char *id = NULL;

  if (change->kind == PORTAIL_CHANGE_COMMAND && change->type == &portail_tax_declaration_type
      && g_strcmp0 (change->command, "correct") == 0)
    portail_change_get_argument (change, "new_id", &id);
  return id;
}

gboolean
portail_made_record_load (PortailDatabase *database,
                          const PortailPendingChange *pending,
                          PortailRecord **record,
                          GError **error)
{
  g_autofree char *id = portail_made_record_get_id (pending->change);
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailTaxDeclaration) old = NULL;
  PortailTaxDeclaration *correction;

  *record = NULL;
  if (id == NULL)
    return TRUE;
  old = portail_record_sql_load (database, pending->change->type, pending->change->id, &missing);
  if (old == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (old == NULL)
    return TRUE;
  correction = portail_tax_load_correction (database, old, id, error);
  if (correction == NULL)
    return FALSE;
  correction->base.created_at = pending->made_at;
  correction->base.updated_at = pending->made_at;
  *record = &correction->base;
  return TRUE;
}
