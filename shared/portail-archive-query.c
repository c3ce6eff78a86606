/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-query.h"

#include <string.h>

#include "shared/portail-id.h"
#include "shared/portail-search-words.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-archive.h"

/* Longer than each of the keys, in bytes as typed. */
#define MAX_KEY_LENGTH 24
/* Groups of three digits that an amount can have behind its first, on both sides of `..`. */
#define MAX_GROUPS 10

struct _PortailArchiveQuery
{
  GPtrArray *terms;
};

/* Where the reading stands in a valid text. */
typedef struct
{
  const char *at;
  GPtrArray *terms;
} Scanner;

static const char *const kind_names[] = {
  [PORTAIL_QUERY_WORDS] = "words",
  [PORTAIL_QUERY_PHRASE] = "phrase",
  [PORTAIL_QUERY_ID] = "id",
  [PORTAIL_QUERY_TAG] = "tag",
  [PORTAIL_QUERY_TYPE] = "type",
  [PORTAIL_QUERY_STATUS] = "status",
  [PORTAIL_QUERY_ENTERPRISE] = "enterprise",
  [PORTAIL_QUERY_AMOUNT] = "amount",
  [PORTAIL_QUERY_DATE] = "date",
};

/* Folded keys: the one that we write, then what people may write instead. */
static const struct
{
  const char *key;
  PortailQueryKind kind;
} keys[] = {
  { "tag", PORTAIL_QUERY_TAG },
  { "tags", PORTAIL_QUERY_TAG },
  { "etiquette", PORTAIL_QUERY_TAG },
  { "type", PORTAIL_QUERY_TYPE },
  { "statut", PORTAIL_QUERY_STATUS },
  { "status", PORTAIL_QUERY_STATUS },
  { "etat", PORTAIL_QUERY_STATUS },
  { "entreprise", PORTAIL_QUERY_ENTERPRISE },
  { "societe", PORTAIL_QUERY_ENTERPRISE },
  { "enterprise", PORTAIL_QUERY_ENTERPRISE },
  { "company", PORTAIL_QUERY_ENTERPRISE },
  { "montant", PORTAIL_QUERY_AMOUNT },
  { "somme", PORTAIL_QUERY_AMOUNT },
  { "amount", PORTAIL_QUERY_AMOUNT },
  { "date", PORTAIL_QUERY_DATE },
};

/* Words of other programs for a choice; folded. */
static const struct
{
  PortailQueryKind kind;
  const char *word;
  int value;
} other_choices[] = {
  { PORTAIL_QUERY_STATUS, "pending", PORTAIL_ARCHIVE_EN_ATTENTE },
  { PORTAIL_QUERY_STATUS, "approved", PORTAIL_ARCHIVE_VALIDE },
  { PORTAIL_QUERY_STATUS, "rejected", PORTAIL_ARCHIVE_REFUSE },
};

/* What opens a quotation, and what closes it. */
static const struct
{
  gunichar open;
  gunichar close;
} quotes[] = { { '"', '"' }, { 0x201c, 0x201d }, { 0x201d, 0x201d }, { 0x00ab, 0x00bb } };

const char *
portail_query_kind_get_name (PortailQueryKind kind)
{
  return kind_names[kind];
}

static void
term_free (gpointer pointer)
{
  PortailQueryTerm *term = pointer;

  g_free (term->text);
  g_clear_pointer (&term->words, g_ptr_array_unref);
  g_clear_pointer (&term->values, g_ptr_array_unref);
  g_free (term);
}

static gboolean
is_space (gunichar letter)
{
  return g_unichar_isspace (letter) || g_unichar_iscntrl (letter);
}

/* The letter that closes the quotation which begins at @at; 0 where none begins. */
static gunichar
find_closing (const char *at)
{
  gunichar letter = g_utf8_get_char (at);

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (quotes[i].open == letter)
      return quotes[i].close;
  return 0;
}

/* The end of the run of letters without space and quotes. */
static const char *
find_word_end (const char *at)
{
  while (*at != '\0' && !is_space (g_utf8_get_char (at)) && find_closing (at) == 0)
    at = g_utf8_next_char (at);
  return at;
}

