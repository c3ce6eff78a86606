/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-name.h"

#include <string.h>

#include "shared/portail-text-fold.h"

/* One word or two that stand beside each other; the first row that fits counts. */
static const struct
{
  const char *first;
  const char *second; /* or NULL */
  PortailRole role;
} names[] = {
  { "co", "patron", PORTAIL_ROLE_CO_PATRON },
  { "co", "patronne", PORTAIL_ROLE_CO_PATRON },
  { "copatron", NULL, PORTAIL_ROLE_CO_PATRON },
  { "copatronne", NULL, PORTAIL_ROLE_CO_PATRON },
  { "patron", NULL, PORTAIL_ROLE_PATRON },
  { "patronne", NULL, PORTAIL_ROLE_PATRON },
  { "employe", NULL, PORTAIL_ROLE_EMPLOYE },
  { "employee", NULL, PORTAIL_ROLE_EMPLOYE },
  { "employes", NULL, PORTAIL_ROLE_EMPLOYE },
  { "staff", NULL, PORTAIL_ROLE_STAFF },
  { "dot", NULL, PORTAIL_ROLE_DOT },
};

/* The runs of letters and digits of the folded name. */
static char **
split_words (const char *name)
{
  g_autofree char *folded = portail_text_fold (name);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = folded;; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isalnum (character))
        g_string_append_unichar (word, character);
      else if (word->len > 0)
        {
          g_strv_builder_add (words, word->str);
          g_string_truncate (word, 0);
        }
      if (character == 0)
        return g_strv_builder_end (words);
    }
}

PortailRole
portail_role_from_discord_name (const char *name)
{
  g_auto (GStrv) words = split_words (name);

  for (guint row = 0; row < G_N_ELEMENTS (names); row++)
    for (guint i = 0; words[i] != NULL; i++)
      if (g_str_equal (words[i], names[row].first)
          && (names[row].second == NULL || g_strcmp0 (words[i + 1], names[row].second) == 0))
        return names[row].role;
  return PORTAIL_ROLE_NONE;
}
