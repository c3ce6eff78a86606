/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of what can be done and by which key: accelerators, the shortcuts window, the help
 * and the command palette all read it (desktop.md, Keyboard).
 *
 * 1. A key is spelled here and nowhere else, but for those of a widget, which are told here only.
 * 2. Rows of PORTAIL_KEY_WINDOW are the visible page's actions: `win.find` is `find` in the group
 *    of portail_page_get_actions(). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_ACTION_GENERAL,
  PORTAIL_ACTION_MODULES,
  PORTAIL_ACTION_PAGE,
  PORTAIL_ACTION_SHEET, /* the grid of a dotation */
  PORTAIL_N_ACTION_GROUPS,
} PortailActionGroup;

typedef enum
{
  PORTAIL_KEY_APPLICATION, /* an accelerator: wherever the focus is */
  PORTAIL_KEY_WINDOW,      /* a binding of the window: a text that is being typed goes before */
  PORTAIL_KEY_WIDGET,      /* the widget's own, only told */
} PortailKeyOwner;

typedef struct
{
  const char *action; /* detailed name; NULL for what is no action of window or application */
  const char *title;  /* N_ ("…") */
  const char *keys;   /* accelerators, spaces between; NULL for none */
  PortailActionGroup group;
  PortailKeyOwner owner;
} PortailActionRow;

/* The table; a row without title ends it. Static. */
const PortailActionRow *portail_action_table_get (void);
/* Translated. Static. */
const char *portail_action_group_get_title (PortailActionGroup group);
/* NULL for an action that is not in the table. Static. */
const PortailActionRow *portail_action_table_find (const char *action);
/* The first key of a row as people read it: `Ctrl+K`. NULL where it has none. Owned. */
char *portail_action_row_dup_key_label (const PortailActionRow *row);
/* The key of the module at @index of portail-shell-module.h, as an accelerator. Owned. */
char *portail_action_table_dup_module_key (guint index);

/* Gives @application the accelerators of the table and of the modules. */
void portail_action_table_install_keys (GtkApplication *application);
/* Binds the window's keys of the table. */
void portail_action_table_add_bindings (GtkWidgetClass *window_class);
/* Floating as toplevels are: shown by gtk_window_present(). */
GtkWindow *portail_action_table_new_shortcuts_window (void);

G_END_DECLS
