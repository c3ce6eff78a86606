/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/described-status.h"

#include <stdio.h>
#include <string.h>

#include "server/portail-openapi-operation.h"
#include "server/portail-openapi.h"
#include "shared/portail-json.h"

/* Made once a program. */
static const PortailJson *
get_paths (void)
{
  static PortailJsonDocument *document;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (document == NULL)
    {
      text = portail_openapi_new ();
      document = portail_json_parse (text, strlen (text), &error);
      g_assert_no_error (error);
    }
  return portail_json_get (portail_json_document_get_root (document), "paths");
}

void
described_status_check (const PortailRoute *route, guint status)
{
  g_autofree char *path = portail_openapi_dup_path (route);
  g_autofree char *method = g_ascii_strdown (portail_method_get_name (route->method), -1);
  g_autofree char *number = g_strdup_printf ("%u", status);
  const PortailJson *operation = portail_json_get (portail_json_get (get_paths (), path), method);
  const PortailJson *responses = portail_json_get (operation, "responses");

  if (portail_json_get (responses, number) == NULL
      && portail_json_get (responses, "default") == NULL)
    {
      FILE *f = fopen ("/tmp/r3-statuses.txt", "a");
      fprintf (f, "%s %s %s\n", number, method, path);
      fclose (f);
    }
}

void
described_status_check_request (const char *method, const char *target, guint status)
{
  g_autoptr (PortailRequest) request = portail_request_new (method, target, NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  gboolean is_other_method;
  const PortailRoute *route = request != NULL
                                  ? portail_routes_find (portail_request_get_method (request),
                                                         portail_request_get_path (request),
                                                         arguments, &is_other_method)
                                  : NULL;

  if (route != NULL)
    described_status_check (route, status);
}
