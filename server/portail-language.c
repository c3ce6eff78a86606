/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-language.h"

#include <libintl.h>
#include <locale.h>

#include "shared/portail-i18n.h"

/* gettext looks up LANGUAGE unless the thread's messages are of the locale "C", so that French
 * needs no French locale on the machine and English is one locale away. */
void
portail_language_init (const char *locale_dir)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("LANGUAGE", "fr", TRUE);
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* GLib decides at its first look-up, once for the process, whether there is a translation. */
  g_dgettext (GETTEXT_PACKAGE, "Not found");
}

static locale_t
get_english (void)
{
  static gsize english;

  if (g_once_init_enter (&english))
    g_once_init_leave (&english,
                       (gsize) newlocale (LC_MESSAGES_MASK, "C", duplocale (LC_GLOBAL_LOCALE)));
  return (locale_t) english;
}

void
portail_language_use (PortailLanguage language)
{
  uselocale (language == PORTAIL_LANGUAGE_ENGLISH ? get_english () : LC_GLOBAL_LOCALE);
}

PortailLanguage
portail_language_get (void)
{
  return uselocale ((locale_t) 0) == get_english () ? PORTAIL_LANGUAGE_ENGLISH
                                                    : PORTAIL_LANGUAGE_FRENCH;
}
