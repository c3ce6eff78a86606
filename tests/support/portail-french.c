/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-french.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>

void
portail_french_init (void)
{
  g_autofree char *translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
