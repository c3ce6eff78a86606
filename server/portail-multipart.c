/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-multipart.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_BOUNDARY 70
#define MAX_NAME     100

struct _PortailMultipart
{
  GPtrArray *parts; /* of owned PortailMultipartPart */
};

/* What is still to be read of the body. */
typedef struct
{
  GBytes *body;
  const char *start;
  const char *at;
  const char *end;
  char *delimiter; /* "\r\n--boundary" */
} Reader;

static void
part_free (gpointer pointer)
{
  PortailMultipartPart *part = pointer;

  g_free (part->name);
  g_free (part->filename);
  g_free (part->text);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMultipartPart, part_free)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The form that was sent is broken."));
  return FALSE;
}

static gboolean
fail_too_large (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                       _ ("The form that was sent has too many parts or too long ones."));
  return FALSE;
}

/* bchars of RFC 2046 §5.1.1, without the space that may not end it. */
static gboolean
is_boundary (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_BOUNDARY)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("'()+_,-./:=?", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* A token or quoted-string at *@at, which moves behind it. Owned; NULL when it is neither. */
static char *
read_value (const char **at)
{
  GString *value = g_string_new (NULL);
  const char *c = *at;

  if (*c != '"')
    {
      gsize length = strcspn (c, "; \t\"");

      *at = c + length;
      g_string_append_len (value, c, (gssize) length);
      return g_string_free (value, length == 0);
    }
  for (c++; *c != '"' && *c != '\0'; c++)
    {
      /* Old browsers send C:\\folder\\x with single backslashes, so only a quote is escaped. */
      if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
        c++;
      g_string_append_c (value, *c);
    }
  *at = c + 1;
  return g_string_free (value, *c == '\0');
}

static const char *
skip_spaces (const char *c)
{
  return c + strspn (c, " \t");
}

/* The parameters of a header's value behind its first word: name → value, names in lower case.
 * NULL where one is broken or stands twice. Owned. */
static GHashTable *
read_parameters (const char *text)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                             g_free);
  const char *c = skip_spaces (text + strcspn (text, ";"));

  while (*c == ';')
    {
      gsize length;
      g_autofree char *name = NULL;
      char *value;

      c = skip_spaces (c + 1);
      length = strcspn (c, "=; \t\"");
      if (length == 0 || c[length] != '=')
        return NULL;
      name = g_ascii_strdown (c, (gssize) length);
      c += length + 1;
      value = read_value (&c);
      if (value == NULL || !g_hash_table_insert (parameters, g_steal_pointer (&name), value))
        return NULL;
      c = skip_spaces (c);
    }
  return *c == '\0' ? g_steal_pointer (&parameters) : NULL;
}

static gboolean
is_word (const char *value, const char *word)
{
  gsize length = strcspn (value, "; \t");

  return length == strlen (word) && g_ascii_strncasecmp (value, word, length) == 0;
}

static gboolean
open_reader (Reader *reader, const char *content_type, GBytes *body, GError **error)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *boundary;
  gsize length;

  if (content_type == NULL || !is_word (content_type, "multipart/form-data"))
    return fail (error);
  parameters = read_parameters (content_type);
  boundary = parameters != NULL ? g_hash_table_lookup (parameters, "boundary") : NULL;
  if (boundary == NULL || !is_boundary (boundary) || g_bytes_get_size (body) == 0)
    return fail (error);
  reader->body = body;
  reader->start = reader->at = g_bytes_get_data (body, &length);
  reader->end = reader->start + length;
  reader->delimiter = g_strconcat ("\r\n--", boundary, NULL);
  return TRUE;
}

static gboolean
skip_text (Reader *reader, const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, text, length) != 0)
    return FALSE;
  reader->at += length;
  return TRUE;
}

/* Where @text begins next, before @end; NULL for nowhere. */
static const char *
find (const char *at, const char *end, const char *text)
{
  gsize length = strlen (text);

  while ((gsize) (end - at) >= length)
    {
      at = memchr (at, text[0], (gsize) (end - at) - length + 1);
      if (at == NULL)
        return NULL;
      if (memcmp (at, text, length) == 0)
        return at;
      at++;
    }
  return NULL;
}

/* The header fields up to the empty line, owned; NULL when they are too long or no text. */
static char *
read_head (Reader *reader, GError **error)
{
  const char *limit = reader->end - reader->at > PORTAIL_MULTIPART_MAX_HEAD_BYTES
                          ? reader->at + PORTAIL_MULTIPART_MAX_HEAD_BYTES
                          : reader->end;
  const char *end = find (reader->at, limit, "\r\n\r\n");
  g_autofree char *head = NULL;

  if (end == NULL)
    {
      if (limit < reader->end)
        fail_too_large (error);
      else
        fail (error);
      return NULL;
    }
  head = g_strndup (reader->at, (gsize) (end - reader->at));
  if (strlen (head) != (gsize) (end - reader->at) || !g_utf8_validate (head, -1, NULL))
    {
      fail (error);
      return NULL;
    }
  reader->at = end + 4;
  return g_steal_pointer (&head);
}

/* What browsers write for characters that would break the header (HTML, "multipart/form-data").
 * Owned. */
