/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-health-routes.h"

#include "server/portail-web-page.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

static gboolean
has_database (PortailContext *context)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement;
  gboolean answers;

  if (context->database == NULL)
    return FALSE;
  statement = portail_database_query (context->database, &error, "SELECT 1 FROM server_key LIMIT 1",
                                      "");
  answers = statement != NULL && portail_statement_step (statement, &error) == PORTAIL_STEP_ROW;
  if (answers)
    portail_statement_reset (statement);
  else
    g_message ("database: %s", error != NULL ? error->message : "it has no keys");
  return answers;
}

/* Pairs of name and text. */
static PortailAnswer *
new_answer (guint status, const char *const *members)
{
  GString *json = g_string_new ("{");

  for (; *members != NULL; members += 2)
    {
      portail_json_append_name (json, members[0]);
      portail_json_append_string (json, members[1]);
    }
  return portail_answer_new_json (status, g_string_append_c (json, '}'));
}

static PortailAnswer *
new_root_page (PortailContext *context, const PortailRequest *request)
{
  const char *const paragraphs[] = {
    _ ("Portail is where the companies of the server keep their weekly dotations, taxes, documents"
       " and archives."),
    _ ("It is a program for your computer, which works without network too and sends what you"
       " entered as soon as it can."),
    _ ("To begin: install the application, open it, choose “Sign in with Discord” and come back to"
       " the application when the browser says so."),
    has_database (context) ? _ ("Status: everything works.")
                           : _ ("Status: the database does not answer. What you enter in the"
                                " application is kept there and sent later."),
    NULL,
  };
  const PortailWebPage page = {
    .title = _ ("The portal of the companies"),
    .paragraphs = paragraphs,
  };

  return portail_web_page_new_answer (request, 200, &page);
}

PortailAnswer *
portail_health_get_root (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const char *const members[] = {
    "message", "Portail", "version", PORTAIL_VERSION, NULL,
  };

  return portail_web_page_is_wanted (request) ? new_root_page (context, request)
                                              : new_answer (200, members);
}

PortailAnswer *
portail_health_get_health (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const char *const healthy[] = {
    "status", "healthy", "database", "connected", NULL,
  };
  static const char *const unhealthy[] = {
    "status", "unhealthy", "database", "unavailable", NULL,
  };

  return has_database (context) ? new_answer (200, healthy) : new_answer (503, unhealthy);
}

PortailAnswer *
portail_health_get_live (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const char *const members[] = { "status", "alive", NULL };

  return new_answer (200, members);
}

PortailAnswer *
portail_health_get_version (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const char *const members[] = { "version", PORTAIL_VERSION, NULL };

  return new_answer (200, members);
}
