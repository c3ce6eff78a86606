/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-authors.h"

#include "app/portail-record-names.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-document.h"

static void
on_members (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GMenu) menu = user_data;
  g_autoptr (GPtrArray) found = portail_record_names_search_finish (PORTAIL_RECORD_NAMES (object),
                                                                    result, NULL);

  g_menu_remove_all (menu);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const PortailRecordName *member = g_ptr_array_index (found, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (member->name, NULL);

      g_menu_item_set_action_and_target (item, "documents.author", "(ss)", member->id,
                                         member->name);
      g_menu_append_item (menu, item);
    }
}

void
portail_document_authors_fill (GMenu *menu, PortailCache *cache, const char *enterprise_id)
{
  g_autoptr (PortailRecordNames) names = portail_record_names_new (cache);
  const PortailRecordNameSearch search = { .refers_to = "user",
                                           .enterprise_id = enterprise_id,
                                           .words = "" };

  portail_record_names_search_async (names, &search, NULL, on_members, g_object_ref (menu));
}

/* Takes away the filters by who added it; whether one was by that person. */
static gboolean
remove_filters (PortailRecordQuery *query, const PortailField *field, gconstpointer person)
{
  gboolean was_there = FALSE;

  for (guint i = portail_record_query_get_n_filters (query); i > 0; i--)
    {
      const PortailRecordFilter *filter = portail_record_query_get_filter (query, i - 1);

      if (filter->field != field)
        continue;
      was_there |= portail_field_is_equal (field, filter->value, person);
      portail_record_query_remove_filter (query, i - 1);
    }
  return was_there;
}

void
portail_document_authors_toggle (PortailRecordTable *table, const char *user_id, const char *name)
{
  g_autoptr (PortailRecordQuery) query = portail_record_query_copy (
      portail_record_model_get_query (portail_record_table_get_model (table)));
  const PortailField *field = portail_record_type_get_field (&portail_document_type,
                                                             PORTAIL_COMMON_CREATED_BY);
  g_autoptr (PortailRecord) person = portail_record_new (&portail_document_type);
  /* Translators: the person who added documents. */
  g_autofree char *words = name != NULL ? g_strdup_printf (_ ("Added by %s"), name) : NULL;

  person->created_by = g_strdup (user_id);
  if (!remove_filters (query, field, person) && user_id != NULL)
    {
      portail_record_query_add_filter (query, field, PORTAIL_FILTER_IS, person);
      portail_record_query_word_filter (query, words);
    }
  portail_record_table_show_query (table, query);
}
