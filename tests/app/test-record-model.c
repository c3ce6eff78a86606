/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-model.h"

#include <locale.h>
#include <string.h>

#include "app/portail-cache-store.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-employee.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"

#define OTHER_COMPANY "01990000-0000-7000-8000-00000000c002"
#define N_ROWS        700
#define N_STEPS       40

typedef struct
{
  PortailClientFixture client;
  PortailRecordModel *model;
  GPtrArray *rows; /* of PortailEmployee: what the cache holds */
  guint n_updates;
} Fixture;

/* The naive way: all rows in memory. */

static gboolean
matches_filter (const PortailRecordFilter *filter, const PortailRecord *row)
{
  int order = portail_field_compare (filter->field, row, filter->value);
  gboolean is_null = portail_field_is_null (filter->field, row);
  g_autofree char *text = NULL;
  g_autofree char *part = NULL;

  switch (filter->op)
    {
    case PORTAIL_FILTER_IS:
      return !is_null && portail_field_is_equal (filter->field, row, filter->value);
    case PORTAIL_FILTER_IS_NOT:
      return !portail_field_is_equal (filter->field, row, filter->value);
    case PORTAIL_FILTER_AT_LEAST:
      return !is_null && order >= 0;
    case PORTAIL_FILTER_AT_MOST:
      return !is_null && order <= 0;
    case PORTAIL_FILTER_IS_EMPTY:
      return is_null;
    default:
      if (is_null)
        return FALSE;
      text = portail_text_fold (portail_field_get_string (filter->field, row));
      part = portail_text_fold (portail_field_get_string (filter->field, filter->value));
      return strstr (text, part) != NULL;
    }
}

static gboolean
matches (const PortailRecordQuery *query, const PortailEmployee *row)
{
  const char *search = portail_record_query_get_search (query);
  const char *company = portail_record_query_get_company (query);
  g_autofree char *name = portail_text_fold (row->name);
  g_autofree char *grade = portail_text_fold (row->grade != NULL ? row->grade : "");
  g_autofree char *folded = portail_text_fold (search != NULL ? search : "");
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  if (company != NULL && g_strcmp0 (company, row->base.enterprise_id) != 0)
    return FALSE;
  for (guint i = 0; i < portail_record_query_get_n_filters (query); i++)
    if (!matches_filter (portail_record_query_get_filter (query, i), &row->base))
      return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (name, words[i]) == NULL && strstr (grade, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer query)
{
  const PortailRecord *const *left = a;
  const PortailRecord *const *right = b;
  PortailSortOrder order;
  const PortailField *field = portail_record_query_get_sort (query, &order);
  int result = field != NULL ? portail_field_compare (field, *left, *right) : 0;

  if (result == 0)
    result = strcmp ((*left)->id, (*right)->id);
  return order == PORTAIL_SORT_DESCENDING ? -result : result;
}

static GPtrArray *
list_expected (Fixture *fixture)
{
  PortailRecordQuery *query = portail_record_model_get_query (fixture->model);
  GPtrArray *expected = g_ptr_array_new ();

  for (guint i = 0; i < fixture->rows->len; i++)
    if (matches (query, g_ptr_array_index (fixture->rows, i)))
      g_ptr_array_add (expected, g_ptr_array_index (fixture->rows, i));
  g_ptr_array_sort_with_data (expected, compare_rows, query);
  return expected;
}

static gboolean
shows (Fixture *fixture, guint position, const PortailRecord *expected)
{
  g_autoptr (PortailRecordItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model),
                                                              position);
  const PortailRecord *record = portail_record_item_get_record (item);
  PortailFieldSet own = ~(((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1);

  return record != NULL && g_str_equal (record->id, expected->id)
         && (portail_record_get_differing_fields (record, expected) & own) == 0;
}

static gboolean
shows_expected (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) expected = list_expected (fixture);
  const PortailRecordTotals *totals = portail_record_model_get_totals (fixture->model);

  if (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)) != expected->len || totals == NULL
      || totals->n_rows != expected->len)
    return FALSE;
  for (guint i = 0; i < expected->len; i++)
    if (!shows (fixture, i, g_ptr_array_index (expected, i)))
      return FALSE;
  return TRUE;
}

static void
await_expected (Fixture *fixture)
{
  portail_await_until (shows_expected, fixture);
}

/* Rows */

