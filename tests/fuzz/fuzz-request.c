/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the head of a request: what the core gets of it is safe, whatever it was. The first
 * line is method and target, the others are headers. */
#include <string.h>

#include "server/portail-route.h"
#include "tests/fuzz/fuzz-target.h"

/* Invariant 2 of portail-request.h. */
static void
check_path (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path + 1, "/", -1);

  g_assert_true (path[0] == '/' && g_utf8_validate (path, -1, NULL));
  for (const char *c = path; *c != '\0'; c++)
    g_assert_true ((guchar) *c >= ' ' && *c != 0x7f);
  for (guint i = 0; path[1] != '\0' && segments[i] != NULL; i++)
    g_assert_true (*segments[i] != '\0' && !g_str_equal (segments[i], ".")
                   && !g_str_equal (segments[i], ".."));
}

static void
look_at (PortailRequest *request)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  gboolean is_other_method;

  check_path (portail_request_get_path (request));
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);

      g_assert_true (g_utf8_validate (name, -1, NULL) && g_utf8_validate (value, -1, NULL));
      g_assert_true (portail_request_get_parameter (request, name) == value);
    }
  portail_routes_find (portail_request_get_method (request), portail_request_get_path (request),
                       arguments, &is_other_method);
  for (guint i = 0; i < arguments->len; i++)
    g_assert_null (strchr (g_ptr_array_index (arguments, i), '/'));
  portail_request_get_language (request);
  portail_request_get_bearer_token (request);
  portail_request_has_content_type (request, "application/json");
}

/* "Name: value" */
static void
add_header (PortailRequest *request, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ": ", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    portail_request_add_header (request, parts[0], parts[1], NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autofree char *text = n_bytes > 0 ? g_strndup ((const char *) bytes, n_bytes) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRequest) request = NULL;

  if (words[0] == NULL || words[1] == NULL)
    return 0;
  request = portail_request_new (words[0], words[1], &error);
  g_assert_true ((request == NULL) == (error != NULL));
  if (request == NULL)
    return 0;
  for (guint i = 1; lines[i] != NULL; i++)
    add_header (request, lines[i]);
  portail_request_set_peer (request, "127.0.0.1", NULL);
  look_at (request);
  return 0;
}
