/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that a person writes and reads at a desk, in a folder of theirs.
 *
 * 1. What was written is read back by a reader of its kind: a workbook cell by cell, a PDF by the
 *    text that another program finds in it, all else as it is. */
#pragma once

#include "tests/desktop/portail-desktop-desk.h"

/* The path of @name in the folder of @desk. Owned. */
char *portail_desktop_file_make_path (const PortailDesktopDesk *desk, const char *name);
/* What another program left there. */
void
portail_desktop_file_write (const PortailDesktopDesk *desk, const char *name, const char *text);
/* Chooses it in the dialog that asks where to write; whatever had the name is gone. */
void portail_desktop_file_save_as (PortailDesktopDesk *desk, const char *name);
/* Chooses it in the dialog that asks what to read. */
void portail_desktop_file_open (PortailDesktopDesk *desk, const char *name);
/* Waits until it is there and whole. Owned. */
GBytes *portail_desktop_file_wait (const PortailDesktopDesk *desk, const char *name);
/* The same; fails unless it has @text, in a workbook as a whole cell. */
void
portail_desktop_file_check (const PortailDesktopDesk *desk, const char *name, const char *text);
