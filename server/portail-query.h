/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL that is put together piece by piece, each value beside the text that asks for it. The text is
 * part of the program, never of a request; what a request says is bound. */
#pragma once

#include "shared/portail-database.h"

typedef struct _PortailQuery PortailQuery;

PortailQuery *portail_query_new (void);
void portail_query_free (PortailQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailQuery, portail_query_free)

void portail_query_append (PortailQuery *query, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* For the next `?` of the text. Copies @text. */
void portail_query_bind_text (PortailQuery *query, const char *text);
void portail_query_bind_integer (PortailQuery *query, gint64 integer);
/* Borrowed. */
const char *portail_query_get_text (const PortailQuery *query);
/* Gives @statement, prepared from the text, its values. */
void portail_query_bind (const PortailQuery *query, PortailStatement *statement);
