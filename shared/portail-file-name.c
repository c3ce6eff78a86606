/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-file-name.h"

#include <string.h>

/* Of what is kept of a name that is too long. */
#define MAX_EXTENSION 10
/* What is looked at of what a stranger sends. */
#define MAX_BYTES 4096

/* Windows keeps these names for devices, whatever their extension. */
static const char *const devices[] = {
  "con",  "prn",  "aux",  "nul",  "com0", "com1", "com2",   "com3",    "com4", "com5", "com6",
  "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3",   "lpt4",    "lpt5", "lpt6", "lpt7",
  "lpt8", "lpt9", "com¹", "com²", "com³", "lpt¹", "conin$", "conout$", "lpt²", "lpt³",
};

static gboolean
is_invisible (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* what turns the direction is one of these */
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return g_unichar_iszerowidth (c) && !g_unichar_ismark (c);
    }
}

static gboolean
is_forbidden (gunichar c)
{
  return c < 0x80 && strchr ("<>:\"/\\|?*", (int) c) != NULL;
}

/* What stands after the last separator. */
static const char *
skip_folders (const char *text)
{
  const char *last = text;

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '/' || *c == '\\')
      last = c + 1;
  return last;
}

static void
append_clean (GString *name, const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (is_invisible (character))
        continue;
      if (is_forbidden (character))
        g_string_append_c (name, '_');
      else if (g_unichar_type (character) == G_UNICODE_SPACE_SEPARATOR)
        g_string_append_c (name, ' ');
      else
        g_string_append_unichar (name, character);
    }
}

static void
strip_ends (GString *name)
{
  gsize start = strspn (name->str, " .");

  g_string_erase (name, 0, (gssize) start);
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

/* From the last dot on; the end of the name where there is none, or one too long to be one. */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');
  const char *end = name + strlen (name);

  return dot == NULL || dot == name || end - dot > MAX_EXTENSION ? end : dot;
}

static void
shorten (GString *name)
{
  const char *extension = find_extension (name->str);
  glong n_kept = PORTAIL_FILE_NAME_MAX - g_utf8_strlen (extension, -1);
  const char *cut;

  if (g_utf8_strlen (name->str, -1) <= PORTAIL_FILE_NAME_MAX)
    return;
  cut = g_utf8_offset_to_pointer (name->str, n_kept);
  g_string_erase (name, cut - name->str, extension - cut);
}

static void
escape_device (GString *name)
{
  g_autofree char *stem = g_strndup (name->str, strcspn (name->str, "."));

  g_strchomp (stem);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_ascii_strcasecmp (stem, devices[i]) == 0)
      {
        g_string_prepend_c (name, '_');
        return;
      }
}

char *
portail_file_name_clean (const char *text)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *composed = NULL;

  if (text == NULL || strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return NULL;
  append_clean (name, skip_folders (text));
  composed = g_utf8_normalize (name->str, -1, G_NORMALIZE_NFC);
  g_string_assign (name, composed);
  /* Shortening and escaping leave ends that are to be looked at again. */
  for (guint i = 0; i < 2; i++)
    {
      strip_ends (name);
      escape_device (name);
      shorten (name);
    }
  strip_ends (name);
  return name->len > 0 ? g_strdup (name->str) : NULL;
}

gboolean
portail_file_name_is_clean (const char *text)
{
  g_autofree char *clean = portail_file_name_clean (text);

  return clean != NULL && g_str_equal (clean, text);
}

char *
portail_file_name_with_type (const char *name, PortailFileType type)
{
  const char *extension = find_extension (name);
  const char *usual = portail_file_type_get_extension (type);

  if (type == PORTAIL_FILE_UNKNOWN
      || (*extension == '.' && portail_file_type_has_extension (type, extension + 1)))
    return g_strdup (name);
  return g_strconcat (name, ".", usual, NULL);
}

static void
append_ascii (GString *value, const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");

  for (const char *c = ascii; *c != '\0'; c++)
    g_string_append_c (value, *c < ' ' || *c == 0x7f || strchr ("\"\\%?*;", *c) ? '_' : *c);
}

/* attr-char of RFC 8187. */
static void
append_extended (GString *value, const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) || strchr ("!#$&+-.^_`|~", *c) != NULL)
      g_string_append_c (value, *c);
    else
      g_string_append_printf (value, "%%%02X", (guint) (guchar) *c);
}

char *
portail_file_name_to_disposition (const char *name)
{
  GString *value = g_string_new ("attachment; filename=\"");

  append_ascii (value, name);
  g_string_append (value, "\"; filename*=UTF-8''");
  append_extended (value, name);
  return g_string_free (value, FALSE);
}
