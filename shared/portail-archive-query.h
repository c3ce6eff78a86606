/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language in which people search archives (domain.md §6), on the server and on the desktop:
 *
 *   garage facture          words in any order, each the beginning of one
 *   "bon client"            these words one after the other
 *   tag:vip type:facture statut:valide entreprise:taxi
 *   montant:>1000 montant:1 000..2 000 date:2025-09..2025-10 date:2025-W38
 *   -word -tag:x            what must not be there
 *
 * 1. Every text is a query. What is not understood counts as words; signs alone count as nothing.
 * 2. A value is the beginning of one; in quotes it is a whole one. `type:facture,diplome` is
 * either, and so are two positive terms of a field of which an archive has only one.
 * 3. A query is immutable and belongs to any thread. */
#pragma once

#include "shared/portail-span.h"

/* Terms beyond this many are left out, and so are words beyond it in one term. */
#define PORTAIL_QUERY_MAX_TERMS 64

typedef enum
{
  PORTAIL_QUERY_WORDS,  /* words one after the other, the last one may go on */
  PORTAIL_QUERY_PHRASE, /* whole words one after the other */
  PORTAIL_QUERY_ID,     /* of the archive or of its source */
  PORTAIL_QUERY_TAG,
  PORTAIL_QUERY_TYPE,
  PORTAIL_QUERY_STATUS,
  PORTAIL_QUERY_ENTERPRISE,
  PORTAIL_QUERY_AMOUNT,
  PORTAIL_QUERY_DATE,
} PortailQueryKind;

typedef struct
{
  PortailQueryKind kind;
  gboolean is_excluded;
  gboolean is_whole; /* of values: they are complete */
  char *text;        /* as it was typed, for a chip */
  GPtrArray *words;  /* of WORDS and PHRASE: folded, at least one */
  GPtrArray
      *values;      /* of ID, TAG and ENTERPRISE: folded words with a space between, at least one */
  guint choices;    /* of TYPE and STATUS: set as 1 << value */
  PortailSpan span; /* of AMOUNT in cents, of DATE in numbers of days */
} PortailQueryTerm;

typedef struct _PortailArchiveQuery PortailArchiveQuery;

/* "words", "phrase", "id", "tag", "type", "status", "enterprise", "amount", "date". Static. */
const char *portail_query_kind_get_name (PortailQueryKind kind);

/* Any bytes; @length -1 for a text with a NUL at its end. NULL is an empty text. Owned. */
PortailArchiveQuery *portail_archive_query_parse (const char *text, gssize length);
void portail_archive_query_free (PortailArchiveQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailArchiveQuery, portail_archive_query_free)

guint portail_archive_query_get_n_terms (const PortailArchiveQuery *query);
const PortailQueryTerm *portail_archive_query_get_term (const PortailArchiveQuery *query,
                                                        guint index);
/* Whether a company is meant by a term of PORTAIL_QUERY_ENTERPRISE, by its name or its id. */
gboolean
portail_query_term_names_company (const PortailQueryTerm *term, const char *id, const char *name);
/* The same of the tags of an archive, `a,b`. */
gboolean portail_query_term_has_tag (const PortailQueryTerm *term, const char *tags);

/* An expression for MATCH of SQLite's FTS5 over words of portail-search-words.h: of all terms with
 * words that must be there, or of any that must not. NULL where there is no such term. Owned. */
char *portail_archive_query_make_match (const PortailArchiveQuery *query);
char *portail_archive_query_make_excluding_match (const PortailArchiveQuery *query);
