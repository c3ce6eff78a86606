/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/faulty-database.h"

#include "shared/portail-error.h"

static const PortailDatabaseClass *original;
static PortailDatabaseClass faulty;
static guint n_left;
static gboolean has_failed;

static gboolean
is_time (GError **error)
{
  if (n_left == 0 || --n_left > 0)
    return FALSE;
  has_failed = TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "fault on purpose");
  return TRUE;
}

static PortailStep
step (PortailStatement *statement, GError **error)
{
  if (!is_time (error))
    return original->step (statement, error);
  original->reset (statement);
  return PORTAIL_STEP_ERROR;
}

static gboolean
execute (PortailDatabase *database, const char *sql, GError **error)
{
  if (!g_str_has_prefix (sql, "ROLLBACK") && is_time (error))
    return FALSE;
  return original->execute (database, sql, error);
}

void
faulty_database_wrap (PortailDatabase *database)
{
  original = database->class;
  faulty = *original;
  faulty.step = step;
  faulty.execute = execute;
  database->class = &faulty;
}

void
faulty_database_fail_at (guint n)
{
  n_left = n;
  has_failed = FALSE;
}

gboolean
faulty_database_has_failed (void)
{
  return has_failed;
}
