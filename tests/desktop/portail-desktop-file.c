/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "shared/report/portail-sheet-read.h"
#include "tests/demo/portail-demo-teller.h"

#define LOOK_MICROSECONDS 50000

char *
portail_desktop_file_make_path (const PortailDesktopDesk *desk, const char *name)
{
  return g_build_filename (desk->folder, name, NULL);
}

void
portail_desktop_file_write (const PortailDesktopDesk *desk, const char *name, const char *text)
{
  g_autofree char *path = portail_desktop_file_make_path (desk, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  portail_demo_check (error);
}

void
portail_desktop_file_save_as (PortailDesktopDesk *desk, const char *name)
{
  g_autofree char *path = portail_desktop_file_make_path (desk, name);

  g_remove (path);
  portail_driver_choose_file (desk->driver, path);
}

void
portail_desktop_file_open (PortailDesktopDesk *desk, const char *name)
{
  g_autofree char *path = portail_desktop_file_make_path (desk, name);

  portail_driver_choose_file (desk->driver, path);
}

static gboolean
table_has (const PortailTextTable *table, const char *text)
{
  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    for (guint column = 0; column < portail_text_table_get_n_cells (table, row); column++)
      if (g_strcmp0 (portail_text_table_get_cell (table, row, column)->text, text) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
workbook_has (GBytes *bytes, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = portail_sheet_read (bytes, &error);

  portail_demo_check (error);
  for (guint i = 0; i < sheets->len; i++)
    if (table_has (g_ptr_array_index (sheets, i), text))
      return TRUE;
  return FALSE;
}

static gboolean
pdf_has (const char *path, const char *text)
{
  g_autofree char *content = portail_demo_run (
      (const char *[]){ "pdftotext", "-layout", path, "-", NULL });

  return strstr (content, text) != NULL;
}

GBytes *
portail_desktop_file_wait (const PortailDesktopDesk *desk, const char *name)
{
  gint64 deadline = g_get_monotonic_time () + PORTAIL_DRIVER_PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
  g_autofree char *path = portail_desktop_file_make_path (desk, name);
  char *content = NULL;
  gsize n_bytes = 0;

  /* A file appears under its name when it is whole. */
  while (!g_file_get_contents (path, &content, &n_bytes, NULL))
    {
      if (g_get_monotonic_time () > deadline)
        portail_demo_fail ("%s was not written", path);
      g_usleep (LOOK_MICROSECONDS);
    }
  return g_bytes_new_take (content, n_bytes);
}

void
portail_desktop_file_check (const PortailDesktopDesk *desk, const char *name, const char *text)
{
  g_autofree char *path = portail_desktop_file_make_path (desk, name);
  g_autoptr (GBytes) bytes = portail_desktop_file_wait (desk, name);
  const char *content = g_bytes_get_data (bytes, NULL);
  gsize n_bytes = g_bytes_get_size (bytes);
  g_autofree char *start = g_strndup (content, n_bytes);
  gboolean has;

  if (portail_sheet_read_is_workbook (content, n_bytes))
    has = workbook_has (bytes, text);
  else
    has = g_str_has_prefix (start, "%PDF") ? pdf_has (path, text) : strstr (start, text) != NULL;
  if (!has)
    portail_demo_fail ("%s is without “%s”", path, text);
}
