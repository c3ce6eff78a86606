/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-excerpt.h"

#include <string.h>

#include "shared/portail-id.h"
#include "shared/portail-json.h"

gboolean
portail_archive_excerpt_is_asked (const PortailArchiveQuery *query)
{
  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);

      if (term->words != NULL && !term->is_excluded)
        return TRUE;
    }
  return FALSE;
}

/* Texts and numbers of a snapshot, one after the other; ids say nothing to anybody. */
static void
append_values (GString *text, const PortailJson *json)
{
  gboolean is_value = json->kind == PORTAIL_JSON_NUMBER
                      || (json->kind == PORTAIL_JSON_STRING && !portail_id_is_valid (json->text));

  if (is_value && *json->text != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", json->text);
  for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
    append_values (text, child);
}

/* Owned. */
static char *
make_payload_text (const char *payload)
{
  g_autoptr (PortailJsonDocument) document = payload != NULL ? portail_json_parse (
                                                 payload, strlen (payload), NULL)
                                                             : NULL;
  GString *text = g_string_new (NULL);

  if (document != NULL)
    append_values (text, portail_json_document_get_root (document));
  return g_string_free (text, FALSE);
}

/* NULL where @text has none of the words. */
static PortailExcerpt *
find_in (const PortailArchiveQuery *query, const char *text)
{
  g_autoptr (PortailExcerpt) excerpt = text != NULL ? portail_search_excerpt_new (query, text)
                                                    : NULL;

  return excerpt != NULL && excerpt->ranges->len > 0 ? g_steal_pointer (&excerpt) : NULL;
}

PortailExcerpt *
portail_archive_excerpt_new (const PortailArchiveQuery *query,
                             const PortailArchive *archive,
                             PortailFieldSet readable)
{
  const char *texts[] = { archive->content, archive->category, archive->tags,
                          archive->refusal_reason };
  g_autofree char *payload = NULL;
  PortailExcerpt *excerpt = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts) && excerpt == NULL; i++)
    excerpt = find_in (query, texts[i]);
  if (excerpt == NULL && readable & portail_record_type_field_bit (archive->base.type, "payload"))
    {
      payload = make_payload_text (archive->payload);
      excerpt = find_in (query, payload);
    }
  return excerpt != NULL
             ? excerpt
             : portail_search_excerpt_new (query, archive->content != NULL ? archive->content : "");
}
