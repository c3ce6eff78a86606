/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-snapshot.h"

#include "app/portail-week-lock.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-fill.h"
#include "shared/portail-tax-loader.h"

/* Of one declaration; a chain that is longer came from no person. */
#define MAX_VERSIONS 100

void
portail_tax_snapshot_free (PortailTaxSnapshot *snapshot)
{
  g_clear_pointer (&snapshot->declaration, portail_record_free);
  g_clear_pointer (&snapshot->sheet, portail_dotation_sheet_free);
  g_ptr_array_unref (snapshot->versions);
  g_free (snapshot->lock_reason);
  g_free (snapshot);
}

static PortailTaxSnapshot *
new_snapshot (PortailTaxDeclaration *declaration)
{
  PortailTaxSnapshot *snapshot = g_new0 (PortailTaxSnapshot, 1);

  snapshot->declaration = declaration;
  snapshot->versions = g_ptr_array_new_with_free_func (portail_record_free);
  return snapshot;
}

static gboolean
find_lock (PortailDatabase *database, PortailTaxSnapshot *snapshot, GError **error)
{
  const PortailTaxDeclaration *declaration = snapshot->declaration;

  return portail_week_lock_find (database, declaration->base.enterprise_id, declaration->period,
                                 &snapshot->lock_reason, error);
}

/* The version that @id corrects comes before it, and so on. */
static gboolean
add_older (PortailDatabase *database, GPtrArray *versions, const char *id, GError **error)
{
  while (id != NULL && versions->len < MAX_VERSIONS)
    {
      g_autoptr (GPtrArray) found = portail_record_sql_list (
          database, &portail_tax_declaration_type, error, "WHERE id = ? AND trashed_at IS NULL",
          "t", id);

      if (found == NULL)
        return FALSE;
      if (found->len == 0)
        return TRUE;
      g_ptr_array_insert (versions, 0, g_ptr_array_steal_index (found, 0));
      id = ((const PortailTaxDeclaration *) g_ptr_array_index (versions, 0))->version_of;
    }
  return TRUE;
}

static gboolean
add_newer (PortailDatabase *database, GPtrArray *versions, GError **error)
{
  while (versions->len > 0 && versions->len < MAX_VERSIONS)
    {
      const PortailRecord *last = g_ptr_array_index (versions, versions->len - 1);
      g_autofree char *successor = NULL;
      gpointer next;

      if (!portail_tax_find_successor (database, last->id, &successor, error))
        return FALSE;
      if (successor == NULL)
        return TRUE;
      next = portail_record_sql_load (database, last->type, successor, error);
      if (next == NULL)
        return FALSE;
      g_ptr_array_add (versions, next);
    }
  return TRUE;
}

