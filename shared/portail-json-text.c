/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-json-text.h"

#define REPLACEMENT "\xef\xbf\xbd"

static void
append_control (GString *json, guchar c)
{
  static const char shorts[0x20] = {
    ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
  };

  if (shorts[c] != '\0')
    {
      g_string_append_c (json, '\\');
      g_string_append_c (json, shorts[c]);
    }
  else
    g_string_append_printf (json, "\\u%04x", c);
}

/* Returns: how many bytes of @text, which starts no plain run, were consumed. */
static gsize
append_special (GString *json, const guchar *text)
{
  gunichar character;

  if (*text == '"' || *text == '\\')
    {
      g_string_append_c (json, '\\');
      g_string_append_c (json, (char) *text);
      return 1;
    }
  if (*text < 0x20)
    {
      append_control (json, *text);
      return 1;
    }
  character = g_utf8_get_char_validated ((const char *) text, -1);
  if ((gint32) character < 0)
    {
      g_string_append (json, REPLACEMENT);
      return 1;
    }
  g_string_append_unichar (json, character);
  return (gsize) ((const guchar *) g_utf8_next_char (text) - text);
}

void
portail_json_append_string (GString *json, const char *text)
{
  const guchar *rest = (const guchar *) text;

  if (text == NULL)
    {
      portail_json_append_bytes (json, "null", 4);
      return;
    }
  g_string_append_c (json, '"');
  while (*rest != '\0')
    {
      gsize plain = 0;

      while (rest[plain] >= 0x20 && rest[plain] < 0x80 && rest[plain] != '"' && rest[plain] != '\\')
        plain++;
      portail_json_append_bytes (json, (const char *) rest, plain);
      rest += plain;
      if (*rest != '\0')
        rest += append_special (json, rest);
    }
  g_string_append_c (json, '"');
}

void
portail_json_append_name (GString *json, const char *name)
{
  if (json->len > 0 && json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_c (json, '"');
  g_string_append (json, name);
  g_string_append (json, "\":");
}

void
portail_json_append_integer (GString *json, gint64 number)
{
  char digits[24];
  char *start = digits + sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--start = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--start = '-';
  portail_json_append_bytes (json, start, (gsize) (digits + sizeof digits - start));
}
