/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-suggestion.h"

static void
suggestion_free (gpointer pointer)
{
  PortailSuggestion *suggestion = pointer;

  g_free (suggestion->text);
  g_free (suggestion->title);
  g_free (suggestion);
}

GPtrArray *
portail_suggestion_list_new (void)
{
  return g_ptr_array_new_with_free_func (suggestion_free);
}

void
portail_suggestion_add (GPtrArray *list, char *text, char *title)
{
  PortailSuggestion *suggestion = g_new (PortailSuggestion, 1);

  *suggestion = (PortailSuggestion){ text, title };
  g_ptr_array_add (list, suggestion);
}
