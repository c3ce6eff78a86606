/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field as people type it: cells of grids, rows of forms, filters and drafts all speak in these
 * texts. Nothing is guessed: a text is the field's value or a reason why not (contract.md §7). */
#pragma once

#include "shared/portail-record.h"

/* Puts @text into the field. FALSE with an owned reason, and the record as it was. Whether the
 * value is good for the field is portail_field_validate()'s to say; a number that must be there is
 * missed here already. */
gboolean portail_field_text_parse (const PortailField *field,
                                   gpointer record,
                                   const char *text,
                                   char **reason);
/* What gives the same value again: amounts without groups and signs, a week as `2025-W38`, the name
 * of a choice, 1 or 0. Empty for null. Owned. */
char *portail_field_text_dup (const PortailField *field, gconstpointer record);
