/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-search-excerpt.h"

#include <string.h>

#include "shared/portail-search-words.h"

/* Characters shown before the first word found. */
#define N_BEFORE 40

/* A word of the text as it was written and as search sees it. */
typedef struct
{
  PortailTextRange range;
  char *folded;
} Word;

static void
word_clear (gpointer pointer)
{
  g_free (((Word *) pointer)->folded);
}

/* A run of letters may fold into several words; a phrase is then found without it. */
static void
append_word (GArray *words, const char *start, const char *end, guint first_character)
{
  g_autofree char *written = g_strndup (start, (gsize) (end - start));
  g_autoptr (GPtrArray) folded = portail_search_words_split (written, 2);
  Word word = { { first_character, (guint) g_utf8_strlen (written, -1) }, NULL };

  if (folded->len == 0)
    return;
  word.folded = g_strdup (g_ptr_array_index (folded, 0));
  g_array_append_val (words, word);
}

static GArray *
split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *start = NULL;
  guint n_characters = 0;
  guint first_character = 0;

  g_array_set_clear_func (words, word_clear);
  for (const char *at = text;; at = g_utf8_next_char (at), n_characters++)
    {
      gboolean is_inside = *at != '\0' && portail_search_words_is_inside (g_utf8_get_char (at));

      if (is_inside && start == NULL)
        {
          start = at;
          first_character = n_characters;
        }
      if (!is_inside && start != NULL)
        {
          append_word (words, start, at, first_character);
          start = NULL;
        }
      if (*at == '\0')
        return words;
    }
}

static gboolean
is_term_at (const PortailQueryTerm *term, const GArray *words, guint index)
{
  if (index + term->words->len > words->len)
    return FALSE;
  for (guint i = 0; i < term->words->len; i++)
    {
      const char *found = g_array_index (words, Word, index + i).folded;
      const char *wanted = g_ptr_array_index (term->words, i);
      gboolean may_go_on = term->kind == PORTAIL_QUERY_WORDS && i + 1 == term->words->len;

      if (may_go_on ? !g_str_has_prefix (found, wanted) : !g_str_equal (found, wanted))
        return FALSE;
    }
  return TRUE;
}

/* How many words from @index on belong to the longest term that stands there; 0 for none. */
static guint
measure_terms_at (const PortailArchiveQuery *query, const GArray *words, guint index)
{
  guint length = 0;

  for (guint i = 0; i < portail_archive_query_get_n_terms (query); i++)
    {
      const PortailQueryTerm *term = portail_archive_query_get_term (query, i);

      if (term->words != NULL && !term->is_excluded && term->words->len > length
          && is_term_at (term, words, index))
        length = term->words->len;
    }
  return length;
}

GArray *
portail_search_excerpt_find (const PortailArchiveQuery *query, const char *text)
{
  g_autoptr (GArray) words = split (text);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PortailTextRange));
  guint i = 0;

  while (i < words->len)
    {
      guint length = measure_terms_at (query, words, i);
      const PortailTextRange *first = &g_array_index (words, Word, i).range;
      const PortailTextRange *last;
      PortailTextRange range;

      i += MAX (length, 1);
      if (length == 0)
        continue;
      last = &g_array_index (words, Word, i - 1).range;
      range = (PortailTextRange){ first->start, last->start + last->length - first->start };
      g_array_append_val (ranges, range);
    }
  return ranges;
}

/* Valid, and any run of spaces and controls as one space. Owned. */
static char *
make_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_sized_new (strlen (valid));
  gboolean is_space_due = FALSE;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter))
        {
          is_space_due = line->len > 0;
          continue;
        }
      if (is_space_due)
        g_string_append_c (line, ' ');
      is_space_due = FALSE;
      g_string_append_unichar (line, letter);
    }
  return g_string_free (line, FALSE);
}

/* The character with which the excerpt begins: behind a space, and not far before @first. */
static guint
choose_start (const char *line, guint first)
{
  guint start = first > N_BEFORE ? first - N_BEFORE : 0;
  const char *at = g_utf8_offset_to_pointer (line, start);

  if (start == 0)
    return 0;
  for (guint i = start; i < first; i++, at = g_utf8_next_char (at))
    if (*at == ' ')
      return i + 1;
  return start;
}

/* The character before which it ends: the last space, where that leaves more than half. */
static guint
choose_end (const char *line, guint start, guint n_characters)
{
  guint end = start + PORTAIL_EXCERPT_MAX_CHARACTERS;
  const char *at;

  if (end >= n_characters)
    return n_characters;
  at = g_utf8_offset_to_pointer (line, end);
  for (guint i = end; i > start + PORTAIL_EXCERPT_MAX_CHARACTERS / 2; i--)
    {
      if (*at == ' ')
        return i;
      at = g_utf8_prev_char (at);
    }
  return end;
}

/* Ranges that are wholly inside, as they stand in the excerpt. */
static void
keep_ranges (GArray *ranges, guint start, guint end)
{
  guint shift = start > 0 ? start - 1 : 0;
  guint n = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      PortailTextRange range = g_array_index (ranges, PortailTextRange, i);

      if (range.start < start || range.start + range.length > end)
        continue;
      range.start -= shift;
      g_array_index (ranges, PortailTextRange, n++) = range;
    }
  g_array_set_size (ranges, n);
}

PortailExcerpt *
portail_search_excerpt_new (const PortailArchiveQuery *query, const char *text)
{
  g_autofree char *line = make_line (text);
  g_autofree char *inside = NULL;
  PortailExcerpt *excerpt = g_new0 (PortailExcerpt, 1);
  guint n_characters = (guint) g_utf8_strlen (line, -1);
  guint start = 0;
  guint end;

  excerpt->ranges = portail_search_excerpt_find (query, line);
  if (excerpt->ranges->len > 0 && n_characters > PORTAIL_EXCERPT_MAX_CHARACTERS)
    start = choose_start (line, g_array_index (excerpt->ranges, PortailTextRange, 0).start);
  end = choose_end (line, start, n_characters);
  inside = g_utf8_substring (line, start, end);
  excerpt->text = g_strconcat (start > 0 ? "…" : "", inside, end < n_characters ? "…" : "", NULL);
  keep_ranges (excerpt->ranges, start, end);
  return excerpt;
}

void
portail_search_excerpt_free (PortailExcerpt *excerpt)
{
  g_free (excerpt->text);
  g_array_unref (excerpt->ranges);
  g_free (excerpt);
}
