/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-toggle.h"

#include <glib.h>

#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* What people write for yes and no, folded. */
static const struct
{
  const char *word;
  const char *text;
} toggle_words[] = {
  { "", "0" },  { "0", "0" }, { "non", "0" }, { "no", "0" },  { "faux", "0" }, { "false", "0" },
  { "1", "1" }, { "x", "1" }, { "oui", "1" }, { "yes", "1" }, { "vrai", "1" }, { "true", "1" },
};

const char *
portail_grid_toggle_read (const char *text, char **reason)
{
  g_autofree char *folded = portail_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (toggle_words); i++)
    if (g_str_equal (folded, toggle_words[i].word))
      return toggle_words[i].text;
  *reason = g_strdup (_ ("Yes or no is expected here"));
  return NULL;
}
