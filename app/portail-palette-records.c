/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-palette-records.h"

#include "app/portail-palette-item.h"
#include "app/portail-record-query.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"

#define MAX_OF_A_TYPE 6

typedef struct
{
  const PortailRecordType *type;
  const char *title; /* column */
  const char *what;  /* N_ ("…") */
} Source;

static const Source sources[] = {
  { &portail_employee_type, "name", N_ ("Employee") },
  { &portail_document_type, "filename", N_ ("Document") },
  { &portail_archive_type, "title", N_ ("Archive") },
};

typedef struct
{
  char *words;
  PortailWeek week;
} Request;

static void
request_free (gpointer pointer)
{
  Request *request = pointer;

  g_free (request->words);
  g_free (request);
}

static void
add_item (GPtrArray *items, const PortailRecordType *type, const char *texts[3], const char *detail)
{
  g_ptr_array_add (items, portail_palette_item_new (&(PortailPaletteWords){
                              .kind = PORTAIL_PALETTE_RECORD,
                              .title = texts[1],
                              .detail = detail,
                              .action = "win.open-record",
                              .target = g_variant_new ("(ss)", type->name, texts[0]),
                              .company_id = texts[2] }));
}

typedef struct
{
  PortailDatabase *database;
  GHashTable *companies; /* names by id: a record says whose it is */
  GPtrArray *items;
} Search;

/* Names by id. */
static GHashTable *
list_companies (PortailDatabase *database, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PortailStatement *statement = portail_database_prepare (database,
                                                          "SELECT id, name FROM enterprise", error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (names, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

/* `Archive, LS Customs`. Owned. */
static char *
describe (const char *what, GHashTable *companies, const char *company_id)
{
  const char *name = company_id != NULL ? g_hash_table_lookup (companies, company_id) : NULL;

  return name != NULL ? g_strdup_printf ("%s, %s", what, name) : g_strdup (what);
}

static gboolean
find (const Search *search, const Source *source, const char *words, GError **error)
{
  g_autoptr (PortailRecordQuery) query = portail_record_query_new (source->type);
  g_autofree char *columns = g_strdup_printf ("id, %s, enterprise_id", source->title);
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  portail_record_query_set_search (query, words);
  statement = portail_record_query_prepare (query, search->database, columns,
                                            PORTAIL_QUERY_FIRST_IN_ORDER, error);
  for (guint i = 0; statement != NULL && i < MAX_OF_A_TYPE
                    && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW;
       i++)
    {
      const char *texts[3] = { portail_statement_get_text (statement, 0),
                               portail_statement_get_text (statement, 1),
                               portail_statement_get_text (statement, 2) };
      g_autofree char *detail = describe (_ (source->what), search->companies, texts[2]);

      if (texts[1] != NULL)
        add_item (search->items, source->type, texts, detail);
    }
  if (step == PORTAIL_STEP_ROW)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

static gboolean
find_dotations (const Search *search, PortailWeek week, GError **error)
{
  g_autofree char *title = portail_week_to_text (week);
  char text[PORTAIL_WEEK_TEXT_SIZE];
  PortailStatement *statement = portail_database_query (
      search->database, error,
      "SELECT id, enterprise_id FROM dotation WHERE period = ? AND trashed_at IS NULL LIMIT 20",
      "t", portail_week_format (week, text));
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      const char *texts[3] = { portail_statement_get_text (statement, 0), title,
                               portail_statement_get_text (statement, 1) };
      g_autofree char *detail = describe (_ ("Dotation"), search->companies, texts[2]);

      add_item (search->items, &portail_dotation_type, texts, detail);
    }
  return step == PORTAIL_STEP_DONE;
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Request *request = input;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) companies = list_companies (database, error);
  const Search search = { database, companies, items };
  gboolean is_done = companies != NULL;

  if (is_done && !portail_week_is_null (request->week))
    is_done = find_dotations (&search, request->week, error);
  for (gsize i = 0; is_done && *request->words != '\0' && i < G_N_ELEMENTS (sources); i++)
    is_done = find (&search, &sources[i], request->words, error);
  return is_done ? g_steal_pointer (&items) : NULL;
}

PortailQuery *
portail_palette_records_query_new (const char *words, PortailWeek week)
{
  Request *request = g_new (Request, 1);

  *request = (Request){ g_strstrip (g_strdup (words)), week };
  return portail_query_new (run, request, request_free, (GDestroyNotify) g_ptr_array_unref);
}
