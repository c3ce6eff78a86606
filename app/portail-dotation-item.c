/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-item.h"

#include <string.h>

#include "shared/portail-dotation-loader.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-enterprise.h"

struct _PortailDotationItem
{
  GObject parent_instance;

  PortailDotationSummary summary;
};

G_DEFINE_FINAL_TYPE (PortailDotationItem, portail_dotation_item, G_TYPE_OBJECT)

static const struct
{
  PortailDotationStatus status;
  const char *title;
  const char *css_class;
} statuses[] = {
  { PORTAIL_DOTATION_BROUILLON, N_ ("Draft"), "draft" },
  { PORTAIL_DOTATION_EN_ATTENTE, N_ ("Submitted"), "waiting" },
  { PORTAIL_DOTATION_VALIDE, N_ ("Validated"), "good" },
  { PORTAIL_DOTATION_REFUSE, N_ ("Refused"), "bad" },
  { PORTAIL_DOTATION_PAYE, N_ ("Paid"), "paid" },
};

const char *
portail_dotation_status_get_title (PortailDotationStatus status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return _ (statuses[i].title);
  return _ ("unknown");
}

const char *
portail_dotation_status_get_css_class (PortailDotationStatus status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].css_class;
  return "draft";
}

static void
portail_dotation_item_finalize (GObject *object)
{
  PortailDotationSummary *summary = &PORTAIL_DOTATION_ITEM (object)->summary;

  g_free (summary->id);
  g_free (summary->enterprise_id);
  g_free (summary->enterprise_name);
  g_free (summary->search_key);
  G_OBJECT_CLASS (portail_dotation_item_parent_class)->finalize (object);
}

static void
portail_dotation_item_class_init (PortailDotationItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_dotation_item_finalize;
}

static void
portail_dotation_item_init (PortailDotationItem *item)
{
}

PortailDotationItem *
portail_dotation_item_new (const PortailDotationSummary *summary)
{
  PortailDotationItem *item = g_object_new (PORTAIL_TYPE_DOTATION_ITEM, NULL);

  item->summary = *summary;
  return item;
}

gboolean
portail_dotation_item_is_equal (PortailDotationItem *a, PortailDotationItem *b)
{
  const PortailDotationSummary *first = &a->summary;
  const PortailDotationSummary *second = &b->summary;

  return first->period.number == second->period.number && first->status == second->status
         && first->n_rows == second->n_rows && first->ca_brut.cents == second->ca_brut.cents
         && first->impot_societe.cents == second->impot_societe.cents
         && first->total_du.cents == second->total_du.cents
         && first->is_provisional == second->is_provisional
         && first->is_in_trash == second->is_in_trash && g_strcmp0 (first->id, second->id) == 0
         && g_strcmp0 (first->enterprise_id, second->enterprise_id) == 0
         && g_strcmp0 (first->enterprise_name, second->enterprise_name) == 0
         && g_strcmp0 (first->search_key, second->search_key) == 0;
}

const PortailDotationSummary *
portail_dotation_item_get (PortailDotationItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_ITEM (item), NULL);
  return &item->summary;
}

static gboolean
is_known (GListStore *list, guint position, PortailDotationItem *item)
{
  g_autoptr (PortailDotationItem) known = g_list_model_get_item (G_LIST_MODEL (list), position);

  return portail_dotation_item_is_equal (known, item);
}

void
portail_dotation_item_update_list (GListStore *list, const GPtrArray *items)
{
  guint n_former = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint first = 0;
  guint n_last = 0;

  while (first < MIN (n_former, items->len) && is_known (list, first, items->pdata[first]))
    first++;
  while (n_last < MIN (n_former, items->len) - first
         && is_known (list, n_former - 1 - n_last, items->pdata[items->len - 1 - n_last]))
    n_last++;
  if (first + n_last < MAX (n_former, items->len))
    g_list_store_splice (list, first, n_former - first - n_last, items->pdata + first,
                         items->len - first - n_last);
}

const PortailDotationSummary *
portail_dotation_item_find (GListModel *items, const char *enterprise_id, PortailWeek period)
{
  const PortailDotationSummary *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PortailDotationItem) item = g_list_model_get_item (items, i);
      const PortailDotationSummary *summary = portail_dotation_item_get (item);

      if (summary->is_in_trash || summary->period.number != period.number
          || g_strcmp0 (summary->enterprise_id, enterprise_id) != 0)
        continue;
      if (found == NULL || found->status == PORTAIL_DOTATION_REFUSE)
        found = summary;
    }
  return found;
}

/* What the query knows beside the dotations. */
typedef struct
{
  PortailDatabase *database;
  GHashTable *names;  /* enterprise id → name */
  GHashTable *counts; /* dotation id → rows */
  GHashTable *unsent; /* dotation ids */
  GHashTable *trash;  /* dotation ids */
} Surroundings;

static gboolean
list_texts (PortailDatabase *database,
            const char *sql,
            void (*add) (GHashTable *table, PortailStatement *statement),
            GHashTable *table,
            GError **error)
{
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    add (table, statement);
  return step == PORTAIL_STEP_DONE;
}

static void
add_name (GHashTable *table, PortailStatement *statement)
{
  g_hash_table_replace (table, portail_statement_dup_text (statement, 0),
                        portail_statement_dup_text (statement, 1));
}

