/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-server-keys.h"

#include <sodium.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

/* The longest that JWT_EXPIRATION_HOURS allows. */
#define RETIRED_SECONDS (24 * 60 * 60)
#define KID_BYTES       6

/* The signing keys of one moment. Immutable. */
typedef struct
{
  char *kid;
  GHashTable *keys; /* kid → PortailKey */
} SigningKeys;

struct _PortailServerKeys
{
  PortailKey keys[PORTAIL_N_SERVER_KEYS];
  char *master;
  SigningKeys *signing; /* atomic: those of now */
  GMutex lock;
  GSList *loaded; /* of SigningKeys, with the lock */
};

static const char *const names[PORTAIL_N_SERVER_KEYS] = {
  [PORTAIL_SERVER_KEY_REFRESH] = "refresh",
  [PORTAIL_SERVER_KEY_LOGIN] = "login",
  [PORTAIL_SERVER_KEY_CURSOR] = "cursor",
};

static void
free_key (gpointer key)
{
  sodium_memzero (key, sizeof (PortailKey));
  g_free (key);
}

static void
signing_keys_free (gpointer pointer)
{
  SigningKeys *signing = pointer;

  g_hash_table_unref (signing->keys);
  g_free (signing->kid);
  g_free (signing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningKeys, signing_keys_free)

static gboolean
create_missing_key (PortailDatabase *database,
                    const char *name,
                    PortailTimestamp now,
                    GError **error)
{
  guint8 secret[PORTAIL_KEY_SIZE];
  g_autoptr (GBytes) bytes = NULL;

  randombytes_buf (secret, sizeof secret);
  bytes = g_bytes_new (secret, sizeof secret);
  return portail_database_run (database, error,
                               "INSERT INTO server_key (name, secret, created_at) SELECT ?, ?, ?"
                               " WHERE NOT EXISTS (SELECT 1 FROM server_key WHERE name = ?)",
                               "tbit", name, bytes, now.milliseconds, name);
}

static gboolean
add_signing_key (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  guint8 bytes[KID_BYTES];
  g_autofree char *kid = NULL;

  randombytes_buf (bytes, sizeof bytes);
  kid = portail_secret_encode (bytes, sizeof bytes);
  return portail_database_run (database, error,
                               "INSERT INTO signing_key (kid, created_at) VALUES (?, ?)", "ti", kid,
                               now.milliseconds);
}

/* Returns: the number of kids that sign, or -1. */
static gint64
count_signing_keys (PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT COUNT(*) FROM signing_key WHERE retired_at IS NULL", "");
  gint64 count;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return -1;
  count = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return count;
}

gboolean
portail_server_keys_create_missing (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  gint64 n_signing_keys;

  for (int i = 0; i < PORTAIL_N_SERVER_KEYS; i++)
    if (!create_missing_key (database, names[i], now, error))
      return FALSE;
  n_signing_keys = count_signing_keys (database, error);
  return n_signing_keys > 0 || (n_signing_keys == 0 && add_signing_key (database, now, error));
}

gboolean
portail_server_keys_rotate (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE signing_key SET retired_at = ? WHERE retired_at IS NULL",
                               "i", now.milliseconds)
         && add_signing_key (database, now, error);
}

gboolean
portail_server_keys_retire (PortailDatabase *database,
                            const char *kid,
                            PortailTimestamp now,
                            GError **error)
{
  /* Over already: no token of it is younger. */
  gint64 ended = portail_timestamp_add_seconds (now, -RETIRED_SECONDS).milliseconds;
  gint64 n_signing_keys;

  if (!portail_database_run (database, error,
                             "UPDATE signing_key SET retired_at = ? WHERE kid = ?"
                             " AND COALESCE (retired_at, ?) > ?",
                             "itii", ended, kid, now.milliseconds, ended))
    return FALSE;
  if (portail_database_count_changes (database) == 0)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, _ ("There is no key “%s”."), kid);
      return FALSE;
    }
  n_signing_keys = count_signing_keys (database, error);
  return n_signing_keys > 0 || (n_signing_keys == 0 && add_signing_key (database, now, error));
}

static gboolean
load_key (PortailDatabase *database, const char *name, PortailKey *key, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT secret FROM server_key WHERE name = ?", "t", name);
  g_autoptr (GBytes) secret = NULL;
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    secret = portail_statement_dup_bytes (statement, 0);
  portail_statement_reset (statement);
  if (secret == NULL || g_bytes_get_size (secret) != PORTAIL_KEY_SIZE)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
                   _ ("The database has no key “%s”: it must be migrated."), name);
      return FALSE;
    }
  memcpy (key->bytes, g_bytes_get_data (secret, NULL), PORTAIL_KEY_SIZE);
  return TRUE;
}

