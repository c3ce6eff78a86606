/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-refusal.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"

/* Lines of a text; the rest is more of the same. */
#define MAX_LINES 12

static G_DEFINE_QUARK (portail - server - refusal - quark, portail_server_refusal)

static void
unref_problems (gpointer problems)
{
  g_ptr_array_unref (problems);
}

static void
add_problem (PortailProblems *problems, const PortailJson *json)
{
  const char *field = portail_json_get_member_string (json, "field");
  const char *detail = portail_json_get_member_string (json, "detail");
  gint64 index;

  portail_problems_add (problems, field != NULL && *field != '\0' ? field : NULL, "refused", "%s",
                        detail != NULL ? detail : _ ("The server does not take this."));
  if (portail_json_get_integer (portail_json_get (json, "index"), &index))
    portail_problems_set_index (problems, problems->len - 1, index);
}

PortailProblems *
portail_server_refusal_read (const PortailApiAnswer *answer)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *errors;

  if (portail_api_answer_check (answer, &failure) || answer->body == NULL
      || !g_error_matches (failure, PORTAIL_ERROR, PORTAIL_ERROR_INVALID))
    return NULL;
  document = portail_json_parse (g_bytes_get_data (answer->body, NULL),
                                 g_bytes_get_size (answer->body), NULL);
  errors = document != NULL ? portail_json_get (portail_json_document_get_root (document), "errors")
                            : NULL;
  for (const PortailJson *json = errors != NULL ? errors->first_child : NULL; json != NULL;
       json = json->next)
    add_problem (problems, json);
  return problems->len > 0 ? g_steal_pointer (&problems) : NULL;
}

char *
portail_server_refusal_to_text (const PortailProblems *problems, const char *message)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < MIN (problems->len, MAX_LINES); i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      g_string_append (all, i > 0 ? "\n" : "");
      if (problem->field != NULL)
        g_string_append_printf (all, _ ("%1$s: %2$s"), problem->field, problem->detail);
      else
        g_string_append (all, problem->detail);
    }
  return g_strdup (all->len > 0 ? all->str : message);
}

PortailProblems *
portail_server_refusal_share (const PortailProblems *problems,
                              PortailRefusalTeller tell,
                              gpointer user_data)
{
  PortailProblems *rest = portail_problems_new ();

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      if (tell (problem, user_data))
        continue;
      portail_problems_add (rest, problem->field, problem->code, "%s", problem->detail);
      portail_problems_set_index (rest, rest->len - 1, problem->index);
    }
  return rest;
}

void
portail_server_refusal_attach (GTask *task, PortailProblems *problems)
{
  if (problems != NULL)
    g_object_set_qdata_full (G_OBJECT (task), portail_server_refusal_quark (), problems,
                             unref_problems);
}

const PortailProblems *
portail_server_refusal_get (GAsyncResult *result)
{
  return g_object_get_qdata (G_OBJECT (result), portail_server_refusal_quark ());
}
