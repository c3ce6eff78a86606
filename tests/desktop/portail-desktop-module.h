/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modules whose records are lists, one row each, and what a person does in any of them. Every
 * step ends in sync and asks the server whether it has what the window shows.
 *
 * 1. A step knows nothing of the module but its row.
 * 2. Records are named by the cell that a person would look for. */
#pragma once

#include "tests/desktop/portail-desktop-act.h"

#define PORTAIL_DESKTOP_MODULE_MAX_ACTS 6
/* Who is hired by portail_desktop_module_seed(). */
#define PORTAIL_DESKTOP_MODULE_EMPLOYEE "01995060-0000-7000-8000-000000000001"

typedef struct
{
  const char *sentence;
  const PortailDesktopPerson *person; /* who may write them */
  const char *collection;             /* at the REST API */
  const char *file_name;              /* of an export, as the sources say */
  PortailDesktopAct open[PORTAIL_DESKTOP_MODULE_MAX_ACTS];
  PortailDesktopAct leave[2]; /* to where the next module may be opened from */

  /* A new record; no acts: it is not made by a form. */
  PortailDesktopAct create[PORTAIL_DESKTOP_MODULE_MAX_ACTS];
  const char *new_title;
  gboolean has_trash;

  /* One that is there. */
  const char *id;
  const char *title;
  const char *other; /* of a row that a search for the title hides */
  const char *field; /* that a person changes, as the sources say */
  const char *member;
  const char *values[4]; /* as JSON has them: edited, offline, theirs, theirs again */
} PortailDesktopModule;

extern const PortailDesktopModule portail_desktop_modules[];
extern const guint portail_desktop_n_modules;

/* What the rows speak of beside what is in every world. */
void portail_desktop_module_seed (PortailDesktopWorld *world);

void portail_desktop_module_open (const PortailDesktopModule *module, PortailDesktopDesk *desk);
void portail_desktop_module_leave (const PortailDesktopModule *module, PortailDesktopDesk *desk);
/* Types values[@index] and saves; does not sync. */
void portail_desktop_module_change (const PortailDesktopModule *module,
                                    PortailDesktopDesk *desk,
                                    guint index);
/* At the server, by the staff. */
void portail_desktop_module_change_there (const PortailDesktopModule *module,
                                          PortailDesktopWorld *world,
                                          guint index);
/* Fails unless the server has values[@index]. */
void portail_desktop_module_check_there (const PortailDesktopModule *module,
                                         PortailDesktopWorld *world,
                                         guint index);

void portail_desktop_module_create (const PortailDesktopModule *module, PortailDesktopDesk *desk);
void portail_desktop_module_edit (const PortailDesktopModule *module, PortailDesktopDesk *desk);
void portail_desktop_module_search (const PortailDesktopModule *module, PortailDesktopDesk *desk);
void portail_desktop_module_throw_away (const PortailDesktopModule *module,
                                        PortailDesktopDesk *desk);
void portail_desktop_module_export (const PortailDesktopModule *module, PortailDesktopDesk *desk);
