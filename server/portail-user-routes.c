/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-user-routes.h"

#include <string.h>

#include "server/portail-access.h"
#include "server/portail-account-edit.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-session-routes.h"
#include "server/portail-user-answer.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

static gboolean
check_right (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, NULL, PORTAIL_MODULE_ACCOUNTS,
                               context->route->right, error);
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

/* The account that the path names. Owned. */
static PortailUser *
load_user (PortailContext *context, GError **error)
{
  return portail_record_sql_load (context->database, &portail_user_type,
                                  g_ptr_array_index (context->path_arguments, 0), error);
}

static PortailAnswer *
new_answer (PortailContext *context, guint status, const PortailUser *user, GError **error)
{
  g_autoptr (GPtrArray) memberships = portail_user_answer_list_memberships (context->database,
                                                                            user->base.id, error);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", user->base.rev);
  GString *json;
  PortailAnswer *answer;

  if (memberships == NULL)
    return NULL;
  json = g_string_new (NULL);
  portail_user_answer_append (json, user, memberships, PORTAIL_USER_TO_STAFF);
  answer = portail_answer_new_json (status, json);
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

/* What a list is asked for. */
typedef struct
{
  char *words;           /* folded; NULL: everybody */
  PortailRole role;      /* the highest; NONE: any */
  const char *is_active; /* "1", "0", or NULL for both */
  const char *cursor;    /* id of the last account of the page before, or NULL */
  gint64 limit;
} Query;

static void
query_clear (Query *query)
{
  g_free (query->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static gboolean
fail_parameter (const char *name, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” is not possible here."), name);
  return FALSE;
}

static gboolean
read_is_active (const char *value, Query *query)
{
  if (g_str_equal (value, "true") || g_str_equal (value, "1"))
    query->is_active = "1";
  else if (g_str_equal (value, "false") || g_str_equal (value, "0"))
    query->is_active = "0";
  return query->is_active != NULL;
}

static gboolean
read_parameter (const char *name, const char *value, Query *query)
{
  guint64 limit;

  if (g_str_equal (name, "q"))
    {
      g_free (query->words);
      query->words = portail_text_fold (value);
      return TRUE;
    }
  if (g_str_equal (name, "role"))
    return (query->role = portail_role_from_name (value)) != PORTAIL_ROLE_NONE;
  if (g_str_equal (name, "is_active"))
    return read_is_active (value, query);
  if (g_str_equal (name, "cursor"))
    return portail_id_is_valid (query->cursor = value);
  if (!g_str_equal (name, "limit")
      || !g_ascii_string_to_unsigned (value, 10, 1, MAX_LIMIT, &limit, NULL))
    return FALSE;
  query->limit = (gint64) limit;
  return TRUE;
}

static gboolean
read_query (const PortailRequest *request, Query *query, GError **error)
{
  query->limit = DEFAULT_LIMIT;
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);

      if (!read_parameter (name, value, query))
        return fail_parameter (name, error);
    }
  return TRUE;
}

static gboolean
has_words (const PortailUser *user, const char *words)
{
  const char *texts[] = { user->username, user->display_name, user->discord_id };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = texts[i] != NULL ? portail_text_fold (texts[i]) : NULL;

      if (folded != NULL && strstr (folded, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Appends the users of the page; *@next receives the cursor of the one after it, borrowed from
 * @users, or NULL. */
static gboolean
append_page (PortailContext *context,
             const Query *query,
             const GPtrArray *users,
             GString *json,
             GError **error)
{
  const char *last = NULL;
  gint64 n_shown = 0;

  for (guint i = 0; i < users->len; i++)
    {
      const PortailUser *user = g_ptr_array_index (users, i);
      g_autoptr (GPtrArray) memberships = NULL;

      if (query->words != NULL && !has_words (user, query->words))
        continue;
      memberships = portail_user_answer_list_memberships (context->database, user->base.id, error);
      if (memberships == NULL)
        return FALSE;
      if (query->role != PORTAIL_ROLE_NONE
          && portail_user_answer_get_role (user, memberships) != query->role)
        continue;
      if (n_shown == query->limit)
        {
          g_string_append (json, "],\"next_cursor\":");
          portail_json_append_string (json, last);
          return TRUE;
        }
      g_string_append (json, n_shown++ > 0 ? "," : "");
      portail_user_answer_append (json, user, memberships, PORTAIL_USER_TO_STAFF);
      last = user->base.id;
    }
  g_string_append (json, "],\"next_cursor\":null");
  return TRUE;
}

PortailAnswer *
portail_user_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_auto (Query) query = { 0 };
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GString) json = g_string_new ("{\"items\":[");

  if (!check_right (context, error) || !read_query (request, &query, error))
    return NULL;
  users = portail_record_sql_list (
      context->database, &portail_user_type, error,
      "WHERE trashed_at IS NULL AND id > COALESCE (?, '')"
      " AND is_active = COALESCE (CAST (? AS INTEGER), is_active) ORDER BY id",
      "tt", query.cursor, query.is_active);
  if (users == NULL || !append_page (context, &query, users, json, error))
    return NULL;
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, g_steal_pointer (&json));
}

PortailAnswer *
portail_user_get_one (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailUser) user = check_right (context, error) ? load_user (context, error) : NULL;

  return user != NULL ? new_answer (context, 200, user, error) : NULL;
}

