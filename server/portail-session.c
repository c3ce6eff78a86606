/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-session.h"

#include "server/portail-access.h"
#include "server/portail-accounts.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

/* A row of refresh_token with its session, as it was presented. */
typedef struct
{
  GBytes *hash;
  char *session_id;
  char *user_id;
  PortailTimestamp presented_at; /* null: never */
  PortailTimestamp expires_at;
  PortailTimestamp session_expires_at;
  gboolean is_revoked;
  gboolean is_successor_presented;
  gint64 epoch;
} Presented;

static void
presented_free (Presented *presented)
{
  g_clear_pointer (&presented->hash, g_bytes_unref);
  g_free (presented->session_id);
  g_free (presented->user_id);
  g_free (presented);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Presented, presented_free)

static void
portail_session_free (gpointer pointer)
{
  PortailSession *session = pointer;

  g_free (session->id);
  g_free (session->client);
  g_free (session->device_name);
  g_free (session->address);
  g_free (session);
}

void
portail_session_grant_free (PortailSessionGrant *grant)
{
  if (grant == NULL)
    return;
  g_free (grant->claims.user_id);
  g_free (grant->claims.session_id);
  g_free (grant->refresh_token);
  g_free (grant);
}

/* Null for a column without value. */
static PortailTimestamp
get_timestamp (PortailStatement *statement, guint column)
{
  if (portail_statement_is_null (statement, column))
    return PORTAIL_TIMESTAMP_NULL;
  return (PortailTimestamp){ portail_statement_get_int64 (statement, column) };
}

static gboolean
is_past (PortailTimestamp moment, PortailTimestamp now)
{
  return moment.milliseconds <= now.milliseconds;
}

static gboolean
insert_token (PortailContext *context, GBytes *hash, const char *session_id, GError **error)
{
  PortailTimestamp expires_at = portail_timestamp_add_seconds (context->now,
                                                               PORTAIL_SESSION_IDLE_SECONDS);

  return portail_database_run (
      context->database, error,
      "INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (?, ?, ?)", "bti", hash,
      session_id, expires_at.milliseconds);
}

/* Returns: FALSE when the database fails. */
static gboolean
read_epoch (PortailDatabase *database, const char *user_id, gint64 *epoch, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT epoch FROM token_epoch WHERE user_id = ?", "t", user_id);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *epoch = step == PORTAIL_STEP_ROW ? portail_statement_get_int64 (statement, 0) : 0;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
raise_epoch (PortailDatabase *database, const char *user_id, GError **error)
{
  return portail_database_run (database, error,
                               "INSERT INTO token_epoch (user_id, epoch) VALUES (?, 1)"
                               " ON CONFLICT (user_id) DO UPDATE SET epoch = epoch + 1",
                               "t", user_id);
}

PortailSessionGrant *
portail_session_open (PortailContext *context, const PortailSessionOpening *opening, GError **error)
{
  g_autoptr (PortailSessionGrant) grant = g_new0 (PortailSessionGrant, 1);
  gint64 now = context->now.milliseconds;
  gint64 expires_at =
      portail_timestamp_add_seconds (context->now, PORTAIL_SESSION_ABSOLUTE_SECONDS).milliseconds;
  g_autoptr (GBytes) hash = NULL;

  grant->claims.user_id = g_strdup (opening->user_id);
  grant->claims.session_id = portail_id_new ();
  grant->refresh_token = portail_secret_new_token ();
  hash = portail_secret_hash (grant->refresh_token);
  if (!portail_database_run (context->database, error,
                             "INSERT INTO session (id, user_id, client, device_name, address,"
                             " created_at, last_used_at, expires_at) VALUES (?,?,?,?,?,?,?,?)",
                             "tttttiii", grant->claims.session_id, opening->user_id,
                             opening->client, opening->device_name, opening->address, now, now,
                             expires_at)
      || !insert_token (context, hash, grant->claims.session_id, error)
      || !read_epoch (context->database, opening->user_id, &grant->claims.epoch, error))
    return NULL;
  return g_steal_pointer (&grant);
}

/* *@presented stays NULL for a token that nobody was given. */
static gboolean
find_presented (PortailDatabase *database, GBytes *hash, Presented **presented, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT t.session_id, s.user_id, t.presented_at, t.expires_at, s.expires_at,"
      " s.revoked_at IS NOT NULL, n.presented_at IS NOT NULL, COALESCE (e.epoch, 0)"
      " FROM refresh_token t JOIN session s ON s.id = t.session_id"
      " LEFT JOIN refresh_token n ON n.hash = t.successor"
      " LEFT JOIN token_epoch e ON e.user_id = s.user_id WHERE t.hash = ?",
      "b", hash);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step != PORTAIL_STEP_ROW)
    return step == PORTAIL_STEP_DONE;
  *presented = g_new0 (Presented, 1);
  **presented = (Presented){
    .hash = g_bytes_ref (hash),
    .session_id = portail_statement_dup_text (statement, 0),
    .user_id = portail_statement_dup_text (statement, 1),
    .presented_at = get_timestamp (statement, 2),
    .expires_at = get_timestamp (statement, 3),
    .session_expires_at = get_timestamp (statement, 4),
    .is_revoked = portail_statement_get_int64 (statement, 5) != 0,
    .is_successor_presented = portail_statement_get_int64 (statement, 6) != 0,
    .epoch = portail_statement_get_int64 (statement, 7),
  };
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
has_ended (const Presented *presented, PortailTimestamp now)
{
  return presented->is_revoked || is_past (presented->expires_at, now)
         || is_past (presented->session_expires_at, now);
}

