/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/portail-file-type.h"
#include "tests/support/portail-file-sample.h"

static PortailFileType
detect (GBytes *file)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (file, &length);

  return portail_file_type_detect (bytes, length);
}

static GBytes *
from_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_each_type_is_known_by_its_content (void)
{
  for (int type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new ((PortailFileType) type);
      const char *mime = portail_file_type_get_mime ((PortailFileType) type);

      g_assert_cmpint (detect (file), ==, type);
      g_assert_cmpint (portail_file_type_from_mime (mime), ==, type);
    }
  g_assert_cmpint (portail_file_type_from_mime ("text/html"), ==, PORTAIL_FILE_UNKNOWN);
  g_assert_cmpint (portail_file_type_from_mime (NULL), ==, PORTAIL_FILE_UNKNOWN);
}

static void
test_pages_and_programs_are_no_documents (void)
{
  static const char *const texts[] = {
    "",
    "x",
    "<!DOCTYPE html><html><script>alert(1)</script>",
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "<?xml version='1.0'?><svg/>",
    "\x7f"
    "ELF",
    "MZ",
    "#!/bin/sh\n",
    "%PDF-",
    "%PDF-1.4 without an end",
    "GIF89a",
    "\x89PNG\r\n\x1a\n",
    "PK\3\4",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) file = from_text (texts[i]);

      g_assert_cmpint (detect (file), ==, PORTAIL_FILE_UNKNOWN);
    }
}

static void
test_a_page_before_or_a_package_after_spoils_a_file (void)
{
  static const char *const names[] = { "index.html", NULL };
  g_autoptr (GBytes) zip = portail_file_sample_new_zip (names);
  g_autoptr (GBytes) page = from_text ("<html><script>alert(1)</script>\n");

  for (int type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new ((PortailFileType) type);
      g_autoptr (GBytes) before = portail_file_sample_join (page, file);
      g_autoptr (GBytes) after = portail_file_sample_join (file, zip);

      g_assert_cmpint (detect (before), ==, PORTAIL_FILE_UNKNOWN);
      g_assert_cmpint (detect (after), ==, PORTAIL_FILE_UNKNOWN);
    }
}

static void
test_a_page_inside_the_first_bytes_spoils_a_file (void)
{
  g_autoptr (GBytes) head = from_text ("%PDF-1.4\n%<SCRIPT>alert(1)</SCRIPT>\n");
  g_autoptr (GBytes) pdf = portail_file_sample_new_pdf (1);
  g_autoptr (GBytes) mixed = portail_file_sample_join (head, pdf);

  g_assert_cmpint (detect (mixed), ==, PORTAIL_FILE_UNKNOWN);
}

static void
test_a_picture_ends_where_it_says (void)
{
  g_autoptr (GBytes) rest = from_text ("alert(document.cookie)//");
  static const PortailFileType types[] = { PORTAIL_FILE_PNG, PORTAIL_FILE_WEBP };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) picture = portail_file_sample_new (types[i]);
      g_autoptr (GBytes) longer = portail_file_sample_join (picture, rest);
      g_autoptr (GBytes) shorter = g_bytes_new_from_bytes (picture, 0,
                                                           g_bytes_get_size (picture) - 1);

      g_assert_cmpint (detect (longer), ==, PORTAIL_FILE_UNKNOWN);
      g_assert_cmpint (detect (shorter), ==, PORTAIL_FILE_UNKNOWN);
    }
}

static void
test_a_package_is_a_document_only_as_a_whole (void)
{
  static const struct
  {
    const char *names[6];
    PortailFileType expected;
  } cases[] = {
    { { "[Content_Types].xml", "word/document.xml" }, PORTAIL_FILE_DOCX },
    { { "[Content_Types].xml", "word/media/image1.svg", "word/document.xml" }, PORTAIL_FILE_DOCX },
    { { "[Content_Types].xml" }, PORTAIL_FILE_UNKNOWN },
    { { "word/document.xml" }, PORTAIL_FILE_UNKNOWN },
    { { "[Content_Types].xml", "xl/workbook.xml" }, PORTAIL_FILE_UNKNOWN },
    { { "[Content_Types].xml", "word/document.xml", "index.html" }, PORTAIL_FILE_UNKNOWN },
    { { "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin" }, PORTAIL_FILE_UNKNOWN },
    { { "META-INF/MANIFEST.MF", "[Content_Types].xml", "word/document.xml" },
      PORTAIL_FILE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new_zip (cases[i].names);

      g_assert_cmpint (detect (file), ==, cases[i].expected);
    }
}

static void
test_a_compound_file_without_word_text_is_no_document (void)
{
  g_autoptr (GBytes) file = portail_file_sample_new (PORTAIL_FILE_DOC);
  gsize length;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

  length = g_bytes_get_size (file);
  bytes[512 + 128] = 'X';
  g_assert_cmpint (portail_file_type_detect (bytes, length), ==, PORTAIL_FILE_UNKNOWN);
}

static void
test_any_cut_or_change_is_survived (void)
{
  for (int type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    {
      g_autoptr (GBytes) file = portail_file_sample_new ((PortailFileType) type);
      gsize length = g_bytes_get_size (file);

      for (guint n = 0; n < 2000; n++)
        {
          gsize cut = (gsize) g_test_rand_int_range (0, (gint32) length + 1);
          g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), cut);

          if (cut > 0)
            bytes[g_test_rand_int_range (0, (gint32) cut)] ^= (guint8) g_test_rand_int ();
          portail_file_type_detect (bytes, cut);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-type/each-type-is-known-by-its-content",
                   test_each_type_is_known_by_its_content);
  g_test_add_func ("/file-type/pages-and-programs-are-no-documents",
                   test_pages_and_programs_are_no_documents);
  g_test_add_func ("/file-type/a-page-before-or-a-package-after-spoils-a-file",
                   test_a_page_before_or_a_package_after_spoils_a_file);
  g_test_add_func ("/file-type/a-page-inside-the-first-bytes-spoils-a-file",
                   test_a_page_inside_the_first_bytes_spoils_a_file);
  g_test_add_func ("/file-type/a-picture-ends-where-it-says", test_a_picture_ends_where_it_says);
  g_test_add_func ("/file-type/a-package-is-a-document-only-as-a-whole",
                   test_a_package_is_a_document_only_as_a_whole);
  g_test_add_func ("/file-type/a-compound-file-without-word-text-is-no-document",
                   test_a_compound_file_without_word_text_is_no_document);
  g_test_add_func ("/file-type/any-cut-or-change-is-survived", test_any_cut_or_change_is_survived);
  return g_test_run ();
}
