/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-query.h"

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-text-fold.h"

struct _PortailRecordQuery
{
  const PortailRecordType *type;
  char *enterprise_id;
  PortailShelf shelf;
  const PortailField *sort;
  PortailSortOrder order;
  GPtrArray *filters; /* of PortailRecordFilter */
  char *search;
  char **words; /* folded; NULL for none */
  PortailRecordFind find;
  const PortailRecordCondition *condition; /* or NULL */
};

/* PORTAIL_FILTER_CONTAINS has a form of its own. */
static const char *const conditions[] = {
  [PORTAIL_FILTER_IS] = "= ?",        [PORTAIL_FILTER_IS_NOT] = "IS NOT ?",
  [PORTAIL_FILTER_AT_LEAST] = ">= ?", [PORTAIL_FILTER_AT_MOST] = "<= ?",
  [PORTAIL_FILTER_CONTAINS] = NULL,   [PORTAIL_FILTER_IS_EMPTY] = "IS NULL",
};

static void
free_filter (gpointer pointer)
{
  PortailRecordFilter *filter = pointer;

  portail_record_free (filter->value);
  g_free (filter->words);
  g_free (filter);
}

PortailRecordQuery *
portail_record_query_new (const PortailRecordType *type)
{
  PortailRecordQuery *query = g_atomic_rc_box_new0 (PortailRecordQuery);

  query->type = type;
  query->filters = g_ptr_array_new_with_free_func (free_filter);
  return query;
}

PortailRecordQuery *
portail_record_query_copy (const PortailRecordQuery *query)
{
  PortailRecordQuery *copy = portail_record_query_new (query->type);

  portail_record_query_set_company (copy, query->enterprise_id);
  portail_record_query_set_shelf (copy, query->shelf);
  portail_record_query_set_sort (copy, query->sort, query->order);
  portail_record_query_set_search (copy, query->search);
  portail_record_query_set_find (copy, query->find);
  portail_record_query_set_condition (copy, query->condition);
  for (guint i = 0; i < query->filters->len; i++)
    {
      const PortailRecordFilter *filter = portail_record_query_get_filter (query, i);

      portail_record_query_add_filter (copy, filter->field, filter->op, filter->value);
      portail_record_query_word_filter (copy, filter->words);
    }
  return copy;
}

PortailRecordQuery *
portail_record_query_ref (PortailRecordQuery *query)
{
  return g_atomic_rc_box_acquire (query);
}

static void
clear_query (gpointer pointer)
{
  PortailRecordQuery *query = pointer;

  g_free (query->enterprise_id);
  g_ptr_array_unref (query->filters);
  g_free (query->search);
  g_strfreev (query->words);
}

void
portail_record_query_unref (PortailRecordQuery *query)
{
  g_atomic_rc_box_release_full (query, clear_query);
}

void
portail_record_query_set_company (PortailRecordQuery *query, const char *enterprise_id)
{
  g_free (query->enterprise_id);
  query->enterprise_id = g_strdup (enterprise_id);
}

void
portail_record_query_set_shelf (PortailRecordQuery *query, PortailShelf shelf)
{
  query->shelf = shelf;
}

void
portail_record_query_set_sort (PortailRecordQuery *query,
                               const PortailField *field,
                               PortailSortOrder order)
{
  query->sort = field;
  query->order = order;
}

void
portail_record_query_set_search (PortailRecordQuery *query, const char *words)
{
  g_autofree char *folded = words != NULL ? portail_text_fold (words) : NULL;

  g_clear_pointer (&query->search, g_free);
  g_clear_pointer (&query->words, g_strfreev);
  if (folded == NULL || *folded == '\0')
    return;
  query->search = g_strdup (words);
  query->words = g_strsplit (folded, " ", -1);
}

void
portail_record_query_set_find (PortailRecordQuery *query, PortailRecordFind find)
{
  query->find = find;
}

void
portail_record_query_word_filter (PortailRecordQuery *query, const char *words)
{
  PortailRecordFilter *filter = g_ptr_array_index (query->filters, query->filters->len - 1);

  g_free (filter->words);
  filter->words = g_strdup (words);
}

void
portail_record_query_set_condition (PortailRecordQuery *query,
                                    const PortailRecordCondition *condition)
{
  query->condition = condition;
}

const PortailRecordCondition *
portail_record_query_get_condition (const PortailRecordQuery *query)
{
  return query->condition;
}

void
portail_record_query_add_filter (PortailRecordQuery *query,
                                 const PortailField *field,
                                 PortailFilterOp op,
                                 gconstpointer value)
{
  PortailRecordFilter *filter = g_new0 (PortailRecordFilter, 1);

  *filter = (PortailRecordFilter){ field, op, portail_record_new (query->type), NULL };
  if (value != NULL)
    portail_field_copy (field, filter->value, value);
  g_ptr_array_add (query->filters, filter);
}

