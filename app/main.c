/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop program: language and renderer, then the application. */
#include <locale.h>

#include "app/portail-application.h"
#include "shared/portail-i18n.h"

/* A table of text repays no GL: loading Mesa costs some 60 MB and a slower first frame. What the
 * user's environment says goes before. */
static void
choose_renderer (void)
{
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PORTAIL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  choose_renderer ();
  application = portail_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
