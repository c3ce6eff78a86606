/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a workbook. A fuzzer rarely finds its way through the compression of a zip file, so
 * bytes that are none are also taken as the sheet of an XLSX file and as the content of an ODS. */
#include <string.h>
#include <zip.h>

#include "shared/portail-error.h"
#include "shared/report/portail-sheet-read.h"
#include "tests/fuzz/fuzz-target.h"

#define ROOT_RELATIONS                                                                             \
  "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='workbook.xml'/>"            \
  "</Relationships>"
#define WORKBOOK "<workbook><sheets><sheet name='Une' r:id='a'/></sheets></workbook>"
#define RELATIONS                                                                                  \
  "<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/></Relationships>"

static void
add_part (zip_t *archive, const char *part, const void *bytes, gsize n_bytes)
{
  zip_source_t *source = zip_source_buffer (archive, bytes, n_bytes, 0);
  zip_int64_t index = zip_file_add (archive, part, source, 0);

  g_assert_cmpint (index, >=, 0);
  zip_set_file_compression (archive, (zip_uint64_t) index, ZIP_CM_STORE, 0);
}

static GBytes *
finish (zip_t *archive, zip_source_t *source)
{
  zip_stat_t status;
  char *bytes;

  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  g_assert_cmpint (zip_source_stat (source, &status), ==, 0);
  bytes = g_malloc (status.size);
  zip_source_read (source, bytes, status.size);
  zip_source_close (source);
  zip_source_free (source);
  return g_bytes_new_take (bytes, status.size);
}

static void
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = portail_sheet_read (bytes, &error);

  g_assert_true ((tables == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == PORTAIL_ERROR);
}

static void
read_as_part (const char *part, const uint8_t *bytes, gsize n_bytes)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *archive = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  g_autoptr (GBytes) package = NULL;

  zip_source_keep (source);
  add_part (archive, part, bytes, n_bytes);
  if (g_str_equal (part, "sheet.xml"))
    {
      add_part (archive, "_rels/.rels", ROOT_RELATIONS, strlen (ROOT_RELATIONS));
      add_part (archive, "workbook.xml", WORKBOOK, strlen (WORKBOOK));
      add_part (archive, "_rels/workbook.xml.rels", RELATIONS, strlen (RELATIONS));
    }
  package = finish (archive, source);
  read_bytes (package);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (GBytes) workbook = g_bytes_new_static (bytes, n_bytes);

  read_bytes (workbook);
  if (!portail_sheet_read_is_workbook ((const char *) bytes, n_bytes))
    {
      read_as_part ("sheet.xml", bytes, n_bytes);
      read_as_part ("content.xml", bytes, n_bytes);
    }
  return 0;
}
