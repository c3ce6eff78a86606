/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-search-index.h"

#include <string.h>

#include "shared/portail-decimal.h"
#include "shared/portail-id.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-search-words.h"

/* Rises with each change of the tables or of what is written into them. */
#define FORMAT 2

/* Between two texts of one column, so that no phrase goes from one into the other: a sign that no
 * word has. */
#define BREAK " \302\266 "

/* Of one level, which FTS5 merges while it is written to. */
#define USUAL_SEGMENTS 4

/* Before the day 1 of the year 1. */
#define DAY_ZERO         1000000
#define NUMBERS_OF_A_DAY (G_GINT64_CONSTANT (1) << 32)

/* Each in the schema whose name takes the place of the sign. */
static const char *const tables[] = {
  "DROP TABLE IF EXISTS %s.search_document",
  "DROP TABLE IF EXISTS %s.search_words",
  "DROP TABLE IF EXISTS %s.search_mark",
  "CREATE TABLE %s.search_mark (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)"
  " STRICT, WITHOUT ROWID",
  "CREATE TABLE %s.search_document (number INTEGER PRIMARY KEY NOT NULL, id TEXT NOT NULL UNIQUE,"
  " rev INTEGER NOT NULL, enterprise_id TEXT NOT NULL, source_id TEXT, doc_type INTEGER NOT NULL,"
  " status INTEGER NOT NULL, amount INTEGER, tags TEXT) STRICT",
  "CREATE INDEX %s.search_document_company ON search_document (enterprise_id, number)",
  "CREATE INDEX %s.search_document_source ON search_document (source_id)",
  "CREATE VIRTUAL TABLE %s.search_words USING fts5 (company, heading, body, payload,"
  " tokenize = 'ascii', prefix = '2 3')",
};

static gboolean
get_mark (PortailDatabase *index, const char *name, char **value, GError **error)
{
  PortailStatement *statement = portail_database_query (
      index, error, "SELECT value FROM search_mark WHERE name = ?", "t", name);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *value = step == PORTAIL_STEP_ROW ? portail_statement_dup_text (statement, 0) : NULL;
  if (step != PORTAIL_STEP_ERROR)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

static gboolean
set_mark (PortailDatabase *index, const char *name, const char *value, GError **error)
{
  return portail_database_run (index, error,
                               "INSERT INTO search_mark (name, value) VALUES (?,?)"
                               " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                               "tt", name, value);
}

static char *
make_format (void)
{
  return g_strdup_printf ("%d", FORMAT);
}

gboolean
portail_search_index_reset (PortailDatabase *index, const char *schema, GError **error)
{
  g_autofree char *format = make_format ();

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GString) sql = g_string_new (tables[i]);

      g_string_replace (sql, "%s", schema, 1);
      if (!portail_database_execute (index, sql->str, error))
        return FALSE;
    }
  return set_mark (index, "format", format, error);
}

gboolean
portail_search_index_prepare (PortailDatabase *index, GError **error)
{
  g_autofree char *format = make_format ();
  g_autofree char *found = NULL;

  if (!portail_database_execute (index,
                                 "CREATE TABLE IF NOT EXISTS search_mark (name TEXT PRIMARY KEY"
                                 " NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
                                 error)
      || !get_mark (index, "format", &found, error))
    return FALSE;
  return g_strcmp0 (found, format) == 0 || portail_search_index_reset (index, "main", error);
}

PortailDay
portail_search_index_get_day (const PortailArchive *archive)
{
  if (!portail_day_is_null (archive->date))
    return archive->date;
  if (!portail_week_is_null (archive->period))
    return portail_week_get_monday (archive->period);
  if (!portail_timestamp_is_null (archive->base.created_at))
    return portail_timestamp_get_paris_day (archive->base.created_at);
  return (PortailDay){ 0 };
}

gint64
portail_search_index_get_first_number (gint64 day_number)
{
  return (CLAMP (day_number, -DAY_ZERO, G_MAXINT32 / 2) + DAY_ZERO) * NUMBERS_OF_A_DAY;
}

PortailDay
portail_search_index_get_day_of_number (gint64 number)
{
  return (PortailDay){ (gint32) (number / NUMBERS_OF_A_DAY - DAY_ZERO) };
}

