/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of dotations. An employé sees his own from submission on, in which salaire and prime are
 * what is paid, as the dotation froze it (contract.md §2). */
#include <string.h>

#include "server/rules/portail-type-rules.h"
#include "shared/portail-decimal.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"

static PortailRecordView
view_of_employe (const PortailAccess *access, const char *enterprise_id)
{
  return (PortailRecordView){ PORTAIL_REACH_OWN,
                              portail_record_type_get_all_fields (&portail_dotation_row_type),
                              portail_access_get_employee_id (access, enterprise_id) };
}

static const char *
get_reader (const PortailRecord *record)
{
  return ((const PortailDotationRow *) record)->employee_id;
}

/* The dotation may be in the trash. *@dotation is NULL where there is none. */
static gboolean
load_dotation (PortailDatabase *database,
               const char *id,
               PortailDotation **dotation,
               GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (database, &portail_dotation_type, error,
                                                         "WHERE id = ?", "t", id);

  if (found == NULL)
    return FALSE;
  *dotation = found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
  return TRUE;
}

static void
set_paid (PortailMoney *amount, gboolean *is_manual, const PortailJson *line, const char *member)
{
  const PortailJson *value = portail_json_get (line, member);

  if (value != NULL && value->kind == PORTAIL_JSON_NUMBER)
    portail_decimal_from_json (value->text, PORTAIL_MONEY_MAX_CENTS, &amount->cents);
  *is_manual = TRUE;
}

/* The reader cannot compute: what was frozen stands in the row as if it was typed. */
static void
show_paid (PortailDotationRow *row, const char *resultat)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *line;

  if (resultat == NULL)
    return;
  document = portail_json_parse (resultat, strlen (resultat), NULL);
  if (document == NULL)
    return;
  line = portail_json_get (portail_json_document_get_root (document), "lignes");
  for (line = line != NULL ? line->first_child : NULL; line != NULL; line = line->next)
    if (g_strcmp0 (portail_json_get_member_string (line, "id"), row->base.id) == 0)
      {
        set_paid (&row->salaire, &row->salaire_manuel, line, "salaire");
        set_paid (&row->prime, &row->prime_manuelle, line, "prime");
        return;
      }
}

static gboolean
show_own (PortailDatabase *database, gpointer record, gboolean *is_visible, GError **error)
{
  PortailDotationRow *row = record;
  g_autoptr (PortailDotation) dotation = NULL;

  if (!load_dotation (database, row->dotation_id, &dotation, error))
    return FALSE;
  *is_visible = dotation != NULL && portail_record_view_get_reader (dotation) != NULL;
  if (*is_visible)
    show_paid (row, dotation->resultat);
  return TRUE;
}

const PortailRecordRules portail_dotation_row_rules = {
  .type = &portail_dotation_row_type,
  .traits = PORTAIL_TRAIT_WEEKLY,
  .view_of_employe = view_of_employe,
  .get_reader = get_reader,
  .show_own = show_own,
};