void
portail_record_query_remove_filter (PortailRecordQuery *query, guint index)
{
  g_ptr_array_remove_index (query->filters, index);
}

void
portail_record_query_clear_filters (PortailRecordQuery *query)
{
  g_ptr_array_set_size (query->filters, 0);
  query->condition = NULL;
}

guint
portail_record_query_get_n_chosen (const PortailRecordQuery *query)
{
  return query->filters->len + (query->condition != NULL ? 1 : 0);
}

PortailShelf
portail_record_query_get_shelf (const PortailRecordQuery *query)
{
  return query->shelf;
}

const PortailRecordType *
portail_record_query_get_type (const PortailRecordQuery *query)
{
  return query->type;
}

const PortailField *
portail_record_query_get_sort (const PortailRecordQuery *query, PortailSortOrder *order)
{
  if (order != NULL)
    *order = query->order;
  return query->sort;
}

guint
portail_record_query_get_n_filters (const PortailRecordQuery *query)
{
  return query->filters->len;
}

const PortailRecordFilter *
portail_record_query_get_filter (const PortailRecordQuery *query, guint index)
{
  return g_ptr_array_index (query->filters, index);
}

const char *
portail_record_query_get_search (const PortailRecordQuery *query)
{
  return query->search;
}

const char *
portail_record_query_get_company (const PortailRecordQuery *query)
{
  return query->enterprise_id;
}

char *
portail_record_filter_to_text (const PortailRecordFilter *filter)
{
  g_autofree char *value = portail_field_to_text (filter->field, filter->value);
  const char *title;

  if (filter->words != NULL)
    return g_strdup (filter->words);
  /* Who made a row has no title: nobody asks but for his own. */
  if (filter->field->title == NULL)
    return g_strdup (_ ("Only mine"));
  title = _ (filter->field->title);
  if (filter->op == PORTAIL_FILTER_IS_EMPTY)
    return g_strdup_printf (_ ("%s: none"), title);
  switch (filter->op)
    {
    case PORTAIL_FILTER_IS_NOT:
      return g_strdup_printf (_ ("%1$s: not %2$s"), title, value);
    case PORTAIL_FILTER_AT_LEAST:
      return g_strdup_printf (_ ("%1$s ≥ %2$s"), title, value);
    case PORTAIL_FILTER_AT_MOST:
      return g_strdup_printf (_ ("%1$s ≤ %2$s"), title, value);
    case PORTAIL_FILTER_CONTAINS:
      return g_strdup_printf (_ ("%1$s: “%2$s”"), title, value);
    default:
      return g_strdup_printf (_ ("%1$s: %2$s"), title, value);
    }
}

/* SQL */

static void
append_condition (GString *sql, const PortailRecordFilter *filter)
{
  const char *name = filter->field->name;

  if (filter->op == PORTAIL_FILTER_CONTAINS)
    g_string_append_printf (sql, " AND instr (" PORTAIL_SQL_FOLD " (%s), ?)", name);
  else
    g_string_append_printf (sql, " AND %s %s", name, conditions[filter->op]);
}

/* A word is in any of the searched fields. */
static void
append_search (GString *sql, const PortailRecordType *type)
{
  g_string_append (sql, " AND (0");
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].flags & PORTAIL_FIELD_SEARCHED)
      g_string_append_printf (sql, " OR instr (" PORTAIL_SQL_FOLD " (%s), ?)",
                              type->fields[i].name);
  g_string_append_c (sql, ')');
}

/* Whoever needs the contents of all rows reads them as they lie: along an index each would be
 * looked up by itself, many times slower. The plus sign keeps SQLite from it. */
static gboolean
reads_as_it_lies (const PortailRecordQuery *query, PortailQueryOrder order)
{
  gboolean has_conditions = query->filters->len > 0 || query->condition != NULL
                            || (query->words != NULL && query->find == NULL);

  return order == PORTAIL_QUERY_UNORDERED
         || (order == PORTAIL_QUERY_ALL_IN_ORDER && has_conditions);
}

static void
append_where (const PortailRecordQuery *query, PortailQueryOrder order, GString *sql)
{
  g_string_append_printf (sql, " WHERE %strashed_at IS %s",
                          reads_as_it_lies (query, order) ? "+" : "",
                          query->shelf == PORTAIL_SHELF_TRASH ? "NOT NULL" : "NULL");
  if (query->enterprise_id != NULL)
    g_string_append (sql, " AND enterprise_id = ?");
  for (guint i = 0; i < query->filters->len; i++)
    append_condition (sql, portail_record_query_get_filter (query, i));
  if (query->condition != NULL)
    g_string_append_printf (sql, " AND (%s)", query->condition->sql);
  if (query->words != NULL && query->find != NULL)
    g_string_append (sql, " AND id IN (SELECT value FROM json_each (?))");
  for (guint i = 0; query->words != NULL && query->find == NULL && query->words[i] != NULL; i++)
    append_search (sql, query->type);
}

