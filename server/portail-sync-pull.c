/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-sync-pull.h"

#include <string.h>

#include "server/portail-pull-page.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-json-text.h"

#define SNAPSHOT "pull"

char *
portail_sync_load_epoch (PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT value FROM server_state WHERE name = 'epoch'", error);
  char *epoch;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return NULL;
  epoch = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return epoch;
}

/* Every scope of the user. GPtrArray of owned names. */
static GPtrArray *
list_scopes (const PortailAccess *access)
{
  const GPtrArray *enterprise_ids = portail_access_get_enterprise_ids (access);
  GPtrArray *scopes = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (scopes, g_strdup (PORTAIL_SCOPE_GLOBAL_NAME));
  g_ptr_array_add (scopes, portail_scope_of_user (portail_access_get_user (access)->base.id));
  for (guint i = 0; i < enterprise_ids->len; i++)
    g_ptr_array_add (scopes, portail_scope_of_enterprise (g_ptr_array_index (enterprise_ids, i)));
  return scopes;
}

static void
append_scopes (const PortailAccess *access, const GPtrArray *scopes, GString *json)
{
  portail_json_append_name (json, "scopes");
  g_string_append_c (json, '[');
  for (guint i = 0; i < scopes->len; i++)
    {
      const char *scope = g_ptr_array_index (scopes, i);
      const char *enterprise_id = portail_scope_get_enterprise_id (scope);
      const char *role = NULL;

      if (enterprise_id != NULL)
        role = portail_role_get_name (portail_access_get_role (access, enterprise_id));
      g_string_append (json, i > 0 ? ",{" : "{");
      portail_json_append_name (json, "scope");
      portail_json_append_string (json, scope);
      portail_json_append_name (json, "role");
      portail_json_append_string (json, role);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/* Those that the client names come first. */
static gboolean
is_in_turn (const PortailPullRequest *request, const char *scope, int turn)
{
  gboolean is_named = portail_json_get (request->cursors, scope) != NULL;

  return is_named == (turn == 0);
}

static gboolean
append_pages (const PortailPullRequest *request,
              const GPtrArray *scopes,
              GString *json,
              GError **error)
{
  gsize start = json->len;
  gboolean is_cut = FALSE;

  portail_json_append_name (json, "pages");
  g_string_append_c (json, '[');
  for (int turn = 0; turn < 2; turn++)
    for (guint i = 0; i < scopes->len; i++)
      {
        const char *scope = g_ptr_array_index (scopes, i);

        if (!is_in_turn (request, scope, turn))
          continue;
        is_cut = json->len - start >= PORTAIL_PULL_MAX_BYTES;
        if (!is_cut
            && !portail_pull_page_append (request, scope, start + PORTAIL_PULL_MAX_BYTES, json,
                                          error))
          return FALSE;
      }
  g_string_append_c (json, ']');
  if (is_cut)
    {
      portail_json_append_name (json, "more");
      g_string_append (json, "true");
    }
  return TRUE;
}

gboolean
portail_sync_pull_run (const PortailPullRequest *request, GString *json, GError **error)
{
  g_autoptr (GPtrArray) scopes = list_scopes (request->seal.access);
  gboolean is_good;

  if (!portail_database_savepoint (request->database, SNAPSHOT, error))
    return FALSE;
  append_scopes (request->seal.access, scopes, json);
  is_good = append_pages (request, scopes, json, error);
  portail_database_rollback_to (request->database, SNAPSHOT);
  return is_good;
}
