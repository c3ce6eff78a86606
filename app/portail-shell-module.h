/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seven entries of the sidebar, in their order: the one table that sidebar, shortcuts and
 * pages read (desktop.md). */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-desk.h"

typedef struct
{
  const char *name;  /* of the page, and the parameter of win.show-module */
  const char *title; /* N_ ("…") */
  const char *icon_name;
  PortailModule module;                        /* whose rights decide who sees it */
  GtkWidget *(*make_page) (PortailDesk *desk); /* floating */
} PortailShellModule;

guint portail_shell_module_get_count (void);
/* @index below the count. Static. */
const PortailShellModule *portail_shell_module_get (guint index);
/* NULL for an unknown name. Static. */
const PortailShellModule *portail_shell_module_find (const char *name);
/* Whether the sidebar has it for a person in @company (its role there, its switches); with NULL, as
 * before the first sync, it has all. */
gboolean portail_shell_module_is_visible (const PortailShellModule *module,
                                          const PortailShellCompany *company);
/* The one whose page shows records of the type of that name. NULL for an unknown type. Static. */
const PortailShellModule *portail_shell_module_find_for_type (const char *type);