typedef struct
{
  const char *discord_id;
  const char *role;
  gboolean is_active;
} Body;

/* NONE for null; FALSE for what nobody can be given server-wide. */
static gboolean
read_role (const char *name, PortailRole *role, PortailProblems *problems)
{
  *role = portail_role_from_name (name);
  if (name == NULL || *role == PORTAIL_ROLE_STAFF || *role == PORTAIL_ROLE_DOT)
    return TRUE;
  portail_problems_add (problems, "role", "unknown_choice",
                        _ ("The role can be staff, dot or nothing."));
  return FALSE;
}

static PortailUser *
invite (PortailContext *context, const char *discord_id, PortailRole role, GError **error)
{
  PortailAccountEditor editor = get_editor (context);
  g_autoptr (PortailUser) user = portail_account_invite (&editor, discord_id, error);

  if (user == NULL
      || (role != PORTAIL_ROLE_NONE
          && !portail_account_set_role (&editor, user->base.id, role, error)))
    return NULL;
  return g_steal_pointer (&user);
}

PortailAnswer *
portail_user_post_new (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const PortailBodyField fields[] = {
    { "discord_id", PORTAIL_BODY_DISCORD_ID, G_STRUCT_OFFSET (Body, discord_id), TRUE },
    { "role", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, role), FALSE },
    { 0 },
  };
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailUser) user = NULL;
  Body body = { 0 };
  PortailRole role;

  if (!check_right (context, error) || (document = portail_body_parse (request, error)) == NULL)
    return NULL;
  portail_body_read (portail_json_document_get_root (document), fields, &body, problems);
  read_role (body.role, &role, problems);
  if (problems->len == 0 && body.discord_id == NULL)
    portail_problems_add (problems, "discord_id", "required", _ ("This field is required."));
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  user = invite (context, body.discord_id, role, error);
  return user != NULL ? new_answer (context, 201, user, error) : NULL;
}

/* FALSE with the 412, which shows the account, in *@answer, or with an error. */
static gboolean
check_match (PortailContext *context,
             const PortailRequest *request,
             const PortailUser *user,
             PortailAnswer **answer,
             GError **error)
{
  const char *header = portail_request_get_header (request, "If-Match");
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", user->base.rev);
  g_autoptr (GPtrArray) memberships = NULL;
  g_autoptr (GString) json = g_string_new (NULL);

  if (header == NULL || g_str_equal (header, "*") || strstr (header, tag) != NULL)
    return TRUE;
  memberships = portail_user_answer_list_memberships (context->database, user->base.id, error);
  if (memberships == NULL)
    return FALSE;
  portail_user_answer_append (json, user, memberships, PORTAIL_USER_TO_STAFF);
  *answer = portail_answer_new_problem (request, PORTAIL_ERROR_STALE,
                                        _ ("Somebody else changed it in the meantime."), NULL);
  portail_answer_add_member (*answer, "row", json->str);
  return FALSE;
}

enum
{
  PATCH_IS_ACTIVE,
  PATCH_ROLE,
};

