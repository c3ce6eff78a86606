/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-file-type.h"

#include <string.h>

/* What browsers look at when they guess a type. */
#define SNIFFED_BYTES 1024
/* The end of a PDF stands in its last bytes; some writers add a few of their own. */
#define PDF_END_BYTES 2048
/* Largest end of a zip file: its record and a comment. */
#define ZIP_END_SIZE    22
#define ZIP_COMMENT_MAX 0xffff
#define ZIP_ENTRY_SIZE  46
#define ZIP_MAX_ENTRIES 4096
/* A compound file (OLE2): its directory holds entries of 128 bytes. */
#define OLE_HEADER_SIZE 512
#define OLE_ENTRY_SIZE  128
/* What may stand after the last byte of a picture. */
#define PICTURE_PADDING 16

typedef struct
{
  const guint8 *bytes;
  gsize length;
} File;

static guint
read_16 (const guint8 *bytes)
{
  return bytes[0] | (guint) bytes[1] << 8;
}

static guint32
read_32 (const guint8 *bytes)
{
  return read_16 (bytes) | (guint32) read_16 (bytes + 2) << 16;
}

static guint32
read_32_big (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
begins_with (const File *file, const char *magic, gsize length)
{
  return file->length >= length && memcmp (file->bytes, magic, length) == 0;
}

static gboolean
has_text (const guint8 *bytes, gsize length, const char *text)
{
  gsize n = strlen (text);
  const guint8 *end = bytes + length;

  for (const guint8 *at = bytes; (at = memchr (at, text[0], (gsize) (end - at))) != NULL; at++)
    if ((gsize) (end - at) < n)
      return FALSE;
    else if (memcmp (at, text, n) == 0)
      return TRUE;
  return FALSE;
}

/* The place of the end record of a zip file, 0 for none: it would stand at the start of an empty
 * one only. */
static gsize
find_zip_end (const File *file)
{
  gsize first = file->length > ZIP_END_SIZE + ZIP_COMMENT_MAX
                    ? file->length - ZIP_END_SIZE - ZIP_COMMENT_MAX
                    : 0;

  if (file->length < ZIP_END_SIZE)
    return 0;
  for (gsize at = file->length - ZIP_END_SIZE; at > first; at--)
    if (read_32 (file->bytes + at) == 0x06054b50
        && at + ZIP_END_SIZE + read_16 (file->bytes + at + 20) <= file->length)
      return at;
  return 0;
}

/* Whether a guessing browser could take the file for a page. */
static gboolean
looks_like_page (const File *file)
{
  static const char *const tags[] = { "<!doctype", "<html", "<head", "<body", "<script",
                                      "<iframe",   "<svg",  "<math", "<meta", "javascript:" };
  gsize length = MIN (file->length, SNIFFED_BYTES);
  char start[SNIFFED_BYTES];

  for (gsize i = 0; i < length; i++)
    start[i] = g_ascii_tolower ((char) file->bytes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (has_text ((const guint8 *) start, length, tags[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_pdf (const File *file)
{
  gsize tail = MIN (file->length, PDF_END_BYTES);

  return (begins_with (file, "%PDF-1.", 7) || begins_with (file, "%PDF-2.", 7))
         && has_text (file->bytes + file->length - tail, tail, "%%EOF");
}

/* Chunk by chunk to the last one, after which there is nothing. */
static gboolean
is_png (const File *file)
{
  gsize at = 8;

  if (!begins_with (file, "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16))
    return FALSE;
  while (file->length - at >= 12)
    {
      guint32 length = read_32_big (file->bytes + at);

      if (length > file->length - at - 12)
        return FALSE;
      if (memcmp (file->bytes + at + 4, "IEND", 4) == 0)
        return file->length - (at + 12 + length) <= PICTURE_PADDING;
      at += 12 + (gsize) length;
    }
  return FALSE;
}

/* Cameras write what they like after the picture. */
static gboolean
is_jpeg (const File *file)
{
  return file->length >= 128 && begins_with (file, "\xff\xd8\xff", 3) && file->bytes[3] >= 0xc0
         && has_text (file->bytes + 4, file->length - 4, "\xff\xd9");
}

static gboolean
is_webp (const File *file)
{
  gsize length;

  if (file->length < 20 || !begins_with (file, "RIFF", 4)
      || memcmp (file->bytes + 8, "WEBPVP8", 7) != 0 || strchr (" LX", file->bytes[15]) == NULL
      || file->bytes[15] == '\0')
    return FALSE;
  length = (gsize) read_32 (file->bytes + 4) + 8;
  return length <= file->length && file->length - length <= PICTURE_PADDING;
}

static gboolean
is_gif (const File *file)
{
  return file->length >= 14 && (begins_with (file, "GIF87a", 6) || begins_with (file, "GIF89a", 6))
         && memchr (file->bytes + 13, 0x3b, file->length - 13) != NULL;
}

/* A stream of the compound file that bears the name of Word's text. */
static gboolean
is_word_stream (const guint8 *entry)
{
  static const char name[] = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0";

  return memcmp (entry, name, sizeof name) == 0 && read_16 (entry + 64) == 26 && entry[66] == 2;
}

static gboolean
is_doc (const File *file)
{
  if (file->length < OLE_HEADER_SIZE + OLE_ENTRY_SIZE
      || !begins_with (file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8)
      || read_16 (file->bytes + 28) != 0xfffe)
    return FALSE;
  for (gsize at = OLE_HEADER_SIZE; at + OLE_ENTRY_SIZE <= file->length; at += OLE_ENTRY_SIZE)
    if (is_word_stream (file->bytes + at))
      return TRUE;
  return FALSE;
}

static gboolean
name_is (const guint8 *name, guint length, const char *text)
{
  return strlen (text) == length && memcmp (name, text, length) == 0;
}

static gboolean
ends_with (const guint8 *name, guint length, const char *end)
{
  guint n = (guint) strlen (end);

  return length >= n && g_ascii_strncasecmp ((const char *) name + length - n, end, n) == 0;
}

/* What makes of a package a page, a program, or a document with macros. */
static gboolean
is_foreign_part (const guint8 *name, guint length)
{
  static const char *const ends[] = { ".htm", ".html", ".xhtml", ".hta",          ".js",
                                      ".vbs", ".exe",  ".class", "vbaProject.bin" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends_with (name, length, ends[i]))
      return TRUE;
  return length >= 9 && g_ascii_strncasecmp ((const char *) name, "META-INF/", 9) == 0;
}

typedef struct
{
  gboolean has_types;
  gboolean has_document;
  gboolean has_foreign_part;
} Parts;

/* The zip file's directory, from @at to @end, which must be filled by it. */
static gboolean
read_parts (const File *file, gsize at, gsize end, Parts *parts)
{
  for (guint i = 0; at < end; i++)
    {
      const guint8 *entry = file->bytes + at;
      guint length;
      gsize size;

      if (i == ZIP_MAX_ENTRIES || end - at < ZIP_ENTRY_SIZE || read_32 (entry) != 0x02014b50)
        return FALSE;
      length = read_16 (entry + 28);
      size = ZIP_ENTRY_SIZE + (gsize) length + read_16 (entry + 30) + read_16 (entry + 32);
      if (size > end - at)
        return FALSE;
      entry += ZIP_ENTRY_SIZE;
      parts->has_types |= name_is (entry, length, "[Content_Types].xml");
      parts->has_document |= name_is (entry, length, "word/document.xml");
      parts->has_foreign_part |= is_foreign_part (entry, length);
      at += size;
    }
  return at == end;
}

/* A zip file from its first byte to its last, so that nothing hides around it. */
static gboolean
is_docx (const File *file)
{
  gsize end = begins_with (file, "PK\3\4", 4) ? find_zip_end (file) : 0;
  gsize start, size;
  Parts parts = { FALSE };

  if (end == 0 || end + ZIP_END_SIZE + read_16 (file->bytes + end + 20) != file->length)
    return FALSE;
  size = read_32 (file->bytes + end + 12);
  start = read_32 (file->bytes + end + 16);
  return size <= end && start == end - size && read_parts (file, start, end, &parts)
         && parts.has_types && parts.has_document && !parts.has_foreign_part;
}

static const struct
{
  const char *mime;
  const char *extension;
  const char *other_extension;
  gboolean (*is_it) (const File *file);
  gboolean is_picture;
} types[PORTAIL_N_FILE_TYPES] = {
  [PORTAIL_FILE_UNKNOWN] = { "application/octet-stream", "", NULL, NULL, FALSE },
  [PORTAIL_FILE_PDF] = { "application/pdf", "pdf", NULL, is_pdf, FALSE },
  [PORTAIL_FILE_PNG] = { "image/png", "png", NULL, is_png, TRUE },
  [PORTAIL_FILE_JPEG] = { "image/jpeg", "jpg", "jpeg", is_jpeg, TRUE },
  [PORTAIL_FILE_WEBP] = { "image/webp", "webp", NULL, is_webp, TRUE },
  [PORTAIL_FILE_GIF] = { "image/gif", "gif", NULL, is_gif, TRUE },
  [PORTAIL_FILE_DOC] = { "application/msword", "doc", NULL, is_doc, FALSE },
  [PORTAIL_FILE_DOCX] = { "application/"
                          "vnd.openxmlformats-officedocument.wordprocessingml.document",
                          "docx", NULL, is_docx, FALSE },
};

PortailFileType
portail_file_type_detect (gconstpointer bytes, gsize n_bytes)
{
  const File file = { bytes, n_bytes };
  gboolean has_zip_end;

  if (n_bytes == 0 || looks_like_page (&file))
    return PORTAIL_FILE_UNKNOWN;
  has_zip_end = find_zip_end (&file) > 0;
  for (guint type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    if (types[type].is_it (&file))
      return has_zip_end == (type == PORTAIL_FILE_DOCX) ? (PortailFileType) type
                                                        : PORTAIL_FILE_UNKNOWN;
  return PORTAIL_FILE_UNKNOWN;
}

const char *
portail_file_type_get_mime (PortailFileType type)
{
  return types[type].mime;
}

PortailFileType
portail_file_type_from_mime (const char *mime)
{
  for (guint type = PORTAIL_FILE_UNKNOWN + 1; type < PORTAIL_N_FILE_TYPES; type++)
    if (g_strcmp0 (types[type].mime, mime) == 0)
      return (PortailFileType) type;
  return PORTAIL_FILE_UNKNOWN;
}

const char *
portail_file_type_get_extension (PortailFileType type)
{
  return types[type].extension;
}

gboolean
portail_file_type_has_extension (PortailFileType type, const char *extension)
{
  return g_ascii_strcasecmp (types[type].extension, extension) == 0
         || (types[type].other_extension != NULL
             && g_ascii_strcasecmp (types[type].other_extension, extension) == 0);
}

gboolean
portail_file_type_is_picture (PortailFileType type)
{
  return types[type].is_picture;
}
