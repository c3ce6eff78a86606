/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/shared/archive-corpus.h"

#include <string.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-id.h"
#include "shared/portail-migration.h"
#include "shared/portail-search-index.h"
#include "shared/portail-text-fold.h"

static const char *const company_names[CORPUS_N_COMPANIES] = { "Garage du Nord", "Taxi Élan",
                                                               "Étoile" };

static const char vocabulary[] =
    "garage|Garagiste|facture|Éléonore|eleonore|cœur|coeur|l’usine|l'usine|"
    "co-patron|Straße|strasse|bon|client|clients|vip|100|1234,50|1234.50|مرحبا|"
    "Ｊｅａｎ|ﬁn|été\xcc\x81|a|ab|abc|\xd7\x90\xd6\xb7|n°7|2025|en_attente|"
    "\xe3\x81\x8c\xe3\x81\x84|x";

static const char tags[] = "vip|bon client|Été|à payer|client|œuvre d’art";

const char *
archive_corpus_get_company_name (guint index)
{
  return company_names[index];
}

/* One of the texts between `|`. */
static void
append_one (GString *text, const char *list)
{
  g_auto (GStrv) texts = g_strsplit (list, "|", -1);

  g_string_append (text, texts[g_test_rand_int_range (0, (gint32) g_strv_length (texts))]);
}

/* Owned. */
static char *
make_text (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
    {
      append_one (text, vocabulary);
      g_string_append (text, g_test_rand_bit () ? " " : ", ");
    }
  return g_string_free (text, FALSE);
}

static char *
make_tags (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
    {
      g_string_append (text, text->len > 0 ? ", " : "");
      append_one (text, tags);
    }
  return g_string_free (text, FALSE);
}

static char *
make_payload (ArchiveCorpus *corpus, guint index)
{
  GString *json = g_string_new ("{\"a\":[");

  for (int i = 0; i < CORPUS_N_PAYLOADS; i++)
    {
      corpus->payloads[index][i] = make_text ();
      g_string_append_printf (json, "%s{\"b\":\"%s\"}", i > 0 ? "," : "",
                              corpus->payloads[index][i]);
    }
  g_string_append (json, "],\"id\":\"0192f0c1-7b1a-7c3e-9d5f-0123456789ab\"}");
  return g_string_free (json, FALSE);
}

static PortailArchive *
make_archive (ArchiveCorpus *corpus, guint index)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);
  int age = g_test_rand_int_range (0, 40);

  archive->base.id = portail_id_new ();
  archive->base.enterprise_id = g_strdup (
      corpus->companies[g_test_rand_int_range (0, CORPUS_N_COMPANIES)]);
  archive->base.created_at = portail_timestamp_of_paris_day (
      (PortailDay){ 20330 + g_test_rand_int_range (0, 40) });
  archive->doc_type = (PortailArchiveType) g_test_rand_int_range (1, PORTAIL_ARCHIVE_AUTRE + 1);
  archive->status = (PortailArchiveStatus) g_test_rand_int_range (1, PORTAIL_ARCHIVE_REFUSE + 1);
  archive->number = g_strdup_printf ("AUTRE-2025-%06u", index);
  archive->title = make_text ();
  archive->content = make_text ();
  archive->category = g_test_rand_bit () ? make_text () : NULL;
  archive->tags = g_test_rand_bit () ? make_tags () : NULL;
  if (g_test_rand_bit ())
    archive->date = (PortailDay){ 20330 + age };
  else if (g_test_rand_bit ())
    archive->period = portail_week_of_day ((PortailDay){ 20330 + age });
  if (g_test_rand_bit ())
    archive->amount = (PortailMoney){ g_test_rand_int_range (-10, 40) * 2525 };
  if (g_test_rand_bit ())
    archive->source_id = portail_id_new ();
  if (g_test_rand_bit ())
    archive->payload = make_payload (corpus, index);
  return archive;
}

PortailDatabase *
archive_corpus_open_database (void)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                            &error);

  g_assert_no_error (error);
  portail_migration_run (database, PORTAIL_TABLE_CACHE, &error);
  g_assert_no_error (error);
  return database;
}

static void
put (ArchiveCorpus *corpus, const PortailArchive *archive)
{
  g_autoptr (GError) error = NULL;

  portail_search_index_put (corpus->database, archive, &error);
  g_assert_no_error (error);
}

ArchiveCorpus *
archive_corpus_new (void)
{
  ArchiveCorpus *corpus = g_new0 (ArchiveCorpus, 1);

  corpus->database = archive_corpus_open_database ();
  corpus->archives = g_ptr_array_new_with_free_func (portail_record_free);
  for (int i = 0; i < CORPUS_N_COMPANIES; i++)
    corpus->companies[i] = portail_id_new ();
  portail_database_begin (corpus->database, NULL);
  for (guint i = 0; i < CORPUS_N_ARCHIVES; i++)
    {
      g_ptr_array_add (corpus->archives, make_archive (corpus, i));
      put (corpus, g_ptr_array_index (corpus->archives, i));
    }
  portail_database_commit (corpus->database, NULL);
  return corpus;
}