static gboolean
is_retry (const Presented *presented, PortailTimestamp now)
{
  PortailTimestamp until = portail_timestamp_add_seconds (presented->presented_at,
                                                          PORTAIL_SESSION_RETRY_SECONDS);

  return !presented->is_successor_presented && now.milliseconds <= until.milliseconds;
}

static gboolean
end_session (PortailDatabase *database,
             const char *session_id,
             const char *reason,
             PortailTimestamp now,
             GError **error)
{
  return portail_database_run (
      database, error,
      "UPDATE session SET revoked_at = ?, revoked_for = ? WHERE id = ? AND revoked_at IS NULL",
      "itt", now.milliseconds, reason, session_id);
}

/* Invariant 2: somebody else holds the chain. */
static gboolean
end_family (PortailContext *context, const Presented *presented, GError **error)
{
  const PortailAccountNotice notice = {
    .kind = "session_reused",
    .title = N_ ("A device was signed out"),
    .body = N_ ("An old key of one of your devices was used again, so that device was signed out."
                " If you did not do this yourself, look at the list of your devices."),
  };

  g_message ("session %s ended: a refresh token was used again", presented->session_id);
  return end_session (context->database, presented->session_id, "reused", context->now, error)
         && raise_epoch (context->database, presented->user_id, error)
         && portail_accounts_notify (context, presented->user_id, &notice, error);
}

/* The first presentation of a token makes its successor. */
static gboolean
rotate (PortailContext *context, const Presented *presented, GBytes *successor, GError **error)
{
  return portail_database_run (
             context->database, error,
             "UPDATE refresh_token SET presented_at = ?, successor = ? WHERE hash = ?", "ibb",
             context->now.milliseconds, successor, presented->hash)
         && insert_token (context, successor, presented->session_id, error);
}

static gboolean
touch (PortailContext *context, const Presented *presented, const char *address, GError **error)
{
  return portail_database_run (context->database, error,
                               "UPDATE session SET last_used_at = ?, address = ? WHERE id = ?",
                               "itt", context->now.milliseconds, address, presented->session_id);
}

/* A disabled user keeps nothing, even where his sessions were not revoked. */
static gboolean
check_user (PortailContext *context,
            const Presented *presented,
            gboolean *is_active,
            GError **error)
{
  PortailStatement *statement = portail_database_query (
      context->database, error,
      "SELECT 1 FROM user WHERE id = ? AND is_active = 1 AND trashed_at IS NULL", "t",
      presented->user_id);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *is_active = step == PORTAIL_STEP_ROW;
  portail_statement_reset (statement);
  return TRUE;
}

static PortailSessionGrant *
new_grant (const Presented *presented, char *refresh_token)
{
  PortailSessionGrant *grant = g_new0 (PortailSessionGrant, 1);

  grant->claims.user_id = g_strdup (presented->user_id);
  grant->claims.session_id = g_strdup (presented->session_id);
  grant->claims.epoch = presented->epoch;
  grant->refresh_token = refresh_token;
  return grant;
}

gboolean
portail_session_refresh (PortailContext *context,
                         const char *refresh_token,
                         const char *address,
                         PortailSessionGrant **grant,
                         GError **error)
{
  const PortailKey *key = portail_server_keys_get (context->keys, PORTAIL_SERVER_KEY_REFRESH);
  g_autoptr (GBytes) hash = portail_secret_hash (refresh_token);
  g_autofree char *successor = portail_secret_derive_token (key, refresh_token);
  g_autoptr (GBytes) successor_hash = portail_secret_hash (successor);
  g_autoptr (Presented) presented = NULL;
  gboolean is_active;

  *grant = NULL;
  if (!find_presented (context->database, hash, &presented, error))
    return FALSE;
  if (presented == NULL || has_ended (presented, context->now))
    return TRUE;
  if (!check_user (context, presented, &is_active, error))
    return FALSE;
  if (!is_active)
    return TRUE;
  if (portail_timestamp_is_null (presented->presented_at))
    {
      if (!rotate (context, presented, successor_hash, error)
          || !touch (context, presented, address, error))
        return FALSE;
    }
  else if (!is_retry (presented, context->now))
    return end_family (context, presented, error);
  *grant = new_grant (presented, g_steal_pointer (&successor));
  return TRUE;
}

/* Why sessions end so that their devices lose what they hold: as stored, as told. */
static const struct
{
  const char *reason;
  const char *told;
} revocations[] = {
  { "user", "revoked" },
  { "wipe", "wiped" },
};