char *
portail_search_index_make_company_word (const char *enterprise_id)
{
  g_auto (GStrv) parts = g_strsplit (enterprise_id, "-", -1);

  return g_strjoinv ("", parts);
}

char *
portail_search_index_fold_tags (const char *tags)
{
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);
  GString *folded = g_string_new ("/");

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *tag = portail_search_words_join (parts[i]);

      if (*tag != '\0')
        g_string_append_printf (folded, " %s/", tag);
    }
  return g_string_free (folded, FALSE);
}

static void
append_text (GString *words, const char *text)
{
  g_autofree char *joined = portail_search_words_join (text);

  if (*joined == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, BREAK);
  g_string_append (words, joined);
}

/* As people type it: no decimals, or two. */
static void
append_hundredths (GString *words, gint64 hundredths)
{
  guint64 magnitude = hundredths < 0 ? -(guint64) hundredths : (guint64) hundredths;
  g_autofree char *text = magnitude % 100 == 0
                              ? g_strdup_printf ("%" G_GUINT64_FORMAT, magnitude / 100)
                              : g_strdup_printf ("%" G_GUINT64_FORMAT " %02u", magnitude / 100,
                                                 (guint) (magnitude % 100));

  append_text (words, text);
}

/* Both `2025-09-21` and `21/09/2025`. */
static void
append_day (GString *words, PortailDay day)
{
  g_autofree char *french = NULL;
  char text[PORTAIL_DAY_TEXT_SIZE];
  int year;
  int month;
  int day_of_month;

  if (portail_day_is_null (day))
    return;
  portail_day_get_date (day, &year, &month, &day_of_month);
  french = g_strdup_printf ("%02d/%02d/%04d", day_of_month, month, year);
  append_text (words, portail_day_format (day, text));
  append_text (words, french);
}

/* Every text and number; ids say nothing to anybody. */
static void
append_json (GString *words, const PortailJson *json)
{
  gint64 hundredths;

  if (json->kind == PORTAIL_JSON_STRING && !portail_id_is_valid (json->text))
    append_text (words, json->text);
  if (json->kind == PORTAIL_JSON_NUMBER)
    {
      if (portail_decimal_from_json (json->text, PORTAIL_MONEY_MAX_CENTS, &hundredths))
        append_hundredths (words, hundredths);
      else
        append_text (words, json->text);
    }
  for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
    append_json (words, child);
}

static void
append_json_text (GString *words, const char *text)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);

  if (document != NULL)
    append_json (words, portail_json_document_get_root (document));
}

static void
append_field (GString *words, const PortailField *field, const PortailArchive *archive)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];

  if (portail_field_is_null (field, archive))
    return;
  switch (field->kind)
    {
    case PORTAIL_KIND_TEXT:
      append_text (words, portail_field_get_string (field, archive));
      break;
    case PORTAIL_KIND_JSON:
      append_json_text (words, portail_field_get_string (field, archive));
      break;
    case PORTAIL_KIND_MONEY:
      append_hundredths (words, portail_field_get_integer (field, archive));
      break;
    case PORTAIL_KIND_DAY:
      append_day (words, PORTAIL_FIELD_VALUE (PortailDay, archive, field));
      break;
    case PORTAIL_KIND_WEEK:
      append_text (words,
                   portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, archive, field), week));
      break;
    case PORTAIL_KIND_TIMESTAMP:
      append_day (words, portail_timestamp_get_paris_day (
                             PORTAIL_FIELD_VALUE (PortailTimestamp, archive, field)));
      break;
    case PORTAIL_KIND_CHOICE:
      {
        const PortailChoice *choice = portail_choice_find (
            field->choices, (int) portail_field_get_integer (field, archive));

        append_text (words, choice != NULL ? choice->name : "");
        break;
      }
    default:
      break;
    }
}

/* The columns of words behind `company`. */
typedef enum
{
  COLUMN_HEADING,
  COLUMN_BODY,
  COLUMN_PAYLOAD,
  N_COLUMNS,
} Column;

static Column
get_column (const PortailField *field)
{
  static const char *const headings[] = { "number", "title", "category", "tags", NULL };

  if (g_strv_contains (headings, field->name))
    return COLUMN_HEADING;
  return field->kind == PORTAIL_KIND_JSON ? COLUMN_PAYLOAD : COLUMN_BODY;
}

