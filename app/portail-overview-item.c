/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-overview-item.h"

#include "shared/portail-dashboard-loader.h"
#include "shared/portail-tax-fill.h"
#include "shared/portail-text-fold.h"

struct _PortailOverviewItem
{
  GObject parent_instance;

  PortailOverviewRow row;
};

G_DEFINE_FINAL_TYPE (PortailOverviewItem, portail_overview_item, G_TYPE_OBJECT)

static void
portail_overview_item_finalize (GObject *object)
{
  PortailOverviewRow *row = &PORTAIL_OVERVIEW_ITEM (object)->row;

  g_free (row->enterprise_id);
  g_free (row->name);
  g_free (row->search_key);
  G_OBJECT_CLASS (portail_overview_item_parent_class)->finalize (object);
}

static void
portail_overview_item_class_init (PortailOverviewItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_overview_item_finalize;
}

static void
portail_overview_item_init (PortailOverviewItem *item)
{
}

const PortailOverviewRow *
portail_overview_item_get (PortailOverviewItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_OVERVIEW_ITEM (item), NULL);
  return &item->row;
}

/* What the query is asked for, and what it knows of all companies. */
typedef struct
{
  GArray *companies;
  PortailWeek period;
  PortailTimestamp now;
  PortailDatabase *database;
  GHashTable *declared; /* ids of companies with a declaration of the last closed week */
  GHashTable *inactive;
  GHashTable *unsent; /* ids of dotations */
} Survey;

static void
free_survey (gpointer pointer)
{
  Survey *survey = pointer;

  g_array_unref (survey->companies);
  g_clear_pointer (&survey->declared, g_hash_table_unref);
  g_clear_pointer (&survey->inactive, g_hash_table_unref);
  g_clear_pointer (&survey->unsent, g_hash_table_unref);
  g_free (survey);
}

static void
clear_company (gpointer pointer)
{
  PortailOverviewCompany *company = pointer;

  g_free (company->id);
  g_free (company->name);
}

GArray *
portail_overview_companies_new (void)
{
  GArray *companies = g_array_new (FALSE, TRUE, sizeof (PortailOverviewCompany));

  g_array_set_clear_func (companies, clear_company);
  return companies;
}

/* A set of what the first column holds; NULL with @error set. */
static GHashTable *
take_set (PortailStatement *statement, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_add (set, portail_statement_dup_text (statement, 0));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&set) : NULL;
}

static gboolean
look_around (Survey *survey, GError **error)
{
  PortailWeek closed = portail_tax_get_last_closed_week (
      portail_timestamp_get_paris_day (survey->now));
  char week[PORTAIL_WEEK_TEXT_SIZE];

  survey->declared = take_set (
      portail_database_query (
          survey->database, error,
          "SELECT DISTINCT enterprise_id FROM tax_declaration WHERE period = ?"
          " AND trashed_at IS NULL AND status IN ('en_attente', 'valide', 'paye')",
          "t", portail_week_format (closed, week)),
      error);
  if (survey->declared == NULL)
    return FALSE;
  survey->inactive = take_set (portail_database_query (survey->database, error,
                                                       "SELECT id FROM enterprise WHERE NOT"
                                                       " coalesce (is_active, 1)",
                                                       ""),
                               error);
  if (survey->inactive == NULL)
    return FALSE;
  survey->unsent = take_set (
      portail_database_query (survey->database, error,
                              "SELECT id FROM outbox.op_change WHERE type = 'dotation'"
                              " UNION SELECT dotation_id FROM dotation_row"
                              " WHERE id IN (SELECT id FROM outbox.op_change)"
                              " UNION SELECT dotation_id FROM dotation_entry"
                              " WHERE id IN (SELECT id FROM outbox.op_change)",
                              ""),
      error);
  return survey->unsent != NULL;
}

static void
fill_row (const Survey *survey, const PortailDashboard *dashboard, PortailOverviewRow *row)
{
  row->ca_brut = dashboard->cards[PORTAIL_CARD_CA_BRUT].value;
  row->impot_societe = dashboard->cards[PORTAIL_CARD_IMPOT].value;
  row->total_du = dashboard->cards[PORTAIL_CARD_TOTAL_DU].value;
  row->n_to_validate = dashboard->waiting[PORTAIL_WAITING_TO_VALIDATE]->len;
  row->n_suspects = dashboard->waiting[PORTAIL_WAITING_SUSPECTS]->len;
  if (dashboard->sheet != NULL)
    {
      row->sheet_status = dashboard->sheet->status;
      row->is_provisional = g_hash_table_contains (survey->unsent, dashboard->sheet->id);
    }
  if (dashboard->declaration != NULL)
    {
      row->declaration_status = dashboard->declaration->status;
      row->is_late = dashboard->declaration->status != PORTAIL_TAX_DECLARATION_PAYE
                     && portail_due_level_at (dashboard->declaration->due_date, survey->now)
                            == PORTAIL_DUE_LATE;
    }
}

static PortailOverviewItem *
make_item (const Survey *survey, const PortailOverviewCompany *company, GError **error)
{
  const PortailDashboardQuestion question = {
    company->id, survey->period,
    survey->now, company->has_operations ? PORTAIL_DASHBOARD_OPERATIONS : 0,
    2,
  };
  g_autoptr (PortailDashboardInputs) inputs = portail_dashboard_load (survey->database, &question,
                                                                      error);
  g_autoptr (PortailDashboard) dashboard = NULL;
  PortailOverviewItem *item;

  if (inputs == NULL)
    return NULL;
  dashboard = portail_dashboard_new (&inputs->source);
  item = g_object_new (PORTAIL_TYPE_OVERVIEW_ITEM, NULL);
  item->row = (PortailOverviewRow){
    .enterprise_id = g_strdup (company->id),
    .name = g_strdup (company->name),
    .search_key = portail_text_fold (company->name),
    .is_active = !g_hash_table_contains (survey->inactive, company->id),
  };
  item->row.is_missing = item->row.is_active
                         && !g_hash_table_contains (survey->declared, company->id);
  fill_row (survey, dashboard, &item->row);
  return item;
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  Survey *survey = input;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  survey->database = database;
  if (!look_around (survey, error))
    return NULL;
  for (guint i = 0; i < survey->companies->len; i++)
    {
      PortailOverviewItem *item = make_item (
          survey, &g_array_index (survey->companies, PortailOverviewCompany, i), error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static void
free_items (gpointer items)
{
  g_ptr_array_unref (items);
}

PortailQuery *
portail_overview_query_new (GArray *companies, PortailWeek period, PortailTimestamp now)
{
  Survey *survey = g_new0 (Survey, 1);

  survey->companies = companies;
  survey->period = period;
  survey->now = now;
  return portail_query_new (run, survey, free_survey, free_items);
}
