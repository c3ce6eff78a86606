/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/portail-file-name.h"

static void
test_a_plain_name_stays (void)
{
  static const char *const names[] = {
    "facture.pdf", "Relevé d’août (2).PDF", "a", "façade – été.jpeg", "console.png", "日本.webp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = portail_file_name_clean (names[i]);

      g_assert_cmpstr (clean, ==, names[i]);
      g_assert_true (portail_file_name_is_clean (names[i]));
    }
}

static void
test_an_attack_becomes_harmless (void)
{
  static const char *const cases[][2] = {
    { "../../etc/passwd", "passwd" },
    { "C:\\Windows\\system32\\cmd.exe", "cmd.exe" },
    { "..\\..\\x.pdf", "x.pdf" },
    { "/", NULL },
    { "..", NULL },
    { "...", NULL },
    { "", NULL },
    { "a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf" },
    { "facture\xe2\x80\xae"
      "fdp.exe",
      "facturefdp.exe" },
    { "\xe2\x81\xa6x\xe2\x81\xa9.png", "x.png" },
    { "in\xe2\x80\x8bvisible.gif", "invisible.gif" },
    { "CON", "_CON" },
    { "nul.pdf", "_nul.pdf" },
    { "Lpt1 .txt.png", "_Lpt1 .txt.png" },
    { "COM\xc2\xb9.doc", "_COM\xc2\xb9.doc" },
    { ".htaccess", "htaccess" },
    { "fin. . .", "fin" },
    { "a<b>c\"d|e?f*g.pdf", "a_b_c_d_e_f_g.pdf" },
    { "bad \xff\xfe.pdf", NULL },
    { "e\xcc\x81t\xc3\xa9.pdf", "\xc3\xa9t\xc3\xa9.pdf" },
    { "a\xe2\x80\xa8"
      "b.pdf",
      "ab.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = portail_file_name_clean (cases[i][0]);

      g_assert_cmpstr (clean, ==, cases[i][1]);
      g_assert_false (portail_file_name_is_clean (cases[i][0]));
    }
}

static void
test_a_long_name_keeps_its_extension (void)
{
  g_autofree char *stem = g_strnfill (1000, 'x');
  g_autofree char *name = g_strconcat (stem, "\xc3\xa9.docx", NULL);
  g_autofree char *clean = portail_file_name_clean (name);
  g_autofree char *without = portail_file_name_clean (stem);
  g_autofree char *huge = g_strnfill (10000, 'x');

  g_assert_cmpint (g_utf8_strlen (clean, -1), ==, PORTAIL_FILE_NAME_MAX);
  g_assert_true (g_str_has_suffix (clean, ".docx"));
  g_assert_cmpint (g_utf8_strlen (without, -1), ==, PORTAIL_FILE_NAME_MAX);
  g_assert_false (portail_file_name_is_clean (huge));
}

/* A character that a name may bring along. */
static gunichar
pick_character (void)
{
  static const gunichar odd[] = { '/',  '\\', '.', ' ', ':', 0x202e, 0x200b, 0x0301, 0x00e9, 0xfeff,
                                  '\r', '\t', 'C', 'O', 'N', 0x1e9b, 0x0323, 0x2028, 0xac00 };

  return g_test_rand_bit () ? odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))]
                            : (gunichar) g_test_rand_int_range (1, 0x300);
}

static void
test_cleaning_twice_is_cleaning_once (void)
{
  for (guint n = 0; n < 20000; n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint length = (guint) g_test_rand_int_range (0, n % 50 == 0 ? 400 : 24);
      g_autofree char *clean = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append_unichar (text, pick_character ());
      clean = portail_file_name_clean (text->str);
      if (clean == NULL)
        continue;
      g_assert_true (portail_file_name_is_clean (clean));
      g_assert_null (strpbrk (clean, "/\\\r\n\"<>:|?*"));
      g_assert_cmpint (g_utf8_strlen (clean, -1), <=, PORTAIL_FILE_NAME_MAX);
    }
}

static void
test_the_content_gives_the_extension (void)
{
  static const struct
  {
    const char *name;
    PortailFileType type;
    const char *expected;
  } cases[] = {
    { "a.pdf", PORTAIL_FILE_PDF, "a.pdf" },       { "a.PDF", PORTAIL_FILE_PDF, "a.PDF" },
    { "a.exe", PORTAIL_FILE_PDF, "a.exe.pdf" },   { "a", PORTAIL_FILE_PNG, "a.png" },
    { "a.jpeg", PORTAIL_FILE_JPEG, "a.jpeg" },    { "a.JPG", PORTAIL_FILE_JPEG, "a.JPG" },
    { "a.doc", PORTAIL_FILE_DOCX, "a.doc.docx" }, { "a.html", PORTAIL_FILE_UNKNOWN, "a.html" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = portail_file_name_with_type (cases[i].name, cases[i].type);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

static void
test_the_header_is_safe_for_any_reader (void)
{
  static const char *const cases[][2] = {
    { "facture.pdf", "attachment; filename=\"facture.pdf\"; filename*=UTF-8''facture.pdf" },
    { "été 100%.pdf",
      "attachment; filename=\"ete 100_.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20100%25.pdf" },
    { "a;b'c.png", "attachment; filename=\"a_b'c.png\"; filename*=UTF-8''a%3Bb%27c.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = portail_file_name_to_disposition (cases[i][0]);

      g_assert_cmpstr (value, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-name/a-plain-name-stays", test_a_plain_name_stays);
  g_test_add_func ("/file-name/an-attack-becomes-harmless", test_an_attack_becomes_harmless);
  g_test_add_func ("/file-name/a-long-name-keeps-its-extension",
                   test_a_long_name_keeps_its_extension);
  g_test_add_func ("/file-name/cleaning-twice-is-cleaning-once",
                   test_cleaning_twice_is_cleaning_once);
  g_test_add_func ("/file-name/the-content-gives-the-extension",
                   test_the_content_gives_the_extension);
  g_test_add_func ("/file-name/the-header-is-safe-for-any-reader",
                   test_the_header_is_safe_for_any_reader);
  return g_test_run ();
}
