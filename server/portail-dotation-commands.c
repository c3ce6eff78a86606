/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dotation-commands.h"

#include "server/portail-dotation-totals.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-settings-json.h"

static void
thaw (PortailDotation *dotation)
{
  g_clear_pointer (&dotation->resultat, g_free);
  g_clear_pointer (&dotation->bareme_id, g_free);
  g_clear_pointer (&dotation->settings, g_free);
}

/* The user saw figures of one barème; another would give others. */
static gboolean
check_bareme (const PortailChange *change, const PortailDotationSheet *sheet, GError **error)
{
  g_autofree char *seen = NULL;

  if (!portail_change_get_argument (change, "bareme_id", &seen)
      || g_strcmp0 (seen, sheet->bareme_id) == 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAREME_CHANGED,
                       _ ("Another tax table applies to this week by now."));
  return FALSE;
}

static gboolean
submit (PortailRecordWriter *writer,
        PortailDotation *dotation,
        const PortailChange *change,
        GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  PortailDotation *open = portail_record_copy (dotation);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  thaw (open);
  sheet = portail_dotation_load_parts (database, open, error);
  if (sheet == NULL || !check_bareme (change, sheet, error))
    return FALSE;
  figures = portail_dotation_sheet_compute (sheet, error);
  if (figures == NULL || !portail_dotation_totals_save (database, sheet, figures, error))
    return FALSE;
  thaw (dotation);
  dotation->amount = sheet->dotation->amount;
  dotation->bareme_id = g_strdup (sheet->bareme_id);
  dotation->settings = portail_settings_to_json (sheet->settings, sheet->bareme.mode_impot);
  dotation->resultat = portail_dotation_sheet_make_resultat (sheet, figures);
  g_clear_pointer (&dotation->refusal_reason, g_free);
  return TRUE;
}

gboolean
portail_dotation_commands_run (PortailRecordWriter *writer,
                               PortailDotation *dotation,
                               const PortailChange *change,
                               GError **error)
{
  if (dotation->status == PORTAIL_DOTATION_EN_ATTENTE)
    return submit (writer, dotation, change, error);
  if (dotation->status == PORTAIL_DOTATION_BROUILLON || dotation->status == PORTAIL_DOTATION_REFUSE)
    thaw (dotation);
  return TRUE;
}