static char *
make_name (void)
{
  static const char *const first[] = {
    "Zoé", "élodie", "Jean", "Anaïs", "İnes", "bastien", "Œdipe"
  };
  static const char *const last[] = { "Lefèvre", "Dupont", "O’Brien", "Nguyễn", "de la Tour" };

  return g_strdup_printf ("%s %s %d", first[g_test_rand_int_range (0, G_N_ELEMENTS (first))],
                          last[g_test_rand_int_range (0, G_N_ELEMENTS (last))],
                          g_test_rand_int_range (0, 100000));
}

static PortailEmployee *
make_row (void)
{
  static const char *const grades[] = { NULL, "Patron", "Mécanicien", "VENDEUR", "" };
  PortailEmployee *row = portail_record_new (&portail_employee_type);

  row->base.id = portail_id_new ();
  row->base.enterprise_id = g_strdup (g_test_rand_int_range (0, 4) == 0 ? OTHER_COMPANY
                                                                        : PORTAIL_FIXTURE_COMPANY);
  row->name = make_name ();
  row->grade = g_strdup (grades[g_test_rand_int_range (0, G_N_ELEMENTS (grades))]);
  row->status = (PortailEmployeeStatus) g_test_rand_int_range (1, 4);
  row->is_direction = g_test_rand_bit ();
  if (g_test_rand_int_range (0, 3) > 0)
    row->hired_on = portail_day_from_date (2020 + g_test_rand_int_range (0, 5),
                                           g_test_rand_int_range (1, 13), 1);
  return row;
}

static void
seed (Fixture *fixture, guint n_rows)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  for (guint i = 0; i < n_rows; i++)
    {
      PortailEmployee *row = make_row ();

      row->base.rev = i + 1;
      portail_record_sql_replace (store->database, row, &error);
      g_assert_no_error (error);
      g_ptr_array_add (fixture->rows, row);
    }
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
on_updated (Fixture *fixture)
{
  fixture->n_updates++;
}

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  g_autoptr (PortailRecordQuery) query = portail_record_query_new (&portail_employee_type);

  portail_client_fixture_set_up (&fixture->client, NULL);
  fixture->rows = g_ptr_array_new_with_free_func (portail_record_free);
  seed (fixture, GPOINTER_TO_UINT (n_rows));
  fixture->model = portail_record_model_new (query);
  g_signal_connect_swapped (fixture->model, "updated", G_CALLBACK (on_updated), fixture);
  portail_record_model_set_cache (fixture->model, fixture->client.cache);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_record_model_set_cache (fixture->model, NULL);
  portail_await_finalize (g_steal_pointer (&fixture->model));
  portail_client_fixture_tear_down (&fixture->client, NULL);
  g_ptr_array_unref (fixture->rows);
}

/* Queries */

static const PortailField *
get_field (const char *name)
{
  return portail_record_type_get_field (
      &portail_employee_type,
      (guint) portail_record_type_find_field (&portail_employee_type, name));
}

static PortailRecordQuery *
make_query (void)
{
  static const char *const sorts[] = {
    NULL, "name", "grade", "status", "is_direction", "hired_on"
  };
  static const char *const searches[] = { NULL,   NULL,         "ZOE",  "dupont  1",
                                          "oe 2", "mecanicien", "\"%_'" };
  const char *sort = sorts[g_test_rand_int_range (0, G_N_ELEMENTS (sorts))];
  PortailRecordQuery *query = portail_record_query_new (&portail_employee_type);
  g_autoptr (PortailEmployee) value = make_row ();

  portail_record_query_set_sort (query, sort != NULL ? get_field (sort) : NULL,
                                 g_test_rand_bit () ? PORTAIL_SORT_ASCENDING
                                                    : PORTAIL_SORT_DESCENDING);
  portail_record_query_set_search (query,
                                   searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))]);
  if (g_test_rand_bit ())
    portail_record_query_set_company (query, PORTAIL_FIXTURE_COMPANY);
  if (g_test_rand_bit ())
    portail_record_query_add_filter (query, get_field ("status"),
                                     g_test_rand_bit () ? PORTAIL_FILTER_IS : PORTAIL_FILTER_IS_NOT,
                                     value);
  if (g_test_rand_int_range (0, 3) == 0)
    portail_record_query_add_filter (
        query, get_field ("hired_on"),
        g_test_rand_bit () ? PORTAIL_FILTER_AT_LEAST : PORTAIL_FILTER_IS_EMPTY, value);
  if (g_test_rand_int_range (0, 3) == 0)
    {
      g_free (value->name);
      value->name = g_strdup ("LEFEVRE");
      portail_record_query_add_filter (query, get_field ("name"), PORTAIL_FILTER_CONTAINS, value);
    }
  return query;
}

