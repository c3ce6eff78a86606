/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-action-table.h"

#include "app/portail-shell-module.h"
#include "shared/portail-i18n.h"

#define GENERAL PORTAIL_ACTION_GENERAL, PORTAIL_KEY_APPLICATION
#define PAGE    PORTAIL_ACTION_PAGE, PORTAIL_KEY_WINDOW
#define SHEET   PORTAIL_ACTION_SHEET, PORTAIL_KEY_WIDGET

/* clang-format off */
static const PortailActionRow rows[] = {
  { "win.show-palette", N_ ("Find a command or a record"), "<Control>k", GENERAL },
  { "app.sync", N_ ("Sync now"), "F5", GENERAL },
  { "win.show-trays", N_ ("Show what waits to be sent"), NULL, GENERAL },
  { "win.show-menu", N_ ("Menu"), "F10", GENERAL },
  { "app.preferences", N_ ("Preferences"), "<Control>comma", GENERAL },
  { "win.show-help", N_ ("Help"), "F1", GENERAL },
  { "app.shortcuts", N_ ("Keyboard shortcuts"), "<Control>question", GENERAL },
  { "app.about", N_ ("About Flashback Fa"), NULL, GENERAL },
  { "app.add-account", N_ ("Add another account"), NULL, GENERAL },
  { "app.sign-in", N_ ("Sign in again"), NULL, GENERAL },
  { "app.sign-out", N_ ("Sign out"), NULL, GENERAL },
  { "window.close", N_ ("Close the window"), "<Control>w", GENERAL },
  { "app.quit", N_ ("Quit"), "<Control>q", GENERAL },
  { "win.new", N_ ("New"), "<Control>n", PAGE },
  { "win.find", N_ ("Find"), "<Control>f", PAGE },
  { "win.save", N_ ("Save"), "<Control>s", PAGE },
  { "win.print", N_ ("Print"), "<Control>p", PAGE },
  { "win.undo", N_ ("Undo"), "<Control>z", PAGE },
  { "win.redo", N_ ("Redo"), "<Control><Shift>z", PAGE },
  { "win.import", N_ ("Import a file"), "<Control>o", PAGE },
  { "win.paste-table", N_ ("Paste a table"), "<Control><Shift>v", PAGE },
  { "win.export", N_ ("Export"), "<Control>e", PAGE },
  { NULL, N_ ("Move"), "Up Down Left Right", SHEET },
  { NULL, N_ ("Next or previous cell"), "Tab <Shift>Tab", SHEET },
  { NULL, N_ ("Next row"), "Return", SHEET },
  { NULL, N_ ("First or last cell"), "<Control>Home <Control>End", SHEET },
  { NULL, N_ ("Edit the cell"), "F2", SHEET },
  { NULL, N_ ("Leave the cell as it was"), "Escape", SHEET },
  { NULL, N_ ("Clear the cells"), "Delete", SHEET },
  { NULL, N_ ("Extend the selection"), "<Shift>Up <Shift>Down", SHEET },
  { NULL, N_ ("Select everything"), "<Control>a", SHEET },
  { NULL, N_ ("Copy, cut, paste"), "<Control>c <Control>x <Control>v", SHEET },
  { NULL, N_ ("Fill down"), "<Control>d", SHEET },
  { NULL, N_ ("Insert rows"), "<Control>plus", SHEET },
  { NULL, N_ ("Delete rows"), "<Control>minus", SHEET },
  { NULL, N_ ("Menu of the cell"), "<Shift>F10", SHEET },
  { 0 },
};
/* clang-format on */

static const char *const group_titles[PORTAIL_N_ACTION_GROUPS] = {
  [PORTAIL_ACTION_GENERAL] = N_ ("General"),
  [PORTAIL_ACTION_MODULES] = N_ ("Modules"),
  [PORTAIL_ACTION_PAGE] = N_ ("Page"),
  [PORTAIL_ACTION_SHEET] = N_ ("Sheet"),
};