static gboolean
insert_words (PortailDatabase *index, const PortailArchive *archive, gint64 number, GError **error)
{
  g_autofree char *company = portail_search_index_make_company_word (archive->base.enterprise_id);
  GString *words[N_COLUMNS];
  gboolean is_done;

  for (int i = 0; i < N_COLUMNS; i++)
    words[i] = g_string_new (NULL);
  for (guint i = 0; i < portail_archive_type.n_fields; i++)
    {
      const PortailField *field = &portail_archive_type.fields[i];

      append_field (words[get_column (field)], field, archive);
    }
  is_done = portail_database_run (
      index, error,
      "INSERT INTO search_words (rowid, company, heading, body, payload) VALUES (?,?,?,?,?)",
      "itttt", number, company, words[COLUMN_HEADING]->str, words[COLUMN_BODY]->str,
      words[COLUMN_PAYLOAD]->str);
  for (int i = 0; i < N_COLUMNS; i++)
    g_string_free (words[i], TRUE);
  return is_done;
}

/* The next free number of the archive's day. */
static gboolean
choose_number (PortailDatabase *index,
               const PortailArchive *archive,
               gint64 *number,
               GError **error)
{
  PortailDay day = portail_search_index_get_day (archive);
  gint64 first = portail_search_index_get_first_number (day.number);
  PortailStatement *statement = portail_database_query (
      index, error, "SELECT max (number) + 1 FROM search_document WHERE number >= ? AND number < ?",
      "ii", first, first + NUMBERS_OF_A_DAY);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *number = portail_statement_is_null (statement, 0) ? first
                                                     : portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
insert_document (PortailDatabase *index,
                 const PortailArchive *archive,
                 gint64 number,
                 GError **error)
{
  g_autofree char *tags = portail_search_index_fold_tags (archive->tags);
  PortailStatement *statement = portail_database_query (
      index, error,
      "INSERT INTO search_document (number, id, rev, enterprise_id, source_id, doc_type, status,"
      " tags, amount) VALUES (?,?,?,?,?,?,?,?,?)",
      "itittiit", number, archive->base.id, archive->base.rev, archive->base.enterprise_id,
      archive->source_id, (gint64) archive->doc_type, (gint64) archive->status, tags);

  if (statement == NULL)
    return FALSE;
  if (!portail_money_is_null (archive->amount))
    portail_statement_bind_int64 (statement, 9, archive->amount.cents);
  if (portail_statement_step (statement, error) != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

/* What is not in the index. */
static gboolean
add (PortailDatabase *index, const PortailArchive *archive, GError **error)
{
  gint64 number;

  return choose_number (index, archive, &number, error)
         && insert_document (index, archive, number, error)
         && insert_words (index, archive, number, error);
}

gboolean
portail_search_index_put (PortailDatabase *index, const PortailArchive *archive, GError **error)
{
  return portail_search_index_remove (index, archive->base.id, error)
         && add (index, archive, error);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 day = portail_search_index_get_day (*(const PortailArchive *const *) a).number;
  gint32 other = portail_search_index_get_day (*(const PortailArchive *const *) b).number;

  return day < other ? -1 : day > other;
}

/* FTS5 gathers words in memory as long as the numbers rise, and writes them out when one is lower.
 */
static gboolean
put_by_day (PortailDatabase *index,
            GPtrArray *archives,
            gboolean (*put) (PortailDatabase *, const PortailArchive *, GError **),
            GError **error)
{
  g_ptr_array_sort (archives, compare_days);
  for (guint i = 0; i < archives->len; i++)
    if (!put (index, g_ptr_array_index (archives, i), error))
      return FALSE;
  return TRUE;
}

gboolean
portail_search_index_put_all (PortailDatabase *index, GPtrArray *archives, GError **error)
{
  return put_by_day (index, archives, portail_search_index_put, error);
}

gboolean
portail_search_index_remove (PortailDatabase *index, const char *id, GError **error)
{
  return portail_database_run (index, error,
                               "DELETE FROM search_words WHERE rowid ="
                               " (SELECT number FROM search_document WHERE id = ?)",
                               "t", id)
         && portail_database_run (index, error, "DELETE FROM search_document WHERE id = ?", "t",
                                  id);
}

gboolean
portail_search_index_remove_company (PortailDatabase *index,
                                     const char *enterprise_id,
                                     GError **error)
{
  return portail_database_run (index, error,
                               "DELETE FROM search_words WHERE rowid IN"
                               " (SELECT number FROM search_document WHERE enterprise_id = ?)",
                               "t", enterprise_id)
         && portail_database_run (index, error,
                                  "DELETE FROM search_document WHERE enterprise_id = ?", "t",
                                  enterprise_id);
}

gboolean
portail_search_index_forget_deleted (PortailDatabase *index, GError **error)
{
  return portail_database_execute (
      index, "INSERT INTO search_words (search_words) VALUES ('optimize')", error);
}

gboolean
portail_search_index_get_built (PortailDatabase *index, char **id, GError **error)
{
  return get_mark (index, "built", id, error);
}

/* What FTS5 merges while it is written to: nothing while everything is built, for it would write
 * most of it four times over; later a little with each write, and never all at once. */
static gboolean
set_merging (PortailDatabase *index, int n_segments, GError **error)
{
  return portail_database_run (index, error,
                               "INSERT INTO search_words (search_words, rank)"
                               " VALUES ('automerge', ?)",
                               "i", (gint64) n_segments)
         && portail_database_execute (index,
                                      "INSERT INTO search_words (search_words, rank)"
                                      " VALUES ('crisismerge', 1000)",
                                      error);
}

gboolean
portail_search_index_build (PortailDatabase *index,
                            PortailDatabase *source,
                            guint max,
                            gboolean *is_done,
                            GError **error)
{
  g_autofree char *last = NULL;
  g_autoptr (GPtrArray) archives = NULL;
  gboolean is_begun;

  if (!get_mark (index, "built", &last, error))
    return FALSE;
  /* The plus sign keeps from walking all archives by another index at each step. */
  archives = portail_record_sql_list (source, &portail_archive_type, error,
                                      "WHERE id > ? AND +trashed_at IS NULL ORDER BY id LIMIT ?",
                                      "ti", last != NULL ? last : "", (gint64) max);
  if (archives == NULL)
    return FALSE;
  *is_done = archives->len < max;
  is_begun = last != NULL;
  g_free (last);
  last = g_strdup (*is_done ? PORTAIL_SEARCH_INDEX_COMPLETE
                            : ((PortailRecord *) g_ptr_array_index (archives, max - 1))->id);
  /* Nobody enters what building has still to come to. */
  return (is_begun || set_merging (index, 0, error)) && put_by_day (index, archives, add, error)
         && set_mark (index, "built", last, error)
         && (!*is_done || set_merging (index, USUAL_SEGMENTS, error));
}

/* Ids in the first column of @sql; one statement reads while others write. Owned. */
static GPtrArray *
list_ids (PortailDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&ids);
}

static gboolean
remove_stale (PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (
      database,
      "SELECT d.id FROM search_document AS d LEFT JOIN archive AS a"
      " ON a.id = d.id AND a.rev = d.rev AND a.trashed_at IS NULL WHERE a.id IS NULL",
      error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!portail_search_index_remove (database, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}

static gboolean
put_missing (PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (
      database,
      "SELECT a.id FROM archive AS a WHERE a.trashed_at IS NULL"
      " AND NOT EXISTS (SELECT 1 FROM search_document AS d WHERE d.id = a.id)",
      error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (PortailArchive) archive = portail_record_sql_load (
          database, &portail_archive_type, g_ptr_array_index (ids, i), error);

      if (archive == NULL || !portail_search_index_put (database, archive, error))
        return FALSE;
    }
  return ids != NULL;
}

gboolean
portail_search_index_repair (PortailDatabase *database, GError **error)
{
  return remove_stale (database, error) && put_missing (database, error);
}

gboolean
portail_search_index_get_reached (PortailDatabase *index,
                                  const char *scope,
                                  gint64 *number,
                                  GError **error)
{
  g_autofree char *value = NULL;

  if (!get_mark (index, scope, &value, error))
    return FALSE;
  *number = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
  return TRUE;
}

gboolean
portail_search_index_set_reached (PortailDatabase *index,
                                  const char *scope,
                                  gint64 number,
                                  GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return set_mark (index, scope, value, error);
}
