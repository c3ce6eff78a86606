/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the driver share: the tree of AT-SPI and the screen of X. */
#pragma once

#include <gio/gio.h>

#include "tests/support/portail-driver.h"

#define PORTAIL_DRIVER_LOOK_MICROSECONDS 30000

struct _PortailDriver
{
  GPid pid;               /* 0: known by name */
  char *name;             /* or NULL */
  GSubprocess *clipboard; /* keeps the text alive until another one takes its place */
};

typedef AtspiAccessible AccessibleReference;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AccessibleReference, g_object_unref)

/* When patience ends with what begins now, in the time of g_get_monotonic_time(). */
gint64 portail_driver_get_deadline (void);
/* FALSE when it has no place any more. */
gboolean portail_driver_click_middle (AtspiAccessible *accessible, guint n_times);
