/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a form: what comes out of it lies inside of it. The first line is the type's
 * boundary, the rest the body. The types and names of its files are looked at as well. */
#include <string.h>

#include "server/portail-multipart.h"
#include "shared/portail-file-name.h"
#include "tests/fuzz/fuzz-target.h"

static void
look_at (const PortailMultipartPart *part, GBytes *body)
{
  g_autofree char *name = portail_file_name_clean (part->filename);
  gsize length, part_length;
  const char *bytes = g_bytes_get_data (body, &length);
  const char *part_bytes = g_bytes_get_data (part->bytes, &part_length);

  g_assert_nonnull (part->name);
  g_assert_true ((part->text == NULL) == (part->filename != NULL));
  g_assert_true (part_length == 0
                 || (part_bytes >= bytes && part_bytes + part_length <= bytes + length));
  if (name != NULL)
    g_assert_true (portail_file_name_is_clean (name));
  portail_file_type_detect (part_bytes, part_length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  const char *line = n_bytes > 0 ? memchr (bytes, '\n', n_bytes) : NULL;
  size_t n_line = line != NULL ? (size_t) (line - (const char *) bytes) : n_bytes;
  size_t n_skipped = line != NULL ? n_line + 1 : n_bytes;
  g_autofree char *boundary = n_line > 0 ? g_strndup ((const char *) bytes, n_line) : g_strdup ("");
  g_autofree char *type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  g_autoptr (GBytes) body = g_bytes_new (n_bytes > n_skipped ? bytes + n_skipped : NULL,
                                         n_bytes - n_skipped);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailMultipart) form = portail_multipart_parse (type, body, &error);

  g_assert_true ((form == NULL) == (error != NULL));
  for (guint i = 0; form != NULL && i < portail_multipart_get_n_parts (form); i++)
    look_at (portail_multipart_get_part (form, i), body);
  return 0;
}
