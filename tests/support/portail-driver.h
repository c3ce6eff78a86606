/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives a running window as a person with a screen reader and a keyboard would: by the accessible
 * names that it shows (AT-SPI) and by true key events (X). Nothing reaches into widgets.
 *
 * Every wait has one limit, PORTAIL_DRIVER_PATIENCE_SECONDS; what is not there by then ends the
 * test with the names that were. Runs inside tests/support/gui-session.sh. */
#pragma once

#include <atspi/atspi.h>
#include <glib.h>

#define PORTAIL_DRIVER_PATIENCE_SECONDS 30
/* Of a window that draws its own frame on a screen without compositor, in pixels. */
#define PORTAIL_DRIVER_FRAME 5

typedef struct _PortailDriver PortailDriver;

/* Drives the windows of process @pid, whose accessibility tree may be still to come. */
PortailDriver *portail_driver_new (GPid pid);
/* The same of the program that calls itself @name, whose process is out of sight in a sandbox. */
PortailDriver *portail_driver_new_for_name (const char *name);
void portail_driver_free (PortailDriver *driver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDriver, portail_driver_free)

/* Waits for something of @role whose name, or description where an icon stands for a name, is
 * @name; where @name begins or ends with `…`, whose name ends or begins so. Owned. */
AtspiAccessible *portail_driver_wait (PortailDriver *driver, AtspiRole role, const char *name);
/* Waits for it; its whole name. Owned. */
char *portail_driver_dup_name (PortailDriver *driver, AtspiRole role, const char *name);
/* Whether it is there now. */
gboolean portail_driver_has (PortailDriver *driver, AtspiRole role, const char *name);
/* Waits until it is gone. */
void portail_driver_wait_gone (PortailDriver *driver, AtspiRole role, const char *name);
/* Waits for it, then does its first action: presses, opens, toggles. */
void portail_driver_press (PortailDriver *driver, AtspiRole role, const char *name);
/* Waits for it, then moves the keyboard focus there by a click in its middle. */
void portail_driver_click (PortailDriver *driver, AtspiRole role, const char *name);
/* The same click @n_times, for what a press by action would make wait. */
void
portail_driver_click_times (PortailDriver *driver, AtspiRole role, const char *name, guint n_times);
/* Moves the keyboard focus to the cell @cell of the table @table, by a click. */
void portail_driver_click_cell (PortailDriver *driver, const char *table, const char *cell);
/* Replaces the text of an entry. */
void portail_driver_set_text (PortailDriver *driver, const char *name, const char *text);

/* Gives the window the keyboard and its content the size; there is no window manager. */
void portail_driver_focus (PortailDriver *driver);
void portail_driver_resize (PortailDriver *driver, int width, int height);
/* The same of the dialog above it, which would have the whole screen where that is small. */
void portail_driver_resize_dialog (PortailDriver *driver, int width, int height);
/* Key events to the focused widget: `ctrl+v`, `Tab`, as xdotool names them. */
void portail_driver_key (PortailDriver *driver, const char *keys);
/* The same @n_times, as fast as a person never is. */
void portail_driver_keys (PortailDriver *driver, const char *keys, guint n_times);
void portail_driver_type (PortailDriver *driver, const char *text);
/* Chooses the file @path in the dialog that comes and asks for one, by its name. */
void portail_driver_choose_file (PortailDriver *driver, const char *path);
/* Puts @text on the clipboard, as another program would. */
void portail_driver_set_clipboard (PortailDriver *driver, const char *text);

/* What the window's part of the screen shows once it has come to rest, as a PNG file. The pointer
 * leaves it. */
void portail_driver_take_screenshot (PortailDriver *driver, const char *path);
/* Calls @visit on all that shows now, windows too, a parent before its children; not below what it
 * says no to. */
typedef gboolean (*PortailDriverVisit) (AtspiAccessible *accessible, AtspiRole role, gpointer user);
void portail_driver_visit (PortailDriver *driver, PortailDriverVisit visit, gpointer user_data);
/* All of @role that show now. Owned. */
GPtrArray *portail_driver_list (PortailDriver *driver, AtspiRole role);
/* Their names, for messages and counts. Owned. */
GPtrArray *portail_driver_list_names (PortailDriver *driver, AtspiRole role);