void
archive_corpus_free (ArchiveCorpus *corpus)
{
  portail_database_close (corpus->database);
  g_ptr_array_unref (corpus->archives);
  for (int i = 0; i < CORPUS_N_COMPANIES; i++)
    g_free (corpus->companies[i]);
  for (int i = 0; i < CORPUS_N_ARCHIVES; i++)
    for (int k = 0; k < CORPUS_N_PAYLOADS; k++)
      g_free (corpus->payloads[i][k]);
  g_free (corpus);
}

static GPtrArray *
list_words (const char *text)
{
  g_autofree char *folded = portail_text_fold (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter != 0 && (g_unichar_isalnum (letter) || g_unichar_ismark (letter)))
        {
          g_string_append_unichar (word, letter);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (letter == 0)
        return words;
    }
}

static gboolean
has_words (const char *text, const PortailQueryTerm *term)
{
  g_autoptr (GPtrArray) words = list_words (text);

  for (guint first = 0; first + term->words->len <= words->len; first++)
    {
      guint n = 0;

      while (n < term->words->len)
        {
          const char *found = g_ptr_array_index (words, first + n);
          const char *wanted = g_ptr_array_index (term->words, n);
          gboolean is_begun = term->kind == PORTAIL_QUERY_WORDS && n + 1 == term->words->len;

          if (is_begun ? !g_str_has_prefix (found, wanted) : !g_str_equal (found, wanted))
            break;
          n++;
        }
      if (n == term->words->len)
        return TRUE;
    }
  return FALSE;
}

static int
find_company (const ArchiveCorpus *corpus, const PortailArchive *archive)
{
  for (int i = 0; i < CORPUS_N_COMPANIES; i++)
    if (g_str_equal (corpus->companies[i], archive->base.enterprise_id))
      return i;
  g_assert_not_reached ();
}

static gboolean
is_hidden (const ArchiveCorpus *corpus, const PortailArchive *archive)
{
  return (corpus->hidden_payloads[find_company (corpus, archive)] >> archive->doc_type & 1) != 0;
}

/* Everything that people could look for in an archive. */
static GPtrArray *
list_texts (const ArchiveCorpus *corpus, guint index)
{
  const PortailArchive *archive = g_ptr_array_index (corpus->archives, index);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  static const char *const types[] = { "",        "dotation",    "impot", "facture",
                                       "diplome", "blanchiment", "autre" };
  static const char *const statuses[] = { "", "en attente", "valide", "refuse" };
  char day[PORTAIL_DAY_TEXT_SIZE];
  char week[PORTAIL_WEEK_TEXT_SIZE];

  g_ptr_array_add (texts, g_strdup (archive->number));
  g_ptr_array_add (texts, g_strdup (archive->title));
  g_ptr_array_add (texts, g_strdup (archive->content));
  g_ptr_array_add (texts, g_strdup (archive->category != NULL ? archive->category : ""));
  g_ptr_array_add (texts, g_strdup (archive->tags != NULL ? archive->tags : ""));
  g_ptr_array_add (texts, g_strdup (types[archive->doc_type]));
  g_ptr_array_add (texts, g_strdup (statuses[archive->status]));
  g_ptr_array_add (texts, g_strdup (portail_day_format (archive->date, day)));
  if (*day != '\0')
    g_ptr_array_add (texts, g_strdup_printf ("%.2s/%.2s/%.4s", day + 8, day + 5, day));
  g_ptr_array_add (texts, g_strdup (portail_week_format (archive->period, week)));
  if (!portail_money_is_null (archive->amount))
    g_ptr_array_add (texts,
                     archive->amount.cents % 100 == 0
                         ? g_strdup_printf ("%d", (int) ABS (archive->amount.cents) / 100)
                         : g_strdup_printf ("%d,%02d", (int) ABS (archive->amount.cents) / 100,
                                            (int) ABS (archive->amount.cents) % 100));
  for (int i = 0; i < CORPUS_N_PAYLOADS && archive->payload != NULL && !is_hidden (corpus, archive);
       i++)
    g_ptr_array_add (texts, g_strdup (corpus->payloads[index][i]));
  return texts;
}

static gboolean
has_words_anywhere (const ArchiveCorpus *corpus, guint index, const PortailQueryTerm *term)
{
  g_autoptr (GPtrArray) texts = list_texts (corpus, index);

  for (guint i = 0; i < texts->len; i++)
    if (has_words (g_ptr_array_index (texts, i), term))
      return TRUE;
  return FALSE;
}

