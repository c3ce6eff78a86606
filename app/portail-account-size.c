/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-size.h"

#include <glib/gstdio.h>

#include "shared/portail-database-sqlite.h"

static void
size_free (gpointer pointer)
{
  PortailAccountSize *size = pointer;

  portail_account_free (size->account);
  g_free (size);
}

static void
add_file (PortailAccountSize *size, const char *name, guint64 n_bytes)
{
  if (g_str_has_prefix (name, "cache.db"))
    size->n_cache_bytes += n_bytes;
  else if (g_str_has_prefix (name, "outbox.db"))
    size->n_outbox_bytes += n_bytes;
  else
    size->n_file_bytes += n_bytes;
}

static void
add_folder (PortailAccountSize *size, const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (g_lstat (inner, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode))
        add_folder (size, inner);
      else
        add_file (size, name, (guint64) status.st_size);
    }
}

/* Without an outbox nothing is unsent. */
static guint
count_unsent (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "outbox.db", NULL);
  g_autoptr (PortailDatabase) database = NULL;
  PortailStatement *statement = NULL;
  guint n_unsent = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_ONLY, NULL);
  if (database != NULL)
    statement = portail_database_prepare (database, "SELECT count (*) FROM op", NULL);
  if (statement != NULL && portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW)
    n_unsent = (guint) portail_statement_get_int64 (statement, 0);
  if (statement != NULL)
    portail_statement_reset (statement);
  return n_unsent;
}

static void
run_count (GTask *task, gpointer source, gpointer accounts, GCancellable *cancellable)
{
  GPtrArray *listed = accounts;
  GPtrArray *sizes = g_ptr_array_new_with_free_func (size_free);

  for (guint i = 0; i < listed->len; i++)
    {
      const PortailAccount *account = g_ptr_array_index (listed, i);
      PortailAccountSize *size = g_new0 (PortailAccountSize, 1);

      size->account = portail_account_copy (account);
      add_folder (size, account->directory);
      size->n_unsent = count_unsent (account->directory);
      g_ptr_array_add (sizes, size);
    }
  g_task_return_pointer (task, sizes, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = portail_account_list_finish (result, &error);

  if (accounts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_set_task_data (task, accounts, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, run_count);
}

void
portail_account_sizes_async (const char *accounts_directory,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_account_sizes_async);
  portail_account_list_async (accounts_directory, cancellable, on_listed, task);
}

GPtrArray *
portail_account_sizes_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
