/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to a store, whichever it is.
 *
 * 1. A connection and its statements belong to one thread.
 * 2. Prepared statements only; they are kept by their text and reused. Texts that vary with what
 *    people filter and sort by are forgotten when there are too many.
 * 3. A failed call leaves the statement reset and its error set; inside a savepoint the caller
 *    rolls back to it, so that one bad op harms no other (contract.md §4).
 * 4. Errors are PORTAIL_ERROR_STORAGE, or DUPLICATE_KEY for a broken UNIQUE constraint. */
#pragma once

#include <glib.h>

/* A function of SQL that every connection has: a text without case and accents, as
 * portail_text_fold() makes it. */
#define PORTAIL_SQL_FOLD "portail_fold"

typedef struct _PortailDatabase PortailDatabase;
typedef struct _PortailStatement PortailStatement;
typedef struct _PortailDatabaseClass PortailDatabaseClass;

typedef enum
{
  PORTAIL_DIALECT_SQLITE,
  PORTAIL_DIALECT_MARIADB,
} PortailDialect;

typedef enum
{
  PORTAIL_STEP_ERROR = -1,
  PORTAIL_STEP_DONE,
  PORTAIL_STEP_ROW,
} PortailStep;

/* What a backend supplies. */
struct _PortailDatabaseClass
{
  PortailDialect dialect;
  void (*close) (PortailDatabase *database);
  PortailStatement *(*prepare) (PortailDatabase *database, const char *sql, GError **error);
  gboolean (*execute) (PortailDatabase *database, const char *sql, GError **error);
  void (*finalize) (PortailStatement *statement);
  void (*reset) (PortailStatement *statement);
  void (*bind_null) (PortailStatement *statement, guint index);
  void (*bind_int64) (PortailStatement *statement, guint index, gint64 value);
  void (*bind_text) (PortailStatement *statement, guint index, const char *text, gssize length);
  void (*bind_blob) (PortailStatement *statement, guint index, const void *bytes, gsize length);
  PortailStep (*step) (PortailStatement *statement, GError **error);
  /* Whether it stands at a row. */
  gboolean (*is_busy) (PortailStatement *statement);
  gboolean (*is_null) (PortailStatement *statement, guint column);
  gint64 (*get_int64) (PortailStatement *statement, guint column);
  const char *(*get_text) (PortailStatement *statement, guint column, gsize *length);
  gint64 (*count_changes) (PortailDatabase *database);
  /* Rows changed since the connection was opened, undone changes included. */
  gint64 (*count_all_changes) (PortailDatabase *database);
  gboolean (*is_in_transaction) (PortailDatabase *database);
};

struct _PortailDatabase
{
  const PortailDatabaseClass *class;
  GHashTable *statements; /* SQL → PortailStatement */
  guint64 n_prepared;     /* calls of prepare so far: the clock of last_use */
  guint n_commits;        /* atomic; of those that changed something */
  gint64 n_changes;       /* at the last commit */
};

struct _PortailStatement
{
  const PortailDatabaseClass *class;
  PortailDatabase *database;
  guint64 last_use;
};

void portail_database_close (PortailDatabase *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDatabase, portail_database_close)
PortailDialect portail_database_get_dialect (const PortailDatabase *database);

/* Runs statements without parameters and without rows of interest, `;` between them. */
gboolean portail_database_execute (PortailDatabase *database, const char *sql, GError **error);
/* Reset and without bindings; borrowed from the connection, good until the same text is prepared
 * again: a caller that steps through rows prepares no equal text meanwhile. */
PortailStatement *
portail_database_prepare (PortailDatabase *database, const char *sql, GError **error);
/* prepare, then bind each argument by @format: `t` const char * (NULL is null), `i` gint64,
 * `b` GBytes * (NULL is null); one parameter a letter. */
PortailStatement *portail_database_query (PortailDatabase *database,
                                          GError **error,
                                          const char *sql,
                                          const char *format,
                                          ...);
/* query, step to the end, reset. For statements that change something. */
gboolean portail_database_run (PortailDatabase *database,
                               GError **error,
                               const char *sql,
                               const char *format,
                               ...);
/* Rows that the last INSERT, UPDATE or DELETE changed. */
gint64 portail_database_count_changes (PortailDatabase *database);

gboolean portail_database_begin (PortailDatabase *database, GError **error);
/* All reads until the end see one state. */
gboolean portail_database_begin_read (PortailDatabase *database, GError **error);
/* Not for ever: a full disk, among others, takes the whole transaction back at once. */
gboolean portail_database_is_in_transaction (PortailDatabase *database);
gboolean portail_database_commit (PortailDatabase *database, GError **error);
/* Transactions with changes that portail_database_commit() ended so far. Any thread. */
guint portail_database_get_n_commits (const PortailDatabase *database);
/* Never fails: a connection that cannot roll back is unusable and says so at its next call. */
void portail_database_rollback (PortailDatabase *database);
gboolean portail_database_savepoint (PortailDatabase *database, const char *name, GError **error);
gboolean portail_database_release (PortailDatabase *database, const char *name, GError **error);
void portail_database_rollback_to (PortailDatabase *database, const char *name);

/* Parameters count from 1, columns from 0. Texts and bytes are copied when bound; a read text is
 * good until the next step or reset. */
void portail_statement_bind_arguments (PortailStatement *statement,
                                       const char *format,
                                       va_list arguments);
void portail_statement_bind_null (PortailStatement *statement, guint index);
void portail_statement_bind_int64 (PortailStatement *statement, guint index, gint64 value);
void portail_statement_bind_text (PortailStatement *statement, guint index, const char *text);
void portail_statement_bind_bytes (PortailStatement *statement, guint index, GBytes *bytes);
PortailStep portail_statement_step (PortailStatement *statement, GError **error);
void portail_statement_reset (PortailStatement *statement);
gboolean portail_statement_is_null (PortailStatement *statement, guint column);
/* 0 for null. */
gint64 portail_statement_get_int64 (PortailStatement *statement, guint column);
/* NULL for null. */
const char *portail_statement_get_text (PortailStatement *statement, guint column);
char *portail_statement_dup_text (PortailStatement *statement, guint column);
/* NULL for null. Owned. */
GBytes *portail_statement_dup_bytes (PortailStatement *statement, guint column);
