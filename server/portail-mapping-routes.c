/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-mapping-routes.h"

#include <string.h>

#include "server/portail-access.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-mapping-trial.h"
#include "server/portail-role-mapping-json.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

/* Co-patrons read what concerns the whole server, but not what makes somebody staff. */
static gboolean
check_right (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                               PORTAIL_RIGHT_WRITE, error);
}

/* The mapping has no number of its own: its tag is what it says. Owned. */
static char *
make_tag (const GString *json)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json->str,
                                                         (gssize) json->len);

  return g_strdup_printf ("\"%.32s\"", hash);
}

static PortailAnswer *
new_answer (const PortailRoleMapping *mapping)
{
  GString *json = g_string_new (NULL);
  g_autofree char *tag = NULL;
  PortailAnswer *answer;

  portail_role_mapping_append_json (mapping, json);
  tag = make_tag (json);
  answer = portail_answer_new_json (200, json);
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

PortailAnswer *
portail_mapping_get (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailRoleMapping) mapping = NULL;

  if (!check_right (context, error)
      || (mapping = portail_role_mapping_load (context->database, error)) == NULL)
    return NULL;
  return new_answer (mapping);
}

/* The 412 with the mapping as it stands; NULL where it is what the writer saw. */
static PortailAnswer *
refuse_stale (const PortailRequest *request, const PortailRoleMapping *mapping)
{
  const char *header = portail_request_get_header (request, "If-Match");
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *tag = NULL;
  PortailAnswer *answer;

  portail_role_mapping_append_json (mapping, json);
  tag = make_tag (json);
  if (header == NULL || g_str_equal (header, "*") || strstr (header, tag) != NULL)
    return NULL;
  answer = portail_answer_new_problem (request, PORTAIL_ERROR_STALE,
                                       _ ("Somebody else changed it in the meantime."), NULL);
  portail_answer_add_member (answer, "row", json->str);
  return answer;
}

static gboolean
save (PortailContext *context, const PortailRoleMapping *mapping, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      context->database, portail_access_get_user (context->access)->base.id, NULL, context->now);
  const PortailAuditEvent event = {
    .scope = PORTAIL_SCOPE_GLOBAL_NAME,
    .action = "discord_mapping",
  };

  return portail_role_mapping_save (mapping, writer, error)
         && portail_record_writer_audit (writer, &event, error);
}

PortailAnswer *
portail_mapping_put (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailRoleMapping) mapping = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailAnswer *answer;

  if (!check_right (context, error)
      || (mapping = portail_role_mapping_load (context->database, error)) == NULL)
    return NULL;
  answer = refuse_stale (request, mapping);
  if (answer != NULL || (document = portail_body_parse (request, error)) == NULL)
    return answer;
  portail_role_mapping_read_json (mapping, portail_json_document_get_root (document), problems);
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  return save (context, mapping, error) ? new_answer (mapping) : NULL;
}

/* What prepare found: the trial, or what is wrong with the body. */
typedef struct
{
  PortailMappingTrial *trial;
  PortailProblems *problems;
} Prepared;

void
portail_mapping_free_trial (gpointer pointer)
{
  Prepared *prepared = pointer;

  portail_mapping_trial_free (prepared->trial);
  g_ptr_array_unref (prepared->problems);
  g_free (prepared);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Prepared, portail_mapping_free_trial)

static gboolean
read_body (const PortailRequest *request,
           PortailRoleMapping *mapping,
           PortailProblems *problems,
           GError **error)
{
  g_autoptr (PortailJsonDocument) document = NULL;

  if (g_bytes_get_size (portail_request_get_body (request)) == 0)
    return TRUE;
  document = portail_body_parse (request, error);
  if (document != NULL)
    portail_role_mapping_read_json (mapping, portail_json_document_get_root (document), problems);
  return document != NULL;
}

gpointer
portail_mapping_prepare_trial (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  g_autoptr (Prepared) prepared = g_new0 (Prepared, 1);
  g_autoptr (PortailRoleMapping) mapping = NULL;
  PortailDiscordBot *bot = context->discord != NULL ? portail_discord_get_bot (context->discord)
                                                    : NULL;

  prepared->problems = portail_problems_new ();
  if (!check_right (context, error)
      || (mapping = portail_role_mapping_load (context->database, error)) == NULL
      || !read_body (request, mapping, prepared->problems, error))
    return NULL;
  if (prepared->problems->len > 0)
    return g_steal_pointer (&prepared);
  prepared->trial = portail_mapping_trial_run (context->database, mapping, bot,
                                               context->cancellable, error);
  return prepared->trial != NULL ? g_steal_pointer (&prepared) : NULL;
}

PortailAnswer *
portail_mapping_post_trial (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Prepared *prepared = context->prepared;
  GString *json;

  if (prepared->problems->len > 0)
    return portail_body_refuse (request, prepared->problems);
  json = g_string_new (NULL);
  portail_mapping_trial_append_json (prepared->trial, json);
  return portail_answer_new_json (200, json);
}
