/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program that crashes leaves for its next start: the signal, when, where in which module,
 * and the last lines of its log.
 *
 * 1. The handler calls nothing that is not async-signal-safe: everything that it needs was made
 *    before, and it only writes into a file that is open already.
 * 2. Places are written as an offset in the base name of a module: no path, no address.
 * 3. Lines of the log are given to it clean (portail-redaction.h), and only while somebody agreed
 *    that faults are collected; without them the marker holds no more than signal, time and places.
 * 4. A run that ends well leaves no marker; one that was killed leaves an empty one, which is no
 *    crash. */
#pragma once

#include <gio/gio.h>

/* Gives the calling thread a stack to tell on that its own has overflowed; that of another thread
 * ends the program without a word. Before portail_crash_marker_install(), on the main thread. */
void portail_crash_marker_guard_stack (void);
/* Opens the marker and takes the signals. Once a process; blocks: on a thread for files. */
gboolean portail_crash_marker_install (const char *path, GError **error);
/* The run ends well: the file goes. */
void portail_crash_marker_remove (void);

/* One clean line of the log, kept in memory for a crash; any thread. */
void portail_crash_marker_note (const char *line);
/* Forgets the lines. Any thread. */
void portail_crash_marker_forget (void);

/* Places of the calling thread, as in a marker: a line each. Owned. */
char *portail_crash_marker_dup_stack (void);

typedef struct
{
  int signal;
  gint64 occurred_at; /* seconds since 1970 */
  char *version;      /* of the program; or NULL */
  char *stack;        /* a line a place */
  char *lines;        /* of the log, the oldest first; "" for none */
} PortailCrash;

void portail_crash_free (PortailCrash *crash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCrash, portail_crash_free)
/* What the marker of an earlier run says; NULL where it is no crash. Owned. */
PortailCrash *portail_crash_parse (const char *text);
/* "SIGSEGV"; "signal 40" for one without name. Owned. */
char *portail_crash_dup_signal_name (int signal_number);
