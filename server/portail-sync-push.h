/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the ops of one device in their order and answers each (sync.md "Ops", contract.md §4).
 *
 * 1. A kept answer is given again byte for byte, however often the op is sent.
 * 2. A deferred op keeps nothing and stops those behind it; any other answer lets them go on.
 * 3. A failure of the store fails the whole push: the caller rolls back and nothing was answered.
 */
#pragma once

#include "server/portail-record-store.h"

#define PORTAIL_PUSH_MAX_OPS   1000
#define PORTAIL_PUSH_MAX_BYTES (8 * 1024 * 1024)

/* Appends the results of @ops, a JSON array, with their brackets. @actor names the device. */
gboolean portail_sync_push_run (const PortailActor *actor,
                                const PortailJson *ops,
                                GString *results,
                                GError **error);
