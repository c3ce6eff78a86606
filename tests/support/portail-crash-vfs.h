/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills a process at its n-th write to a database, to find out what a crash leaves.
 *
 * 1. What counts is every write, sync, truncation and removal that SQLite asks of the system, on
 *    any thread and file of the process.
 * 2. The switch is a small file that the test and the process under test both map, so that setting
 *    it takes effect at once and the count outlives the process.
 * 3. The process dies by SIGKILL: no handler runs, nothing is flushed. */
#pragma once

#include <glib.h>

/* Names the switch's file to the process under test. */
#define PORTAIL_CRASH_SWITCH_VARIABLE "PORTAIL_CRASH_SWITCH"

typedef enum
{
  PORTAIL_CRASH_BEFORE,  /* instead of the write */
  PORTAIL_CRASH_HALFWAY, /* after the first half of its bytes */
} PortailCrashMoment;

typedef struct _PortailCrashSwitch PortailCrashSwitch;

/* For the test: makes the file @path. */
PortailCrashSwitch *portail_crash_switch_new (const char *path);
void portail_crash_switch_free (PortailCrashSwitch *crash_switch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCrashSwitch, portail_crash_switch_free)
/* Starts counting anew; the process dies at write @n from now, 1 for the next; 0: never. */
void
portail_crash_switch_set (PortailCrashSwitch *crash_switch, guint n, PortailCrashMoment moment);
/* Writes since it was set. */
guint portail_crash_switch_get_n_writes (PortailCrashSwitch *crash_switch);

/* For the process under test, before it opens a database: every database of the process goes by
 * the switch that its environment names. Without one nothing changes. */
void portail_crash_vfs_install (void);
