/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags: the parts between commas of the field `tags`, of documents and of archives. No widgets. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-suggestion.h"

/* Whether the field holds tags. */
gboolean portail_tag_list_is_field (const PortailField *field);
/* The line @tags as one reads it: as many tags as @max_letters holds, one at least, and how many
 * others there are: "garage, pneus +2". Owned. */
char *portail_tag_list_to_text (const char *tags, guint max_letters);
/* The single tags of @texts, each once whatever its letters' case, in their order. Owned, a vector
 * of at most 2000. */
char **portail_tag_list_split (const char *const *texts);
/* Those tags of all live rows of @type; gives a vector. */
PortailQuery *portail_tag_list_query_new (const PortailRecordType *type);

/* Which of @tags may stand where the letter @position of @text is: those that begin as it does or
 * have a word that does, but not those that @text has elsewhere. @place: of what gives way, without
 * the spaces around. GPtrArray of
 * PortailSuggestion; owned; empty while nothing is typed there. */
GPtrArray *portail_tag_list_complete (const char *const *tags,
                                      const char *text,
                                      guint position,
                                      PortailTextPlace *place);
