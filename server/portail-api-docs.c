/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-api-docs.h"

#include <gio/gio.h>
#include <string.h>

#include "server/portail-api-resources.h"
#include "server/portail-openapi.h"

#define FOLDER "/portail/api/"

typedef enum
{
  FILE_COMPRESSED, /* by the build */
  FILE_PLAIN,
  FILE_PAGE,    /* plain, with @name@ for the version of a file before it */
  FILE_OPENAPI, /* made here */
} FileSort;

static const struct
{
  const char *name;
  const char *content_type;
  FileSort sort;
} sources[] = {
  { "openapi.json", "application/json", FILE_OPENAPI },
  { "icon.svg", "image/svg+xml", FILE_PLAIN },
  { "page.css", "text/css; charset=utf-8", FILE_PLAIN },
  { "redoc-page.js", "text/javascript; charset=utf-8", FILE_PLAIN },
  { "redoc.standalone.js", "text/javascript; charset=utf-8", FILE_COMPRESSED },
  { "swagger-page.js", "text/javascript; charset=utf-8", FILE_PLAIN },
  { "swagger-ui-bundle.js", "text/javascript; charset=utf-8", FILE_COMPRESSED },
  { "swagger-ui.css", "text/css; charset=utf-8", FILE_COMPRESSED },
  { "docs.html", "text/html; charset=utf-8", FILE_PAGE },
  { "redoc.html", "text/html; charset=utf-8", FILE_PAGE },
};

struct _PortailApiDocs
{
  gsize is_filled; /* for g_once_init_enter() */
  GThread *thread; /* of the warming up; or NULL */
  PortailApiFile files[G_N_ELEMENTS (sources)];
};

PortailApiDocs *
portail_api_docs_new (void)
{
  return g_new0 (PortailApiDocs, 1);
}

void
portail_api_docs_free (PortailApiDocs *docs)
{
  g_clear_pointer (&docs->thread, g_thread_join);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_clear_pointer (&docs->files[i].gzip, g_bytes_unref);
      g_free (docs->files[i].version);
    }
  g_free (docs);
}

static GBytes *
convert (GBytes *bytes, GConverter *converter)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr (GOutputStream) result = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  if (g_output_stream_splice (result, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error)
      < 0)
    g_error ("The description of the API: %s", error->message);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (result));
}

static GBytes *
deflate (const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return convert (bytes, G_CONVERTER (compressor));
}

GBytes *
portail_api_file_inflate (const PortailApiFile *file)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (
      G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  return convert (file->gzip, G_CONVERTER (decompressor));
}

static GBytes *
look_up (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER "pages/", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (portail_api_get_resource (), path, 0, &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
look_up_text (const char *name)
{
  g_autoptr (GBytes) bytes = look_up (name);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

/* The text of a page, which asks for each file by its content. Owned. */
static char *
make_page (const PortailApiDocs *docs, const char *name)
{
  g_autofree char *text = look_up_text (name);
  GString *page = g_string_new (text);

  for (guint i = 0; sources[i].sort != FILE_PAGE; i++)
    {
      g_autofree char *mark = g_strdup_printf ("@%s@", sources[i].name);

      g_string_replace (page, mark, docs->files[i].version, 0);
    }
  return g_string_free (page, FALSE);
}

static GBytes *
make_file (const PortailApiDocs *docs, guint index)
{
  const char *name = sources[index].name;
  g_autofree char *text = NULL;

  switch (sources[index].sort)
    {
    case FILE_COMPRESSED:
      return look_up (name);
    case FILE_OPENAPI:
      text = portail_openapi_new ();
      break;
    case FILE_PAGE:
      text = make_page (docs, name);
      break;
    default:
      text = look_up_text (name);
    }
  return deflate (text);
}

static void
fill (PortailApiDocs *docs)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      PortailApiFile *file = &docs->files[i];
      g_autofree char *hash = NULL;

      file->name = sources[i].name;
      file->content_type = sources[i].content_type;
      file->gzip = make_file (docs, i);
      hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->gzip);
      file->version = g_strndup (hash, 16);
    }
}

const PortailApiFile *
portail_api_docs_find (PortailApiDocs *docs, const char *name)
{
  if (g_once_init_enter (&docs->is_filled))
    {
      fill (docs);
      g_once_init_leave (&docs->is_filled, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (docs->files[i].name, name))
      return &docs->files[i];
  return NULL;
}

static gpointer
run (gpointer docs)
{
  portail_api_docs_find (docs, sources[0].name);
  return NULL;
}

void
portail_api_docs_warm_up (PortailApiDocs *docs)
{
  docs->thread = g_thread_new ("api docs", run, docs);
}
