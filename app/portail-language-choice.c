/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-language-choice.h"

#include <gio/gio.h>
#include <locale.h>

/* As the value's place in the schema's enumeration. */
static const struct
{
  const char *language;
  const char *locale; /* where the system's own has no languages at all */
} choices[] = {
  { NULL, NULL },
  { "fr", "fr_FR.UTF-8" },
  { "en", "en_US.UTF-8" },
};

static gsize
get_choice (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (
                                           source, PORTAIL_APPLICATION_ID, TRUE)
                                                      : NULL;
  g_autoptr (GSettings) settings = NULL;
  int choice;

  if (schema == NULL || !g_settings_schema_has_key (schema, "language"))
    return 0;
  settings = g_settings_new_full (schema, NULL, NULL);
  choice = g_settings_get_enum (settings, "language");
  return choice > 0 && choice < (int) G_N_ELEMENTS (choices) ? (gsize) choice : 0;
}

void
portail_language_choice_apply (void)
{
  gsize choice = get_choice ();
  const char *locale;

  if (choice == 0)
    return;
  g_setenv ("LANGUAGE", choices[choice].language, TRUE);
  locale = setlocale (LC_MESSAGES, "");
  /* gettext looks at no LANGUAGE there. */
  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    g_setenv ("LC_MESSAGES", choices[choice].locale, TRUE);
}
