/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-sheet-read.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-ods-read.h"
#include "shared/report/portail-package.h"
#include "shared/report/portail-xlsx-read.h"

#define ZIP_MAGIC "PK\003\004"
/* Of compound files: XLS, and XLSX under a password. */
#define OLE_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

static gboolean
has_magic (const char *bytes, gsize n_bytes, const char *magic)
{
  return n_bytes >= strlen (magic) && memcmp (bytes, magic, strlen (magic)) == 0;
}

gboolean
portail_sheet_read_is_workbook (const char *bytes, gsize n_bytes)
{
  return has_magic (bytes, n_bytes, ZIP_MAGIC) || has_magic (bytes, n_bytes, OLE_MAGIC);
}

static GPtrArray *
set_unsupported (const char *message, GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA, message);
  return NULL;
}

GPtrArray *
portail_sheet_read (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const char *content = g_bytes_get_data (bytes, &n_bytes);
  g_autoptr (PortailPackage) package = NULL;
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_text_table_free);
  gboolean is_read;

  if (n_bytes > PORTAIL_TEXT_TABLE_MAX_BYTES)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                           _ ("The workbook is too large"));
      return NULL;
    }
  if (has_magic (content, n_bytes, OLE_MAGIC))
    return set_unsupported (_ ("Old Excel files and files under a password cannot be read: save "
                               "the workbook as XLSX without a password"),
                            error);
  if (!has_magic (content, n_bytes, ZIP_MAGIC))
    return set_unsupported (_ ("This is not an XLSX or ODS workbook"), error);
  package = portail_package_open (bytes, PORTAIL_SHEET_READ_MAX_UNPACKED_BYTES, error);
  if (package == NULL)
    return NULL;
  if (portail_xlsx_read_is_one (package))
    is_read = portail_xlsx_read (package, tables, error);
  else if (portail_ods_read_is_one (package))
    is_read = portail_ods_read (package, tables, error);
  else
    return set_unsupported (_ ("This is not an XLSX or ODS workbook"), error);
  return is_read ? g_steal_pointer (&tables) : NULL;
}
