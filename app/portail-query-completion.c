/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-query-completion.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-query-explanation.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-archive.h"

/* The word that is being written. */
typedef struct
{
  const PortailQueryVocabulary *vocabulary;
  const char *sign; /* "-" or "" */
  char *key;        /* before the colon; NULL without one */
  char *start;      /* folded: the beginning of what is looked for */
  GPtrArray *found;
} Word;

/* Whether @name, or a word in it, begins so. */
static gboolean
fits (const Word *word, const char *name)
{
  g_autofree char *folded = portail_text_fold (name);
  gsize length = strlen (word->start);

  for (const char *at = folded; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (strncmp (at, word->start, length) == 0)
        return word->found->len < PORTAIL_MAX_SUGGESTIONS;
    }
  return FALSE;
}

static void
add_keys (Word *word)
{
  const PortailQueryExplanation *explanation = portail_query_explanation_get_table ();

  for (; explanation->title != NULL; explanation++)
    if (explanation->key != NULL
        && (fits (word, explanation->key) || fits (word, _ (explanation->title))))
      portail_suggestion_add (word->found, g_strdup_printf ("%s%s:", word->sign, explanation->key),
                              g_strdup (_ (explanation->title)));
}

static void
add_choices (Word *word, const char *field)
{
  int index = portail_record_type_find_field (&portail_archive_type, field);
  const PortailChoice *choice =
      portail_record_type_get_field (&portail_archive_type, (guint) index)->choices;

  for (; choice->name != NULL; choice++)
    if (fits (word, choice->name) || fits (word, _ (choice->title)))
      portail_suggestion_add (word->found,
                              g_strdup_printf ("%s%s:%s ", word->sign, word->key, choice->name),
                              g_strdup (_ (choice->title)));
}

static void
add_names (Word *word, const char *const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean is_word = strpbrk (names[i], " \"',") == NULL;
      g_autofree char *name = g_strdelimit (g_strdup (names[i]), "\"", ' ');

      if (fits (word, names[i]))
        portail_suggestion_add (
            word->found,
            g_strdup_printf (is_word ? "%s%s:%s " : "%s%s:\"%s\" ", word->sign, word->key, name),
            g_strdup (names[i]));
    }
}

static void
add_values (Word *word)
{
  g_autofree char *key = portail_text_fold (word->key);

  if (g_str_equal (key, "type"))
    add_choices (word, "doc_type");
  else if (g_str_equal (key, "statut"))
    add_choices (word, "status");
  else if (g_str_equal (key, "tag"))
    add_names (word, word->vocabulary->tags);
  else if (g_str_equal (key, "entreprise"))
    add_names (word, word->vocabulary->companies);
}

/* Where the word before the cursor begins; a quotation is a part of it. */
static const char *
find_start (const char *text, const char *cursor)
{
  const char *start = text;
  gboolean is_quoted = FALSE;

  for (const char *at = text; at < cursor; at = g_utf8_next_char (at))
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      if (!is_quoted && g_unichar_isspace (g_utf8_get_char (at)))
        start = g_utf8_next_char (at);
    }
  return start;
}

GPtrArray *
portail_query_completion_list (const PortailQueryVocabulary *vocabulary,
                               const char *text,
                               guint cursor,
                               PortailTextPlace *place)
{
  Word word = { vocabulary, "", NULL, NULL, portail_suggestion_list_new () };
  const char *end = g_utf8_offset_to_pointer (text, MIN ((glong) cursor, g_utf8_strlen (text, -1)));
  const char *start = find_start (text, end);
  g_autofree char *typed = g_strndup (start, (gsize) (end - start));
  const char *colon = strchr (typed, ':');
  const char *at = *typed == '-' ? typed + 1 : typed;

  *place = (PortailTextPlace){ (guint) g_utf8_pointer_to_offset (text, start),
                               (guint) g_utf8_pointer_to_offset (text, end) };
  word.sign = *typed == '-' ? "-" : "";
  if (colon != NULL)
    word.key = g_strndup (at, (gsize) (colon - at));
  word.start = portail_text_fold (colon != NULL ? colon + (colon[1] == '"' ? 2 : 1) : at);
  if (colon != NULL)
    add_values (&word);
  else if (*word.start != '\0')
    add_keys (&word);
  g_free (word.key);
  g_free (word.start);
  return word.found;
}