const PortailActionRow *
portail_action_table_get (void)
{
  return rows;
}

const char *
portail_action_group_get_title (PortailActionGroup group)
{
  g_return_val_if_fail (group < PORTAIL_N_ACTION_GROUPS, NULL);
  return _ (group_titles[group]);
}

const PortailActionRow *
portail_action_table_find (const char *action)
{
  for (const PortailActionRow *row = rows; row->title != NULL; row++)
    if (g_strcmp0 (row->action, action) == 0)
      return row;
  return NULL;
}

static gboolean
parse_first_key (const PortailActionRow *row, guint *key, GdkModifierType *modifiers)
{
  g_auto (GStrv) keys = row->keys != NULL ? g_strsplit (row->keys, " ", 2) : NULL;

  return keys != NULL && gtk_accelerator_parse (keys[0], key, modifiers);
}

char *
portail_action_row_dup_key_label (const PortailActionRow *row)
{
  guint key;
  GdkModifierType modifiers;

  return parse_first_key (row, &key, &modifiers) ? gtk_accelerator_get_label (key, modifiers)
                                                 : NULL;
}

char *
portail_action_table_dup_module_key (guint index)
{
  return g_strdup_printf ("<Control>%u", index + 1);
}

void
portail_action_table_install_keys (GtkApplication *application)
{
  for (const PortailActionRow *row = rows; row->title != NULL; row++)
    if (row->owner == PORTAIL_KEY_APPLICATION && row->keys != NULL)
      {
        g_auto (GStrv) keys = g_strsplit (row->keys, " ", -1);

        gtk_application_set_accels_for_action (application, row->action,
                                               (const char *const *) keys);
      }
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-module::%s",
                                                 portail_shell_module_get (i)->name);
      g_autofree char *key = portail_action_table_dup_module_key (i);

      gtk_application_set_accels_for_action (application, action,
                                             (const char *const[]){ key, NULL });
    }
}

void
portail_action_table_add_bindings (GtkWidgetClass *window_class)
{
  guint key;
  GdkModifierType modifiers;

  for (const PortailActionRow *row = rows; row->title != NULL; row++)
    if (row->owner == PORTAIL_KEY_WINDOW && parse_first_key (row, &key, &modifiers))
      gtk_widget_class_add_binding_action (window_class, key, modifiers, row->action, NULL);
}

/* GtkShortcutsWindow can be filled by a description alone before GTK 4.14. */
static void
append_shortcut (GString *xml, const char *keys, const char *title)
{
  g_autofree char *text = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsShortcut'><property name='accelerator'>%s</property>"
      "<property name='title'>%s</property></object></child>",
      keys, title);

  g_string_append (xml, text);
}

static void
append_group (GString *xml, PortailActionGroup group)
{
  g_autofree char *head = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
      portail_action_group_get_title (group));

  g_string_append (xml, head);
  if (group == PORTAIL_ACTION_MODULES)
    for (guint i = 0; i < portail_shell_module_get_count (); i++)
      {
        g_autofree char *key = portail_action_table_dup_module_key (i);

        append_shortcut (xml, key, _ (portail_shell_module_get (i)->title));
      }
  for (const PortailActionRow *row = rows; row->title != NULL; row++)
    if (row->group == group && row->keys != NULL)
      append_shortcut (xml, row->keys, _ (row->title));
  g_string_append (xml, "</object></child>");
}

GtkWindow *
portail_action_table_new_shortcuts_window (void)
{
  g_autoptr (GString) xml = g_string_new (
      "<interface><object class='GtkShortcutsWindow' id='shortcuts'>"
      "<property name='modal'>1</property><child><object class='GtkShortcutsSection'>"
      "<property name='section-name'>shortcuts</property>"
      "<property name='max-height'>18</property>");
  g_autoptr (GtkBuilder) builder = NULL;

  for (PortailActionGroup group = 0; group < PORTAIL_N_ACTION_GROUPS; group++)
    append_group (xml, group);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  return GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
}
