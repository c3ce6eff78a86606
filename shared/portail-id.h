/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record ids: UUID version 7 (RFC 9562), made by whoever creates the record so that it can be made
 * offline (domain.md §1). Ids of one process never decrease, so they sort by creation. */
#pragma once

#include <glib.h>

#define PORTAIL_ID_LENGTH    36
#define PORTAIL_ID_TEXT_SIZE (PORTAIL_ID_LENGTH + 1)

/* Thread-safe. Owned. */
char *portail_id_new (void);
/* The id of moment @milliseconds with the low 74 bits of @random[10]; for simulations. Owned. */
char *portail_id_new_from (gint64 milliseconds, const guint8 random[10]);
/* Any lower-case UUID: ids of the old portal are version 4. */
gboolean portail_id_is_valid (const char *text);