static gboolean
is_hit_by (const ArchiveCorpus *corpus, guint index, const PortailQueryTerm *term)
{
  const PortailArchive *archive = g_ptr_array_index (corpus->archives, index);
  int company = find_company (corpus, archive);

  switch (term->kind)
    {
    case PORTAIL_QUERY_TAG:
      return portail_query_term_has_tag (term, archive->tags);
    case PORTAIL_QUERY_TYPE:
      return (term->choices >> archive->doc_type & 1) != 0;
    case PORTAIL_QUERY_STATUS:
      return (term->choices >> archive->status & 1) != 0;
    case PORTAIL_QUERY_ENTERPRISE:
      return portail_query_term_names_company (term, corpus->companies[company],
                                               company_names[company]);
    case PORTAIL_QUERY_AMOUNT:
      return !portail_money_is_null (archive->amount)
             && portail_span_has (&term->span, archive->amount.cents);
    case PORTAIL_QUERY_DATE:
      return portail_span_has (&term->span, portail_search_index_get_day (archive).number);
    case PORTAIL_QUERY_ID:
      return g_str_equal (archive->base.id, g_ptr_array_index (term->values, 0))
             || g_strcmp0 (archive->source_id, g_ptr_array_index (term->values, 0)) == 0;
    default:
      return has_words_anywhere (corpus, index, term);
    }
}

static gboolean
is_either (PortailQueryKind kind)
{
  return kind == PORTAIL_QUERY_TYPE || kind == PORTAIL_QUERY_STATUS
         || kind == PORTAIL_QUERY_ENTERPRISE;
}

static gboolean
is_hit (const ArchiveCorpus *corpus, guint index, const PortailArchiveQuery *query)
{
  gboolean is_asked[PORTAIL_QUERY_DATE + 1] = { FALSE };
  gboolean is_met[PORTAIL_QUERY_DATE + 1] = { FALSE };

  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);
      gboolean is_it = is_hit_by (corpus, index, term);

      if (term->is_excluded && is_it)
        return FALSE;
      if (term->is_excluded)
        continue;
      if (!is_either (term->kind) && !is_it)
        return FALSE;
      is_asked[term->kind] = TRUE;
      is_met[term->kind] |= is_it;
    }
  for (int i = 0; i <= PORTAIL_QUERY_DATE; i++)
    if (is_asked[i] && !is_met[i])
      return FALSE;
  return TRUE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const PortailArchive *one = *(const PortailArchive *const *) a;
  const PortailArchive *other = *(const PortailArchive *const *) b;
  int day = portail_search_index_get_day (one).number;
  int other_day = portail_search_index_get_day (other).number;

  return day != other_day ? (day > other_day ? -1 : 1) : strcmp (other->base.id, one->base.id);
}

/* Ids, one a line. */
char *
archive_corpus_ask_oracle (const ArchiveCorpus *corpus,
                           const PortailArchiveQuery *query,
                           guint *n_found)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < corpus->archives->len; i++)
    {
      PortailArchive *archive = g_ptr_array_index (corpus->archives, i);

      if (find_company (corpus, archive) < CORPUS_N_READABLE && is_hit (corpus, i, query))
        g_ptr_array_add (found, archive);
    }
  g_ptr_array_sort (found, compare_newest_first);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s\n", ((PortailRecord *) g_ptr_array_index (found, i))->id);
  *n_found = found->len;
  return g_string_free (ids, FALSE);
}

void
archive_corpus_append_term (const ArchiveCorpus *corpus, GString *text)
{
  static const char terms[] =
      "tag:vip|tag:\"bon client\"|tag:cl|tag:œuvre|type:facture|type:d|"
      "statut:valide|statut:attente|entreprise:nord|entreprise:é|montant:>100|"
      "montant:<=50,50|montant:0..300|montant:=25,25|date:2025-09|date:2025-W38|"
      "date:>2025-09-10|date:..15/09/2025|date:2025-08-30..2025-09-05|garage|"
      "\"bon client\"|\"l'usine\"|1234,5|n°|autre-2025-00000|facture en|21/09";

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      append_one (text, vocabulary);
      break;
    case 1:
      g_string_append_c (text, '"');
      append_one (text, vocabulary);
      g_string_append_c (text, ' ');
      append_one (text, vocabulary);
      g_string_append_c (text, '"');
      break;
    case 2:
      {
        PortailRecord *archive = g_ptr_array_index (
            corpus->archives, (guint) g_test_rand_int_range (0, CORPUS_N_ARCHIVES));

        g_string_append (text, g_test_rand_int_range (0, 4) > 0 ? "e" : archive->id);
        break;
      }
    default:
      append_one (text, terms);
    }
}

void
archive_corpus_append_junk (GString *text)
{
  static const char junk[] = "\"|(|)|*|^|{a}|:|+|-|NOT|OR|NEAR(|\xff|\xcc\x81|tag:|montant:|"
                             "date:..|«|'|;|\\|%|_";

  if (g_test_rand_bit ())
    append_one (text, junk);
  else
    g_string_append_c (text, (char) g_test_rand_int_range (0, 256));
}
