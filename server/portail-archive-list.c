/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-list.h"

#include "server/portail-archive-request.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-answer.h"
#include "server/portail-scope.h"
#include "shared/portail-archive-excerpt.h"
#include "shared/portail-json-text.h"
#include "shared/records/portail-archive.h"

typedef struct
{
  PortailContext *context;
  const PortailArchiveRequest *asked;
  PortailFieldSet wanted; /* of ?fields= */
  gboolean has_words;     /* the query has some that must be there */
} Page;

static void
append_ranges (GString *json, const char *name, const GArray *ranges)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < ranges->len; i++)
    {
      const PortailTextRange *range = &g_array_index (ranges, PortailTextRange, i);

      g_string_append_printf (json, "%s[%u,%u]", i > 0 ? "," : "", range->start, range->length);
    }
  g_string_append_c (json, ']');
}

/* Before the brace at the end of @json. */
static void
append_excerpt (GString *json,
                const PortailArchiveQuery *query,
                const PortailArchive *archive,
                PortailFieldSet readable)
{
  g_autoptr (PortailExcerpt) excerpt = portail_archive_excerpt_new (query, archive, readable);
  g_autoptr (GArray) title = portail_search_excerpt_find (query, archive->title);

  g_string_truncate (json, json->len - 1);
  portail_json_append_name (json, "excerpt");
  portail_json_append_string (json, excerpt->text);
  portail_json_append_name (json, "highlights");
  g_string_append_c (json, '{');
  append_ranges (json, "title", title);
  append_ranges (json, "excerpt", excerpt->ranges);
  g_string_append (json, "}}");
}

static gboolean
append_item (Page *page, PortailArchive *archive, GString *json, GError **error)
{
  g_autofree char *scope = portail_scope_of_record (&archive->base);
  PortailRecordView view = portail_record_view_get (page->context->access, archive->base.type,
                                                    scope);
  PortailFieldSet readable = portail_record_view_get_readable (&view, page->context->access,
                                                               archive);

  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  if (!portail_record_answer_append (page->context, &archive->base, readable & page->wanted, json,
                                     error))
    return FALSE;
  if (page->has_words)
    append_excerpt (json, page->asked->query, archive, readable);
  return TRUE;
}

static void
append_terms (GString *json, const PortailArchiveQuery *query)
{
  portail_json_append_name (json, "terms");
  g_string_append_c (json, '[');
  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      portail_json_append_name (json, "kind");
      portail_json_append_string (json, portail_query_kind_get_name (term->kind));
      portail_json_append_name (json, "text");
      portail_json_append_string (json, term->text);
      portail_json_append_name (json, "excluded");
      g_string_append (json, term->is_excluded ? "true}" : "false}");
    }
  g_string_append_c (json, ']');
}

/* As many of @hits as a page may hold; *@n receives how many. */
static gboolean
append_items (Page *page, const PortailSearchHits *hits, GString *json, guint *n, GError **error)
{
  for (*n = 0; *n < hits->ids->len && json->len < PORTAIL_LIST_MAX_BYTES; (*n)++)
    {
      g_autoptr (PortailArchive) archive = NULL;

      if (!portail_archive_request_load (page->context->database, g_ptr_array_index (hits->ids, *n),
                                         &archive, error)
          || (archive != NULL && !append_item (page, archive, json, error)))
        return FALSE;
    }
  return TRUE;
}

static GString *
make_body (Page *page, GError **error)
{
  g_autoptr (PortailSearchHits) hits = portail_archive_search_run (page->context->database,
                                                                   &page->asked->search, error);
  g_autoptr (GString) json = g_string_new ("{\"items\":[");
  guint n;

  if (hits == NULL || !append_items (page, hits, json, &n, error))
    return NULL;
  g_string_append_c (json, ']');
  portail_json_append_name (json, "next_cursor");
  portail_json_append_string (json, n < hits->ids->len ? g_ptr_array_index (hits->cursors, n - 1)
                                                       : hits->next_cursor);
  portail_json_append_name (json, "total");
  portail_json_append_integer (json, hits->n_found);
  portail_json_append_name (json, "total_is_exact");
  g_string_append (json, hits->n_found < PORTAIL_SEARCH_MAX_COUNT ? "true" : "false");
  append_terms (json, page->asked->query);
  g_string_append_c (json, '}');
  return g_steal_pointer (&json);
}

gboolean
portail_archive_list (PortailContext *context,
                      const PortailRequest *request,
                      PortailAnswer **answer,
                      GError **error)
{
  g_auto (PortailArchiveRequest) asked = { .reach = NULL };
  Page page = { .context = context, .asked = &asked };
  g_autofree char *tag = NULL;
  GString *body;

  *answer = NULL;
  if (!portail_archive_request_is_search (request))
    return TRUE;
  if (!portail_archive_request_read (context, request, &asked, error)
      || !portail_list_read_fields (request, &portail_archive_type, &page.wanted, error))
    return FALSE;
  tag = portail_list_make_tag (context, request, asked.reach, error);
  *answer = tag != NULL ? portail_list_answer_known (request, tag) : NULL;
  if (tag == NULL || *answer != NULL)
    return tag != NULL;
  page.has_words = portail_archive_excerpt_is_asked (asked.query);
  body = make_body (&page, error);
  *answer = body != NULL ? portail_list_answer_new (body, tag) : NULL;
  return body != NULL;
}