static char *
unescape (const char *text)
{
  static const char *const escapes[][2] = { { "%22", "\"" }, { "%0D", "\r" }, { "%0A", "\n" } };
  GString *plain = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    g_string_replace (plain, escapes[i][0], escapes[i][1], 0);
  return g_string_free (plain, FALSE);
}

static gboolean
read_disposition (PortailMultipartPart *part, const char *value)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *name, *filename;

  if (part->name != NULL || !is_word (value, "form-data"))
    return FALSE;
  parameters = read_parameters (value);
  if (parameters == NULL)
    return FALSE;
  name = g_hash_table_lookup (parameters, "name");
  filename = g_hash_table_lookup (parameters, "filename");
  if (name == NULL || *name == '\0' || strlen (name) > MAX_NAME)
    return FALSE;
  part->name = g_strdup (name);
  part->filename = filename != NULL ? unescape (filename) : NULL;
  return TRUE;
}

/* One line of a part's head. What does not change the meaning of its bytes is passed over. */
static gboolean
read_header (PortailMultipartPart *part, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = NULL;
  const char *value;

  if (colon == NULL || colon == line || strchr (" \t", line[0]) != NULL
      || strpbrk (line, "\r\n") != NULL)
    return FALSE;
  name = g_ascii_strdown (line, colon - line);
  value = skip_spaces (colon + 1);
  if (g_str_equal (name, "content-disposition"))
    return read_disposition (part, value);
  if (g_str_equal (name, "content-transfer-encoding"))
    return g_ascii_strcasecmp (value, "binary") == 0 || g_ascii_strcasecmp (value, "8bit") == 0
           || g_ascii_strcasecmp (value, "7bit") == 0;
  return TRUE;
}

static gboolean
read_headers (PortailMultipartPart *part, const char *head, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_header (part, lines[i]))
      return fail (error);
  return part->name != NULL || fail (error);
}

/* The bytes up to the next delimiter. */
static gboolean
read_content (Reader *reader, PortailMultipartPart *part, GError **error)
{
  const char *end = find (reader->at, reader->end, reader->delimiter);
  gsize length;

  if (end == NULL)
    return fail (error);
  length = (gsize) (end - reader->at);
  part->bytes = g_bytes_new_from_bytes (reader->body, (gsize) (reader->at - reader->start), length);
  if (part->filename == NULL)
    {
      if (length > PORTAIL_MULTIPART_MAX_TEXT_BYTES)
        return fail_too_large (error);
      if (!g_utf8_validate_len (reader->at, length, NULL))
        return fail (error);
      part->text = g_strndup (reader->at, length);
    }
  reader->at = end + strlen (reader->delimiter);
  return TRUE;
}

static PortailMultipartPart *
read_part (Reader *reader, GError **error)
{
  g_autoptr (PortailMultipartPart) part = g_new0 (PortailMultipartPart, 1);
  g_autofree char *head = read_head (reader, error);

  if (head == NULL || !read_headers (part, head, error) || !read_content (reader, part, error))
    return NULL;
  return g_steal_pointer (&part);
}

static gboolean
read_parts (Reader *reader, PortailMultipart *form, GError **error)
{
  if (!skip_text (reader, reader->delimiter + strlen ("\r\n")))
    return fail (error);
  while (!skip_text (reader, "--"))
    {
      PortailMultipartPart *part;

      if (!skip_text (reader, "\r\n"))
        return fail (error);
      if (form->parts->len == PORTAIL_MULTIPART_MAX_PARTS)
        return fail_too_large (error);
      part = read_part (reader, error);
      if (part == NULL)
        return FALSE;
      if (portail_multipart_find (form, part->name) != NULL)
        {
          part_free (part);
          return fail (error);
        }
      g_ptr_array_add (form->parts, part);
    }
  skip_text (reader, "\r\n");
  return reader->at == reader->end || fail (error);
}

PortailMultipart *
portail_multipart_parse (const char *content_type, GBytes *body, GError **error)
{
  g_autoptr (PortailMultipart) form = g_new0 (PortailMultipart, 1);
  Reader reader = { NULL };
  gboolean is_good;

  form->parts = g_ptr_array_new_with_free_func (part_free);
  is_good = open_reader (&reader, content_type, body, error) && read_parts (&reader, form, error);
  g_free (reader.delimiter);
  return is_good ? g_steal_pointer (&form) : NULL;
}

void
portail_multipart_free (PortailMultipart *form)
{
  if (form == NULL)
    return;
  g_ptr_array_unref (form->parts);
  g_free (form);
}

guint
portail_multipart_get_n_parts (const PortailMultipart *form)
{
  return form->parts->len;
}

const PortailMultipartPart *
portail_multipart_get_part (const PortailMultipart *form, guint index)
{
  return g_ptr_array_index (form->parts, index);
}

const PortailMultipartPart *
portail_multipart_find (const PortailMultipart *form, const char *name)
{
  for (guint i = 0; i < form->parts->len; i++)
    {
      const PortailMultipartPart *part = portail_multipart_get_part (form, i);

      if (g_str_equal (part->name, name))
        return part;
    }
  return NULL;
}
