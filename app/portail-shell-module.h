/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seven entries of the sidebar, in their order: the one table that sidebar, shortcuts and
 * pages read (desktop.md). */
#pragma once

#include <glib.h>

#include "shared/portail-module.h"

typedef struct
{
  const char *name;  /* of the page, and the parameter of win.show-module */
  const char *title; /* N_ ("…") */
  const char *icon_name;
  PortailModule module; /* whose rights decide who sees it */
} PortailShellModule;

guint portail_shell_module_get_count (void);
/* @index below the count. Static. */
const PortailShellModule *portail_shell_module_get (guint index);
/* NULL for an unknown name. Static. */
const PortailShellModule *portail_shell_module_find (const char *name);