static void
set_query (Fixture *fixture)
{
  g_autoptr (PortailRecordQuery) query = make_query ();

  portail_record_model_set_query (fixture->model, query);
}

/* Edits, through the outbox as a page does them */

static PortailSyncOp *
new_op (const PortailEmployee *row, PortailChange *change)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, row->base.enterprise_id);

  portail_sync_op_take_change (op, change);
  return op;
}

static void
create_row (Fixture *fixture)
{
  PortailEmployee *row = make_row ();
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_employee_type,
                                              row->base.id);
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  portail_change_set_fields (change, row,
                             portail_record_type_get_all_fields (&portail_employee_type) & ~common);
  portail_client_do (&fixture->client, new_op (row, change));
  g_ptr_array_add (fixture->rows, row);
}

static void
rename_row (Fixture *fixture, guint index)
{
  PortailEmployee *row = g_ptr_array_index (fixture->rows, index);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_employee_type,
                                              row->base.id);

  g_free (row->name);
  row->name = make_name ();
  portail_change_set_fields (change, row,
                             portail_record_type_field_bit (&portail_employee_type, "name"));
  portail_client_do (&fixture->client, new_op (row, change));
}

static void
delete_row (Fixture *fixture, guint index)
{
  PortailEmployee *row = g_ptr_array_index (fixture->rows, index);

  portail_client_do (&fixture->client,
                     new_op (row, portail_change_new (PORTAIL_CHANGE_DELETE, &portail_employee_type,
                                                      row->base.id)));
  g_ptr_array_remove_index (fixture->rows, index);
}

static void
edit (Fixture *fixture)
{
  guint index = (guint) g_test_rand_int_range (0, (gint32) fixture->rows->len);

  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      create_row (fixture);
      break;
    case 1:
      rename_row (fixture, index);
      break;
    default:
      delete_row (fixture, index);
    }
}

/* Tests */

static void
test_random (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      if (g_test_rand_bit ())
        set_query (fixture);
      if (g_test_rand_bit ())
        edit (fixture);
      await_expected (fixture);
    }
}

static void
test_superseded (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 100; i++)
    {
      set_query (fixture);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
      if (i % 10 == 0)
        edit (fixture);
    }
  await_expected (fixture);
  portail_await_idle ();
  g_assert_true (shows_expected (fixture));
}

static void
test_identity (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailRecordItem) held = NULL;
  guint position;

  await_expected (fixture);
  held = g_list_model_get_item (G_LIST_MODEL (fixture->model), 400);
  for (guint i = 0; i < 5; i++)
    delete_row (fixture, 0);
  await_expected (fixture);
  position = portail_record_model_find (fixture->model, portail_record_item_get_key (held));
  g_assert_cmpuint (position, !=, 400);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PortailRecordItem) again = g_list_model_get_item (G_LIST_MODEL (fixture->model),
                                                                   position);

      g_assert_true (again == held);
    }
}

typedef struct
{
  guint n_signals;
  guint n_removed;
  guint n_added;
} Told;

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, gpointer told)
{
  ((Told *) told)->n_signals++;
  ((Told *) told)->n_removed += n_removed;
  ((Told *) told)->n_added += n_added;
}

static void
test_hunks (Fixture *fixture, gconstpointer unused)
{
  Told told = { 0 };

  await_expected (fixture);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (on_items_changed), &told);
  delete_row (fixture, 3);
  delete_row (fixture, 600);
  create_row (fixture);
  await_expected (fixture);
  g_signal_handlers_disconnect_by_data (fixture->model, &told);
  g_assert_cmpuint (told.n_removed, ==, 2);
  g_assert_cmpuint (told.n_added, ==, 1);
}

static void
on_item_changed (PortailRecordItem *item, gpointer is_told)
{
  *(gboolean *) is_told = TRUE;
}

static gboolean
get_flag (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
test_filled_later (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailRecordItem) item = NULL;
  gboolean is_told = FALSE;

  await_expected (fixture);
  portail_record_model_reload (fixture->model);
  portail_record_model_set_cache (fixture->model, NULL);
  portail_record_model_set_cache (fixture->model, fixture->client.cache);
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)) < N_ROWS)
    g_main_context_iteration (NULL, TRUE);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), N_ROWS - 1);
  g_assert_null (portail_record_item_get_record (item));
  g_signal_connect (item, "changed", G_CALLBACK (on_item_changed), &is_told);
  portail_await_until (get_flag, &is_told);
  g_signal_handlers_disconnect_by_data (item, &is_told);
  g_assert_nonnull (portail_record_item_get_record (item));
}

