/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-file-sample.h"

#include <gio/gio.h>
#include <string.h>

static void
append_16 (GByteArray *file, guint value)
{
  const guint8 bytes[] = { value & 0xff, value >> 8 & 0xff };

  g_byte_array_append (file, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *file, guint32 value)
{
  append_16 (file, value & 0xffff);
  append_16 (file, value >> 16);
}

static void
append_32_big (GByteArray *file, guint32 value)
{
  const guint32 bytes = GUINT32_TO_BE (value);

  g_byte_array_append (file, (const guint8 *) &bytes, sizeof bytes);
}

static void
append_text (GByteArray *file, const char *text)
{
  g_byte_array_append (file, (const guint8 *) text, (guint) strlen (text));
}

static guint32
compute_crc (const guint8 *bytes, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_chunk (GByteArray *file, const char *name, const guint8 *bytes, gsize length)
{
  guint start;

  append_32_big (file, (guint32) length);
  start = file->len;
  append_text (file, name);
  g_byte_array_append (file, bytes, (guint) length);
  append_32_big (file, compute_crc (file->data + start, file->len - start));
}

/* RGB, row by row: a filter byte, then one grey. */
static GBytes *
compress_pixels (guint width, guint height, guint seed)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory,
                                                                    G_CONVERTER (compressor));
  gsize stride = 1 + (gsize) width * 3;
  g_autofree guint8 *row = g_malloc0 (stride);

  for (guint y = 0; y < height; y++)
    {
      memset (row + 1, (int) ((seed * 37 + y / 8) & 0xff), stride - 1);
      g_assert_true (g_output_stream_write_all (stream, row, stride, NULL, NULL, NULL));
    }
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
portail_file_sample_new_png (guint width, guint height, guint seed)
{
  static const guint8 kind[] = { 8, 2, 0, 0, 0 };
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GBytes) packed = compress_pixels (width, height, seed);

  append_32_big (header, width);
  append_32_big (header, height);
  g_byte_array_append (header, kind, sizeof kind);
  g_byte_array_append (file, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (file, "IHDR", header->data, header->len);
  append_chunk (file, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (file);
}

GBytes *
portail_file_sample_new_pdf (guint seed)
{
  char *text = g_strdup_printf ("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%% %u\n"
                                "trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%%%EOF\n",
                                seed);

  return g_bytes_new_take (text, strlen (text));
}

GBytes *
portail_file_sample_new_zip (const char *const *names)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  guint n = 0;

  for (; names[n] != NULL; n++)
    {
      guint at = file->len;

      append_32 (file, 0x04034b50);
      for (guint i = 0; i < 13; i++)
        append_16 (file, i == 0 ? 20 : 0);
      file->data[at + 26] = (guint8) strlen (names[n]);
      append_text (file, names[n]);
      append_32 (directory, 0x02014b50);
      for (guint i = 0; i < 19; i++)
        append_16 (directory, i == 12 ? (guint) strlen (names[n]) : i < 2 ? 20 : 0);
      append_32 (directory, at);
      append_text (directory, names[n]);
    }
  append_32 (directory, 0x06054b50);
  append_32 (directory, 0);
  append_16 (directory, n);
  append_16 (directory, n);
  append_32 (directory, directory->len - 12);
  append_32 (directory, file->len);
  append_16 (directory, 0);
  g_byte_array_append (file, directory->data, directory->len);
  return g_byte_array_free_to_bytes (file);
}

static GBytes *
new_doc (void)
{
  static const char name[] = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0";
  guint8 *file = g_malloc0 (4 * 512);

  memcpy (file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  file[24] = 0x3e;
  file[26] = 3;
  file[28] = 0xfe;
  file[29] = 0xff;
  file[30] = 9;
  memcpy (file + 512 + 128, name, sizeof name);
  file[512 + 128 + 64] = 26;
  file[512 + 128 + 66] = 2;
  return g_bytes_new_take (file, 4 * 512);
}

/* The smallest picture of each kind, one pixel. */
static GBytes *
decode (const char *base64)
{
  gsize length;
  guchar *bytes = g_base64_decode (base64, &length);

  return g_bytes_new_take (bytes, length);
}

GBytes *
portail_file_sample_new (PortailFileType type)
{
  static const char *const docx[] = { "[Content_Types].xml", "_rels/.rels", "word/document.xml",
                                      NULL };

  switch (type)
    {
    case PORTAIL_FILE_PDF:
      return portail_file_sample_new_pdf (1);
    case PORTAIL_FILE_PNG:
      return portail_file_sample_new_png (40, 30, 1);
    case PORTAIL_FILE_JPEG:
      return decode (
          "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkK"
          "DA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQ"
          "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAARCAADAAQDAREAAhEBAxEB/8QA"
          "FAABAAAAAAAAAAAAAAAAAAAACP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAA"
          "AAAHCf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/ADoDFU3/2Q==");
    case PORTAIL_FILE_WEBP:
      return decode ("UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoEAAMAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/"
                     "8gP+QH/ID/+PIAAAA=");
    case PORTAIL_FILE_GIF:
      return decode ("R0lGODlhBAADAPAAAP8AAAAAACH5BAAAAAAALAAAAAAEAAMAAAIDhI9WADs=");
    case PORTAIL_FILE_DOC:
      return new_doc ();
    case PORTAIL_FILE_DOCX:
      return portail_file_sample_new_zip (docx);
    default:
      return g_bytes_new_static ("", 0);
    }
}

GBytes *
portail_file_sample_join (GBytes *first, GBytes *second)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (file, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (file);
}

GBytes *
portail_file_sample_new_page (const char *text)
{
  g_autofree char *stream = g_strdup_printf ("BT /F1 28 Tf 60 700 Td (%s) Tj ET", text);
  GString *page = g_string_new (NULL);

  g_string_append_printf (page,
                          "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                          "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                          "4 0 obj<</Length %u>>stream\n%s\nendstream endobj\n"
                          "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                          "trailer<</Root 1 0 R>>\n%%%%EOF\n",
                          (guint) strlen (stream), stream);
  return g_string_free_to_bytes (page);
}