static gboolean
find_versions (PortailDatabase *database, PortailTaxSnapshot *snapshot, GError **error)
{
  const char *id = snapshot->declaration->base.id;
  const PortailRecord *last;

  if (!add_older (database, snapshot->versions, id, error)
      || !add_newer (database, snapshot->versions, error))
    return FALSE;
  last = snapshot->versions->len > 0
             ? g_ptr_array_index (snapshot->versions, snapshot->versions->len - 1)
             : NULL;
  snapshot->version = last == NULL || g_str_equal (last->id, id) ? PORTAIL_TAX_NEWEST
                                                                 : PORTAIL_TAX_SUPERSEDED;
  return TRUE;
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  PortailTaxDeclaration *declaration = portail_record_sql_load (
      database, &portail_tax_declaration_type, input, error);
  g_autoptr (PortailTaxSnapshot) snapshot = NULL;

  if (declaration == NULL)
    return NULL;
  snapshot = new_snapshot (declaration);
  if (!portail_tax_load_sheet (database, declaration, &snapshot->sheet, error)
      || !find_versions (database, snapshot, error) || !find_lock (database, snapshot, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}

PortailQuery *
portail_tax_snapshot_new_query (const char *id)
{
  return portail_query_new (run, g_strdup (id), g_free, (GDestroyNotify) portail_tax_snapshot_free);
}

/* What the week's sheet gives; without one what a typed declaration begins with. */
static gboolean
fill (PortailDatabase *database, PortailTaxSnapshot *snapshot, GError **error)
{
  PortailTaxDeclaration *declaration = snapshot->declaration;
  g_autoptr (PortailDotationFigures) figures = NULL;
  guint days;

  if (!portail_tax_load_delay (database, declaration->base.enterprise_id, &days, error))
    return FALSE;
  if (snapshot->sheet != NULL)
    figures = portail_dotation_sheet_compute (snapshot->sheet, NULL);
  if (figures != NULL)
    portail_tax_fill (declaration, snapshot->sheet, figures, days);
  else
    portail_tax_fill_typed (declaration, portail_timestamp_get_paris_day (portail_timestamp_now ()),
                            days);
  return TRUE;
}

static gpointer
run_filled (PortailDatabase *database, gpointer input, GError **error)
{
  g_autoptr (PortailTaxSnapshot) snapshot = new_snapshot (portail_record_copy (input));
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autoptr (GPtrArray) dotations = portail_record_sql_list (
      database, &portail_dotation_type, error,
      "WHERE enterprise_id = ? AND period = ? AND status <> 'refuse' AND trashed_at IS NULL"
      " ORDER BY id DESC LIMIT 1",
      "tt", snapshot->declaration->base.enterprise_id,
      portail_week_format (snapshot->declaration->period, week));

  if (dotations == NULL)
    return NULL;
  if (dotations->len > 0)
    {
      snapshot->sheet = portail_dotation_load_parts (database,
                                                     g_ptr_array_steal_index (dotations, 0), error);
      if (snapshot->sheet == NULL)
        return NULL;
    }
  if (!fill (database, snapshot, error) || !find_lock (database, snapshot, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}

PortailQuery *
portail_tax_snapshot_new_filled_query (const char *enterprise_id, PortailWeek period)
{
  PortailTaxDeclaration *declaration = portail_record_new (&portail_tax_declaration_type);

  declaration->base.enterprise_id = g_strdup (enterprise_id);
  declaration->period = period;
  declaration->status = PORTAIL_TAX_DECLARATION_BROUILLON;
  return portail_query_new (run_filled, declaration, portail_record_free,
                            (GDestroyNotify) portail_tax_snapshot_free);
}

/* Versions of all */

static guint
find_number (GHashTable *older, const char *id)
{
  guint number = 1;

  while (number < MAX_VERSIONS && (id = g_hash_table_lookup (older, id)) != NULL)
    number++;
  return number;
}

static GHashTable *
number_versions (GHashTable *older)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;
  gpointer corrected;

  g_hash_table_iter_init (&iter, older);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_insert (numbers, g_strdup (id), GUINT_TO_POINTER (find_number (older, id)));
  g_hash_table_iter_init (&iter, older);
  while (g_hash_table_iter_next (&iter, NULL, &corrected))
    g_hash_table_insert (
        numbers, g_strdup (corrected),
        GUINT_TO_POINTER (find_number (older, corrected) | PORTAIL_TAX_VERSION_SUPERSEDED));
  return numbers;
}

static gpointer
run_versions (PortailDatabase *database, gpointer input, GError **error)
{
  g_autoptr (GHashTable) older = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PortailStatement *statement = portail_database_prepare (
      database,
      "SELECT id, version_of FROM tax_declaration"
      " WHERE version_of IS NOT NULL AND trashed_at IS NULL",
      error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (older, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return number_versions (older);
}

PortailQuery *
portail_tax_versions_new_query (void)
{
  return portail_query_new (run_versions, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
}

/* Companies without a declaration */

typedef struct
{
  PortailWeek period;
  char **enterprise_ids;
} Missing;

static void
free_missing (gpointer pointer)
{
  Missing *missing = pointer;

  g_strfreev (missing->enterprise_ids);
  g_free (missing);
}

static gpointer
run_missing (PortailDatabase *database, gpointer input, GError **error)
{
  const Missing *missing = input;
  GPtrArray *found = portail_tax_missing_list (database, missing->period, portail_timestamp_now (),
                                               error);

  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    {
      const PortailTaxMissing *company = g_ptr_array_index (found, i - 1);

      if (!g_strv_contains ((const char *const *) missing->enterprise_ids, company->enterprise_id))
        g_ptr_array_remove_index (found, i - 1);
    }
  return found;
}

PortailQuery *
portail_tax_missing_new_query (PortailWeek period, const char *const *enterprise_ids)
{
  Missing *missing = g_new0 (Missing, 1);

  missing->period = period;
  missing->enterprise_ids = g_strdupv ((char **) enterprise_ids);
  return portail_query_new (run_missing, missing, free_missing, (GDestroyNotify) g_ptr_array_unref);
}
