/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the key file of the server: it is taken whole, or its problems are told. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/portail-server-config.h"
#include "tests/fuzz/fuzz-target.h"

/* A file without a name, rewritten for each input. */
static int
open_file (void)
{
  static int descriptor = -1;
  g_autofree char *path = NULL;

  if (descriptor >= 0)
    return descriptor;
  descriptor = g_file_open_tmp (NULL, &path, NULL);
  g_assert_cmpint (descriptor, >=, 0);
  g_unlink (path);
  return descriptor;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  static const char *const environment[] = { NULL };
  int descriptor = open_file ();
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailServerConfig) config = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (ftruncate (descriptor, 0), ==, 0);
  g_assert_cmpint (pwrite (descriptor, bytes, n_bytes, 0), ==, n_bytes);
  config = portail_server_config_load (path, environment, problems);
  g_assert_true ((config == NULL) == (problems->len > 0));
  for (guint i = 0; i < problems->len; i++)
    g_assert_nonnull (portail_problems_get (problems, i)->detail);
  if (config != NULL)
    text = portail_server_config_describe (config);
  return 0;
}
