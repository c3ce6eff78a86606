/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells through the desktop what came or is due, with actions that open the right page, as the
 * settings allow (desktop.md, Notifications): portail-desktop-notice.h says what; beside it changes
 * that need a decision.
 *
 * 1. What is in front of the person is not told, and counts as told.
 * 2. Many reminders at once are one notification.
 * 3. Reminders come while the program runs, offline too: the time is looked at every few minutes,
 *    whatever the machine has slept through.
 * 4. What was told and cannot be noted, as on a full disk, is told once while the program runs.
 * 5. What was told of an account goes from the desktop when the account is left. Main thread.
 *
 * Signal "told" (const char *id) after a notification was sent. */
#pragma once

#include "app/portail-window.h"
#include "shared/portail-timestamp.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_NOTIFIER (portail_notifier_get_type ())
G_DECLARE_FINAL_TYPE (PortailNotifier, portail_notifier, PORTAIL, NOTIFIER, GObject)

/* Follows the account on the desk of @window. */
PortailNotifier *portail_notifier_new (GApplication *application, PortailWindow *window);
/* Instead of the time of this machine; looks at once. */
void portail_notifier_set_clock (PortailNotifier *notifier, PortailTimestamp (*get_now) (void));
/* Marks the server's notification @id read. */
void portail_notifier_mark_read (PortailNotifier *notifier, const char *id);

G_END_DECLS
