/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words are the outer loop where there are any: FTS5 walks their rowids in order, between two
 * numbers, and stops when a page is full. Numbers begin with the day, so only the hits of a day
 * need to be sorted. */
#include "shared/portail-archive-search.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-search-index.h"

/* A bound value: a text, or a number where there is none. */
typedef struct
{
  char *text;
  gint64 number;
} Value;

typedef struct
{
  const PortailSearchRequest *request;
  GPtrArray *companies; /* ids, borrowed, that the query leaves */
  char *match;          /* for FTS5; NULL: no words that must be there */
  GString *conditions;  /* FROM … WHERE … */
  GPtrArray *values;    /* owned, of @conditions */
  PortailSpan days;
  PortailDay cursor_day; /* null: the first page */
  const char *cursor_id;
  gint64 offset;       /* of BEST_FIRST */
  gboolean is_counted; /* n_found is known */
} Search;

typedef struct
{
  gint64 day;
  char *id;
} Hit;

static void
value_free (gpointer pointer)
{
  g_free (((Value *) pointer)->text);
  g_free (pointer);
}

static void
hit_free (gpointer pointer)
{
  g_free (((Hit *) pointer)->id);
  g_free (pointer);
}

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->companies, g_ptr_array_unref);
  g_clear_pointer (&search->values, g_ptr_array_unref);
  g_free (search->match);
  if (search->conditions != NULL)
    g_string_free (search->conditions, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

void
portail_search_hits_free (PortailSearchHits *hits)
{
  g_ptr_array_unref (hits->ids);
  g_free (hits->next_cursor);
  g_free (hits);
}

static void
bind_text (Search *search, const char *text)
{
  Value *value = g_new0 (Value, 1);

  value->text = g_strdup (text);
  g_ptr_array_add (search->values, value);
}

static void
bind_number (Search *search, gint64 number)
{
  Value *value = g_new0 (Value, 1);

  value->number = number;
  g_ptr_array_add (search->values, value);
}

/* Whether a company is one of those that the query means: of any positive term, of no other. */
static gboolean
is_meant (const PortailArchiveQuery *query, const PortailSearchCompany *company)
{
  gboolean is_asked = FALSE;
  gboolean is_named = FALSE;

  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);
      gboolean is_it = term->kind == PORTAIL_QUERY_ENTERPRISE
                       && portail_query_term_names_company (term, company->id, company->name);

      if (is_it && term->is_excluded)
        return FALSE;
      is_asked |= term->kind == PORTAIL_QUERY_ENTERPRISE && !term->is_excluded;
      is_named |= is_it;
    }
  return is_named || !is_asked;
}

static void
choose_companies (Search *search)
{
  search->companies = g_ptr_array_new ();
  for (guint i = 0; i < search->request->n_companies; i++)
    if (is_meant (search->request->query, &search->request->companies[i]))
      g_ptr_array_add (search->companies, (gpointer) search->request->companies[i].id);
}

/* The words that must be there, and in one company where there is only one. */
static void
make_match (Search *search)
{
  const PortailArchiveQuery *query = search->request->query;
  g_autofree char *words = portail_archive_query_make_match (query);
  g_autofree char *excluded = portail_archive_query_make_excluding_match (query);
  g_autoptr (GString) match = g_string_new (NULL);

  if (words == NULL)
    return;
  if (search->companies->len == 1)
    {
      g_autofree char *company = portail_search_index_make_company_word (
          g_ptr_array_index (search->companies, 0));

      g_string_append_printf (match, "company : \"%s\" AND ", company);
    }
  if (excluded != NULL)
    g_string_append_printf (match, "{heading body payload} : ((%s) NOT (%s))", words, excluded);
  else
    g_string_append_printf (match, "{heading body payload} : (%s)", words);
  search->match = g_strdup (match->str);
}

/* Words that must not be there, alone. */
static void
append_excluded_words (Search *search)
{
  g_autofree char *excluded = portail_archive_query_make_excluding_match (search->request->query);
  g_autofree char *match = NULL;

  if (excluded == NULL || search->match != NULL)
    return;
  match = g_strdup_printf ("{heading body payload} : (%s)", excluded);
  g_string_append (search->conditions,
                   " AND d.number NOT IN"
                   " (SELECT rowid FROM search_words WHERE search_words MATCH ?)");
  bind_text (search, match);
}

/* The first number behind a day. */
static gint64
get_end_number (gint64 day_number)
{
  return portail_search_index_get_first_number (MIN (day_number, (gint64) G_MAXINT32) + 1);
}

/* A row that has no answer to the condition is none that it excludes. */
static void
begin_condition (Search *search, const PortailQueryTerm *term)
{
  g_string_append (search->conditions, term->is_excluded ? " AND NOT coalesce ((0" : " AND ((0");
}

static void
end_condition (Search *search, const PortailQueryTerm *term)
{
  g_string_append (search->conditions, term->is_excluded ? "), 0)" : "))");
}

