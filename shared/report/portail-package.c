/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-package.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_ENTRIES     10000
#define MAX_DEPTH       256
#define MAX_TOKEN_BYTES (1024 * 1024)
#define CHUNK_BYTES     65536

struct _PortailPackage
{
  GBytes *bytes;
  zip_t *archive;
  gsize max_unpacked_bytes;
  gsize n_unpacked_bytes;
};

typedef struct
{
  const PortailPackageHandlers *handlers;
  gpointer reader;
  XML_Parser parser;
  guint depth;
  gsize n_silent_bytes; /* given to the parser since it last said something */
  GError *error;
} Parsing;

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The workbook is damaged or protected by a password"));
  return FALSE;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                       _ ("The workbook is too large"));
  return FALSE;
}

PortailPackage *
portail_package_open (GBytes *bytes, gsize max_unpacked_bytes, GError **error)
{
  g_autoptr (PortailPackage) package = g_new0 (PortailPackage, 1);
  gsize n_bytes;
  const void *content = g_bytes_get_data (bytes, &n_bytes);
  zip_source_t *source = zip_source_buffer_create (content, n_bytes, 0, NULL);

  package->bytes = g_bytes_ref (bytes);
  package->max_unpacked_bytes = max_unpacked_bytes;
  if (source == NULL)
    {
      set_damaged (error);
      return NULL;
    }
  package->archive = zip_open_from_source (source, ZIP_RDONLY, NULL);
  if (package->archive == NULL)
    {
      zip_source_free (source);
      set_damaged (error);
      return NULL;
    }
  if (zip_get_num_entries (package->archive, 0) > MAX_ENTRIES)
    {
      set_too_large (error);
      return NULL;
    }
  return g_steal_pointer (&package);
}

void
portail_package_free (PortailPackage *package)
{
  if (package == NULL)
    return;
  if (package->archive != NULL)
    zip_discard (package->archive);
  g_bytes_unref (package->bytes);
  g_free (package);
}

gboolean
portail_package_has_part (PortailPackage *package, const char *part)
{
  return zip_name_locate (package->archive, part, 0) >= 0;
}

static const char *
strip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
stop_unless (Parsing *parsing, gboolean is_fine)
{
  if (!is_fine)
    XML_StopParser (parsing->parser, XML_FALSE);
}

static void XMLCALL
on_start (void *pointer, const XML_Char *element, const XML_Char **attributes)
{
  Parsing *parsing = pointer;

  parsing->n_silent_bytes = 0;
  if (parsing->error != NULL)
    return;
  if (++parsing->depth > MAX_DEPTH)
    stop_unless (parsing, set_too_large (&parsing->error));
  else
    stop_unless (parsing, parsing->handlers->start (parsing->reader, strip_prefix (element),
                                                    attributes, &parsing->error));
}

static void XMLCALL
on_end (void *pointer, const XML_Char *element)
{
  Parsing *parsing = pointer;

  parsing->n_silent_bytes = 0;
  if (parsing->error != NULL)
    return;
  parsing->depth--;
  if (parsing->handlers->end != NULL)
    stop_unless (parsing,
                 parsing->handlers->end (parsing->reader, strip_prefix (element), &parsing->error));
}

static void XMLCALL
on_text (void *pointer, const XML_Char *text, int n_bytes)
{
  Parsing *parsing = pointer;

  parsing->n_silent_bytes = 0;
  if (parsing->error == NULL && parsing->handlers->text != NULL)
    stop_unless (parsing,
                 parsing->handlers->text (parsing->reader, text, (gsize) n_bytes, &parsing->error));
}

static void XMLCALL
on_document_type (void *pointer,
                  const XML_Char *name,
                  const XML_Char *system_id,
                  const XML_Char *public_id,
                  int has_internal_subset)
{
  Parsing *parsing = pointer;

  stop_unless (parsing, set_damaged (&parsing->error));
}

static gboolean
feed (PortailPackage *package, Parsing *parsing, const char *chunk, gint64 n_bytes)
{
  if (n_bytes < 0)
    return set_damaged (&parsing->error);
  package->n_unpacked_bytes += (gsize) n_bytes;
  parsing->n_silent_bytes += (gsize) n_bytes;
  if (package->n_unpacked_bytes > package->max_unpacked_bytes)
    return set_too_large (&parsing->error);
  if (XML_Parse (parsing->parser, chunk, (int) n_bytes, n_bytes == 0) != XML_STATUS_OK)
    return parsing->error != NULL ? FALSE : set_damaged (&parsing->error);
  return parsing->n_silent_bytes <= MAX_TOKEN_BYTES || set_too_large (&parsing->error);
}

gboolean
portail_package_parse (PortailPackage *package,
                       const char *part,
                       const PortailPackageHandlers *handlers,
                       gpointer reader,
                       GError **error)
{
  Parsing parsing = { handlers, reader, NULL, 0, 0, NULL };
  g_autofree char *chunk = NULL;
  zip_file_t *file = zip_fopen (package->archive, part, 0);
  gint64 n_bytes;

  if (file == NULL)
    return set_damaged (error);
  chunk = g_malloc (CHUNK_BYTES);
  parsing.parser = XML_ParserCreate (NULL);
  XML_SetUserData (parsing.parser, &parsing);
  XML_SetElementHandler (parsing.parser, on_start, on_end);
  XML_SetCharacterDataHandler (parsing.parser, on_text);
  XML_SetStartDoctypeDeclHandler (parsing.parser, on_document_type);
  do
    n_bytes = zip_fread (file, chunk, CHUNK_BYTES);
  while (feed (package, &parsing, chunk, n_bytes) && n_bytes > 0);
  XML_ParserFree (parsing.parser);
  zip_fclose (file);
  if (parsing.error == NULL)
    return TRUE;
  g_propagate_error (error, parsing.error);
  return FALSE;
}

const char *
portail_package_get_attribute (const char **attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (strcmp (attributes[0], name) == 0 || strcmp (strip_prefix (attributes[0]), name) == 0)
      return attributes[1];
  return NULL;
}

guint
portail_package_get_number (const char **attributes, const char *name, guint fallback)
{
  const char *text = portail_package_get_attribute (attributes, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL))
    return fallback;
  return (guint) number;
}