static const char *
skip_spaces (const char *at)
{
  while (*at != '\0' && is_space (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* What is between the quotes at @at. Owned. @end receives what follows them; @closed whether they
 * were closed. */
static char *
read_quotation (const char *at, const char **end, gboolean *closed)
{
  gunichar closing = find_closing (at);
  const char *first = g_utf8_next_char (at);
  const char *last = first;

  while (*last != '\0' && g_utf8_get_char (last) != closing)
    last = g_utf8_next_char (last);
  *closed = *last != '\0';
  *end = *closed ? g_utf8_next_char (last) : last;
  return g_strndup (first, (gsize) (last - first));
}

static PortailQueryTerm *
term_new (PortailQueryKind kind)
{
  PortailQueryTerm *term = g_new0 (PortailQueryTerm, 1);

  term->kind = kind;
  return term;
}

static PortailQueryTerm *
make_words (PortailQueryKind kind, const char *text)
{
  PortailQueryTerm *term;
  GPtrArray *words = portail_search_words_split (text, PORTAIL_QUERY_MAX_TERMS);

  if (words->len == 0)
    {
      g_ptr_array_unref (words);
      return NULL;
    }
  term = term_new (kind);
  term->words = words;
  return term;
}

/* Whether @name, folded words, is meant by @value of @term. A whole one is it; otherwise @value
 * begins a word in it. */
static gboolean
is_meant (const PortailQueryTerm *term, const char *value, const char *name)
{
  g_autofree char *inside = g_strconcat (" ", value, NULL);

  if (term->is_whole)
    return g_str_equal (name, value);
  return g_str_has_prefix (name, value) || strstr (name, inside) != NULL;
}

static guint
find_choices (const PortailQueryTerm *term, const char *value)
{
  const char *field = term->kind == PORTAIL_QUERY_TYPE ? "doc_type" : "status";
  int index = portail_record_type_find_field (&portail_archive_type, field);
  const PortailChoice *choice =
      portail_record_type_get_field (&portail_archive_type, (guint) index)->choices;
  guint found = 0;

  for (; choice->name != NULL; choice++)
    {
      g_autofree char *name = portail_search_words_join (choice->name);

      if (is_meant (term, value, name))
        found |= 1u << choice->value;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (other_choices); i++)
    if (other_choices[i].kind == term->kind && g_str_equal (other_choices[i].word, value))
      found |= 1u << other_choices[i].value;
  return found;
}

/* `a,b`: each a value. FALSE where one of them is none. */
static gboolean
read_values (PortailQueryTerm *term, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", PORTAIL_QUERY_MAX_TERMS);
  gboolean is_choice = term->kind == PORTAIL_QUERY_TYPE || term->kind == PORTAIL_QUERY_STATUS;

  term->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = portail_search_words_join (parts[i]);
      guint choices = is_choice ? find_choices (term, value) : 0;

      g_ptr_array_add (term->values, value);
      if (*value == '\0' || (is_choice && choices == 0))
        return FALSE;
      term->choices |= choices;
    }
  return term->values->len > 0;
}

static gboolean
read_value (PortailQueryTerm *term, const char *text)
{
  switch (term->kind)
    {
    case PORTAIL_QUERY_AMOUNT:
      return portail_span_read_amount (text, &term->span);
    case PORTAIL_QUERY_DATE:
      return portail_span_read_date (text, &term->span);
    default:
      return read_values (term, text);
    }
}

/* Where the value could end that goes on behind a space, as `1 000`: behind each group of three
 * digits. Returns how many such ends there are. */
static guint
find_group_ends (const char *end, const char *ends[MAX_GROUPS])
{
  guint n = 0;

  while (n < MAX_GROUPS && *end != '\0' && is_space (g_utf8_get_char (end)))
    {
      const char *group = g_utf8_next_char (end);

      if (strspn (group, "0123456789") != 3)
        break;
      end = find_word_end (group);
      ends[n++] = end;
    }
  return n;
}

/* A value without quotes from @start on, whose operator ends at @at. The longest text that is one
 * counts. */
static gboolean
read_bare_value (PortailQueryTerm *term, const char *start, const char *at, const char **end)
{
  const char *ends[MAX_GROUPS + 1] = { find_word_end (at) };
  guint n = 1;

  if (term->kind == PORTAIL_QUERY_AMOUNT)
    n += find_group_ends (ends[0], ends + 1);
  while (n-- > 0)
    {
      g_autofree char *text = g_strndup (start, (gsize) (ends[n] - start));

      *end = ends[n];
      if (read_value (term, text))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_span (PortailQueryKind kind)
{
  return kind == PORTAIL_QUERY_AMOUNT || kind == PORTAIL_QUERY_DATE;
}

static gboolean
is_operator (gunichar letter)
{
  return letter == '<' || letter == '>' || letter == '=' || letter == 0x2264 || letter == 0x2265;
}

/* `>"1 000"`: the operator before the quotes belongs to it. */
static gboolean
read_quoted_value (PortailQueryTerm *term, const char *start, const char *at, const char **end)
{
  gboolean is_closed;
  g_autofree char *quoted = read_quotation (at, end, &is_closed);
  g_autofree char *sign = g_strndup (start, (gsize) (at - start));
  g_autofree char *text = g_strconcat (sign, quoted, NULL);

  term->is_whole = is_closed;
  return read_value (term, text);
}

/* The value behind a key. */
static PortailQueryTerm *
read_term_value (PortailQueryKind kind, const char *start, const char **end)
{
  PortailQueryTerm *term = term_new (kind);
  const char *at = start;

  while (has_span (kind) && is_operator (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (at > start)
    at = skip_spaces (at);
  if (find_closing (at) != 0 ? read_quoted_value (term, start, at, end)
                             : read_bare_value (term, start, at, end))
    return term;
  term_free (term);
  return NULL;
}

/* The key before a `:`, or before the operator of a span; *@value receives what follows. */
static gboolean
find_key (const char *at, PortailQueryKind *kind, const char **value)
{
  const char *end = at;
  g_autofree char *typed = NULL;
  g_autofree char *folded = NULL;

  while (end - at <= MAX_KEY_LENGTH && portail_search_words_is_inside (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end == at || *end == '\0' || (*end != ':' && !is_operator (g_utf8_get_char (end))))
    return FALSE;
  typed = g_strndup (at, (gsize) (end - at));
  folded = portail_text_fold (typed);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, folded))
      {
        *kind = keys[i].kind;
        *value = *end == ':' ? end + 1 : end;
        return *end == ':' || has_span (*kind);
      }
  return FALSE;
}

static PortailQueryTerm *
read_word (const char *at, const char **end)
{
  g_autofree char *text = NULL;
  PortailQueryTerm *term;

  *end = find_word_end (at);
  text = g_ascii_strdown (at, *end - at);
  if (!portail_id_is_valid (text))
    return make_words (PORTAIL_QUERY_WORDS, text);
  term = term_new (PORTAIL_QUERY_ID);
  term->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (term->values, g_strdup (text));
  return term;
}

static PortailQueryTerm *
read_phrase (const char *at, const char **end)
{
  gboolean is_closed;
  g_autofree char *text = read_quotation (at, end, &is_closed);

  /* Who has not closed it is still writing its last word. */
  return make_words (is_closed ? PORTAIL_QUERY_PHRASE : PORTAIL_QUERY_WORDS, text);
}

/* NULL for what counts as nothing. */
static PortailQueryTerm *
read_positive_term (const char *at, const char **end)
{
  PortailQueryKind kind;
  const char *value;

  if (find_key (at, &kind, &value))
    {
      PortailQueryTerm *term = read_term_value (kind, value, end);

      if (term != NULL)
        return term;
    }
  return find_closing (at) != 0 ? read_phrase (at, end) : read_word (at, end);
}

/* A hyphen, or the minus sign of typographers. */
static gboolean
is_minus (gunichar letter)
{
  return letter == '-' || letter == 0x2212;
}

static void
read_term (Scanner *scanner)
{
  const char *start = scanner->at;
  const char *at = start;
  const char *end;
  PortailQueryTerm *term;

  while (is_minus (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  scanner->at = at;
  if (*at == '\0' || is_space (g_utf8_get_char (at)))
    return;
  term = read_positive_term (at, &end);
  scanner->at = end;
  if (term == NULL)
    return;
  term->is_excluded = at > start;
  term->text = g_strndup (start, (gsize) (end - start));
  g_ptr_array_add (scanner->terms, term);
}

PortailArchiveQuery *
portail_archive_query_parse (const char *text, gssize length)
{
  gsize n_bytes = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *bytes = g_strndup (n_bytes > 0 ? text : "", n_bytes);
  g_autofree char *valid = NULL;
  PortailArchiveQuery *query = g_new0 (PortailArchiveQuery, 1);
  Scanner scanner = { 0 };

  for (gsize i = 0; n_bytes > 0 && i < n_bytes; i++)
    bytes[i] = text[i] != '\0' ? text[i] : ' ';
  valid = g_utf8_make_valid (bytes, -1);
  query->terms = g_ptr_array_new_with_free_func (term_free);
  scanner = (Scanner){ skip_spaces (valid), query->terms };
  while (*scanner.at != '\0' && query->terms->len < PORTAIL_QUERY_MAX_TERMS)
    {
      read_term (&scanner);
      scanner.at = skip_spaces (scanner.at);
    }
  return query;
}

void
portail_archive_query_free (PortailArchiveQuery *query)
{
  g_ptr_array_unref (query->terms);
  g_free (query);
}

guint
portail_archive_query_get_n_terms (const PortailArchiveQuery *query)
{
  return query->terms->len;
}

const PortailQueryTerm *
portail_archive_query_get_term (const PortailArchiveQuery *query, guint index)
{
  return g_ptr_array_index (query->terms, index);
}

gboolean
portail_query_term_names_company (const PortailQueryTerm *term, const char *id, const char *name)
{
  g_autofree char *folded = portail_search_words_join (name != NULL ? name : "");
  g_autofree char *folded_id = portail_search_words_join (id);

  for (guint i = 0; i < term->values->len; i++)
    {
      const char *value = g_ptr_array_index (term->values, i);

      if (is_meant (term, value, folded) || g_str_equal (value, folded_id))
        return TRUE;
    }
  return FALSE;
}

gboolean
portail_query_term_has_tag (const PortailQueryTerm *term, const char *tags)
{
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *tag = portail_search_words_join (parts[i]);

      for (guint k = 0; k < term->values->len; k++)
        if (is_meant (term, g_ptr_array_index (term->values, k), tag))
          return TRUE;
    }
  return FALSE;
}

/* `"one two" *`. Words have no signs in them, so nothing needs to be escaped. */
static void
append_phrase (GString *match, const PortailQueryTerm *term)
{
  for (guint i = 0; i < term->words->len; i++)
    g_string_append_printf (match, "%s%s", i > 0 ? " " : "\"",
                            (const char *) g_ptr_array_index (term->words, i));
  g_string_append (match, term->kind == PORTAIL_QUERY_WORDS ? "\" *" : "\"");
}

typedef enum
{
  SENSE_THERE,
  SENSE_NOT_THERE,
} Sense;

static char *
make_match (const PortailArchiveQuery *query, Sense sense, const char *between)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < query->terms->len; i++)
    {
      const PortailQueryTerm *term = g_ptr_array_index (query->terms, i);

      if (term->words == NULL || term->is_excluded != (sense == SENSE_NOT_THERE))
        continue;
      if (match->len > 0)
        g_string_append (match, between);
      append_phrase (match, term);
    }
  return match->len > 0 ? g_strdup (match->str) : NULL;
}

char *
portail_archive_query_make_match (const PortailArchiveQuery *query)
{
  return make_match (query, SENSE_THERE, " AND ");
}

char *
portail_archive_query_make_excluding_match (const PortailArchiveQuery *query)
{
  return make_match (query, SENSE_NOT_THERE, " OR ");
}
