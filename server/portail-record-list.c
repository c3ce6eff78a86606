/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: which companies, which filters, which order, page by page (server.md "REST").
 *
 * 1. Only what the caller may read of every row is a filter or an order, and only rows that are his
 *    to see are counted or compared with: else order and pages would tell what the rows do not.
 * 2. A page begins after the row whose id is the cursor, in the order of (sort field, id). */
#include <string.h>

#include "server/portail-record-answer.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "shared/portail-decimal.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

typedef struct
{
  PortailContext *context;
  const PortailRequest *request;
  const PortailRecordType *type;
  GPtrArray *company_ids;   /* owned */
  PortailFieldSet readable; /* of every row */
  const char *employee_id;  /* only rows that name him; NULL: all; "": none */
  PortailFieldSet wanted;   /* of ?fields= */
  const PortailField *sort;
  gboolean is_descending;
  gint64 limit;
  GString *sql;
  GPtrArray *arguments; /* owned texts and numbers of @sql */
} List;

/* A bound value: a text, or a number where there is none. */
typedef struct
{
  char *text;
  gint64 number;
} Argument;

static void
argument_free (gpointer pointer)
{
  g_free (((Argument *) pointer)->text);
  g_free (pointer);
}

static void
list_clear (List *list)
{
  g_clear_pointer (&list->company_ids, g_ptr_array_unref);
  g_clear_pointer (&list->arguments, g_ptr_array_unref);
  if (list->sql != NULL)
    g_string_free (list->sql, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static void
bind (List *list, const char *text, gint64 number)
{
  Argument *argument = g_new0 (Argument, 1);

  argument->text = g_strdup (text);
  argument->number = number;
  g_ptr_array_add (list->arguments, argument);
}

static gboolean
fail_parameter (GError **error, const char *name)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” is not possible here."), name);
  return FALSE;
}

static void
add_company (List *list, const char *id)
{
  g_autofree char *scope = portail_scope_of_enterprise (id);
  PortailRecordView view = portail_record_view_get (list->context->access, list->type, scope);

  if (view.reach == PORTAIL_REACH_NONE)
    return;
  g_ptr_array_add (list->company_ids, g_strdup (id));
  list->readable &= view.readable;
  if (view.reach == PORTAIL_REACH_OWN)
    list->employee_id = view.employee_id != NULL ? view.employee_id : "";
}

/* The companies of the list: the one of ?enterprise_id= or of the parent, or all of the caller's.
 */
static gboolean
choose_companies (List *list, const char *id, GError **error)
{
  const GPtrArray *all = portail_access_get_enterprise_ids (list->context->access);

  list->company_ids = g_ptr_array_new_with_free_func (g_free);
  list->readable = portail_record_type_get_all_fields (list->type);
  if (id != NULL)
    {
      if (!portail_access_check (list->context->access, id, list->type->module, PORTAIL_RIGHT_NONE,
                                 error))
        return FALSE;
      add_company (list, id);
      if (list->company_ids->len > 0)
        return TRUE;
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                           _ ("Your role does not allow this."));
      return FALSE;
    }
  for (guint i = 0; i < all->len; i++)
    add_company (list, g_ptr_array_index (all, i));
  return TRUE;
}

/* A readable field of the type; -1 otherwise. */
static int
find_readable (const List *list, const char *name)
{
  int index = portail_record_type_find_field (list->type, name);

  return index >= 0 && portail_field_set_has (list->readable, (guint) index) ? index : -1;
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
    return fail_parameter (error, "sort");
  list->sort = portail_record_type_get_field (list->type, (guint) index);
  return TRUE;
}

static gboolean
read_wanted (List *list, GError **error)
{
  const char *names = portail_request_get_parameter (list->request, "fields");
  g_auto (GStrv) parts = names != NULL ? g_strsplit (names, ",", -1) : NULL;

  list->wanted = parts != NULL ? (PortailFieldSet) 1 << PORTAIL_COMMON_ID : ~(PortailFieldSet) 0;
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      int index = portail_record_type_find_field (list->type, parts[i]);

      if (index < 0)
        return fail_parameter (error, "fields");
      list->wanted |= (PortailFieldSet) 1 << index;
    }
  return TRUE;
}

