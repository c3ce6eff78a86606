/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words are the outer loop where there are any: FTS5 walks their rowids in order, between two
 * numbers, and stops when a page is full. Numbers begin with the day, so only the hits of a day
 * need to be sorted. */
#include "shared/portail-archive-search.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-search-conditions.h"
#include "shared/portail-search-index.h"

typedef struct
{
  const PortailSearchRequest *request;
  PortailSearchConditions *conditions; /* owned */
  PortailDay cursor_day;               /* null: the first page */
  const char *cursor_id;
  gint64 offset;       /* of BEST_FIRST */
  gboolean is_counted; /* n_found is known */
} Search;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->conditions, portail_search_conditions_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

typedef struct
{
  gint64 day;
  char *id;
} Hit;

static void
hit_free (gpointer pointer)
{
  g_free (((Hit *) pointer)->id);
  g_free (pointer);
}

void
portail_search_hits_free (PortailSearchHits *hits)
{
  g_ptr_array_unref (hits->ids);
  g_ptr_array_unref (hits->cursors);
  g_free (hits->next_cursor);
  g_free (hits);
}

/* Where the page itself is no walk from the first hit on. */
static gboolean
count (PortailDatabase *index, Search *search, guint *n_found, GError **error)
{
  PortailSearchConditions *conditions = search->conditions;
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM (SELECT 1");
  guint n_values = conditions->values->len;
  PortailStatement *statement;

  g_string_append (sql, conditions->sql->str);
  portail_search_conditions_append_days (conditions, &conditions->days, sql);
  g_string_append (sql, " LIMIT ?)");
  portail_search_conditions_bind (conditions, PORTAIL_SEARCH_MAX_COUNT);
  statement = portail_search_conditions_prepare (conditions, index, sql->str, error);
  g_ptr_array_set_size (conditions->values, (gint) n_values);
  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *n_found = (guint) portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
fail_cursor (GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” is not possible here."), "cursor");
  return FALSE;
}

/* `2025-09-21.<id>`, or how many of the best there were. */
static gboolean
read_cursor (Search *search, GError **error)
{
  const char *cursor = search->request->cursor;
  g_autofree char *day = NULL;

  search->cursor_day = PORTAIL_DAY_NULL;
  if (cursor == NULL)
    return TRUE;
  if (search->request->order == PORTAIL_SEARCH_BEST_FIRST
      && g_ascii_string_to_signed (cursor, 10, 1, PORTAIL_SEARCH_MAX_COUNT, &search->offset, NULL))
    return TRUE;
  if (strlen (cursor) != PORTAIL_DAY_TEXT_SIZE + PORTAIL_ID_LENGTH
      || cursor[PORTAIL_DAY_TEXT_SIZE - 1] != '.')
    return fail_cursor (error);
  day = g_strndup (cursor, PORTAIL_DAY_TEXT_SIZE - 1);
  search->cursor_id = cursor + PORTAIL_DAY_TEXT_SIZE;
  return (portail_day_parse (day, &search->cursor_day) && portail_id_is_valid (search->cursor_id))
         || fail_cursor (error);
}

static char *
make_cursor (const Hit *hit)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  return g_strdup_printf ("%s.%s", portail_day_format ((PortailDay){ (gint32) hit->day }, day),
                          hit->id);
}

static int
compare_oldest_first (gconstpointer a, gconstpointer b)
{
  const Hit *one = *(const Hit *const *) a;
  const Hit *other = *(const Hit *const *) b;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  return strcmp (one->id, other->id);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return compare_oldest_first (b, a);
}

/* On the cursor's day its page had the ids up to its own. */
static gboolean
is_before_cursor (const Search *search, PortailSearchOrder order, gint64 day, const char *id)
{
  if (portail_day_is_null (search->cursor_day) || day != search->cursor_day.number)
    return FALSE;
  return order == PORTAIL_SEARCH_OLDEST_FIRST ? strcmp (id, search->cursor_id) <= 0
                                              : strcmp (id, search->cursor_id) >= 0;
}

static void
add_hit (GPtrArray *found, gint64 day, const char *id)
{
  Hit *hit = g_new (Hit, 1);

  *hit = (Hit){ day, g_strdup (id) };
  g_ptr_array_add (found, hit);
}

/* Whole days until there is one hit more than the page; on a first page whose hits are not counted
 * yet the walk goes on for that. Owned. */
static GPtrArray *
collect_days (PortailStatement *statement,
              const Search *search,
              PortailSearchHits *hits,
              GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (hit_free);
  guint n_to_walk = search->is_counted ? 0 : PORTAIL_SEARCH_MAX_COUNT;
  guint n_walked = 0;
  gint64 last_day = G_MININT64;
  PortailStep step;

  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      gint64 number = portail_statement_get_int64 (statement, 0);
      gint64 day = portail_search_index_get_day_of_number (number).number;
      const char *id = portail_statement_get_text (statement, 1);
      gboolean is_full = day != last_day && found->len > search->request->limit;

      if (is_full && n_walked >= n_to_walk)
        break;
      n_walked++;
      if (is_full)
        continue;
      last_day = day;
      if (!is_before_cursor (search, hits->order, day, id))
        add_hit (found, day, id);
    }
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  if (!search->is_counted)
    hits->n_found = MIN (n_walked, PORTAIL_SEARCH_MAX_COUNT);
  g_ptr_array_sort (found, hits->order == PORTAIL_SEARCH_OLDEST_FIRST ? compare_oldest_first
                                                                      : compare_newest_first);
  return g_steal_pointer (&found);
}

