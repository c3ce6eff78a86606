/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-saved-search.h"

#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-text-fold.h"

static const char *const op_names[] = {
  [PORTAIL_FILTER_IS] = "is",
  [PORTAIL_FILTER_IS_NOT] = "is_not",
  [PORTAIL_FILTER_AT_LEAST] = "at_least",
  [PORTAIL_FILTER_AT_MOST] = "at_most",
  [PORTAIL_FILTER_CONTAINS] = "contains",
  [PORTAIL_FILTER_IS_EMPTY] = "is_empty",
};

static const char descending[] = "descending";

void
portail_saved_search_free (PortailSavedSearch *search)
{
  g_free (search->name);
  g_free (search->body);
  g_free (search);
}

static void
append_filter (GString *json, const PortailRecordFilter *filter)
{
  g_string_append (json, "{");
  portail_json_append_name (json, "field");
  portail_json_append_string (json, filter->field->name);
  portail_json_append_name (json, "op");
  portail_json_append_string (json, op_names[filter->op]);
  if (filter->op != PORTAIL_FILTER_IS_EMPTY)
    {
      portail_json_append_name (json, "value");
      portail_field_append_json (filter->field, filter->value, json);
    }
  g_string_append_c (json, '}');
}

static void
append_filters (GString *json, const PortailRecordQuery *query)
{
  portail_json_append_name (json, "filters");
  g_string_append_c (json, '[');
  for (guint i = 0; i < portail_record_query_get_n_filters (query); i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_filter (json, portail_record_query_get_filter (query, i));
    }
  g_string_append_c (json, ']');
}

PortailSavedSearch *
portail_saved_search_new (const char *name, const PortailRecordQuery *query)
{
  PortailSavedSearch *search = g_new0 (PortailSavedSearch, 1);
  GString *json = g_string_new ("{");
  PortailSortOrder order;
  const PortailField *sort = portail_record_query_get_sort (query, &order);

  portail_json_append_name (json, "name");
  portail_json_append_string (json, name);
  if (portail_record_query_get_search (query) != NULL)
    {
      portail_json_append_name (json, "search");
      portail_json_append_string (json, portail_record_query_get_search (query));
    }
  append_filters (json, query);
  if (sort != NULL)
    {
      portail_json_append_name (json, "sort");
      portail_json_append_string (json, sort->name);
      portail_json_append_name (json, "order");
      portail_json_append_string (json,
                                  order == PORTAIL_SORT_DESCENDING ? descending : "ascending");
    }
  g_string_append_c (json, '}');
  search->name = g_strdup (name);
  search->body = g_string_free (json, FALSE);
  return search;
}

static const PortailField *
find_field (const PortailRecordQuery *query, const PortailJson *json, const char *member)
{
  const PortailRecordType *type = portail_record_query_get_type (query);
  const char *name = portail_json_get_member_string (json, member);
  int index = name != NULL ? portail_record_type_find_field (type, name) : -1;

  return index >= 0 ? portail_record_type_get_field (type, (guint) index) : NULL;
}

static void
read_filter (PortailRecordQuery *query, const PortailJson *json)
{
  const PortailField *field = find_field (query, json, "field");
  const char *name = portail_json_get_member_string (json, "op");
  g_autoptr (PortailRecord) value = portail_record_new (portail_record_query_get_type (query));
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  guint op = 0;

  while (op < G_N_ELEMENTS (op_names) && g_strcmp0 (op_names[op], name) != 0)
    op++;
  if (field == NULL || op == G_N_ELEMENTS (op_names))
    return;
  if (op != PORTAIL_FILTER_IS_EMPTY
      && (!portail_field_read_json (field, value, portail_json_get (json, "value"), problems)
          || portail_field_is_null (field, value)))
    return;
  portail_record_query_add_filter (query, field, (PortailFilterOp) op, value);
}

static void
read_filters (PortailRecordQuery *query, const PortailJson *list)
{
  while (portail_record_query_get_n_filters (query) > 0)
    portail_record_query_remove_filter (query, 0);
  if (list == NULL || list->kind != PORTAIL_JSON_ARRAY)
    return;
  for (const PortailJson *filter = list->first_child; filter != NULL; filter = filter->next)
    read_filter (query, filter);
}

void
portail_saved_search_apply (const PortailSavedSearch *search, PortailRecordQuery *query)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (search->body,
                                                                 strlen (search->body), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  const PortailField *sort = find_field (query, root, "sort");
  gboolean is_descending = g_strcmp0 (portail_json_get_member_string (root, "order"), descending)
                           == 0;

  portail_record_query_set_search (query, portail_json_get_member_string (root, "search"));
  read_filters (query, portail_json_get (root, "filters"));
  if (sort != NULL)
    portail_record_query_set_sort (
        query, sort, is_descending ? PORTAIL_SORT_DESCENDING : PORTAIL_SORT_ASCENDING);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *left = portail_text_fold ((*(PortailSavedSearch *const *) a)->name);
  g_autofree char *right = portail_text_fold ((*(PortailSavedSearch *const *) b)->name);

  return g_strcmp0 (left, right);
}

GPtrArray *
portail_saved_search_list_read (const char *value)
{
  GPtrArray *searches = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_saved_search_free);
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;

  if (value != NULL)
    document = portail_json_parse (value, strlen (value), NULL);
  root = document != NULL ? portail_json_document_get_root (document) : NULL;
  if (root == NULL || root->kind != PORTAIL_JSON_ARRAY)
    return searches;
  for (const PortailJson *json = root->first_child; json != NULL; json = json->next)
    {
      const char *name = portail_json_get_member_string (json, "name");
      g_autoptr (GString) body = g_string_new (NULL);
      PortailSavedSearch *search;

      if (name == NULL || *name == '\0')
        continue;
      portail_json_append_canonical (json, body);
      search = g_new (PortailSavedSearch, 1);
      *search = (PortailSavedSearch){ g_strdup (name), g_strdup (body->str) };
      g_ptr_array_add (searches, search);
    }
  g_ptr_array_sort (searches, compare_names);
  return searches;
}

char *
portail_saved_search_list_write (const GPtrArray *searches)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < searches->len; i++)
    {
      const PortailSavedSearch *search = g_ptr_array_index (searches, i);

      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append (json, search->body);
    }
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

void
portail_saved_search_list_remove (GPtrArray *searches, const char *name)
{
  g_autofree char *wanted = portail_text_fold (name);

  for (guint i = searches->len; i > 0; i--)
    {
      const PortailSavedSearch *search = g_ptr_array_index (searches, i - 1);
      g_autofree char *folded = portail_text_fold (search->name);

      if (g_strcmp0 (wanted, folded) == 0)
        g_ptr_array_remove_index (searches, i - 1);
    }
}

void
portail_saved_search_list_put (GPtrArray *searches, PortailSavedSearch *search)
{
  portail_saved_search_list_remove (searches, search->name);
  g_ptr_array_add (searches, search);
  g_ptr_array_sort (searches, compare_names);
}
