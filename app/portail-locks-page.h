/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weeks that are locked, of the chosen company or of all, as a year of weeks: one press locks a
 * week or asks why it is unlocked (contract.md §4, §11). Works offline; undo and redo as a
 * PortailPage. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "shared/records/portail-period-lock.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_LOCKS_PAGE (portail_locks_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailLocksPage, portail_locks_page, PORTAIL, LOCKS_PAGE, AdwBin)

typedef enum
{
  PORTAIL_LOCKS_OF_COMPANY,
  PORTAIL_LOCKS_OF_ALL,
} PortailLocksScope;

GtkWidget *portail_locks_page_new (PortailDesk *desk);
void portail_locks_page_set_scope (PortailLocksPage *page, PortailLocksScope scope);
void portail_locks_page_show_year (PortailLocksPage *page, int year);
/* Whether the locks have been read. */
gboolean portail_locks_page_is_ready (PortailLocksPage *page);
/* Locks the week of the shown scope. */
void portail_locks_page_lock (PortailLocksPage *page, PortailWeek week);
/* @reason is required. */
void portail_locks_page_unlock (PortailLocksPage *page, PortailWeek week, const char *reason);
/* Whether the week is closed to the chosen company, by itself or with all; in the scope of all,
 * with all. */
gboolean portail_locks_page_is_locked (PortailLocksPage *page, PortailWeek week);

G_END_DECLS