static void
append_values (Search *search, const PortailQueryTerm *term)
{
  begin_condition (search, term);
  for (guint i = 0; i < term->values->len; i++)
    {
      const char *value = g_ptr_array_index (term->values, i);
      g_autofree char *tag = g_strdup_printf (term->is_whole ? "/ %s/" : " %s", value);

      if (term->kind == PORTAIL_QUERY_TAG)
        {
          g_string_append (search->conditions, " OR instr (d.tags, ?) > 0");
          bind_text (search, tag);
        }
      else
        {
          g_string_append (search->conditions, " OR d.id = ? OR d.source_id = ?");
          bind_text (search, value);
          bind_text (search, value);
        }
    }
  end_condition (search, term);
}

static void
append_span (Search *search, const PortailQueryTerm *term, const char *column)
{
  begin_condition (search, term);
  g_string_append_printf (search->conditions, " OR %s BETWEEN ? AND ?", column);
  if (term->kind == PORTAIL_QUERY_AMOUNT)
    {
      bind_number (search, term->span.first);
      bind_number (search, term->span.last);
    }
  else
    {
      bind_number (search, portail_search_index_get_first_number (term->span.first));
      bind_number (search, get_end_number (term->span.last) - 1);
    }
  end_condition (search, term);
}

/* Positive ones of one kind are together, as an archive has only one. */
static void
append_choices (Search *search, PortailQueryKind kind, const char *column, guint allowed)
{
  guint wanted = 0;
  guint unwanted = 0;

  for (guint i = 0; i < portail_archive_query_get_n_terms (search->request->query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (search->request->query, i);

      if (term->kind == kind && term->is_excluded)
        unwanted |= term->choices;
      else if (term->kind == kind)
        wanted |= term->choices;
    }
  if (wanted == 0 && unwanted == 0 && allowed == 0)
    return;
  g_string_append_printf (search->conditions, " AND (? >> %s & 1) = 1", column);
  bind_number (search, (wanted != 0 ? wanted : G_MAXUINT32) & ~unwanted
                           & (allowed != 0 ? allowed : G_MAXUINT32));
}

static void
append_term (Search *search, const PortailQueryTerm *term)
{
  switch (term->kind)
    {
    case PORTAIL_QUERY_TAG:
    case PORTAIL_QUERY_ID:
      append_values (search, term);
      break;
    case PORTAIL_QUERY_AMOUNT:
      append_span (search, term, "d.amount");
      break;
    case PORTAIL_QUERY_DATE:
      if (term->is_excluded)
        append_span (search, term, "d.number");
      else
        search->days = (PortailSpan){ MAX (search->days.first, term->span.first),
                                      MIN (search->days.last, term->span.last) };
      break;
    default:
      break;
    }
}

/* One company has an index of its own; several are asked row by row, so that the walk by number
 * stays one. */
static void
append_companies (Search *search)
{
  gboolean has_own_index = search->companies->len == 1 && search->match == NULL;

  if (has_own_index)
    {
      g_string_append (search->conditions, " AND d.enterprise_id = ?");
      bind_text (search, g_ptr_array_index (search->companies, 0));
      return;
    }
  g_string_append (search->conditions, " AND +d.enterprise_id IN (");
  for (guint i = 0; i < search->companies->len; i++)
    {
      g_string_append (search->conditions, i > 0 ? ",?" : "?");
      bind_text (search, g_ptr_array_index (search->companies, i));
    }
  g_string_append_c (search->conditions, ')');
}

static void
append_conditions (Search *search)
{
  const PortailArchiveQuery *query = search->request->query;

  search->conditions = g_string_new (" FROM ");
  if (search->match != NULL)
    {
      g_string_append (search->conditions,
                       "search_words CROSS JOIN search_document AS d"
                       " ON d.number = search_words.rowid WHERE search_words MATCH ?");
      bind_text (search, search->match);
    }
  else
    g_string_append (search->conditions, "search_document AS d WHERE 1");
  append_companies (search);
  append_excluded_words (search);
  append_choices (search, PORTAIL_QUERY_TYPE, "d.doc_type", search->request->doc_types);
  append_choices (search, PORTAIL_QUERY_STATUS, "d.status", search->request->statuses);
  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    append_term (search, portail_archive_query_get_term (query, i));
}

static const char *
get_number_column (const Search *search)
{
  return search->match != NULL ? "search_words.rowid" : "d.number";
}

/* Numbers of @days. */
static void
append_days (Search *search, const PortailSpan *days, GString *sql)
{
  g_string_append_printf (sql, " AND %1$s >= ? AND %1$s < ?", get_number_column (search));
  bind_number (search, portail_search_index_get_first_number (days->first));
  bind_number (search, get_end_number (days->last));
}

static PortailStatement *
prepare (PortailDatabase *index, const Search *search, const char *sql, GError **error)
{
  PortailStatement *statement = portail_database_prepare (index, sql, error);

  for (guint i = 0; statement != NULL && i < search->values->len; i++)
    {
      const Value *value = g_ptr_array_index (search->values, i);

      if (value->text != NULL)
        portail_statement_bind_text (statement, i + 1, value->text);
      else
        portail_statement_bind_int64 (statement, i + 1, value->number);
    }
  return statement;
}

/* Takes the values that were bound after the first @n away again. */
static void
unbind (Search *search, guint n)
{
  g_ptr_array_set_size (search->values, (gint) n);
}

/* Where the page itself is no walk from the first hit on. */
static gboolean
count (PortailDatabase *index, Search *search, guint *n_found, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM (SELECT 1");
  guint n_values = search->values->len;
  PortailStatement *statement;

  g_string_append (sql, search->conditions->str);
  append_days (search, &search->days, sql);
  g_string_append (sql, " LIMIT ?)");
  bind_number (search, PORTAIL_SEARCH_MAX_COUNT);
  statement = prepare (index, search, sql->str, error);
  unbind (search, n_values);
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
    g_ptr_array_add (hits->ids, g_strdup (((Hit *) g_ptr_array_index (found, i))->id));
  if (found->len > n)
    hits->next_cursor = make_cursor (g_ptr_array_index (found, n - 1));
}

static gboolean
find_by_day (PortailDatabase *index, Search *search, PortailSearchHits *hits, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GPtrArray) found = NULL;
  PortailStatement *statement;
  PortailSpan days = search->days;
  gboolean is_ascending = hits->order == PORTAIL_SEARCH_OLDEST_FIRST;

  if (!portail_day_is_null (search->cursor_day) && is_ascending)
    days.first = MAX (days.first, (gint64) search->cursor_day.number);
  else if (!portail_day_is_null (search->cursor_day))
    days.last = MIN (days.last, (gint64) search->cursor_day.number);
  g_string_append_printf (sql, "d.number, d.id%s", search->conditions->str);
  append_days (search, &days, sql);
  g_string_append_printf (sql, " ORDER BY %s %s", get_number_column (search),
                          is_ascending ? "ASC" : "DESC");
  statement = prepare (index, search, sql->str, error);
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
  g_autoptr (GString) sql = g_string_new ("SELECT d.id");
  PortailStatement *statement;
  PortailStep step;

  g_string_append (sql, search->conditions->str);
  append_days (search, &search->days, sql);
  g_string_append (sql, " ORDER BY bm25 (search_words, 0, 10, 3, 1), d.number >> 32 DESC, d.id DESC"
                        " LIMIT ? OFFSET ?");
  bind_number (search, (gint64) search->request->limit + 1);
  bind_number (search, search->offset);
  statement = prepare (index, search, sql->str, error);
  if (statement == NULL)
    return FALSE;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    if (hits->ids->len < search->request->limit)
      g_ptr_array_add (hits->ids, portail_statement_dup_text (statement, 0));
    else
      hits->next_cursor = g_strdup_printf ("%" G_GINT64_FORMAT,
                                           search->offset + search->request->limit);
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

/* Weighing all hits is for queries that leave few; a cursor tells how the first page was made. */
static gboolean
can_weigh (const Search *search, const PortailSearchHits *hits)
{
  return hits->order == PORTAIL_SEARCH_BEST_FIRST && search->match != NULL
         && portail_day_is_null (search->cursor_day)
         && (hits->n_found < PORTAIL_SEARCH_MAX_COUNT || search->offset > 0);
}

PortailSearchHits *
portail_archive_search_run (PortailDatabase *index,
                            const PortailSearchRequest *request,
                            GError **error)
{
  g_auto (Search) search = { .request = request, .days = { G_MININT64, G_MAXINT64 } };
  g_autoptr (PortailSearchHits) hits = g_new0 (PortailSearchHits, 1);

  hits->ids = g_ptr_array_new_with_free_func (g_free);
  hits->order = request->order;
  search.values = g_ptr_array_new_with_free_func (value_free);
  choose_companies (&search);
  if (!read_cursor (&search, error))
    return NULL;
  if (search.companies->len == 0)
    return g_steal_pointer (&hits);
  make_match (&search);
  append_conditions (&search);
  search.is_counted = request->order == PORTAIL_SEARCH_BEST_FIRST || request->cursor != NULL;
  if (search.is_counted && !count (index, &search, &hits->n_found, error))
    return NULL;
  if (can_weigh (&search, hits))
    return find_best (index, &search, hits, error) ? g_steal_pointer (&hits) : NULL;
  if (hits->order == PORTAIL_SEARCH_BEST_FIRST)
    hits->order = PORTAIL_SEARCH_NEWEST_FIRST;
  return find_by_day (index, &search, hits, error) ? g_steal_pointer (&hits) : NULL;
}