static void
add_derived_key (SigningKeys *signing, const char *master, const char *kid)
{
  g_autofree char *use = g_strconcat ("portail access token ", kid, NULL);
  PortailKey *key = g_new0 (PortailKey, 1);

  portail_secret_derive_key (master, use, key);
  g_hash_table_insert (signing->keys, g_strdup (kid), key);
}

/* Those that verify now, the newest last. */
static PortailStatement *
query_signing_keys (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  gint64 oldest = portail_timestamp_add_seconds (now, -RETIRED_SECONDS).milliseconds;

  return portail_database_query (
      database, error,
      "SELECT kid, retired_at, created_at FROM signing_key"
      " WHERE retired_at IS NULL OR retired_at > ? ORDER BY created_at, kid",
      "i", oldest);
}

gboolean
portail_server_keys_describe (PortailDatabase *database,
                              PortailTimestamp now,
                              GString *text,
                              GError **error)
{
  PortailStatement *statement = query_signing_keys (database, now, error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailTimestamp created_at = { portail_statement_get_int64 (statement, 2) };
      char made[PORTAIL_TIMESTAMP_TEXT_SIZE];

      g_string_append_printf (text, "%s\t%s\t%s\n", portail_statement_get_text (statement, 0),
                              portail_timestamp_format (created_at, made),
                              portail_statement_is_null (statement, 1) ? _ ("signs")
                                                                       : _ ("verifies"));
    }
  return step == PORTAIL_STEP_DONE;
}

static SigningKeys *
load_signing_keys (PortailDatabase *database,
                   const char *master,
                   PortailTimestamp now,
                   GError **error)
{
  PortailStatement *statement = query_signing_keys (database, now, error);
  g_autoptr (SigningKeys) signing = g_new0 (SigningKeys, 1);
  PortailStep step = PORTAIL_STEP_ERROR;

  signing->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_key);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      const char *kid = portail_statement_get_text (statement, 0);

      add_derived_key (signing, master, kid);
      if (portail_statement_is_null (statement, 1))
        {
          g_free (signing->kid);
          signing->kid = g_strdup (kid);
        }
    }
  if (step == PORTAIL_STEP_DONE && signing->kid != NULL)
    return g_steal_pointer (&signing);
  if (step == PORTAIL_STEP_DONE)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
                         _ ("The database has no signing key: it must be migrated."));
  return NULL;
}

PortailServerKeys *
portail_server_keys_load (PortailDatabase *database,
                          const char *master,
                          PortailTimestamp now,
                          GError **error)
{
  g_autoptr (PortailServerKeys) keys = g_new0 (PortailServerKeys, 1);

  g_mutex_init (&keys->lock);
  keys->master = g_strdup (master);
  for (int i = 0; i < PORTAIL_N_SERVER_KEYS; i++)
    if (!load_key (database, names[i], &keys->keys[i], error))
      return NULL;
  return portail_server_keys_reload (keys, database, now, error) ? g_steal_pointer (&keys) : NULL;
}

gboolean
portail_server_keys_reload (PortailServerKeys *keys,
                            PortailDatabase *database,
                            PortailTimestamp now,
                            GError **error)
{
  SigningKeys *signing = load_signing_keys (database, keys->master, now, error);

  if (signing == NULL)
    return FALSE;
  g_mutex_lock (&keys->lock);
  keys->loaded = g_slist_prepend (keys->loaded, signing);
  g_mutex_unlock (&keys->lock);
  g_atomic_pointer_set (&keys->signing, signing);
  return TRUE;
}

void
portail_server_keys_free (PortailServerKeys *keys)
{
  if (keys == NULL)
    return;
  g_slist_free_full (keys->loaded, signing_keys_free);
  g_mutex_clear (&keys->lock);
  if (keys->master != NULL)
    sodium_memzero (keys->master, strlen (keys->master));
  g_free (keys->master);
  sodium_memzero (keys, sizeof *keys);
  g_free (keys);
}

const PortailKey *
portail_server_keys_get (const PortailServerKeys *keys, PortailServerKey which)
{
  return &keys->keys[which];
}

const char *
portail_server_keys_get_kid (const PortailServerKeys *keys)
{
  const SigningKeys *signing = g_atomic_pointer_get (&keys->signing);

  return signing->kid;
}

const PortailKey *
portail_server_keys_find_signing_key (const PortailServerKeys *keys, const char *kid)
{
  const SigningKeys *signing = g_atomic_pointer_get (&keys->signing);

  return g_hash_table_lookup (signing->keys, kid);
}
