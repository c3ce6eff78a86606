/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-shell-context.h"

struct _PortailShellContext
{
  GObject parent_instance;

  GArray *companies; /* of PortailShellCompany with owned texts */
  guint chosen;
  PortailRole role_everywhere;
  PortailWeek period;
  PortailDay today;
  PortailWeek current_week;
};

G_DEFINE_FINAL_TYPE (PortailShellContext, portail_shell_context, G_TYPE_OBJECT)

static guint changed_signal;

static void
clear_company (gpointer company)
{
  g_free ((char *) ((PortailShellCompany *) company)->id);
  g_free ((char *) ((PortailShellCompany *) company)->name);
}

static GArray *
new_companies (void)
{
  GArray *companies = g_array_new (FALSE, FALSE, sizeof (PortailShellCompany));

  g_array_set_clear_func (companies, clear_company);
  return companies;
}

static void
portail_shell_context_finalize (GObject *object)
{
  PortailShellContext *context = PORTAIL_SHELL_CONTEXT (object);

  g_array_unref (context->companies);
  G_OBJECT_CLASS (portail_shell_context_parent_class)->finalize (object);
}

static void
portail_shell_context_class_init (PortailShellContextClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_shell_context_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_shell_context_init (PortailShellContext *context)
{
  context->companies = new_companies ();
}

PortailShellContext *
portail_shell_context_new (PortailDay today)
{
  PortailShellContext *context = g_object_new (PORTAIL_TYPE_SHELL_CONTEXT, NULL);

  context->today = today;
  context->current_week = portail_week_of_day (today);
  context->period = context->current_week;
  return context;
}

void
portail_shell_context_set_role_everywhere (PortailShellContext *context, PortailRole role)
{
  g_return_if_fail (PORTAIL_IS_SHELL_CONTEXT (context));
  if (role == context->role_everywhere)
    return;
  context->role_everywhere = role;
  g_signal_emit (context, changed_signal, 0);
}

PortailRole
portail_shell_context_get_role_everywhere (PortailShellContext *context)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), PORTAIL_ROLE_NONE);
  return context->role_everywhere;
}

static gboolean
find_company (PortailShellContext *context, const char *id, guint *index)
{
  for (guint i = 0; i < context->companies->len; i++)
    if (g_str_equal (portail_shell_context_get_company_at (context, i)->id, id))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

void
portail_shell_context_set_companies (PortailShellContext *context,
                                     const PortailShellCompany *companies,
                                     guint n_companies)
{
  g_autoptr (GArray) former = NULL;
  const PortailShellCompany *chosen;

  g_return_if_fail (PORTAIL_IS_SHELL_CONTEXT (context));
  chosen = portail_shell_context_get_company (context);
  former = g_steal_pointer (&context->companies);
  context->companies = new_companies ();
  context->chosen = 0;
  for (guint i = 0; i < n_companies; i++)
    {
      PortailShellCompany company = { g_strdup (companies[i].id), g_strdup (companies[i].name),
                                      companies[i].role, companies[i].is_blanchiment_enabled };

      g_array_append_val (context->companies, company);
    }
  if (chosen != NULL)
    find_company (context, chosen->id, &context->chosen);
  g_signal_emit (context, changed_signal, 0);
}

guint
portail_shell_context_get_n_companies (PortailShellContext *context)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), 0);
  return context->companies->len;
}

const PortailShellCompany *
portail_shell_context_get_company_at (PortailShellContext *context, guint index)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), NULL);
  g_return_val_if_fail (index < context->companies->len, NULL);
  return &g_array_index (context->companies, PortailShellCompany, index);
}

const PortailShellCompany *
portail_shell_context_get_company (PortailShellContext *context)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), NULL);
  return context->companies->len == 0
             ? NULL
             : portail_shell_context_get_company_at (context, context->chosen);
}

const PortailShellCompany *
portail_shell_context_find_company (PortailShellContext *context, const char *id)
{
  guint index;

  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), NULL);
  return find_company (context, id, &index) ? portail_shell_context_get_company_at (context, index)
                                            : NULL;
}

void
portail_shell_context_choose_company (PortailShellContext *context, const char *id)
{
  guint index;

  g_return_if_fail (PORTAIL_IS_SHELL_CONTEXT (context));
  if (!find_company (context, id, &index) || index == context->chosen)
    return;
  context->chosen = index;
  g_signal_emit (context, changed_signal, 0);
}

PortailWeek
portail_shell_context_get_period (PortailShellContext *context)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), PORTAIL_WEEK_NULL);
  return context->period;
}

void
portail_shell_context_set_period (PortailShellContext *context, PortailWeek period)
{
  g_return_if_fail (PORTAIL_IS_SHELL_CONTEXT (context));
  g_return_if_fail (!portail_week_is_null (period));
  if (period.number == context->period.number)
    return;
  context->period = period;
  g_signal_emit (context, changed_signal, 0);
}

PortailWeek
portail_shell_context_get_current_week (PortailShellContext *context)
{
  g_return_val_if_fail (PORTAIL_IS_SHELL_CONTEXT (context), PORTAIL_WEEK_NULL);
  return context->current_week;
}

void
portail_shell_context_set_today (PortailShellContext *context, PortailDay today)
{
  g_return_if_fail (PORTAIL_IS_SHELL_CONTEXT (context));
  if (today.number == context->today.number)
    return;
  context->today = today;
  context->current_week = portail_week_of_day (today);
  g_signal_emit (context, changed_signal, 0);
}
