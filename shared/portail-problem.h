/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with which field: the `errors[]` of a 422 answer, of a batch result, of an import's
 * preview and of a form are all lists of these. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 index; /* row of a batch or list, -1 where there is none */
  char *field;  /* JSON name; NULL when the whole record is meant */
  char *code;   /* stable word for programs: "required", "too_long", … */
  char *detail; /* sentence for people, already translated */
} PortailProblem;

/* GPtrArray of owned PortailProblem. */
typedef GPtrArray PortailProblems;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailProblems, g_ptr_array_unref)

PortailProblems *portail_problems_new (void);
void portail_problems_add (PortailProblems *problems,
                           const char *field,
                           const char *code,
                           const char *format,
                           ...) G_GNUC_PRINTF (4, 5);
/* Gives problems from @first on the row number @index. */
void portail_problems_set_index (PortailProblems *problems, guint first, gint64 index);
const PortailProblem *portail_problems_get (const PortailProblems *problems, guint index);
/* Sets PORTAIL_ERROR_INVALID with the first details when there is any problem.
 * Returns: TRUE when there is none. */
gboolean portail_problems_check (const PortailProblems *problems, GError **error);
