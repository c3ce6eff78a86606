/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "shared/portail-json-text.h"

static char *
quote (const char *text)
{
  GString *json = g_string_new (NULL);

  portail_json_append_string (json, text);
  return g_string_free (json, FALSE);
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "", "\"\"" },
    { "Élodie « 1 234,56 $ »", "\"Élodie « 1 234,56 $ »\"" },
    { "\"\\/", "\"\\\"\\\\/\"" },
    { "\b\t\n\f\r\x01\x1f", "\"\\b\\t\\n\\f\\r\\u0001\\u001f\"" },
    { "\xf0\x9f\x92\xb8", "\"\xf0\x9f\x92\xb8\"" },
    { "a\xff\xc3", "\"a\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
    { NULL, "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = quote (cases[i].text);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_any_bytes (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char text[40] = { 0 };
      g_autofree char *json = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < sizeof text - 1; i++)
        text[i] = (char) g_test_rand_int_range (1, 256);
      json = quote (text);
      node = json_from_string (json, &error);
      g_assert_no_error (error);
      if (g_utf8_validate (text, -1, NULL))
        g_assert_cmpstr (json_node_get_string (node), ==, text);
    }
}

static void
test_members (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  portail_json_append_name (json, "least");
  portail_json_append_integer (json, G_MININT64);
  portail_json_append_name (json, "zero");
  portail_json_append_integer (json, 0);
  portail_json_append_name (json, "text");
  portail_json_append_string (json, "{");
  portail_json_append_name (json, "most");
  portail_json_append_integer (json, G_MAXINT64);
  g_string_append_c (json, '}');
  g_assert_cmpstr (json->str, ==,
                   "{\"least\":-9223372036854775808,\"zero\":0,\"text\":\"{\","
                   "\"most\":9223372036854775807}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/what-needs-it-is-escaped", test_escapes);
  g_test_add_func ("/json-text/any-bytes-become-a-complete-string", test_any_bytes);
  g_test_add_func ("/json-text/members-are-separated-by-commas", test_members);
  return g_test_run ();
}