/* As portail_field_compare() has it. */
static void
append_sort_key (GString *sql, const PortailField *field)
{
  if (field->kind == PORTAIL_KIND_TEXT)
    g_string_append_printf (sql, PORTAIL_SQL_FOLD " (%s)", field->name);
  else if (field->kind == PORTAIL_KIND_CHOICE)
    {
      g_string_append_printf (sql, "CASE %s", field->name);
      for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
        g_string_append_printf (sql, " WHEN '%s' THEN %d", choice->name, choice->value);
      g_string_append (sql, " END");
    }
  else
    g_string_append (sql, field->name);
}

static void
append_order (const PortailRecordQuery *query, GString *sql)
{
  const char *direction = query->order == PORTAIL_SORT_DESCENDING ? " DESC" : "";

  g_string_append (sql, " ORDER BY ");
  if (query->sort != NULL)
    {
      append_sort_key (sql, query->sort);
      g_string_append_printf (sql, "%s, ", direction);
    }
  g_string_append_printf (sql, "id%s", direction);
}

static const char *
get_choice_name (const PortailField *field, const PortailRecord *value)
{
  const PortailChoice *choice = portail_choice_find (
      field->choices, (int) portail_field_get_integer (field, value));

  return choice != NULL ? choice->name : NULL;
}

static void
bind_text (PortailStatement *statement, guint index, const PortailRecordFilter *filter)
{
  const char *text = portail_field_get_string (filter->field, filter->value);
  g_autofree char *folded = filter->op == PORTAIL_FILTER_CONTAINS && text != NULL
                                ? portail_text_fold (text)
                                : NULL;

  portail_statement_bind_text (statement, index, folded != NULL ? folded : text);
}

static void
bind_value (PortailStatement *statement, guint index, const PortailRecordFilter *filter)
{
  const PortailField *field = filter->field;
  char text[PORTAIL_DAY_TEXT_SIZE];

  if (portail_field_is_string (field))
    bind_text (statement, index, filter);
  else if (field->kind == PORTAIL_KIND_DAY)
    portail_statement_bind_text (
        statement, index,
        portail_day_format (PORTAIL_FIELD_VALUE (PortailDay, filter->value, field), text));
  else if (field->kind == PORTAIL_KIND_WEEK)
    portail_statement_bind_text (
        statement, index,
        portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, filter->value, field), text));
  else if (field->kind == PORTAIL_KIND_CHOICE)
    portail_statement_bind_text (statement, index, get_choice_name (field, filter->value));
  else
    portail_statement_bind_int64 (statement, index,
                                  portail_field_get_integer (field, filter->value));
}

static guint
bind_words (const PortailRecordQuery *query, PortailStatement *statement, guint index)
{
  for (guint i = 0; query->words[i] != NULL; i++)
    for (guint j = 0; j < query->type->n_fields; j++)
      if (query->type->fields[j].flags & PORTAIL_FIELD_SEARCHED)
        portail_statement_bind_text (statement, index++, query->words[i]);
  return index;
}

static char *
make_json_list (const GPtrArray *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < ids->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      portail_json_append_string (json, g_ptr_array_index (ids, i));
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

PortailStatement *
portail_record_query_prepare (const PortailRecordQuery *query,
                              PortailDatabase *database,
                              const char *columns,
                              PortailQueryOrder order,
                              GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean is_found = query->words != NULL && query->find != NULL;
  g_autoptr (GPtrArray) ids = is_found ? query->find (database, query->search, error) : NULL;
  g_autofree char *found = ids != NULL ? make_json_list (ids) : NULL;
  PortailStatement *statement;
  char today[PORTAIL_DAY_TEXT_SIZE];
  guint index = 1;

  if (is_found && ids == NULL)
    return NULL;
  g_string_append_printf (sql, "SELECT %s FROM %s", columns, query->type->name);
  append_where (query, order, sql);
  if (order != PORTAIL_QUERY_UNORDERED)
    append_order (query, sql);
  statement = portail_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (query->enterprise_id != NULL)
    portail_statement_bind_text (statement, index++, query->enterprise_id);
  for (guint i = 0; i < query->filters->len; i++)
    if (portail_record_query_get_filter (query, i)->op != PORTAIL_FILTER_IS_EMPTY)
      bind_value (statement, index++, portail_record_query_get_filter (query, i));
  if (query->condition != NULL)
    portail_statement_bind_text (
        statement, index++,
        portail_day_format (portail_timestamp_get_paris_day (portail_timestamp_now ()), today));
  if (is_found)
    portail_statement_bind_text (statement, index++, found);
  else if (query->words != NULL)
    bind_words (query, statement, index);
  return statement;
}
