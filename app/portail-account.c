/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "shared/portail-error.h"

#define FILE_NAME "account.ini"
#define GROUP     "account"

static const char *const lock_names[PORTAIL_N_ACCOUNT_LOCKS] = {
  [PORTAIL_ACCOUNT_OPEN] = "open",
  [PORTAIL_ACCOUNT_SIGNED_OUT] = "signed-out",
  [PORTAIL_ACCOUNT_SEALED] = "sealed",
};

PortailAccount *
portail_account_new (const char *base_directory,
                     const char *server,
                     const char *user_id,
                     const char *username)
{
  PortailAccount *account = g_new0 (PortailAccount, 1);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, server, -1);
  g_autofree char *folder = g_strndup (hash, 16);

  account->server = g_strdup (server);
  account->user_id = g_strdup (user_id);
  account->username = g_strdup (username);
  account->directory = g_build_filename (base_directory, folder, user_id, NULL);
  account->contact_at = PORTAIL_TIMESTAMP_NULL;
  account->seen_at = PORTAIL_TIMESTAMP_NULL;
  return account;
}

PortailAccount *
portail_account_copy (const PortailAccount *account)
{
  PortailAccount *copy = g_new0 (PortailAccount, 1);

  copy->server = g_strdup (account->server);
  copy->user_id = g_strdup (account->user_id);
  copy->username = g_strdup (account->username);
  copy->avatar_url = g_strdup (account->avatar_url);
  copy->directory = g_strdup (account->directory);
  copy->lock = account->lock;
  copy->contact_at = account->contact_at;
  copy->seen_at = account->seen_at;
  return copy;
}

void
portail_account_free (PortailAccount *account)
{
  g_free (account->server);
  g_free (account->user_id);
  g_free (account->username);
  g_free (account->avatar_url);
  g_free (account->directory);
  g_free (account);
}

char *
portail_account_to_text (const PortailAccount *account)
{
  g_autoptr (GUri) uri = g_uri_parse (account->server, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : account->server;

  return g_strdup_printf ("%s (%s)",
                          account->username != NULL ? account->username : account->user_id, host);
}

static void
write_moment (GKeyFile *file, const char *name, PortailTimestamp moment)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  if (!portail_timestamp_is_null (moment))
    g_key_file_set_string (file, GROUP, name, portail_timestamp_format (moment, text));
}

static PortailTimestamp
read_moment (GKeyFile *file, const char *name)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, name, NULL);
  PortailTimestamp moment;

  return text != NULL && portail_timestamp_parse (text, &moment) ? moment : PORTAIL_TIMESTAMP_NULL;
}

/* What is not known is no reason to show anything. */
static PortailAccountLock
read_lock (GKeyFile *file)
{
  g_autofree char *name = g_key_file_get_string (file, GROUP, "lock", NULL);

  for (PortailAccountLock lock = 0; name != NULL && lock < PORTAIL_N_ACCOUNT_LOCKS; lock++)
    if (g_str_equal (lock_names[lock], name))
      return lock;
  return name == NULL ? PORTAIL_ACCOUNT_OPEN : PORTAIL_ACCOUNT_SIGNED_OUT;
}

/* One piece of work on an account's folder. */
typedef struct
{
  GTask *task;
  GTaskThreadFunc run;
} Work;

static void
run_work (gpointer pointer, gpointer unused)
{
  g_autofree Work *work = pointer;
  g_autoptr (GTask) task = work->task;

  work->run (task, NULL, g_task_get_task_data (task), g_task_get_cancellable (task));
}

/* On one thread: of two saves of an account the later one stays, and none brings back a folder that
 * is removed. Takes @task. */
static void
run_in_order (GTask *task, GTaskThreadFunc run)
{
  static GThreadPool *writer;
  Work *work = g_new (Work, 1);

  if (g_once_init_enter (&writer))
    g_once_init_leave (&writer, g_thread_pool_new (run_work, NULL, 1, FALSE, NULL));
  *work = (Work){ task, run };
  g_thread_pool_push (writer, work, NULL);
}

