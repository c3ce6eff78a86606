/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-local-account.h"

#include <sodium.h>
#include <string.h>

#include "server/portail-record-writer.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"

#define MIN_NAME_LENGTH 3
#define MAX_NAME_LENGTH 50
/* A tenth of a second and more, but not so much memory that some attempts at once hurt. */
#define OPERATIONS   crypto_pwhash_OPSLIMIT_MODERATE
#define MEMORY_BYTES (64 * 1024 * 1024)

gboolean
portail_local_account_is_name (const char *username)
{
  gsize length = strspn (username, "abcdefghijklmnopqrstuvwxyz0123456789.-_");

  return username[length] == '\0' && length >= MIN_NAME_LENGTH && length <= MAX_NAME_LENGTH;
}

static char *
hash (const char *password)
{
  char *text = g_malloc0 (crypto_pwhash_STRBYTES);

  if (crypto_pwhash_str_alg (text, password, strlen (password), OPERATIONS, MEMORY_BYTES,
                             crypto_pwhash_ALG_ARGON2ID13)
      != 0)
    g_error ("there is no memory for a password");
  return text;
}

char *
portail_local_account_hash (const char *password, GError **error)
{
  gsize length = strlen (password);

  if (length >= PORTAIL_LOCAL_PASSWORD_MIN_BYTES && length <= PORTAIL_LOCAL_PASSWORD_MAX_BYTES)
    return hash (password);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("A password has %d to %d characters."), PORTAIL_LOCAL_PASSWORD_MIN_BYTES,
               PORTAIL_LOCAL_PASSWORD_MAX_BYTES);
  return NULL;
}

