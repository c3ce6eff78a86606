/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-palette-commands.h"

#include <stdlib.h>
#include <string.h>

#include "app/portail-action-table.h"
#include "app/portail-page.h"
#include "app/portail-shell-module.h"
#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"

/* Weeks that are offered without being typed whole. */
#define N_WEEKS_BEFORE 11
#define N_WEEKS_AFTER  1
/* How far ahead a week without a year may be. */
#define MAX_WEEKS_AHEAD 4

static void
add (GPtrArray *items, const PortailPaletteWords *words)
{
  g_ptr_array_add (items, portail_palette_item_new (words));
}

/* Application's and window's actions; those of the page are in its group. */
static gboolean
is_enabled (PortailWindow *window, const PortailActionRow *row)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  if (row->action == NULL || row->owner != PORTAIL_KEY_APPLICATION
      || g_str_equal (row->action, "win.show-palette"))
    return FALSE;
  if (!g_str_has_prefix (row->action, "app."))
    return TRUE;
  return application != NULL
         && g_action_group_get_action_enabled (G_ACTION_GROUP (application),
                                               row->action + strlen ("app."));
}

static void
add_general (GPtrArray *items, PortailWindow *window)
{
  for (const PortailActionRow *row = portail_action_table_get (); row->title != NULL; row++)
    {
      g_autofree char *key = portail_action_row_dup_key_label (row);

      if (is_enabled (window, row))
        add (items, &(PortailPaletteWords){ .kind = PORTAIL_PALETTE_GENERAL,
                                            .title = _ (row->title),
                                            .key = key,
                                            .action = row->action });
    }
}

/* NULL for an action that has no words. Static. */
static const char *
find_title (const char *name, const PortailActionRow *row)
{
  if (row != NULL)
    return _ (row->title);
  for (const PortailTransition *transition = portail_transition_get_table ();
       transition->type != NULL; transition++)
    if (g_str_equal (transition->command, name))
      return _ (transition->title);
  return NULL;
}

static void
add_page_action (GPtrArray *items, const char *name, const char *page_title)
{
  g_autofree char *action = g_strconcat ("page.", name, NULL);
  g_autofree char *window_action = g_strconcat ("win.", name, NULL);
  const PortailActionRow *row = portail_action_table_find (window_action);
  g_autofree char *key = row != NULL ? portail_action_row_dup_key_label (row) : NULL;
  const char *title = find_title (name, row);

  if (title != NULL)
    add (items, &(PortailPaletteWords){ .kind = PORTAIL_PALETTE_PAGE,
                                        .title = title,
                                        .detail = page_title,
                                        .key = key,
                                        .action = action });
}

static void
add_page (GPtrArray *items, PortailWindow *window)
{
  GtkWidget *page = portail_window_get_shown_page (window);
  GActionGroup *group = PORTAIL_IS_PAGE (page) ? portail_page_get_actions (PORTAIL_PAGE (page))
                                               : NULL;
  g_auto (GStrv) names = group != NULL ? g_action_group_list_actions (group) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_action_group_get_action_enabled (group, names[i])
        && g_action_group_get_action_parameter_type (group, names[i]) == NULL)
      add_page_action (items, names[i], portail_window_get_shown_title (window));
}

static void
add_modules (GPtrArray *items, PortailShellContext *context)
{
  const PortailShellCompany *company = portail_shell_context_get_company (context);

  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    {
      const PortailShellModule *module = portail_shell_module_get (i);
      g_autofree char *accelerator = portail_action_table_dup_module_key (i);
      const PortailActionRow row = { .keys = accelerator };
      g_autofree char *key = portail_action_row_dup_key_label (&row);

      if (portail_shell_module_is_visible (module, company))
        add (items, &(PortailPaletteWords){ .kind = PORTAIL_PALETTE_MODULE,
                                            .title = _ (module->title),
                                            .detail = _ ("Module"),
                                            .key = key,
                                            .action = "win.show-module",
                                            .target = g_variant_new_string (module->name) });
    }
}

static void
add_companies (GPtrArray *items, PortailShellContext *context)
{
  const PortailShellCompany *chosen = portail_shell_context_get_company (context);

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);

      if (company != chosen)
        add (items, &(PortailPaletteWords){ .kind = PORTAIL_PALETTE_COMPANY,
                                            .title = company->name,
                                            .detail = _ ("Company"),
                                            .action = "win.choose-company",
                                            .target = g_variant_new_string (company->id) });
    }
}

PortailPaletteItem *
portail_palette_new_week_item (PortailWeek week)
{
  g_autofree char *title = portail_week_to_text (week);
  char text[PORTAIL_WEEK_TEXT_SIZE];

  return portail_palette_item_new (
      &(PortailPaletteWords){ .kind = PORTAIL_PALETTE_WEEK,
                              .title = title,
                              .detail = _ ("Period"),
                              .action = "win.choose-period",
                              .target = g_variant_new_string (portail_week_format (week, text)) });
}

static void
add_weeks (GPtrArray *items, PortailShellContext *context)
{
  int current = portail_shell_context_get_current_week (context).number;

  for (int number = current + N_WEEKS_AFTER; number >= current - N_WEEKS_BEFORE; number--)
    g_ptr_array_add (items, portail_palette_new_week_item ((PortailWeek){ number }));
}

GPtrArray *
portail_palette_commands_list (PortailWindow *window)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  PortailShellContext *context = portail_window_get_context (window);

  add_page (items, window);
  add_modules (items, context);
  add_general (items, window);
  add_companies (items, context);
  add_weeks (items, context);
  return items;
}

/* The digits of @group; 0 where it took no part. */
static int
get_digits (const GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return digits != NULL ? atoi (digits) : 0;
}

PortailWeek
portail_palette_parse_week (const char *text, PortailWeek current)
{
  g_autoptr (GRegex) pattern = g_regex_new ("^\\s*[sw]?\\s*(\\d{1,2})(?:\\s+(\\d{4}))?\\s*$",
                                            G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  PortailWeek week = PORTAIL_WEEK_NULL;
  int number;
  int year;
  int current_number;

  if (portail_week_parse (text, &week))
    return week;
  if (!g_regex_match (pattern, text, 0, &match))
    return PORTAIL_WEEK_NULL;
  number = get_digits (match, 1);
  if (get_digits (match, 2) != 0)
    return portail_week_from_number (get_digits (match, 2), number);
  portail_week_get_number (current, &year, &current_number);
  week = portail_week_from_number (year, number);
  if (portail_week_is_null (week) || week.number > current.number + MAX_WEEKS_AHEAD)
    week = portail_week_from_number (year - 1, number);
  return week;
}
