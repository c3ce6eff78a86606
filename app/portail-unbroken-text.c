/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-unbroken-text.h"

#include <string.h>

/* Behind a dash a no-break space does not hold alone: a word joiner is on either side of it. */
#define NO_BREAK "\u2060\u00a0\u2060"

char *
portail_unbroken_text (const char *text, const char *part)
{
  const char *start = strstr (text, part);
  g_autoptr (GString) unbroken = g_string_new (part);

  if (start == NULL)
    return g_strdup (text);
  g_string_replace (unbroken, " ", NO_BREAK, 0);
  return g_strdup_printf ("%.*s%s%s", (int) (start - text), text, unbroken->str,
                          start + strlen (part));
}

char *
portail_unbroken_text_take_week (char *text)
{
  g_autofree char *week = text;
  const char *days = strchr (week, '(');

  return days != NULL ? portail_unbroken_text (week, days) : g_steal_pointer (&week);
}

char *
portail_unbroken_text_of_week (PortailWeek week)
{
  return portail_unbroken_text_take_week (portail_week_to_text (week));
}