static void
add_count (GHashTable *table, PortailStatement *statement)
{
  g_hash_table_replace (table, portail_statement_dup_text (statement, 0),
                        GUINT_TO_POINTER ((guint) portail_statement_get_int64 (statement, 1)));
}

static void
add_id (GHashTable *table, PortailStatement *statement)
{
  g_hash_table_add (table, portail_statement_dup_text (statement, 0));
}

static gboolean
look_around (Surroundings *around, GError **error)
{
  return list_texts (
             around->database,
             "SELECT id, name FROM enterprise WHERE name IS NOT NULL AND trashed_at IS NULL",
             add_name, around->names, error)
         && list_texts (around->database,
                        "SELECT dotation_id, COUNT(*) FROM dotation_row WHERE trashed_at IS NULL"
                        " GROUP BY dotation_id",
                        add_count, around->counts, error)
         && list_texts (around->database,
                        "SELECT id FROM outbox.op_change WHERE type = 'dotation'"
                        " UNION SELECT dotation_id FROM dotation_row"
                        " WHERE id IN (SELECT id FROM outbox.op_change)"
                        " UNION SELECT dotation_id FROM dotation_entry"
                        " WHERE id IN (SELECT id FROM outbox.op_change)",
                        add_id, around->unsent, error)
         && list_texts (around->database, "SELECT id FROM dotation WHERE trashed_at IS NOT NULL",
                        add_id, around->trash, error);
}

static PortailMoney
read_money (const PortailJson *root, PortailFigureId id)
{
  const PortailJson *member = portail_json_get (root, portail_figure_get (id)->name);
  PortailMoney money = PORTAIL_MONEY_NULL;

  if (member != NULL && member->kind == PORTAIL_JSON_NUMBER)
    portail_money_from_json (member->text, &money);
  return money;
}

/* The figures that a submitted sheet keeps. */
static gboolean
read_resultat (const char *resultat, PortailDotationSummary *summary)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (resultat, strlen (resultat), NULL);
  const PortailJson *root;

  if (document == NULL)
    return FALSE;
  root = portail_json_document_get_root (document);
  summary->ca_brut = read_money (root, PORTAIL_FIGURE_CA_BRUT);
  summary->impot_societe = read_money (root, PORTAIL_FIGURE_IMPOT_SOCIETE);
  summary->total_du = read_money (root, PORTAIL_FIGURE_TOTAL_DU);
  return !portail_money_is_null (summary->total_du);
}

static void
compute (PortailDatabase *database, PortailDotation *dotation, PortailDotationSummary *summary)
{
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_load_parts (database, dotation, NULL);
  g_autoptr (PortailDotationFigures) figures = sheet != NULL
                                                   ? portail_dotation_sheet_compute (sheet, NULL)
                                                   : NULL;

  if (figures == NULL)
    return;
  summary->ca_brut = figures->chain.ca_brut;
  summary->impot_societe = figures->chain.impot_societe;
  summary->total_du = figures->chain.total_du;
}

static char *
make_search_key (const PortailDotation *dotation, const char *enterprise_name)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autofree char *period = portail_week_to_text (dotation->period);
  g_autofree char *text = g_strjoin (" ", period, portail_week_format (dotation->period, week),
                                     enterprise_name,
                                     portail_dotation_status_get_title (dotation->status),
                                     dotation->notes != NULL ? dotation->notes : "", NULL);

  return portail_text_fold (text);
}

/* Takes @dotation. */
static PortailDotationItem *
make_item (const Surroundings *around, PortailDotation *dotation)
{
  const char *id = dotation->base.id;
  const char *name = g_hash_table_lookup (around->names, dotation->base.enterprise_id);
  PortailDotationSummary summary = {
    .id = g_strdup (id),
    .enterprise_id = g_strdup (dotation->base.enterprise_id),
    .enterprise_name = g_strdup (name != NULL ? name : ""),
    .search_key = make_search_key (dotation, name != NULL ? name : ""),
    .period = dotation->period,
    .status = dotation->status,
    .n_rows = GPOINTER_TO_UINT (g_hash_table_lookup (around->counts, id)),
    .ca_brut = PORTAIL_MONEY_NULL,
    .impot_societe = PORTAIL_MONEY_NULL,
    .total_du = PORTAIL_MONEY_NULL,
    .is_provisional = g_hash_table_contains (around->unsent, id),
    .is_in_trash = g_hash_table_contains (around->trash, id),
  };

  if (summary.is_in_trash
      || (dotation->resultat != NULL && read_resultat (dotation->resultat, &summary)))
    portail_record_free (dotation);
  else
    compute (around->database, dotation, &summary);
  return portail_dotation_item_new (&summary);
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) unsent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) trash = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Surroundings around = { database, names, counts, unsent, trash };
  g_autoptr (GPtrArray) dotations = NULL;
  GPtrArray *items;

  if (!look_around (&around, error))
    return NULL;
  dotations = portail_record_sql_list (database, &portail_dotation_type, error,
                                       "ORDER BY period DESC, id DESC", "");
  if (dotations == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  while (dotations->len > 0)
    g_ptr_array_insert (
        items, 0, make_item (&around, g_ptr_array_steal_index (dotations, dotations->len - 1)));
  return items;
}

static void
free_items (gpointer items)
{
  g_ptr_array_unref (items);
}

PortailQuery *
portail_dotation_item_query_new (void)
{
  return portail_query_new (run, NULL, NULL, free_items);
}
