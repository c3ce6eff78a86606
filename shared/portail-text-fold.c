/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-text-fold.h"

#include <string.h>

/* Letters whose stroke or ligature Unicode does not decompose, after case folding; and the marks
 * that typographic keyboards put for the plain ones. */
static const struct
{
  gunichar letter;
  const char *plain;
} undecomposed[] = {
  { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" },  { 0x00fe, "th" }, { 0x0111, "d" },
  { 0x0131, "i" },  { 0x0142, "l" }, { 0x0153, "oe" }, { 0x02bc, "'" },  { 0x2018, "'" },
  { 0x2019, "'" },  { 0x2010, "-" }, { 0x2011, "-" },  { 0x2012, "-" },  { 0x2013, "-" },
  { 0x2014, "-" },  { 0x2015, "-" }, { 0x2212, "-" },
};

/* The blocks of combining diacritical marks. In other scripts a mark is a letter: a vowel of
 * Devanagari, a voiced syllable of Japanese. */
static const struct
{
  gunichar first;
  gunichar last;
} accents[] = {
  { 0x0300, 0x036f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
  { 0x20d0, 0x20ff }, { 0xfe20, 0xfe2f },
};

/* Accents, and what has no width: joiners, soft hyphens, byte order marks. */
static gboolean
is_ignored (gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    if (letter >= accents[i].first && letter <= accents[i].last)
      return TRUE;
  return g_unichar_type (letter) == G_UNICODE_FORMAT;
}

/* Compatible forms first, since some of them, as U+2121, decompose into capitals; and again,
 * because folding can compose. */
static char *
decompose_and_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *lower = g_utf8_casefold (plain, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_NFKD);
}

static void
append_folded (GString *folded, gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (undecomposed); i++)
    if (undecomposed[i].letter == letter)
      {
        g_string_append (folded, undecomposed[i].plain);
        return;
      }
  g_string_append_unichar (folded, letter);
}

/* What most texts are, many times faster. NULL for a text with other letters. */
static char *
fold_ascii (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *folded = g_malloc (length + 1);
  char *end = folded;
  gboolean is_space_due = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if ((guchar) *at >= 0x80)
        return NULL;
      if (g_ascii_isspace (*at))
        {
          is_space_due = end > folded;
          continue;
        }
      if (is_space_due)
        *end++ = ' ';
      is_space_due = FALSE;
      *end++ = g_ascii_tolower (*at);
    }
  *end = '\0';
  return g_steal_pointer (&folded);
}

static char *
fold_any (const char *text)
{
  g_autofree char *decomposed = decompose_and_fold (text);
  g_autoptr (GString) folded = g_string_sized_new (strlen (decomposed));
  gboolean is_space_due = FALSE;

  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (is_ignored (letter))
        continue;
      if (g_unichar_isspace (letter))
        {
          is_space_due = folded->len > 0;
          continue;
        }
      if (is_space_due)
        g_string_append_c (folded, ' ');
      is_space_due = FALSE;
      append_folded (folded, letter);
    }
  /* What was left out may have kept marks around it from their canonical order. */
  return g_utf8_normalize (folded->str, (gssize) folded->len, G_NORMALIZE_NFD);
}

char *
portail_text_fold (const char *text)
{
  char *folded = fold_ascii (text);

  return folded != NULL ? folded : fold_any (text);
}