gboolean
portail_session_find_revocation (PortailDatabase *database,
                                 const char *refresh_token,
                                 const char **revocation,
                                 GError **error)
{
  g_autoptr (GBytes) hash = portail_secret_hash (refresh_token);
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT s.revoked_for FROM refresh_token t JOIN session s ON s.id = t.session_id"
      " WHERE t.hash = ? AND s.revoked_for IS NOT NULL",
      "b", hash);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *revocation = NULL;
  for (gsize i = 0; step == PORTAIL_STEP_ROW && i < G_N_ELEMENTS (revocations); i++)
    if (g_strcmp0 (portail_statement_get_text (statement, 0), revocations[i].reason) == 0)
      *revocation = revocations[i].told;
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_session_check (PortailDatabase *database,
                       const PortailTokenClaims *claims,
                       PortailTimestamp now,
                       GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT COALESCE (e.epoch, 0) FROM session s LEFT JOIN token_epoch e ON e.user_id = s.user_id"
      " WHERE s.id = ? AND s.user_id = ? AND s.revoked_at IS NULL AND s.expires_at > ?",
      "tti", claims->session_id, claims->user_id, now.milliseconds);
  PortailStep step = PORTAIL_STEP_ERROR;
  gboolean is_good = FALSE;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    is_good = portail_statement_get_int64 (statement, 0) == claims->epoch;
  portail_statement_reset (statement);
  if (!is_good)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                         _ ("Please sign in again."));
  return is_good;
}

static PortailSession *
read_session (PortailStatement *statement)
{
  PortailSession *session = g_new0 (PortailSession, 1);

  session->id = portail_statement_dup_text (statement, 0);
  session->client = portail_statement_dup_text (statement, 1);
  session->device_name = portail_statement_dup_text (statement, 2);
  session->address = portail_statement_dup_text (statement, 3);
  session->created_at = get_timestamp (statement, 4);
  session->last_used_at = get_timestamp (statement, 5);
  return session;
}

GPtrArray *
portail_session_list (PortailDatabase *database,
                      const char *user_id,
                      PortailTimestamp now,
                      GError **error)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (portail_session_free);
  gint64 idle_since =
      portail_timestamp_add_seconds (now, -PORTAIL_SESSION_IDLE_SECONDS).milliseconds;
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT id, client, device_name, address, created_at, last_used_at FROM session"
      " WHERE user_id = ? AND revoked_at IS NULL AND expires_at > ? AND last_used_at > ?"
      " ORDER BY last_used_at DESC, id",
      "tii", user_id, now.milliseconds, idle_since);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (sessions, read_session (statement));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&sessions) : NULL;
}

gboolean
portail_session_sign_out (PortailContext *context, GError **error)
{
  return end_session (context->database, portail_access_get_session_id (context->access),
                      "sign_out", context->now, error);
}

static gboolean
end_one (PortailDatabase *database,
         const PortailSessionEnd *end,
         const char *reason,
         GError **error)
{
  if (!portail_database_run (database, error,
                             "UPDATE session SET revoked_at = ?, revoked_for = ?"
                             " WHERE id = ? AND user_id = ? AND revoked_at IS NULL",
                             "ittt", end->now.milliseconds, reason, end->session_id, end->user_id))
    return FALSE;
  if (portail_database_count_changes (database) > 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("There is no such device."));
  return FALSE;
}

gboolean
portail_session_revoke (PortailDatabase *database,
                        const char *user_id,
                        const char *session_id,
                        PortailTimestamp now,
                        GError **error)
{
  const PortailSessionEnd end = { user_id, session_id, now };

  return end_one (database, &end, "user", error);
}

static gboolean
end_all (PortailDatabase *database,
         const char *user_id,
         const char *reason,
         PortailTimestamp now,
         GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE session SET revoked_at = ?, revoked_for = ?"
                               " WHERE user_id = ? AND revoked_at IS NULL",
                               "itt", now.milliseconds, reason, user_id)
         && raise_epoch (database, user_id, error);
}

gboolean
portail_session_revoke_all (PortailDatabase *database,
                            const char *user_id,
                            PortailTimestamp now,
                            GError **error)
{
  return end_all (database, user_id, "user", now, error);
}

gboolean
portail_session_wipe (PortailDatabase *database, const PortailSessionEnd *end, GError **error)
{
  return end->session_id != NULL ? end_one (database, end, "wipe", error)
                                 : end_all (database, end->user_id, "wipe", end->now, error);
}

gboolean
portail_session_disable_all (PortailDatabase *database,
                             const char *user_id,
                             PortailTimestamp now,
                             GError **error)
{
  return end_all (database, user_id, "disabled", now, error);
}

gboolean
portail_session_purge (PortailDatabase *database,
                       PortailTimestamp before,
                       PortailTimestamp now,
                       GError **error)
{
  return portail_database_run (
             database, error,
             "DELETE FROM session WHERE revoked_at < ? OR expires_at < ? OR last_used_at < ?",
             "iii", before.milliseconds, before.milliseconds, before.milliseconds)
         && portail_database_run (database, error, "DELETE FROM refresh_token WHERE expires_at < ?",
                                  "i", now.milliseconds);
}
