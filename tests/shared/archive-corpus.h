/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random archives in an index, random queries, and an oracle that knows neither FTS5 nor SQL: it
 * folds every text of every archive and compares words one by one. */
#pragma once

#include "shared/portail-archive-query.h"
#include "shared/portail-database.h"
#include "shared/records/portail-archive.h"

#define CORPUS_N_ARCHIVES  60
#define CORPUS_N_COMPANIES 3
/* The reader sees the first companies only. */
#define CORPUS_N_READABLE 2
#define CORPUS_N_PAYLOADS 3

typedef struct
{
  PortailDatabase *database;
  char *companies[CORPUS_N_COMPANIES];
  guint hidden_payloads[CORPUS_N_COMPANIES];
  GPtrArray *archives;                                  /* owned */
  char *payloads[CORPUS_N_ARCHIVES][CORPUS_N_PAYLOADS]; /* the texts of each payload */
} ArchiveCorpus;

ArchiveCorpus *archive_corpus_new (void);
void archive_corpus_free (ArchiveCorpus *corpus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveCorpus, archive_corpus_free)
const char *archive_corpus_get_company_name (guint index);
/* A client's database in memory. Owned. */
PortailDatabase *archive_corpus_open_database (void);

/* The ids of what the reader finds, the newest first, one a line. Owned. */
char *archive_corpus_ask_oracle (const ArchiveCorpus *corpus,
                                 const PortailArchiveQuery *query,
                                 guint *n_found);
/* Appends a term that may hit something. */
void archive_corpus_append_term (const ArchiveCorpus *corpus, GString *text);
/* Appends what may mean something to somebody else. */
void archive_corpus_append_junk (GString *text);
