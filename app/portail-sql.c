/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sql.h"

gboolean
portail_sql_take_integer (PortailStatement *statement, gint64 *value, GError **error)
{
  PortailStep step;

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
portail_sql_take_text (PortailStatement *statement, char **text, GError **error)
{
  PortailStep step;

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
portail_sql_take_texts (PortailStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (texts, portail_statement_dup_text (statement, 0));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&texts) : NULL;
}
