/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of outbox.db, by version. A version that was released never changes. */
#pragma once

#include <glib.h>

/* Each brings the file from its index to its index + 1; NULL ends the list. */
extern const char *const portail_outbox_schema[];
