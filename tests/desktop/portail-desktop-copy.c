/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-copy.h"

#include "shared/portail-database-sqlite.h"
#include "tests/demo/portail-demo-teller.h"

#define ACCOUNTS "data/portail/accounts"

/* The first folder in @folder. Owned. */
static char *
enter (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *name;

  portail_demo_check (error);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }
  portail_demo_fail ("%s has no folder", folder);
}

static PortailDatabase *
open_copy (const char *folder)
{
  g_autofree char *accounts = g_build_filename (folder, ACCOUNTS, NULL);
  g_autofree char *server = enter (accounts);
  g_autofree char *account = enter (server);
  g_autofree char *path = g_build_filename (account, "cache.db", NULL);
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_WRITE,
                                                            &error);

  portail_demo_check (error);
  return database;
}

void
portail_desktop_copy_change (const char *folder, const char *sql)
{
  g_autoptr (PortailDatabase) database = open_copy (folder);
  g_autoptr (GError) error = NULL;

  portail_database_execute (database, sql, &error);
  portail_demo_check (error);
}

PortailDatabase *
portail_desktop_copy_hold (const PortailDesktopDesk *desk)
{
  PortailDatabase *database = open_copy (desk->folder);
  g_autoptr (GError) error = NULL;

  portail_database_begin (database, &error);
  portail_demo_check (error);
  return database;
}
