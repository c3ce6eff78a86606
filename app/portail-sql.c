/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sql.h"

static PortailStatement *
bind (PortailDatabase *database,
      const char *sql,
      const char *format,
      va_list arguments,
      GError **error)
{
  PortailStatement *statement = portail_database_prepare (database, sql, error);

  if (statement != NULL)
    portail_statement_bind_arguments (statement, format, arguments);
  return statement;
}

gboolean
portail_sql_get_integer (PortailDatabase *database,
                         gint64 *value,
                         GError **error,
                         const char *sql,
                         const char *format,
                         ...)
{
  PortailStatement *statement;
  PortailStep step;
  va_list arguments;

  va_start (arguments, format);
  statement = bind (database, sql, format, arguments, error);
  va_end (arguments);
  *value = 0;
  if (statement == NULL)
    return FALSE;
  step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ROW)
    *value = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

gboolean
portail_sql_get_text (PortailDatabase *database,
                      char **text,
                      GError **error,
                      const char *sql,
                      const char *format,
                      ...)
{
  PortailStatement *statement;
  PortailStep step;
  va_list arguments;

  va_start (arguments, format);
  statement = bind (database, sql, format, arguments, error);
  va_end (arguments);
  *text = NULL;
  if (statement == NULL)
    return FALSE;
  step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ROW)
    *text = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

GPtrArray *
portail_sql_list_texts (PortailDatabase *database,
                        GError **error,
                        const char *sql,
                        const char *format,
                        ...)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement;
  PortailStep step;
  va_list arguments;

  va_start (arguments, format);
  statement = bind (database, sql, format, arguments, error);
  va_end (arguments);
  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (texts, portail_statement_dup_text (statement, 0));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&texts) : NULL;
}
