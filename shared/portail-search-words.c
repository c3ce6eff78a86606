/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-search-words.h"

#include "shared/portail-text-fold.h"

static gboolean
is_in_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

gboolean
portail_search_words_is_inside (gunichar letter)
{
  return is_in_word (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT;
}

/* The bytes of the word at @at that count; *@end receives where it ends. */
static gsize
measure_word (const char *at, const char **end)
{
  const char *counted = at;
  guint n_characters = 0;

  for (*end = at; **end != '\0' && is_in_word (g_utf8_get_char (*end));
       *end = g_utf8_next_char (*end))
    if (n_characters++ < PORTAIL_SEARCH_WORD_MAX)
      counted = g_utf8_next_char (*end);
  return (gsize) (counted - at);
}

GPtrArray *
portail_search_words_split (const char *text, guint max)
{
  g_autofree char *folded = portail_text_fold (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *at = folded;

  while (*at != '\0' && words->len < max)
    {
      const char *end;
      gsize length = measure_word (at, &end);

      if (length > 0)
        g_ptr_array_add (words, g_strndup (at, length));
      at = length > 0 ? end : g_utf8_next_char (at);
    }
  return words;
}

char *
portail_search_words_join (const char *text)
{
  g_autofree char *folded = portail_text_fold (text);
  GString *joined = g_string_new (NULL);
  const char *at = folded;

  while (*at != '\0')
    {
      const char *end;
      gsize length = measure_word (at, &end);

      if (length > 0 && joined->len > 0)
        g_string_append_c (joined, ' ');
      g_string_append_len (joined, at, (gssize) length);
      at = length > 0 ? end : g_utf8_next_char (at);
    }
  return g_string_free (joined, FALSE);
}
