/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/example-words.h"

#include <string.h>

#include "shared/portail-json-text.h"

/* Shorter words mean the same everywhere. */
#define MIN_FRESH_LENGTH 16

struct _ExampleWords
{
  GHashTable *real; /* told → real, owned */
  GHashTable *told; /* real → told, owned */
};

ExampleWords *
example_words_new (void)
{
  ExampleWords *words = g_new0 (ExampleWords, 1);

  words->real = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  words->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return words;
}

void
example_words_free (ExampleWords *words)
{
  g_hash_table_unref (words->real);
  g_hash_table_unref (words->told);
  g_free (words);
}

void
example_words_learn (ExampleWords *words, const char *told, const char *real)
{
  g_hash_table_insert (words->real, g_strdup (told), g_strdup (real));
  g_hash_table_insert (words->told, g_strdup (real), g_strdup (told));
}

void
example_words_append_all (const ExampleWords *words, GString *json)
{
  const char *separator = "";
  GHashTableIter iter;
  gpointer told;
  gpointer real;

  g_hash_table_iter_init (&iter, words->real);
  while (g_hash_table_iter_next (&iter, &told, &real))
    {
      g_string_append_printf (json, "%s\"%s\":\"%s\"", separator, (char *) told, (char *) real);
      separator = ",";
    }
}

static gsize
word_length (const char *text)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[length]) || text[length] == '-' || text[length] == '_')
    length++;
  return length;
}

static char *
translate (GHashTable *dictionary, const char *text)
{
  GString *translated = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = word_length (text);
      g_autofree char *word = g_strndup (text, MAX (length, 1));
      const char *other = g_hash_table_lookup (dictionary, word);

      g_string_append (translated, other != NULL ? other : word);
      text += strlen (word);
    }
  return g_string_free (translated, FALSE);
}

char *
example_words_to_real (const ExampleWords *words, const char *told)
{
  return translate (words->real, told);
}

char *
example_words_to_told (const ExampleWords *words, const char *real)
{
  return translate (words->told, real);
}

/* Made by a server: nobody writes such a word. */
static gboolean
is_fresh (const char *word)
{
  return strlen (word) >= MIN_FRESH_LENGTH && strpbrk (word, "0123456789") != NULL;
}

static gboolean
match_word (ExampleWords *words, const char *told, const char *real)
{
  const char *known = g_hash_table_lookup (words->real, told);

  if (known != NULL)
    return g_str_equal (known, real);
  if (g_hash_table_contains (words->told, real))
    return FALSE;
  if (!g_str_equal (told, real) && !(is_fresh (told) && is_fresh (real)))
    return FALSE;
  if (is_fresh (told))
    example_words_learn (words, told, real);
  return TRUE;
}

gboolean
example_words_match (ExampleWords *words, const char *told, const char *real)
{
  while (*told != '\0' && *real != '\0')
    {
      gsize told_length = word_length (told);
      gsize real_length = word_length (real);
      g_autofree char *told_word = g_strndup (told, told_length);
      g_autofree char *real_word = g_strndup (real, real_length);

      if (told_length == 0 || real_length == 0)
        {
          if (*told++ != *real++)
            return FALSE;
          continue;
        }
      if (!match_word (words, told_word, real_word))
        return FALSE;
      told += told_length;
      real += real_length;
    }
  return *told == *real;
}

static char *
describe (const PortailJson *value)
{
  GString *text = g_string_new (NULL);

  if (value == NULL)
    g_string_append (text, "nothing");
  else
    portail_json_append_canonical (value, text);
  if (text->len > 200)
    g_string_append (g_string_truncate (text, 200), "…");
  return g_string_free (text, FALSE);
}

static void
add_difference (GPtrArray *differences,
                const char *place,
                const PortailJson *told,
                const PortailJson *real)
{
  g_autofree char *told_text = describe (told);
  g_autofree char *real_text = describe (real);

  g_ptr_array_add (differences,
                   g_strdup_printf ("%s: told %s, real %s", place, told_text, real_text));
}

