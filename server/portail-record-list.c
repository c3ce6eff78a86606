/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: which companies, which filters, which order, page by page (server.md "REST").
 *
 * 1. Only what the caller may read of every row is a filter or an order, and only rows that are his
 *    to see are counted or compared with: else order and pages would tell what the rows do not.
 * 2. A page begins after the row whose id is the cursor, in the order of (sort field, id). */
#include "server/portail-list-parameters.h"
#include "server/portail-record-answer.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-rules.h"
#include "server/portail-record-trash.h"
#include "server/portail-scope.h"
#include "shared/portail-decimal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/portail-text-fold.h"

/* For the buffer of a page. */
#define USUAL_ROW_BYTES 768

typedef struct
{
  PortailContext *context;
  const PortailRequest *request;
  const PortailRecordType *type;
  PortailRecordReach *reach; /* owned */
  gboolean is_trash;
  PortailFieldSet wanted; /* of ?fields= */
  const char *also_known; /* a parameter that the caller reads; or NULL */
  const PortailField *sort;
  gboolean is_descending;
  guint limit;
  PortailQuery *query;    /* owned */
  gboolean may_be_plain;  /* a row needs nothing but its own columns */
  char *plain_company;    /* owned; of the last row */
  PortailFieldSet plain;  /* what is shown of its rows as it is stored; 0: see each row */
  gboolean shows_creator; /* of what is plain */
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->reach, portail_record_reach_free);
  g_clear_pointer (&list->query, portail_query_free);
  g_clear_pointer (&list->plain_company, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

/* A readable field of the type; -1 otherwise. */
static int
find_readable (const List *list, const char *name)
{
  int index = portail_record_type_find_field (list->type, name);

  return index >= 0 && portail_field_set_has (list->reach->readable, (guint) index) ? index : -1;
}

static gboolean
read_sort (List *list, GError **error)
{
  const char *name = portail_request_get_parameter (list->request, "sort");
  int index;

  list->is_descending = name == NULL || *name == '-';
  if (name == NULL)
    {
      /* Newest first; where moments are not readable, the id, which begins with its moment. */
      index = MAX (find_readable (list, "created_at"), PORTAIL_COMMON_ID);
      list->sort = portail_record_type_get_field (list->type, (guint) index);
      return TRUE;
    }
  index = find_readable (list, *name == '-' ? name + 1 : name);
  if (index < 0)
    return portail_list_fail_parameter (error, "sort");
  list->sort = portail_record_type_get_field (list->type, (guint) index);
  return TRUE;
}

/* The value of a filter as its column has it. */
static gboolean
bind_filter (List *list, const PortailField *field, const char *value)
{
  PortailTimestamp moment;
  gint64 number;

  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
      if (!portail_decimal_from_json (value, PORTAIL_MONEY_MAX_CENTS, &number))
        return FALSE;
      break;
    case PORTAIL_KIND_INTEGER:
      if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return FALSE;
      break;
    case PORTAIL_KIND_BOOLEAN:
      number = g_str_equal (value, "true");
      if (number == 0 && !g_str_equal (value, "false"))
        return FALSE;
      break;
    case PORTAIL_KIND_TIMESTAMP:
      if (!portail_timestamp_parse (value, &moment))
        return FALSE;
      number = moment.milliseconds;
      break;
    default:
      portail_query_bind_text (list->query, value);
      return TRUE;
    }
  portail_query_bind_integer (list->query, number);
  return TRUE;
}

/* The seed's word for a dotation that waits. */
static const char *
translate_value (const PortailField *field, const char *value)
{
  return g_str_equal (field->name, "status") && g_str_equal (value, "pending") ? "en_attente"
                                                                               : value;
}

static gboolean
is_known_parameter (const char *name)
{
  static const char *const names[] = { "limit", "cursor",        "sort",    "fields",
                                       "q",     "enterprise_id", "trashed", NULL };

  return g_strv_contains (names, name);
}

/* `name=`, or for what has an order `name_from=` and `name_to=`, both included. */
static const struct
{
  const char *suffix;
  const char *comparison;
} filters[] = { { "", "=" }, { "_from", ">=" }, { "_to", "<=" } };

gboolean
portail_record_list_has_range (const PortailField *field)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
    case PORTAIL_KIND_INTEGER:
    case PORTAIL_KIND_DAY:
    case PORTAIL_KIND_WEEK:
    case PORTAIL_KIND_TIMESTAMP:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The readable field that a filter is about, with *@comparison; NULL for none. */