static void
take_page (const Search *search, GPtrArray *found, PortailSearchHits *hits)
{
  guint n = MIN (found->len, search->request->limit);

  for (guint i = 0; i < n; i++)
    {
      const Hit *hit = g_ptr_array_index (found, i);

      g_ptr_array_add (hits->ids, g_strdup (hit->id));
      g_ptr_array_add (hits->cursors, make_cursor (hit));
    }
  if (found->len > n)
    hits->next_cursor = g_strdup (g_ptr_array_index (hits->cursors, n - 1));
}

static gboolean
find_by_day (PortailDatabase *index, Search *search, PortailSearchHits *hits, GError **error)
{
  PortailSearchConditions *conditions = search->conditions;
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GPtrArray) found = NULL;
  PortailStatement *statement;
  PortailSpan days = conditions->days;
  gboolean is_ascending = hits->order == PORTAIL_SEARCH_OLDEST_FIRST;

  if (!portail_day_is_null (search->cursor_day) && is_ascending)
    days.first = MAX (days.first, (gint64) search->cursor_day.number);
  else if (!portail_day_is_null (search->cursor_day))
    days.last = MIN (days.last, (gint64) search->cursor_day.number);
  g_string_append_printf (sql, "d.number, d.id%s", conditions->sql->str);
  portail_search_conditions_append_days (conditions, &days, sql);
  g_string_append_printf (sql, " ORDER BY %s %s", portail_search_conditions_get_number (conditions),
                          is_ascending ? "ASC" : "DESC");
  statement = portail_search_conditions_prepare (conditions, index, sql->str, error);
  if (statement != NULL)
    found = collect_days (statement, search, hits, error);
  if (found == NULL)
    return FALSE;
  take_page (search, found, hits);
  return TRUE;
}

/* A word of the heading counts more than one of the payload. */
static gboolean
find_best (PortailDatabase *index, Search *search, PortailSearchHits *hits, GError **error)
{
  PortailSearchConditions *conditions = search->conditions;
  g_autoptr (GString) sql = g_string_new ("SELECT d.id");
  PortailStatement *statement;
  PortailStep step;

  g_string_append (sql, conditions->sql->str);
  portail_search_conditions_append_days (conditions, &conditions->days, sql);
  g_string_append_printf (sql,
                          " ORDER BY bm25 (search_words, 0, 10, 3, %d), d.number >> 32 DESC,"
                          " d.id DESC LIMIT ? OFFSET ?",
                          conditions->payloads == PORTAIL_PAYLOADS_SOME ? 0 : 1);
  portail_search_conditions_bind (conditions, (gint64) search->request->limit + 1);
  portail_search_conditions_bind (conditions, search->offset);
  statement = portail_search_conditions_prepare (conditions, index, sql->str, error);
  if (statement == NULL)
    return FALSE;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    if (hits->ids->len < search->request->limit)
      {
        g_ptr_array_add (hits->ids, portail_statement_dup_text (statement, 0));
        g_ptr_array_add (hits->cursors,
                         g_strdup_printf ("%" G_GINT64_FORMAT, search->offset + hits->ids->len));
      }
    else
      hits->next_cursor = g_strdup (g_ptr_array_index (hits->cursors, hits->cursors->len - 1));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

/* Weighing all hits is for queries that leave few; a cursor tells how the first page was made. */
static gboolean
can_weigh (const Search *search, const PortailSearchHits *hits)
{
  return hits->order == PORTAIL_SEARCH_BEST_FIRST && search->conditions->match != NULL
         && portail_day_is_null (search->cursor_day)
         && (hits->n_found < PORTAIL_SEARCH_MAX_COUNT || search->offset > 0);
}

PortailSearchHits *
portail_archive_search_run (PortailDatabase *index,
                            const PortailSearchRequest *request,
                            GError **error)
{
  g_auto (Search) search = { .request = request };
  g_autoptr (PortailSearchHits) hits = g_new0 (PortailSearchHits, 1);

  hits->ids = g_ptr_array_new_with_free_func (g_free);
  hits->cursors = g_ptr_array_new_with_free_func (g_free);
  hits->order = request->order;
  if (!read_cursor (&search, error))
    return NULL;
  search.conditions = portail_search_conditions_new (request);
  if (search.conditions->sql == NULL)
    return g_steal_pointer (&hits);
  search.is_counted = request->order == PORTAIL_SEARCH_BEST_FIRST || request->cursor != NULL;
  if (search.is_counted && !count (index, &search, &hits->n_found, error))
    return NULL;
  if (can_weigh (&search, hits))
    return find_best (index, &search, hits, error) ? g_steal_pointer (&hits) : NULL;
  if (hits->order == PORTAIL_SEARCH_BEST_FIRST)
    hits->order = PORTAIL_SEARCH_NEWEST_FIRST;
  return find_by_day (index, &search, hits, error) ? g_steal_pointer (&hits) : NULL;
}

GPtrArray *
portail_archive_search_list (PortailDatabase *index,
                             const PortailSearchRequest *request,
                             GError **error)
{
  g_autoptr (PortailSearchConditions) conditions = portail_search_conditions_new (request);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new ("SELECT d.id");
  PortailStatement *statement;
  PortailStep step;

  if (conditions->sql == NULL)
    return g_steal_pointer (&ids);
  g_string_append (sql, conditions->sql->str);
  portail_search_conditions_append_days (conditions, &conditions->days, sql);
  statement = portail_search_conditions_prepare (conditions, index, sql->str, error);
  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