static gboolean G_GNUC_PRINTF (3, 4)
    fail (GError **error, PortailErrorCode code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (PORTAIL_ERROR, (gint) code, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* Invariant 3. */
static char *
make_discord_id (void)
{
  GString *id = g_string_new ("9");

  for (int i = 0; i < 19; i++)
    g_string_append_c (id, (char) ('0' + randombytes_uniform (10)));
  return g_string_free (id, FALSE);
}

static PortailUser *
create_user (const PortailAccountEditor *editor, const char *username, GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      editor->database, editor->user_id, NULL, editor->now);
  g_autoptr (PortailUser) user = portail_record_new (&portail_user_type);
  g_autofree char *scope = NULL;
  PortailAuditEvent event = { .action = "create", .target_type = "user" };

  user->base.id = portail_id_new ();
  user->discord_id = make_discord_id ();
  user->username = g_strdup (username);
  user->is_active = TRUE;
  event.scope = scope = portail_scope_of_user (user->base.id);
  event.target_id = user->base.id;
  return portail_record_writer_insert (writer, user, error)
                 && portail_record_writer_audit (writer, &event, error)
             ? g_steal_pointer (&user)
             : NULL;
}

/* *@user_id stays NULL for a name that nobody has. */
static gboolean
find (PortailDatabase *database, const char *username, char **user_id, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT user_id FROM local_account WHERE username = ?", "t", username);
  PortailStep step = PORTAIL_STEP_ERROR;

  *user_id = NULL;
  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ROW)
    *user_id = portail_statement_dup_text (statement, 0);
  if (step != PORTAIL_STEP_ERROR)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

gboolean
portail_local_account_create (const PortailAccountEditor *editor,
                              const char *username,
                              const char *password_hash,
                              GError **error)
{
  g_autoptr (PortailUser) user = NULL;
  g_autofree char *taken = NULL;

  if (!portail_local_account_is_name (username))
    return fail (error, PORTAIL_ERROR_INVALID,
                 _ ("“%s” cannot be a name: 3 to 50 of a–z, 0–9, “.”, “-” and “_”."), username);
  if (!find (editor->database, username, &taken, error))
    return FALSE;
  if (taken != NULL)
    return fail (error, PORTAIL_ERROR_DUPLICATE_KEY,
                 _ ("There is a local account “%s” already; it can be given another password."),
                 username);
  user = create_user (editor, username, error);
  return user != NULL && portail_account_set_role (editor, user->base.id, PORTAIL_ROLE_STAFF, error)
         && portail_database_run (editor->database, error,
                                  "INSERT INTO local_account (username, user_id, password_hash,"
                                  " created_at) VALUES (?, ?, ?, ?)",
                                  "ttti", username, user->base.id, password_hash,
                                  editor->now.milliseconds);
}

/* The account behind the name; NOT_FOUND. Owned. */
static PortailUser *
load_user (const PortailAccountEditor *editor, const char *username, GError **error)
{
  g_autofree char *user_id = NULL;

  if (!find (editor->database, username, &user_id, error))
    return NULL;
  if (user_id != NULL)
    return portail_record_sql_load (editor->database, &portail_user_type, user_id, error);
  fail (error, PORTAIL_ERROR_NOT_FOUND, _ ("There is no local account “%s”."), username);
  return NULL;
}

gboolean
portail_local_account_set_password (const PortailAccountEditor *editor,
                                    const char *username,
                                    const char *password_hash,
                                    GError **error)
{
  g_autoptr (PortailUser) user = load_user (editor, username, error);

  return user != NULL && portail_account_set_state (editor, user, PORTAIL_ACCOUNT_ENABLED, error)
         && portail_account_note (editor, user->base.id, "password", error)
         && portail_database_run (editor->database, error,
                                  "UPDATE local_account SET password_hash = ?, disabled_at = NULL"
                                  " WHERE username = ?",
                                  "tt", password_hash, username);
}

gboolean
portail_local_account_disable (const PortailAccountEditor *editor,
                               const char *username,
                               GError **error)
{
  g_autoptr (PortailUser) user = load_user (editor, username, error);

  return user != NULL && portail_account_set_state (editor, user, PORTAIL_ACCOUNT_DISABLED, error)
         && portail_database_run (editor->database, error,
                                  "UPDATE local_account SET disabled_at = ? WHERE username = ?",
                                  "it", editor->now.milliseconds, username);
}

gboolean
portail_local_account_list (PortailDatabase *database, GString *text, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT username, created_at, disabled_at FROM local_account ORDER BY username", "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailTimestamp created_at = { portail_statement_get_int64 (statement, 1) };
      char made[PORTAIL_TIMESTAMP_TEXT_SIZE];

      g_string_append_printf (text, "%s\t%s\t%s\n", portail_statement_get_text (statement, 0),
                              portail_timestamp_format (created_at, made),
                              portail_statement_is_null (statement, 2) ? _ ("enabled")
                                                                       : _ ("disabled"));
    }
  return step == PORTAIL_STEP_DONE;
}

/* Of a password that nobody knows; made once. */
static const char *
get_hash_of_nobody (void)
{
  static char *nobody;

  if (g_once_init_enter (&nobody))
    {
      char password[33];
      guint8 bytes[16];

      randombytes_buf (bytes, sizeof bytes);
      g_once_init_leave (&nobody,
                         hash (sodium_bin2hex (password, sizeof password, bytes, sizeof bytes)));
    }
  return nobody;
}

gboolean
portail_local_account_check (PortailDatabase *reader,
                             const char *username,
                             const char *password,
                             char **user_id,
                             GError **error)
{
  const char *nobody = get_hash_of_nobody ();
  PortailStatement *statement = portail_database_query (
      reader, error,
      "SELECT l.user_id, l.password_hash FROM local_account l JOIN user u ON u.id = l.user_id"
      " WHERE l.username = ? AND l.disabled_at IS NULL AND u.is_active = 1"
      " AND u.trashed_at IS NULL",
      "t", username);
  PortailStep step = PORTAIL_STEP_ERROR;
  g_autofree char *found = NULL;
  g_autofree char *stored = NULL;

  *user_id = NULL;
  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    {
      found = portail_statement_dup_text (statement, 0);
      stored = portail_statement_dup_text (statement, 1);
    }
  portail_statement_reset (statement);
  if (strlen (password) <= PORTAIL_LOCAL_PASSWORD_MAX_BYTES
      && crypto_pwhash_str_verify (stored != NULL ? stored : nobody, password, strlen (password))
             == 0)
    *user_id = g_steal_pointer (&found);
  return TRUE;
}
