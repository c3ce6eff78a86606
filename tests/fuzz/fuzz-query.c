/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a search of archives: each is a query that the index answers. */
#include <glib.h>

#include "shared/portail-archive-search.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-search-excerpt.h"
#include "shared/portail-search-index.h"
#include "tests/fuzz/fuzz-target.h"

static const char company[] = "0192f0c1-7b1a-7c3e-9d5f-0123456789ab";

static PortailDatabase *
open_index (void)
{
  PortailDatabase *index = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                         NULL);
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);

  archive->base.id = g_strdup ("0192f0c1-7b1a-7c3e-9d5f-0123456789ac");
  archive->base.enterprise_id = g_strdup (company);
  archive->doc_type = PORTAIL_ARCHIVE_FACTURE;
  archive->status = PORTAIL_ARCHIVE_VALIDE;
  archive->title = g_strdup ("Facture du garage");
  g_assert_true (portail_search_index_prepare (index, NULL));
  g_assert_true (portail_search_index_put (index, archive, NULL));
  return index;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  static PortailDatabase *index;
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse ((const char *) bytes,
                                                                       (gssize) n_bytes);
  PortailSearchCompany companies[] = { { company, "Garage" } };
  PortailSearchRequest request = { query, companies, 1, PORTAIL_SEARCH_BEST_FIRST, NULL, 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailSearchHits) hits = NULL;
  g_autoptr (PortailExcerpt) excerpt = NULL;
  g_autofree char *text = g_strndup (n_bytes > 0 ? (const char *) bytes : "", n_bytes);

  if (index == NULL)
    index = open_index ();
  hits = portail_archive_search_run (index, &request, &error);
  g_assert_no_error (error);
  excerpt = portail_search_excerpt_new (query, text);
  g_assert_true (g_utf8_validate (excerpt->text, -1, NULL));
  for (guint i = 0; i < excerpt->ranges->len; i++)
    {
      PortailTextRange range = g_array_index (excerpt->ranges, PortailTextRange, i);

      g_assert_cmpuint (range.start + range.length, <=, (guint) g_utf8_strlen (excerpt->text, -1));
    }
  return 0;
}
