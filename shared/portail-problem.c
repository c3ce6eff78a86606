/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-problem.h"

#include "shared/portail-error.h"

static void
portail_problem_free (gpointer pointer)
{
  PortailProblem *problem = pointer;

  g_free (problem->field);
  g_free (problem->code);
  g_free (problem->detail);
  g_free (problem);
}

PortailProblems *
portail_problems_new (void)
{
  return g_ptr_array_new_with_free_func (portail_problem_free);
}

void
portail_problems_add (PortailProblems *problems,
                      const char *field,
                      const char *code,
                      const char *format,
                      ...)
{
  PortailProblem *problem = g_new0 (PortailProblem, 1);
  va_list arguments;

  va_start (arguments, format);
  problem->index = -1;
  problem->field = g_strdup (field);
  problem->code = g_strdup (code);
  problem->detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (problems, problem);
}

void
portail_problems_set_index (PortailProblems *problems, guint first, gint64 index)
{
  for (guint i = first; i < problems->len; i++)
    ((PortailProblem *) g_ptr_array_index (problems, i))->index = index;
}

const PortailProblem *
portail_problems_get (const PortailProblems *problems, guint index)
{
  return g_ptr_array_index (problems, index);
}

gboolean
portail_problems_check (const PortailProblems *problems, GError **error)
{
  if (problems->len == 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                       portail_problems_get (problems, 0)->detail);
  return FALSE;
}
