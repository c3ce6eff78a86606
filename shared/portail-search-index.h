/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of all archives, beside them in the database or in a file of its own: what
 * portail-archive-search.h searches, on the server and on the desktop alike.
 *
 * 1. Everything in it follows from the archives and can be made again; a table of another form than
 *    this program's is dropped.
 * 2. The words are those of portail-search-words.h: SQLite's tokenizer only splits them at spaces.
 *    So texts and queries agree letter by letter, whichever Unicode SQLite knows.
 * 3. The number of an archive begins with its day, so a walk by number is one by date.
 * 4. Who writes archives writes here in the same transaction, or remembers in a mark how far this
 *    table has followed. */
#pragma once

#include "shared/portail-database.h"
#include "shared/records/portail-archive.h"

/* Creates the tables where they are not, in the caller's transaction. SQLite only. */
gboolean portail_search_index_prepare (PortailDatabase *index, GError **error);
/* Makes them anew in the attached file @schema ("main" for the connection's own): nothing is known,
 * nothing was built, and no word stays behind. */
gboolean portail_search_index_reset (PortailDatabase *index, const char *schema, GError **error);

/* Enters the archive as it stands, instead of what was known of it. */
gboolean
portail_search_index_put (PortailDatabase *index, const PortailArchive *archive, GError **error);
/* The same for many, which it sorts: much faster than one after the other. */
gboolean portail_search_index_put_all (PortailDatabase *index, GPtrArray *archives, GError **error);
gboolean portail_search_index_remove (PortailDatabase *index, const char *id, GError **error);
/* All archives of a company: it left this machine. */
gboolean portail_search_index_remove_company (PortailDatabase *index,
                                              const char *enterprise_id,
                                              GError **error);
/* Deleted words lie in the file until FTS5 writes them over; now they go. Takes as long as building
 * the table does. */
gboolean portail_search_index_forget_deleted (PortailDatabase *index, GError **error);

/* After every id. */
#define PORTAIL_SEARCH_INDEX_COMPLETE "~"

/* Enters up to @max archives of @source that were not yet, in the order of their ids; for a table
 * that is built while others work. *@is_done tells that there was no more. Who writes archives
 * meanwhile enters those up to the id that portail_search_index_get_built() gives. */
gboolean portail_search_index_build (PortailDatabase *index,
                                     PortailDatabase *source,
                                     guint max,
                                     gboolean *is_done,
                                     GError **error);
/* *@id: owned; NULL before the first step, PORTAIL_SEARCH_INDEX_COMPLETE after the last. */
gboolean portail_search_index_get_built (PortailDatabase *index, char **id, GError **error);

/* Makes the table agree with the archives of the same database, whoever wrote them: what is missing
 * or has another rev is entered, what is no more there goes. Fast where they agree. */
gboolean portail_search_index_repair (PortailDatabase *database, GError **error);

/* How far the table has followed @scope: a number, 0 at the beginning. */
gboolean portail_search_index_get_reached (PortailDatabase *index,
                                           const char *scope,
                                           gint64 *number,
                                           GError **error);
gboolean portail_search_index_set_reached (PortailDatabase *index,
                                           const char *scope,
                                           gint64 number,
                                           GError **error);

/* The day under which an archive stands: its date, else the Monday of its period, else the day on
 * which it was made. */
PortailDay portail_search_index_get_day (const PortailArchive *archive);
/* The lowest number of a day; those of a day are below that of the next. */
gint64 portail_search_index_get_first_number (gint64 day_number);
PortailDay portail_search_index_get_day_of_number (gint64 number);
/* The one word of the column `company`. Owned. */
char *portail_search_index_make_company_word (const char *enterprise_id);
/* As the column `tags` has them, for a comparison with ` word` or `/ whole tag/`. Owned. */
char *portail_search_index_fold_tags (const char *tags);
