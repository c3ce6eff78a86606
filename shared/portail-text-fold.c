/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-text-fold.h"

#include <string.h>

/* Letters whose stroke or ligature Unicode does not decompose, after case folding. */
static const struct
{
  gunichar letter;
  const char *plain;
} undecomposed[] = {
  { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" },  { 0x00fe, "th" },
  { 0x0111, "d" },  { 0x0142, "l" }, { 0x0153, "oe" }, { 0x2018, "'" },
  { 0x2019, "'" },  { 0x2010, "-" }, { 0x2011, "-" },  { 0x2013, "-" },
};

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

char *
portail_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *lower = g_utf8_casefold (valid, -1);
  g_autofree char *decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_NFKD);
  GString *folded = g_string_sized_new (strlen (decomposed));
  gboolean is_space_due = FALSE;

  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_ismark (letter) || g_unichar_iszerowidth (letter))
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
  return g_string_free (folded, FALSE);
}