static const PortailField *
find_filter (const List *list, const char *name, const char **comparison)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *stem = g_str_has_suffix (name, filters[i].suffix)
                                  ? g_strndup (name, strlen (name) - strlen (filters[i].suffix))
                                  : NULL;
      int index = stem != NULL ? find_readable (list, stem) : -1;
      const PortailField *field = index >= 0
                                      ? portail_record_type_get_field (list->type, (guint) index)
                                      : NULL;

      *comparison = filters[i].comparison;
      if (field != NULL && (i == 0 || portail_record_list_has_range (field)))
        return field;
    }
  return NULL;
}

/* One of the tags between commas, whatever its case and accents. */
static gboolean
append_tag (List *list, const char *tag)
{
  g_autofree char *folded = portail_text_fold (tag);
  g_autofree char *wanted = g_strconcat (",", folded, ",", NULL);

  if (find_readable (list, "tags") < 0 || *folded == '\0' || strchr (folded, ',') != NULL)
    return FALSE;
  portail_query_append (list->query, " AND instr (',' || replace (" PORTAIL_SQL_FOLD
                                     " (tags), ', ', ',') || ',', ?) > 0");
  portail_query_bind_text (list->query, wanted);
  return TRUE;
}

/* A parameter that only this type knows. */
static gboolean
append_question (List *list, const char *name, const char *value)
{
  const PortailRecordRules *rules = portail_record_rules_get (list->type);

  return rules->append_filter != NULL
         && rules->append_filter (list->context, name, value, list->query);
}

static gboolean
append_filter (List *list, const char *name, const char *value)
{
  const char *comparison;
  const PortailField *field = find_filter (list, name, &comparison);

  if (field == NULL)
    return (g_str_equal (name, "tag") && append_tag (list, value))
           || append_question (list, name, value);
  if (!bind_filter (list, field, translate_value (field, value)))
    return FALSE;
  portail_query_append (list->query, " AND %s %s ?", field->name, comparison);
  return TRUE;
}