static void
run_save (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const PortailAccount *account = task_data;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (account->directory, FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;

  g_key_file_set_string (file, GROUP, "server", account->server);
  g_key_file_set_string (file, GROUP, "user_id", account->user_id);
  if (account->username != NULL)
    g_key_file_set_string (file, GROUP, "username", account->username);
  if (account->avatar_url != NULL)
    g_key_file_set_string (file, GROUP, "avatar_url", account->avatar_url);
  g_key_file_set_int64 (file, GROUP, "used_at", g_get_real_time ());
  g_key_file_set_string (file, GROUP, "lock", lock_names[account->lock]);
  write_moment (file, "contact_at", account->contact_at);
  write_moment (file, "seen_at", account->seen_at);
  if (g_mkdir_with_parents (account->directory, 0700) != 0)
    g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s",
                             account->directory, g_strerror (errno));
  else if (!g_key_file_save_to_file (file, path, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
portail_account_save_async (const PortailAccount *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_account_save_async);
  g_task_set_task_data (task, portail_account_copy (account),
                        (GDestroyNotify) portail_account_free);
  run_in_order (g_steal_pointer (&task), run_save);
}

gboolean
portail_account_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The file that the account is found by goes last: what a kill leaves may be removed again. */
static gboolean
remove_folder (const char *path, GError **error)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, error);
  g_autofree char *last = g_build_filename (path, FILE_NAME, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      gboolean is_folder = g_file_test (inner, G_FILE_TEST_IS_DIR)
                           && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK);

      if (g_str_equal (name, FILE_NAME))
        continue;
      if (is_folder ? !remove_folder (inner, error) : g_unlink (inner) != 0)
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s", inner,
                         g_strerror (errno));
          return FALSE;
        }
    }
  return directory != NULL && (g_unlink (last) == 0 || errno == ENOENT) && g_rmdir (path) == 0;
}

static void
run_remove (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (remove_folder (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s",
                             (const char *) task_data, g_strerror (errno));
}

void
portail_account_remove_async (const PortailAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_account_remove_async);
  g_task_set_task_data (task, g_strdup (account->directory), g_free);
  run_in_order (g_steal_pointer (&task), run_remove);
}

gboolean
portail_account_remove_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  PortailAccount *account;
  gint64 used_at;
} Found;

static void
found_clear (gpointer pointer)
{
  g_clear_pointer (&((Found *) pointer)->account, portail_account_free);
}

static int
compare_used (gconstpointer a, gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  return (left->used_at < right->used_at) - (left->used_at > right->used_at);
}

static void
read_account (const char *directory, GArray *found)
{
  g_autofree char *path = g_build_filename (directory, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  PortailAccount *account;
  Found entry;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  account = g_new0 (PortailAccount, 1);
  account->server = g_key_file_get_string (file, GROUP, "server", NULL);
  account->user_id = g_key_file_get_string (file, GROUP, "user_id", NULL);
  account->username = g_key_file_get_string (file, GROUP, "username", NULL);
  account->avatar_url = g_key_file_get_string (file, GROUP, "avatar_url", NULL);
  account->directory = g_strdup (directory);
  account->lock = read_lock (file);
  account->contact_at = read_moment (file, "contact_at");
  account->seen_at = read_moment (file, "seen_at");
  entry = (Found){ account, g_key_file_get_int64 (file, GROUP, "used_at", NULL) };
  if (account->server != NULL && account->user_id != NULL)
    g_array_append_val (found, entry);
  else
    portail_account_free (account);
}

/* The folders of accounts are two deep: server, user. */
static void
read_folder (const char *path, int depth, GArray *found)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (depth == 0)
        read_account (inner, found);
      else
        read_folder (inner, depth - 1, found);
    }
}

static void
run_list (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_account_free);

  g_array_set_clear_func (found, found_clear);
  read_folder (task_data, 1, found);
  g_array_sort (found, compare_used);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (accounts, g_steal_pointer (&g_array_index (found, Found, i).account));
  g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
}

void
portail_account_list_async (const char *base_directory,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_account_list_async);
  g_task_set_task_data (task, g_strdup (base_directory), g_free);
  g_task_run_in_thread (task, run_list);
}

GPtrArray *
portail_account_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
