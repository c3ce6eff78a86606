/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-search-conditions.h"

#include "shared/portail-search-index.h"

/* A bound value: a text, or a number where there is none. */
typedef struct
{
  char *text;
  gint64 number;
} Value;

static const char *const column_names[] = {
  [PORTAIL_PAYLOADS_ALL] = "{heading body payload}",
  [PORTAIL_PAYLOADS_SOME] = "{heading body payload}",
  [PORTAIL_PAYLOADS_NONE] = "{heading body}",
};

static void
value_free (gpointer pointer)
{
  g_free (((Value *) pointer)->text);
  g_free (pointer);
}

void
portail_search_conditions_free (PortailSearchConditions *conditions)
{
  g_ptr_array_unref (conditions->companies);
  g_ptr_array_unref (conditions->values);
  g_free (conditions->match);
  if (conditions->sql != NULL)
    g_string_free (conditions->sql, TRUE);
  g_free (conditions);
}

static void
bind_text (PortailSearchConditions *conditions, const char *text)
{
  Value *value = g_new0 (Value, 1);

  value->text = g_strdup (text);
  g_ptr_array_add (conditions->values, value);
}

void
portail_search_conditions_bind (PortailSearchConditions *conditions, gint64 number)
{
  Value *value = g_new0 (Value, 1);

  value->number = number;
  g_ptr_array_add (conditions->values, value);
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

static const PortailSearchCompany *
get_company (const PortailSearchConditions *conditions, guint index)
{
  return g_ptr_array_index (conditions->companies, index);
}

static void
choose_companies (PortailSearchConditions *conditions)
{
  guint all = PORTAIL_SEARCH_ALL_PAYLOADS;
  guint any = 0;

  conditions->companies = g_ptr_array_new ();
  for (guint i = 0; i < conditions->request->n_companies; i++)
    if (is_meant (conditions->request->query, &conditions->request->companies[i]))
      {
        g_ptr_array_add (conditions->companies, (gpointer) &conditions->request->companies[i]);
        all &= conditions->request->companies[i].hidden_payloads;
        any |= conditions->request->companies[i].hidden_payloads;
      }
  if (any != 0)
    conditions->payloads = all == PORTAIL_SEARCH_ALL_PAYLOADS ? PORTAIL_PAYLOADS_NONE
                                                              : PORTAIL_PAYLOADS_SOME;
}

/* NULL for several. */
static const char *
get_only_company (const PortailSearchConditions *conditions)
{
  return conditions->companies->len == 1 ? get_company (conditions, 0)->id : NULL;
}

/* @words in what of an archive counts; one company where there is only one. Takes @words, which may
 * be NULL. Owned. */
static char *
make_match (const PortailSearchConditions *conditions, PortailPayloads payloads, char *words)
{
  g_autofree char *taken = words;
  g_autofree char *company = NULL;

  if (words == NULL)
    return NULL;
  if (get_only_company (conditions) == NULL)
    return g_strdup_printf ("%s : (%s)", column_names[payloads], words);
  company = portail_search_index_make_company_word (get_only_company (conditions));
  return g_strdup_printf ("company : \"%s\" AND %s : (%s)", company, column_names[payloads], words);
}

/* The words that must be there. */
static char *
make_words_match (const PortailSearchConditions *conditions, PortailPayloads payloads)
{
  return make_match (conditions, payloads,
                     portail_archive_query_make_match (conditions->request->query));
}

/* Those that must not be. */
static char *
make_excluding_match (const PortailSearchConditions *conditions, PortailPayloads payloads)
{
  return make_match (conditions, payloads,
                     portail_archive_query_make_excluding_match (conditions->request->query));
}

/* Both. */
static char *
make_whole_match (const PortailSearchConditions *conditions, PortailPayloads payloads)
{
  g_autofree char *words = portail_archive_query_make_match (conditions->request->query);
  g_autofree char *excluded = portail_archive_query_make_excluding_match (
      conditions->request->query);

  if (words == NULL || excluded == NULL)
    return make_words_match (conditions, payloads);
  return make_match (conditions, payloads, g_strdup_printf ("(%s) NOT (%s)", words, excluded));
}

/* ` IN (?,…)` of the companies, or of those that have exactly @hidden_payloads. */
static void
append_company_ids (PortailSearchConditions *conditions, const guint *hidden_payloads)
{
  const char *separator = " IN (";

  for (guint i = 0; i < conditions->companies->len; i++)
    {
      const PortailSearchCompany *company = get_company (conditions, i);

      if (hidden_payloads != NULL && company->hidden_payloads != *hidden_payloads)
        continue;
      g_string_append_printf (conditions->sql, "%s?", separator);
      bind_text (conditions, company->id);
      separator = ",";
    }
  g_string_append_c (conditions->sql, ')');
}

static gboolean
is_first_of_its_kind (const PortailSearchConditions *conditions, guint index)
{
  for (guint i = 0; i < index; i++)
    if (get_company (conditions, i)->hidden_payloads
        == get_company (conditions, index)->hidden_payloads)
      return FALSE;
  return TRUE;
}

/* Whether the row's payload is hidden. */
static void
append_is_hidden (PortailSearchConditions *conditions)
{
  g_string_append (conditions->sql, "(CASE");
  for (guint i = 0; i < conditions->companies->len; i++)
    {
      if (!is_first_of_its_kind (conditions, i))
        continue;
      g_string_append (conditions->sql, " WHEN d.enterprise_id");
      append_company_ids (conditions, &get_company (conditions, i)->hidden_payloads);
      g_string_append (conditions->sql, " THEN ?");
      portail_search_conditions_bind (conditions, get_company (conditions, i)->hidden_payloads);
    }
  g_string_append (conditions->sql, " ELSE 0 END >> d.doc_type & 1)");
}

/* Takes @match. */
static void
append_match (PortailSearchConditions *conditions, const char *comparison, char *match)
{
  g_autofree char *taken = match;

  g_string_append_printf (conditions->sql,
                          " d.number %s (SELECT rowid FROM search_words WHERE search_words"
                          " MATCH ?)",
                          comparison);
  bind_text (conditions, match);
}

/* Words that must not be there, alone. */
static void
append_excluded_words (PortailSearchConditions *conditions)
{
  char *excluded = make_excluding_match (conditions, conditions->payloads);

  if (excluded == NULL)
    return;
  g_string_append (conditions->sql, " AND");
  append_match (conditions, "NOT IN", excluded);
}

/* Of each row what the reader reads of it. The inner searches are made only for rows that need
 * them, and once. */
static void
append_words_by_row (PortailSearchConditions *conditions)
{
  char *excluded = make_excluding_match (conditions, PORTAIL_PAYLOADS_ALL);
  char *hidden = conditions->match != NULL
                     ? make_whole_match (conditions, PORTAIL_PAYLOADS_NONE)
                     : make_excluding_match (conditions, PORTAIL_PAYLOADS_NONE);

  if (hidden == NULL)
    return;
  g_string_append (conditions->sql, " AND CASE WHEN ");
  append_is_hidden (conditions);
  g_string_append (conditions->sql, " THEN");
  append_match (conditions, conditions->match != NULL ? "IN" : "NOT IN", hidden);
  g_string_append (conditions->sql, " ELSE");
  if (excluded != NULL)
    append_match (conditions, "NOT IN", excluded);
  else
    g_string_append (conditions->sql, " 1");
  g_string_append (conditions->sql, " END");
}

/* What the outer loop leaves to ask. */
static void
append_words (PortailSearchConditions *conditions)
{
  if (conditions->payloads == PORTAIL_PAYLOADS_SOME)
    append_words_by_row (conditions);
  else if (conditions->match == NULL)
    append_excluded_words (conditions);
}

/* The first number behind a day. */
static gint64
get_end_number (gint64 day_number)
{
  return portail_search_index_get_first_number (MIN (day_number, (gint64) G_MAXINT32) + 1);
}

/* A row that has no answer to the condition is none that it excludes. */
static void
begin_condition (PortailSearchConditions *conditions, const PortailQueryTerm *term)
{
  g_string_append (conditions->sql, term->is_excluded ? " AND NOT coalesce ((0" : " AND ((0");
}

static void
end_condition (PortailSearchConditions *conditions, const PortailQueryTerm *term)
{
  g_string_append (conditions->sql, term->is_excluded ? "), 0)" : "))");
}

static void
append_values (PortailSearchConditions *conditions, const PortailQueryTerm *term)
{
  begin_condition (conditions, term);
  for (guint i = 0; i < term->values->len; i++)
    {
      const char *value = g_ptr_array_index (term->values, i);
      g_autofree char *tag = g_strdup_printf (term->is_whole ? "/ %s/" : " %s", value);

      if (term->kind == PORTAIL_QUERY_TAG)
        {
          g_string_append (conditions->sql, " OR instr (d.tags, ?) > 0");
          bind_text (conditions, tag);
        }
      else
        {
          g_string_append (conditions->sql, " OR d.id = ? OR d.source_id = ?");
          bind_text (conditions, value);
          bind_text (conditions, value);
        }
    }
  end_condition (conditions, term);
}

static void
append_span (PortailSearchConditions *conditions, const PortailQueryTerm *term, const char *column)
{
  begin_condition (conditions, term);
  g_string_append_printf (conditions->sql, " OR %s BETWEEN ? AND ?", column);
  if (term->kind == PORTAIL_QUERY_AMOUNT)
    {
      portail_search_conditions_bind (conditions, term->span.first);
      portail_search_conditions_bind (conditions, term->span.last);
    }
  else
    {
      portail_search_conditions_bind (conditions,
                                      portail_search_index_get_first_number (term->span.first));
      portail_search_conditions_bind (conditions, get_end_number (term->span.last) - 1);
    }
  end_condition (conditions, term);
}

/* Positive ones of one kind are together, as an archive has only one. */
static void
append_choices (PortailSearchConditions *conditions,
                PortailQueryKind kind,
                const char *column,
                guint allowed)
{
  guint wanted = 0;
  guint unwanted = 0;

  for (guint i = 0; i < portail_archive_query_get_n_terms (conditions->request->query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (conditions->request->query, i);

      if (term->kind == kind && term->is_excluded)
        unwanted |= term->choices;
      else if (term->kind == kind)
        wanted |= term->choices;
    }
  if (wanted == 0 && unwanted == 0 && allowed == 0)
    return;
  g_string_append_printf (conditions->sql, " AND (? >> %s & 1) = 1", column);
  portail_search_conditions_bind (conditions, (wanted != 0 ? wanted : G_MAXUINT32) & ~unwanted
                                                  & (allowed != 0 ? allowed : G_MAXUINT32));
}

static void
append_term (PortailSearchConditions *conditions, const PortailQueryTerm *term)
{
  switch (term->kind)
    {
    case PORTAIL_QUERY_TAG:
    case PORTAIL_QUERY_ID:
      append_values (conditions, term);
      break;
    case PORTAIL_QUERY_AMOUNT:
      append_span (conditions, term, "d.amount");
      break;
    case PORTAIL_QUERY_DATE:
      if (term->is_excluded)
        append_span (conditions, term, "d.number");
      else
        conditions->days = (PortailSpan){ MAX (conditions->days.first, term->span.first),
                                          MIN (conditions->days.last, term->span.last) };
      break;
    default:
      break;
    }
}

/* One company has an index of its own; several are asked row by row, so that the walk by number
 * stays one. */
static void
append_companies (PortailSearchConditions *conditions)
{
  gboolean has_own_index = conditions->companies->len == 1 && conditions->match == NULL;

  if (has_own_index)
    {
      g_string_append (conditions->sql, " AND d.enterprise_id = ?");
      bind_text (conditions, get_only_company (conditions));
      return;
    }
  g_string_append (conditions->sql, " AND +d.enterprise_id");
  append_company_ids (conditions, NULL);
}

static void
append_conditions (PortailSearchConditions *conditions)
{
  const PortailArchiveQuery *query = conditions->request->query;

  conditions->sql = g_string_new (" FROM ");
  if (conditions->match != NULL)
    {
      g_string_append (conditions->sql,
                       "search_words CROSS JOIN search_document AS d"
                       " ON d.number = search_words.rowid WHERE search_words MATCH ?");
      bind_text (conditions, conditions->match);
    }
  else
    g_string_append (conditions->sql, "search_document AS d WHERE 1");
  append_companies (conditions);
  append_words (conditions);
  append_choices (conditions, PORTAIL_QUERY_TYPE, "d.doc_type", conditions->request->doc_types);
  append_choices (conditions, PORTAIL_QUERY_STATUS, "d.status", conditions->request->statuses);
  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    append_term (conditions, portail_archive_query_get_term (query, i));
}

const char *
portail_search_conditions_get_number (const PortailSearchConditions *conditions)
{
  return conditions->match != NULL ? "search_words.rowid" : "d.number";
}

void
portail_search_conditions_append_days (PortailSearchConditions *conditions,
                                       const PortailSpan *days,
                                       GString *sql)
{
  g_string_append_printf (sql, " AND %1$s >= ? AND %1$s < ?",
                          portail_search_conditions_get_number (conditions));
  portail_search_conditions_bind (conditions, portail_search_index_get_first_number (days->first));
  portail_search_conditions_bind (conditions, get_end_number (days->last));
}

PortailStatement *
portail_search_conditions_prepare (const PortailSearchConditions *conditions,
                                   PortailDatabase *index,
                                   const char *sql,
                                   GError **error)
{
  PortailStatement *statement = portail_database_prepare (index, sql, error);

  for (guint i = 0; statement != NULL && i < conditions->values->len; i++)
    {
      const Value *value = g_ptr_array_index (conditions->values, i);

      if (value->text != NULL)
        portail_statement_bind_text (statement, i + 1, value->text);
      else
        portail_statement_bind_int64 (statement, i + 1, value->number);
    }
  return statement;
}

PortailSearchConditions *
portail_search_conditions_new (const PortailSearchRequest *request)
{
  PortailSearchConditions *conditions = g_new0 (PortailSearchConditions, 1);

  conditions->request = request;
  conditions->days = (PortailSpan){ G_MININT64, G_MAXINT64 };
  conditions->values = g_ptr_array_new_with_free_func (value_free);
  choose_companies (conditions);
  if (conditions->companies->len == 0)
    return conditions;
  /* Where each row decides what of it counts, this finds those that may be meant. */
  conditions->match = conditions->payloads == PORTAIL_PAYLOADS_SOME
                          ? make_words_match (conditions, PORTAIL_PAYLOADS_ALL)
                          : make_whole_match (conditions, conditions->payloads);
  append_conditions (conditions);
  return conditions;
}
