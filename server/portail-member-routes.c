/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-member-routes.h"

#include "server/portail-access.h"
#include "server/portail-account-edit.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"

static const char *
get_enterprise_id (const PortailContext *context)
{
  return g_ptr_array_index (context->path_arguments, 0);
}

/* A company that is foreign is not there; of an own one, members are those' who read it. */
static gboolean
check_reader (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, get_enterprise_id (context),
                               PORTAIL_MODULE_ENTERPRISES, PORTAIL_RIGHT_READ, error);
}

static gboolean
check_writer (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, get_enterprise_id (context),
                               PORTAIL_MODULE_ENTERPRISES, PORTAIL_RIGHT_NONE, error)
         && portail_access_check (context->access, NULL, PORTAIL_MODULE_ACCOUNTS,
                                  PORTAIL_RIGHT_WRITE, error);
}

static PortailAccountEditor
get_editor (PortailContext *context)
{
  return (PortailAccountEditor){
    .database = context->database,
    .user_id = portail_access_get_user (context->access)->base.id,
    .now = context->now,
  };
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_member (GString *json,
               PortailContext *context,
               const PortailMembership *membership,
               const PortailUser *user)
{
  PortailRole own_role = portail_access_get_role (context->access, NULL);
  gboolean knows_accounts = (portail_permission_get (PORTAIL_MODULE_ACCOUNTS, own_role)
                             & PORTAIL_RIGHT_READ)
                            != 0;

  g_string_append_c (json, '{');
  append_text (json, "id", membership->base.id);
  append_text (json, "enterprise_id", membership->base.enterprise_id);
  append_text (json, "user_id", user->base.id);
  if (knows_accounts)
    append_text (json, "discord_id", user->discord_id);
  append_text (json, "display_name",
               user->display_name != NULL ? user->display_name : user->username);
  append_text (json, "avatar_url", user->avatar_url);
  append_text (json, "role", portail_role_get_name (membership->role));
  append_text (json, "source",
               membership->source == PORTAIL_MEMBERSHIP_MANUAL ? "manual" : "discord");
  g_string_append_c (json, '}');
}

static gboolean
append_members (PortailContext *context,
                const GPtrArray *memberships,
                GString *json,
                GError **error)
{
  for (guint i = 0; i < memberships->len; i++)
    {
      const PortailMembership *membership = g_ptr_array_index (memberships, i);
      g_autoptr (PortailUser) user = portail_record_sql_load (context->database, &portail_user_type,
                                                              membership->user_id, error);

      if (user == NULL)
        return FALSE;
      g_string_append (json, i > 0 ? "," : "");
      append_member (json, context, membership, user);
    }
  return TRUE;
}

PortailAnswer *
portail_member_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (GPtrArray) memberships = NULL;
  g_autoptr (GString) json = g_string_new ("{\"items\":[");

  if (!check_reader (context, error))
    return NULL;
  memberships = portail_record_sql_list (
      context->database, &portail_membership_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL"
      " AND user_id IN (SELECT id FROM user WHERE trashed_at IS NULL) ORDER BY id",
      "t", get_enterprise_id (context));
  if (memberships == NULL || !append_members (context, memberships, json, error))
    return NULL;
  g_string_append (json, "],\"next_cursor\":null}");
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

typedef struct
{
  const char *discord_id;
  const char *role;
} Body;

/* Who has the Discord id, invited where nobody has. Owned. */
static PortailUser *
find_or_invite (const PortailAccountEditor *editor, const char *discord_id, GError **error)
{
  g_autoptr (GError) missing = NULL;
  PortailUser *user = portail_account_find (editor->database, discord_id, &missing);

  if (user != NULL)
    return user;
  if (g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    return portail_account_invite (editor, discord_id, error);
  g_propagate_error (error, g_steal_pointer (&missing));
  return NULL;
}

static PortailAnswer *
grant (PortailContext *context, const Body *body, GError **error)
{
  PortailAccountEditor editor = get_editor (context);
  g_autoptr (PortailUser) user = find_or_invite (&editor, body->discord_id, error);
  g_autoptr (PortailMembership) membership = NULL;
  GString *json;

  if (user == NULL)
    return NULL;
  membership = portail_account_grant (&editor, user->base.id, get_enterprise_id (context),
                                      portail_role_from_name (body->role), error);
  if (membership == NULL)
    return NULL;
  json = g_string_new (NULL);
  append_member (json, context, membership, user);
  return portail_answer_new_json (201, json);
}

PortailAnswer *
portail_member_post_new (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const PortailBodyField fields[] = {
    { "discord_id", PORTAIL_BODY_DISCORD_ID, G_STRUCT_OFFSET (Body, discord_id), TRUE },
    { "role", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, role), TRUE },
    { 0 },
  };
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  Body body = { 0 };
  PortailRole role;

  if (!check_writer (context, error) || (document = portail_body_parse (request, error)) == NULL)
    return NULL;
  portail_body_read (portail_json_document_get_root (document), fields, &body, problems);
  role = portail_role_from_name (body.role);
  if (problems->len == 0 && (role == PORTAIL_ROLE_NONE || portail_role_is_server_wide (role)))
    portail_problems_add (problems, "role", "unknown_choice",
                          _ ("The role can be employe, co-patron or patron."));
  if (problems->len == 0 && body.discord_id == NULL)
    portail_problems_add (problems, "discord_id", "required", _ ("This field is required."));
  return problems->len > 0 ? portail_body_refuse (request, problems)
                           : grant (context, &body, error);
}

PortailAnswer *
portail_member_delete (PortailContext *context, const PortailRequest *request, GError **error)
{
  PortailAccountEditor editor = get_editor (context);
  g_autoptr (PortailUser) user = NULL;

  if (!check_writer (context, error))
    return NULL;
  user = portail_account_find (context->database, g_ptr_array_index (context->path_arguments, 1),
                               error);
  return user != NULL
                 && portail_account_withdraw (&editor, user->base.id, get_enterprise_id (context),
                                              error)
             ? portail_answer_new (204)
             : NULL;
}