static void
compare_members (ExampleWords *words,
                 const PortailJson *told,
                 const PortailJson *real,
                 const char *place,
                 GPtrArray *differences)
{
  for (const PortailJson *member = told->first_child; member != NULL; member = member->next)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%s", place, member->name);

      example_words_compare (words, member, portail_json_get (real, member->name), inner,
                             differences);
    }
  for (const PortailJson *member = real->first_child; member != NULL; member = member->next)
    if (portail_json_get (told, member->name) == NULL)
      {
        g_autofree char *inner = g_strdup_printf ("%s.%s", place, member->name);

        add_difference (differences, inner, NULL, member);
      }
}

static void
compare_items (ExampleWords *words,
               const PortailJson *told,
               const PortailJson *real,
               const char *place,
               GPtrArray *differences)
{
  const PortailJson *other = real->first_child;
  guint index = 0;

  for (const PortailJson *item = told->first_child; item != NULL || other != NULL; index++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, index);

      example_words_compare (words, item, other, inner, differences);
      item = item != NULL ? item->next : NULL;
      other = other != NULL ? other->next : NULL;
    }
}

void
example_words_compare (ExampleWords *words,
                       const PortailJson *told,
                       const PortailJson *real,
                       const char *place,
                       GPtrArray *differences)
{
  gboolean is_same = told != NULL && real != NULL && told->kind == real->kind;

  if (is_same && told->kind == PORTAIL_JSON_OBJECT)
    compare_members (words, told, real, place, differences);
  else if (is_same && told->kind == PORTAIL_JSON_ARRAY)
    compare_items (words, told, real, place, differences);
  else if (is_same && told->kind == PORTAIL_JSON_STRING)
    is_same = example_words_match (words, told->text, real->text);
  else if (is_same && told->kind == PORTAIL_JSON_NUMBER)
    is_same = g_str_equal (told->text, real->text);
  if (!is_same)
    add_difference (differences, place, told, real);
}

static void
append_text (ExampleWords *words, const PortailJson *told, const PortailJson *real, GString *json)
{
  g_autofree char *text = NULL;

  if (told != NULL && told->kind == PORTAIL_JSON_STRING
      && example_words_match (words, told->text, real->text))
    {
      portail_json_append_string (json, told->text);
      return;
    }
  text = example_words_to_told (words, real->text);
  /* What is told from now on has to be learnt as well. */
  example_words_match (words, text, real->text);
  portail_json_append_string (json, text);
}

static void
append_children (ExampleWords *words,
                 const PortailJson *told,
                 const PortailJson *real,
                 guint depth,
                 GString *json)
{
  gboolean is_object = real->kind == PORTAIL_JSON_OBJECT;
  const PortailJson *item = told != NULL ? told->first_child : NULL;

  g_string_append_c (json, is_object ? '{' : '[');
  for (const PortailJson *child = real->first_child; child != NULL; child = child->next)
    {
      const PortailJson *other = is_object ? portail_json_get (told, child->name) : item;

      g_string_append_printf (json, "\n%*s", (int) (depth + 1) * 2, "");
      if (is_object)
        g_string_append_printf (json, "\"%s\": ", child->name);
      example_words_append (words, other, child, depth + 1, json);
      if (child->next != NULL)
        g_string_append_c (json, ',');
      item = item != NULL ? item->next : NULL;
    }
  if (real->first_child != NULL)
    g_string_append_printf (json, "\n%*s", (int) depth * 2, "");
  g_string_append_c (json, is_object ? '}' : ']');
}

void
example_words_append (ExampleWords *words,
                      const PortailJson *told,
                      const PortailJson *real,
                      guint depth,
                      GString *json)
{
  if (real->kind == PORTAIL_JSON_OBJECT || real->kind == PORTAIL_JSON_ARRAY)
    append_children (words, told != NULL && told->kind == real->kind ? told : NULL, real, depth,
                     json);
  else if (real->kind == PORTAIL_JSON_STRING)
    append_text (words, told, real, json);
  else
    portail_json_append_canonical (real, json);
}
