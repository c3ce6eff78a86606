/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail --report KIND --period WEEK --enterprise NAME --output FILE`: writes a report from the
 * cache of the account used last, beside a running instance or without one. Needs no display, no
 * bus and no network (contract.md §9).
 *
 * The status of the program is 0 when the file is written, 1 when it cannot be made, 2 when the
 * command line is wrong; the reason goes to standard error. */
#pragma once

#include <gio/gio.h>

/* --report, --period, --enterprise, --output, --account. */
void portail_report_command_add_options (GApplication *application);
/* For the handle_local_options of @options' application: -1 when no report is asked for, else the
 * status of the program. @accounts_directory: the folder of all accounts. @settings may be NULL. */
int portail_report_command_handle (GVariantDict *options,
                                   const char *accounts_directory,
                                   GSettings *settings);