static gboolean
read_limit (List *list, GError **error)
{
  const char *text = portail_request_get_parameter (list->request, "limit");

  list->limit = DEFAULT_LIMIT;
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 1, MAX_LIMIT, &list->limit, NULL))
    return fail_parameter (error, "limit");
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
      bind (list, value, 0);
      return TRUE;
    }
  bind (list, NULL, number);
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
  static const char *const names[] = { "limit", "cursor",        "sort", "fields",
                                       "q",     "enterprise_id", NULL };

  return g_strv_contains (names, name);
}

static gboolean
append_filters (List *list, GError **error)
{
  for (guint i = 0; i < portail_request_get_n_parameters (list->request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (list->request, i, &value);
      const PortailField *field;
      int index;

      if (is_known_parameter (name))
        continue;
      index = find_readable (list, name);
      if (index < 0)
        return fail_parameter (error, name);
      field = portail_record_type_get_field (list->type, (guint) index);
      if (!bind_filter (list, field, translate_value (field, value)))
        return fail_parameter (error, name);
      g_string_append_printf (list->sql, " AND %s = ?", field->name);
    }
  return TRUE;
}

/* Any searched field that holds the text. */
static void
append_search (List *list)
{
  const char *text = portail_request_get_parameter (list->request, "q");
  const char *separator = " AND (";

  if (text == NULL || *text == '\0')
    return;
  for (guint i = 0; i < portail_record_type_get_n_fields (list->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (list->type, i);

      if (!(field->flags & PORTAIL_FIELD_SEARCHED) || !portail_field_set_has (list->readable, i))
        continue;
      g_string_append_printf (list->sql, "%sinstr (lower (%s), lower (?)) > 0", separator,
                              field->name);
      bind (list, text, 0);
      separator = " OR ";
    }
  g_string_append (list->sql, *separator == ' ' && separator[1] == 'O' ? ")" : " AND 0");
}

/* Which rows there are for the caller. */
static void
append_reach (List *list)
{
  const char *column = list->type->scope == PORTAIL_SCOPE_SELF ? "id" : "enterprise_id";
  const char *own_filter = portail_record_rules_get (list->type)->own_filter;

  g_string_append_printf (list->sql, " AND %s IN (", column);
  for (guint i = 0; i < list->company_ids->len; i++)
    {
      g_string_append (list->sql, i > 0 ? ",?" : "?");
      bind (list, g_ptr_array_index (list->company_ids, i), 0);
    }
  g_string_append_c (list->sql, ')');
  if (list->employee_id == NULL)
    return;
  g_string_append (list->sql, " AND employee_id = ?");
  bind (list, list->employee_id, 0);
  if (own_filter != NULL)
    g_string_append_printf (list->sql, " AND %s", own_filter);
}

static gboolean
append_page (List *list, GError **error)
{
  const char *cursor = portail_request_get_parameter (list->request, "cursor");
  const char *column = list->sort->name;

  if (cursor != NULL && !portail_id_is_valid (cursor))
    return fail_parameter (error, "cursor");
  if (cursor != NULL)
    {
      g_string_append_printf (list->sql,
                              " AND (coalesce (%s, ''), id) %s"
                              " (SELECT coalesce (%s, ''), id FROM %s WHERE id = ?",
                              column, list->is_descending ? "<" : ">", column, list->type->name);
      bind (list, cursor, 0);
      append_reach (list);
      g_string_append_c (list->sql, ')');
    }
  g_string_append_printf (list->sql, " ORDER BY coalesce (%s, '') %s, id %s LIMIT ?", column,
                          list->is_descending ? "DESC" : "ASC",
                          list->is_descending ? "DESC" : "ASC");
  bind (list, NULL, list->limit + 1);
  return TRUE;
}

static PortailStatement *
prepare (List *list, GError **error)
{
  PortailStatement *statement = portail_record_sql_select (list->context->database, list->type,
                                                           list->sql->str, error);

  for (guint i = 0; statement != NULL && i < list->arguments->len; i++)
    {
      const Argument *argument = g_ptr_array_index (list->arguments, i);

      if (argument->text != NULL)
        portail_statement_bind_text (statement, i + 1, argument->text);
      else
        portail_statement_bind_int64 (statement, i + 1, argument->number);
    }
  return statement;
}

/* GPtrArray of owned records, one more than the page where there is another page. */
static GPtrArray *
load_rows (List *list, GError **error)
{
  PortailStatement *statement = prepare (list, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (portail_record_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (rows, portail_record_sql_read (statement, list->type));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&rows);
}

static gboolean
append_item (List *list, PortailRecord *row, GString *json, GError **error)
{
  g_autofree char *scope = portail_scope_of_record (row);
  PortailRecordView view = portail_record_view_get (list->context->access, list->type, scope);
  gboolean is_visible;

  if (!portail_record_view_apply (&view, list->context->database, row, &is_visible, error))
    return FALSE;
  if (!is_visible)
    return TRUE;
  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  return portail_record_answer_append (list->context, row, view.readable & list->wanted, json,
                                       error);
}

static GString *
make_body (List *list, GPtrArray *rows, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{\"items\":[");
  guint n_items = MIN (rows->len, (guint) list->limit);
  const char *next = rows->len > n_items
                         ? ((PortailRecord *) g_ptr_array_index (rows, n_items - 1))->id
                         : NULL;

  for (guint i = 0; i < n_items; i++)
    if (!append_item (list, g_ptr_array_index (rows, i), json, error))
      return NULL;
  g_string_append_c (json, ']');
  portail_json_append_name (json, "next_cursor");
  portail_json_append_string (json, next);
  g_string_append_c (json, '}');
  return g_steal_pointer (&json);
}

/* Changes with the rows, the rights, the query and the day (contract.md §6). Owned. */
static char *
make_tag (List *list, GError **error)
{
  g_autoptr (GString) text = g_string_new (portail_request_get_path (list->request));
  g_autofree char *hash = NULL;
  char day[PORTAIL_DAY_TEXT_SIZE];

  g_string_append_printf (
      text, "?%s\n%s\n", portail_request_get_query (list->request),
      portail_day_format (portail_timestamp_get_paris_day (list->context->now), day));
  for (guint i = 0; i < list->company_ids->len; i++)
    {
      g_autofree char *scope = portail_scope_of_enterprise (
          g_ptr_array_index (list->company_ids, i));
      g_autofree char *rights = portail_record_view_describe (list->context->access, scope);
      PortailScopeState state;

      if (!portail_scope_load (list->context->database, scope, &state, error))
        return NULL;
      g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT "\n", scope, rights, state.number);
    }
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
  return g_strdup_printf ("W/\"%.32s\"", hash);
}

static PortailAnswer *
answer_list (List *list, GError **error)
{
  g_autofree char *tag = make_tag (list, error);
  const char *known = portail_request_get_header (list->request, "If-None-Match");
  g_autoptr (GPtrArray) rows = NULL;
  GString *body = NULL;
  PortailAnswer *answer;

  if (tag == NULL)
    return NULL;
  if (known != NULL && strstr (known, tag + 2) != NULL)
    answer = portail_answer_new (304);
  else
    {
      rows = load_rows (list, error);
      body = rows != NULL ? make_body (list, rows, error) : NULL;
      if (body == NULL)
        return NULL;
      answer = portail_answer_new_json (200, body);
    }
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

/* The parts of one record, whose company decides. */
static gboolean
begin (List *list, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (list->type);
  const char *company = portail_request_get_parameter (list->request, "enterprise_id");
  g_autoptr (PortailRecord) parent = NULL;

  list->sql = g_string_new ("WHERE trashed_at IS NULL");
  list->arguments = g_ptr_array_new_with_free_func (argument_free);
  if (field == NULL)
    return choose_companies (list, company, error);
  parent = portail_record_sql_load (list->context->database, portail_schema_find (field->refers_to),
                                    g_ptr_array_index (list->context->path_arguments, 0), error);
  if (parent == NULL || !choose_companies (list, parent->enterprise_id, error))
    return FALSE;
  g_string_append_printf (list->sql, " AND %s = ?", field->name);
  bind (list, parent->id, 0);
  return TRUE;
}

PortailAnswer *
portail_record_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_auto (List) list = { .context = context, .request = request, .type = context->route->type };

  if (!begin (&list, error) || !read_sort (&list, error) || !read_wanted (&list, error)
      || !read_limit (&list, error))
    return NULL;
  append_reach (&list);
  append_search (&list);
  if (!append_filters (&list, error) || !append_page (&list, error))
    return NULL;
  return answer_list (&list, error);
}