static gboolean
append_filters (List *list, GError **error)
{
  for (guint i = 0; i < portail_request_get_n_parameters (list->request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (list->request, i, &value);

      if (!is_known_parameter (name) && g_strcmp0 (name, list->also_known) != 0
          && !append_filter (list, name, value))
        return portail_list_fail_parameter (error, name);
    }
  return TRUE;
}

/* Any searched field that holds the text, whatever its case and accents. */
static void
append_search (List *list)
{
  const char *text = portail_request_get_parameter (list->request, "q");
  g_autofree char *folded = text != NULL ? portail_text_fold (text) : NULL;
  const char *separator = " AND (";

  if (folded == NULL || *folded == '\0')
    return;
  for (guint i = 0; i < portail_record_type_get_n_fields (list->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (list->type, i);

      if (!(field->flags & PORTAIL_FIELD_SEARCHED)
          || !portail_field_set_has (list->reach->readable, i))
        continue;
      portail_query_append (list->query, "%sinstr (" PORTAIL_SQL_FOLD " (%s), ?) > 0", separator,
                            field->name);
      portail_query_bind_text (list->query, folded);
      separator = " OR ";
    }
  portail_query_append (list->query, g_str_equal (separator, " OR ") ? ")" : " AND 0");
}

/* What rows are ordered by: nulls come first everywhere, and what is never null may be read in the
 * order of an index. Owned. */
static char *
make_order (const List *list)
{
  const PortailField *created_at = portail_record_type_get_field (list->type,
                                                                  PORTAIL_COMMON_CREATED_AT);
  const char *name = list->sort->name;

  return list->sort == created_at || list->sort->flags & PORTAIL_FIELD_REQUIRED
             ? g_strdup (name)
             : g_strdup_printf ("coalesce (%s, '')", name);
}

static gboolean
append_page (List *list, GError **error)
{
  const char *cursor = portail_request_get_parameter (list->request, "cursor");
  g_autofree char *order = make_order (list);
  const char *direction = list->is_descending ? "DESC" : "ASC";

  if (cursor != NULL && !portail_id_is_valid (cursor))
    return portail_list_fail_parameter (error, "cursor");
  if (cursor != NULL)
    {
      portail_query_append (list->query, " AND (%s, id) %s (SELECT %s, id FROM %s WHERE id = ?",
                            order, list->is_descending ? "<" : ">", order, list->type->name);
      portail_query_bind_text (list->query, cursor);
      portail_record_reach_append (list->reach, list->query);
      portail_query_append (list->query, ")");
    }
  portail_query_append (list->query, " ORDER BY %s %s, id %s LIMIT ?", order, direction, direction);
  portail_query_bind_integer (list->query, (gint64) list->limit + 1);
  return TRUE;
}

/* What the caller sees of @row stands in it then, and *@readable is what he may read of that. From
 * the trash he sees what he may restore. */
static gboolean
look_at (List *list,
         PortailRecord *row,
         PortailFieldSet *readable,
         gboolean *is_visible,
         GError **error)
{
  const PortailAccess *access = list->context->access;
  g_autofree char *scope = portail_scope_of_record (row);
  PortailRecordView view = portail_record_view_get (access, list->type, scope);

  if (!portail_record_view_apply (&view, list->context->database, row, is_visible, error))
    return FALSE;
  *readable = portail_record_view_get_readable (&view, access, row);
  *is_visible = *is_visible && (!list->is_trash || portail_record_trash_may_restore (access, row));
  return TRUE;
}

static gboolean
append_item (List *list, PortailRecord *row, GString *json, GError **error)
{
  PortailFieldSet readable;
  gboolean is_visible;

  if (!look_at (list, row, &readable, &is_visible, error))
    return FALSE;
  if (!is_visible)
    return TRUE;
  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  return portail_record_answer_append (list->context, row, readable & list->wanted, json, error)
         && (!list->is_trash
             || portail_record_trash_append_until (list->context->database, row, json, error));
}

/* Whether rows of the company that @statement stands at are shown as they are stored, to the fields
 * of list->plain. Rows of one company follow each other, so this is asked seldom. */
static gboolean
is_plain (List *list, PortailStatement *statement)
{
  const char *company = portail_statement_get_text (statement, PORTAIL_COMMON_ENTERPRISE_ID);
  g_autofree char *scope = NULL;
  PortailRecordView view;

  if (!list->may_be_plain || company == NULL)
    return FALSE;
  if (g_strcmp0 (company, list->plain_company) == 0)
    return list->plain != 0;
  g_free (list->plain_company);
  list->plain_company = g_strdup (company);
  scope = portail_scope_of_enterprise (company);
  view = portail_record_view_get (list->context->access, list->type, scope);
  list->plain = view.reach == PORTAIL_REACH_ALL ? view.readable & list->wanted : 0;
  list->shows_creator = portail_record_answer_shows_creator (list->type, list->plain);
  return list->plain != 0;
}

static gboolean
append_row (List *list, PortailStatement *statement, GString *json, GError **error)
{
  g_autoptr (PortailRecord) row = NULL;

  if (is_plain (list, statement))
    {
      g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
      portail_record_sql_append_members (statement, list->type, list->plain, json);
      if (list->shows_creator)
        {
          portail_json_append_name (json, "user_id");
          portail_json_append_string (
              json, portail_statement_get_text (statement, PORTAIL_COMMON_CREATED_BY));
        }
      g_string_append_c (json, '}');
      return TRUE;
    }
  row = portail_record_sql_read (statement, list->type);
  return append_item (list, row, json, error);
}

/* Appends the page's rows. *@next is the id, owned, after which another page begins, or NULL. */
static gboolean
append_rows (List *list, GString *json, char **next, GError **error)
{
  PortailStatement *statement = portail_record_sql_select (
      list->context->database, list->type, portail_query_get_text (list->query), error);
  g_autofree char *last_id = NULL;
  PortailStep step = PORTAIL_STEP_ERROR;
  guint n = 0;

  if (statement != NULL)
    portail_query_bind (list->query, statement);
  while (statement != NULL && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW
         && n++ < list->limit && json->len < PORTAIL_LIST_MAX_BYTES)
    {
      g_free (last_id);
      last_id = portail_statement_dup_text (statement, PORTAIL_COMMON_ID);
      if (!append_row (list, statement, json, error))
        step = PORTAIL_STEP_ERROR;
      if (step == PORTAIL_STEP_ERROR)
        break;
    }
  if (step == PORTAIL_STEP_ROW)
    *next = g_steal_pointer (&last_id);
  if (statement != NULL)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

static GString *
make_body (List *list, GError **error)
{
  g_autoptr (GString) json = g_string_sized_new (USUAL_ROW_BYTES * list->limit);
  g_autofree char *next = NULL;

  g_string_append (json, "{\"items\":[");
  if (!append_rows (list, json, &next, error))
    return NULL;
  g_string_append_c (json, ']');
  portail_json_append_name (json, "next_cursor");
  portail_json_append_string (json, next);
  g_string_append_c (json, '}');
  return g_steal_pointer (&json);
}

static PortailAnswer *
answer_list (List *list, GError **error)
{
  g_autofree char *tag = portail_list_make_tag (list->context, list->request, list->reach, error);
  PortailAnswer *answer = tag != NULL ? portail_list_answer_known (list->request, tag) : NULL;
  GString *body;

  if (tag == NULL || answer != NULL)
    return answer;
  list->may_be_plain = list->type->scope == PORTAIL_SCOPE_ENTERPRISE && !list->is_trash
                       && portail_record_rules_get (list->type)->append_figures == NULL
                       && portail_record_rules_get (list->type)->get_hidden == NULL;
  body = make_body (list, error);
  return body != NULL ? portail_list_answer_new (body, tag) : NULL;
}

/* The parts of one record, whose scope decides; else what there is for the caller. */
static gboolean
find_reach (List *list, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (list->type);
  const char *company = portail_request_get_parameter (list->request, "enterprise_id");
  const char *id;
  g_autoptr (PortailRecord) parent = NULL;
  g_autofree char *scope = NULL;

  if (field == NULL)
    {
      list->reach = portail_record_reach_new (list->context->access, list->type, company, error);
      return list->reach != NULL;
    }
  id = g_ptr_array_index (list->context->path_arguments, 0);
  if (!portail_record_view_check_known (list->context->access, list->context->database,
                                        portail_schema_find (field->refers_to), id, error))
    return FALSE;
  parent = portail_record_sql_load (list->context->database, portail_schema_find (field->refers_to),
                                    id, error);
  if (parent == NULL)
    return FALSE;
  scope = portail_scope_of_record (parent);
  list->reach = portail_record_reach_new_of_scope (list->context->access, list->type, scope, error);
  portail_query_append (list->query, " AND %s = ?", field->name);
  portail_query_bind_text (list->query, parent->id);
  return list->reach != NULL;
}

static gboolean
begin (List *list, GError **error)
{
  const char *trashed = portail_request_get_parameter (list->request, "trashed");

  list->is_trash = g_strcmp0 (trashed, "1") == 0 || g_strcmp0 (trashed, "true") == 0;
  list->query = portail_query_new ();
  portail_query_append (list->query, "WHERE trashed_at IS %s",
                        list->is_trash ? "NOT NULL" : "NULL");
  return find_reach (list, error);
}

PortailAnswer *
portail_record_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_auto (List) list = { .context = context, .request = request, .type = context->route->type };
  const PortailRecordRules *rules = portail_record_rules_get (list.type);
  PortailAnswer *answer = NULL;

  if (rules->list != NULL && (!rules->list (context, request, &answer, error) || answer != NULL))
    return answer;
  if (!begin (&list, error) || !read_sort (&list, error)
      || !portail_list_read_fields (request, list.type, &list.wanted, error)
      || !portail_list_read_limit (request, &list.limit, error))
    return NULL;
  portail_record_reach_append (list.reach, list.query);
  append_search (&list);
  if (!append_filters (&list, error) || !append_page (&list, error))
    return NULL;
  return answer_list (&list, error);
}

/* What the caller sees of @row goes to @rows. */
static gboolean
keep_visible (List *list, PortailRecord *row, GPtrArray *rows, GError **error)
{
  PortailFieldSet readable;
  gboolean is_visible;

  if (!look_at (list, row, &readable, &is_visible, error))
    return FALSE;
  if (is_visible)
    g_ptr_array_add (rows, portail_record_copy (row));
  return TRUE;
}

static GPtrArray *
load_rows (List *list, GError **error)
{
  PortailStatement *statement = portail_record_sql_select (
      list->context->database, list->type, portail_query_get_text (list->query), error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (portail_record_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    portail_query_bind (list->query, statement);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      g_autoptr (PortailRecord) row = portail_record_sql_read (statement, list->type);

      if (keep_visible (list, row, rows, error))
        continue;
      step = PORTAIL_STEP_ERROR;
      break;
    }
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
portail_record_list_load (PortailContext *context,
                          const PortailRequest *request,
                          guint max,
                          GError **error)
{
  g_auto (List) list = {
    .context = context,
    .request = request,
    .type = context->route->type,
    .limit = max,
    .also_known = "format",
  };
  g_autoptr (GPtrArray) rows = NULL;

  if (!begin (&list, error) || !read_sort (&list, error))
    return NULL;
  portail_record_reach_append (list.reach, list.query);
  append_search (&list);
  if (!append_filters (&list, error) || !append_page (&list, error))
    return NULL;
  rows = load_rows (&list, error);
  if (rows != NULL && rows->len > max)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("More than %u rows; please ask for fewer."), max);
      return NULL;
    }
  return g_steal_pointer (&rows);
}
