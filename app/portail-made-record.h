/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that a command makes beside the one that it is about: the new version of a declaration
 * that is corrected (contract.md §4). The desktop shows it before the server has made it.
 *
 * 1. The op knows it by the command's argument only; whatever touches the records of an op touches
 *    this one too.
 * 2. What is shown is made by the function that the server makes it with. */
#pragma once

#include "app/portail-outbox.h"

/* Of a row of op_change: the id of what it makes, and whether it makes anything. */
#define PORTAIL_MADE_RECORD_ID    "json_extract (arguments, '$.new_id')"
#define PORTAIL_MADE_RECORD_MAKES "command = 'correct'"

/* NULL where @change makes nothing. Owned. */
char *portail_made_record_get_id (const PortailChange *change);
/* The record as the command of @pending makes it. NULL, without an error, where what it is made
 * from is not there. Owned. */
gboolean portail_made_record_load (PortailDatabase *database,
                                   const PortailPendingChange *pending,
                                   PortailRecord **record,
                                   GError **error);