static void
test_pending (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailRecordItem) item = NULL;
  gboolean is_told = FALSE;

  await_expected (fixture);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_assert_cmpint (portail_record_item_get_state (item), ==, PORTAIL_RECORD_ITEM_SETTLED);
  g_signal_connect (item, "changed", G_CALLBACK (on_item_changed), &is_told);
  for (guint i = 0; i < fixture->rows->len; i++)
    {
      PortailRecord *row = g_ptr_array_index (fixture->rows, i);
      const PortailRecord *first = portail_record_item_get_record (item);

      if (g_str_equal (row->id, first->id))
        {
          rename_row (fixture, i);
          break;
        }
    }
  portail_await_until (get_flag, &is_told);
  g_signal_handlers_disconnect_by_data (item, &is_told);
  g_assert_cmpint (portail_record_item_get_state (item), ==, PORTAIL_RECORD_ITEM_PENDING);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  await_expected (fixture);
  portail_cache_close (fixture->client.cache);
  set_query (fixture);
  while (portail_record_model_get_state (fixture->model) != PORTAIL_RECORD_MODEL_FAILED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (portail_record_model_get_fault (fixture->model));
}

static void
test_keys (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = portail_id_new ();
      char text[PORTAIL_ID_TEXT_SIZE];
      PortailRecordKey key;

      g_assert_true (portail_record_key_parse (id, &key));
      g_assert_cmpstr (portail_record_key_format (key, text), ==, id);
    }
}

static GArray *
make_random_keys (const GArray *from)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (PortailRecordKey));

  for (guint i = 0; i < from->len; i++)
    {
      guint chance = (guint) g_test_rand_int_range (0, 20);
      PortailRecordKey fresh = { (guint64) g_test_rand_int () << 32 | i, g_get_monotonic_time () };

      if (chance == 0)
        g_array_append_val (keys, fresh);
      if (chance != 1)
        g_array_append_val (keys, g_array_index (from, PortailRecordKey, i));
    }
  return keys;
}

static void
test_hunks_lead_there (void)
{
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (PortailRecordKey));

  for (guint i = 0; i < 300; i++)
    {
      PortailRecordKey key = { i, 7 };

      g_array_append_val (old, key);
    }
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GArray) new = make_random_keys (old);
      g_autoptr (GArray) hunks = portail_record_key_compare_lists (
          old, new, new->len,
          round % 3 == 0 ? PORTAIL_KEY_COMPARE_AS_ONE : PORTAIL_KEY_COMPARE_CLOSELY);
      g_autoptr (GArray) made = g_array_copy (old);

      for (guint i = hunks->len; i > 0; i--)
        {
          const PortailKeyHunk *hunk = &g_array_index (hunks, PortailKeyHunk, i - 1);

          g_array_remove_range (made, hunk->position, hunk->n_removed);
          g_array_insert_vals (made, hunk->position,
                               &g_array_index (new, PortailRecordKey, hunk->from), hunk->n_added);
        }
      g_assert_cmpmem (made->data, made->len * sizeof (PortailRecordKey), new->data,
                       new->len * sizeof (PortailRecordKey));
      if (new->len < 600)
        {
          g_array_set_size (old, 0);
          g_array_append_vals (old, new->data, new->len);
        }
    }
}

#define ADD(path, test)                                                                            \
  g_test_add (path, Fixture, GUINT_TO_POINTER (N_ROWS), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("/record-model/shows-what-a-naive-list-shows-after-any-edit", test_random);
  ADD ("/record-model/a-superseded-query-leaves-no-trace", test_superseded);
  ADD ("/record-model/an-item-stays-the-same-while-somebody-holds-it", test_identity);
  ADD ("/record-model/tells-no-more-than-what-differs", test_hunks);
  ADD ("/record-model/an-item-is-there-before-its-record", test_filled_later);
  ADD ("/record-model/an-unsent-change-is-told", test_pending);
  ADD ("/record-model/a-closed-cache-is-a-failure-with-its-reason", test_closed);
  g_test_add_func ("/record-key/is-the-id", test_keys);
  g_test_add_func ("/record-key/hunks-lead-from-list-to-list", test_hunks_lead_there);
  return g_test_run ();
}
