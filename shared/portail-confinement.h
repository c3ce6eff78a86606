/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confines the calling process, which reads what strangers sent, for good.
 *
 * 1. Bounded: memory, processor time, life, no core file, no new privileges; it dies with its
 *    parent.
 * 2. Once entered, only what calculating needs of the system works: no file can be opened, no
 *    socket made, no program run, no process touched. Everything else fails with EPERM. */
#pragma once

#include <glib.h>

/* Invariant 1. What the system does not know is left out. */
void portail_confinement_limit (void);
/* Invariant 2, for all threads from now on; before there are others. FALSE where the system cannot:
 * then nothing of a stranger may be looked at. */
gboolean portail_confinement_enter (void);
/* The same, but what is below @folders, NULL at the end, can be read; those that are not there are
 * left out. FALSE where the system cannot, and then nothing has changed. After
 * portail_confinement_limit(). */
gboolean portail_confinement_enter_reading (const char *const *folders);
