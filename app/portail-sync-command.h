/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail --sync`: brings the outbox to the server and its changes here, without a display
 * (contract.md §9). */
#pragma once

#include <gio/gio.h>

void portail_sync_command_add_options (GApplication *application);
/* -1 where @options do not ask for it. A running instance of @application syncs itself; otherwise
 * one cycle runs here, on the account of --account or the one used last. The status: 0 when all
 * went well, 1 for a fault, 2 when what was sent needs a decision of the user. */
int portail_sync_command_handle (GApplication *application,
                                 GVariantDict *options,
                                 const char *accounts_directory);