static PortailAnswer *
patch (PortailContext *context, PortailUser *user, const Body *body, guint found, GError **error)
{
  PortailAccountEditor editor = get_editor (context);
  PortailRole role = portail_role_from_name (body->role);

  if (found >> PATCH_ROLE & 1 && !portail_account_set_role (&editor, user->base.id, role, error))
    return NULL;
  if (found >> PATCH_IS_ACTIVE & 1
      && !portail_account_set_state (
          &editor, user, body->is_active ? PORTAIL_ACCOUNT_ENABLED : PORTAIL_ACCOUNT_DISABLED,
          error))
    return NULL;
  return new_answer (context, 200, user, error);
}

PortailAnswer *
portail_user_patch (PortailContext *context, const PortailRequest *request, GError **error)
{
  static const PortailBodyField fields[] = {
    [PATCH_IS_ACTIVE] = { "is_active", PORTAIL_BODY_SWITCH, G_STRUCT_OFFSET (Body, is_active) },
    [PATCH_ROLE] = { "role", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, role) },
    { 0 },
  };
  g_autoptr (PortailUser) user = check_right (context, error) ? load_user (context, error) : NULL;
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailAnswer *answer = NULL;
  Body body = { 0 };
  PortailRole role;
  guint found;

  if (user == NULL || !check_match (context, request, user, &answer, error)
      || (document = portail_body_parse (request, error)) == NULL)
    return answer;
  found = portail_body_read (portail_json_document_get_root (document), fields, &body, problems);
  read_role (body.role, &role, problems);
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  return patch (context, user, &body, found, error);
}

PortailAnswer *
portail_user_delete (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailUser) user = check_right (context, error) ? load_user (context, error) : NULL;
  PortailAccountEditor editor = get_editor (context);
  PortailAnswer *answer = NULL;

  if (user == NULL || !check_match (context, request, user, &answer, error))
    return answer;
  return portail_account_set_state (&editor, user, PORTAIL_ACCOUNT_DISABLED, error)
             ? portail_answer_new (204)
             : NULL;
}

PortailAnswer *
portail_user_get_sessions (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailUser) user = check_right (context, error) ? load_user (context, error) : NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  GString *json;

  if (user == NULL)
    return NULL;
  sessions = portail_session_list (context->database, user->base.id, context->now, error);
  if (sessions == NULL)
    return NULL;
  json = g_string_new ("{\"items\":[");
  for (guint i = 0; i < sessions->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_session_append (json, g_ptr_array_index (sessions, i),
                              portail_access_get_session_id (context->access));
    }
  return portail_answer_new_json (200, g_string_append (json, "]}"));
}

static gboolean
read_wipe (const PortailRequest *request, gboolean *is_wipe, GError **error)
{
  const char *value = portail_request_get_parameter (request, "wipe");

  *is_wipe = g_strcmp0 (value, "true") == 0 || g_strcmp0 (value, "1") == 0;
  return value == NULL || *is_wipe || g_str_equal (value, "false") || g_str_equal (value, "0")
         || fail_parameter ("wipe", error);
}

/* The one that the path names, or all. */
static gboolean
revoke_sessions (PortailContext *context,
                 const PortailRequest *request,
                 const PortailUser *user,
                 GError **error)
{
  const PortailAccountEditor editor = get_editor (context);
  const PortailSessionEnd end = {
    .user_id = user->base.id,
    .session_id = context->path_arguments->len > 1 ? g_ptr_array_index (context->path_arguments, 1)
                                                   : NULL,
    .now = context->now,
  };
  gboolean is_wipe;
  gboolean is_done;

  if (!read_wipe (request, &is_wipe, error))
    return FALSE;
  if (is_wipe)
    is_done = portail_session_wipe (context->database, &end, error);
  else if (end.session_id != NULL)
    is_done = portail_session_revoke (context->database, end.user_id, end.session_id, end.now,
                                      error);
  else
    is_done = portail_session_revoke_all (context->database, end.user_id, end.now, error);
  return is_done
         && portail_account_note (&editor, end.user_id,
                                  is_wipe ? "wipe_sessions" : "revoke_sessions", error);
}

PortailAnswer *
portail_user_delete_sessions (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  g_autoptr (PortailUser) user = check_right (context, error) ? load_user (context, error) : NULL;

  return user != NULL && revoke_sessions (context, request, user, error) ? portail_answer_new (204)
                                                                         : NULL;
}
