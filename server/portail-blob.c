/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-blob.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define LIFE_SECONDS (7 * 24 * 60 * 60)
/* Of one person in one company. */
#define MAX_OPEN_UPLOADS 200
/* So that a purge keeps nobody waiting: looking through archives is slow. */
#define MAX_PURGED 50

#define BLOB_COLUMNS   "id, enterprise_id, sha256, size, mime"
#define UPLOAD_COLUMNS "id, enterprise_id, user_id, sha256, size, received"

void
portail_blob_free (PortailBlob *blob)
{
  g_free (blob->id);
  g_free (blob->enterprise_id);
  g_free (blob->sha256);
  g_free (blob);
}

void
portail_upload_free (PortailUpload *upload)
{
  g_free (upload->id);
  g_free (upload->enterprise_id);
  g_free (upload->user_id);
  g_free (upload->sha256);
  g_free (upload);
}

/* FALSE on error. @statement stands at a row when *@is_found. */
static gboolean
step_once (PortailStatement *statement, gboolean *is_found, GError **error)
{
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *is_found = step == PORTAIL_STEP_ROW;
  return step != PORTAIL_STEP_ERROR;
}

/* The next row; *@blob is NULL after the last. */
static gboolean
step_blob (PortailStatement *statement, PortailBlob **blob, GError **error)
{
  gboolean is_found;

  *blob = NULL;
  if (!step_once (statement, &is_found, error))
    return FALSE;
  if (is_found)
    {
      *blob = g_new0 (PortailBlob, 1);
      (*blob)->id = portail_statement_dup_text (statement, 0);
      (*blob)->enterprise_id = portail_statement_dup_text (statement, 1);
      (*blob)->sha256 = portail_statement_dup_text (statement, 2);
      (*blob)->size = portail_statement_get_int64 (statement, 3);
      (*blob)->type = portail_file_type_from_mime (portail_statement_get_text (statement, 4));
    }
  return TRUE;
}

static gboolean
read_blob (PortailStatement *statement, PortailBlob **blob, GError **error)
{
  if (!step_blob (statement, blob, error))
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_blob_find (PortailDatabase *database,
                   const char *enterprise_id,
                   const char *sha256,
                   PortailBlob **blob,
                   GError **error)
{
  return read_blob (portail_database_query (database, error,
                                            "SELECT " BLOB_COLUMNS " FROM blob"
                                            " WHERE enterprise_id = ? AND sha256 = ?",
                                            "tt", enterprise_id, sha256),
                    blob, error);
}

gboolean
portail_blob_find_by_id (PortailDatabase *database,
                         const char *id,
                         PortailBlob **blob,
                         GError **error)
{
  return read_blob (portail_database_query (
                        database, error, "SELECT " BLOB_COLUMNS " FROM blob WHERE id = ?", "t", id),
                    blob, error);
}

gboolean
portail_blob_add (PortailDatabase *database,
                  const PortailBlob *blob,
                  PortailTimestamp now,
                  GError **error)
{
  g_autoptr (PortailBlob) known = NULL;

  if (!portail_blob_find (database, blob->enterprise_id, blob->sha256, &known, error))
    return FALSE;
  if (known != NULL)
    return portail_database_run (database, error,
                                 "UPDATE blob SET unreferenced_at = NULL"
                                 " WHERE enterprise_id = ? AND sha256 = ?",
                                 "tt", blob->enterprise_id, blob->sha256);
  return portail_database_run (database, error,
                               "INSERT INTO blob (" BLOB_COLUMNS
                               ", completed_at) VALUES (?, ?, ?, ?, ?, ?)",
                               "tttiti", blob->id, blob->enterprise_id, blob->sha256, blob->size,
                               portail_file_type_get_mime (blob->type), now.milliseconds);
}

/* The number in the first column of the first row. */
static gboolean
read_number (PortailStatement *statement, gint64 *number, GError **error)
{
  gboolean is_found;

  if (!step_once (statement, &is_found, error))
    return FALSE;
  *number = is_found ? portail_statement_get_int64 (statement, 0) : 0;
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_blob_check_quota (PortailDatabase *database,
                          const char *enterprise_id,
                          gint64 size,
                          gint64 quota,
                          GError **error)
{
  gint64 held, awaited;

  if (!read_number (portail_database_query (
                        database, error,
                        "SELECT coalesce (sum (size), 0) FROM blob WHERE enterprise_id = ?", "t",
                        enterprise_id),
                    &held, error)
      || !read_number (portail_database_query (
                           database, error,
                           "SELECT coalesce (sum (size), 0) FROM upload WHERE enterprise_id = ?",
                           "t", enterprise_id),
                       &awaited, error))
    return FALSE;
  if (held <= quota && awaited <= quota - held && size <= quota - held - awaited)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_QUOTA,
                       _ ("The company has no room left for files."));
  return FALSE;
}

static gboolean
read_upload (PortailStatement *statement, PortailUpload **upload, GError **error)
{
  gboolean is_found;

  *upload = NULL;
  if (!step_once (statement, &is_found, error))
    return FALSE;
  if (is_found)
    {
      *upload = g_new0 (PortailUpload, 1);
      (*upload)->id = portail_statement_dup_text (statement, 0);
      (*upload)->enterprise_id = portail_statement_dup_text (statement, 1);
      (*upload)->user_id = portail_statement_dup_text (statement, 2);
      (*upload)->sha256 = portail_statement_dup_text (statement, 3);
      (*upload)->size = portail_statement_get_int64 (statement, 4);
      (*upload)->received = portail_statement_get_int64 (statement, 5);
    }
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_upload_find (PortailDatabase *database,
                     const char *id,
                     const char *user_id,
                     PortailUpload **upload,
                     GError **error)
{
  return read_upload (portail_database_query (database, error,
                                              "SELECT " UPLOAD_COLUMNS
                                              " FROM upload WHERE id = ? AND user_id = ?",
                                              "tt", id, user_id),
                      upload, error);
}

gboolean
portail_upload_find_same (PortailDatabase *database,
                          const PortailUpload *wanted,
                          PortailUpload **upload,
                          GError **error)
{
  return read_upload (portail_database_query (database, error,
                                              "SELECT " UPLOAD_COLUMNS " FROM upload"
                                              " WHERE enterprise_id = ? AND user_id = ?"
                                              " AND sha256 = ? AND size = ?",
                                              "ttti", wanted->enterprise_id, wanted->user_id,
                                              wanted->sha256, wanted->size),
                      upload, error);
}

gboolean
portail_upload_add (PortailDatabase *database,
                    const PortailUpload *upload,
                    PortailTimestamp now,
                    GError **error)
{
  gint64 n_open;

  if (!read_number (portail_database_query (
                        database, error,
                        "SELECT count(*) FROM upload WHERE enterprise_id = ? AND user_id = ?", "tt",
                        upload->enterprise_id, upload->user_id),
                    &n_open, error))
    return FALSE;
  if (n_open >= MAX_OPEN_UPLOADS)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_QUOTA,
                           _ ("Too many files are being sent already."));
      return FALSE;
    }
  return portail_database_run (database, error,
                               "INSERT INTO upload (" UPLOAD_COLUMNS ", created_at, touched_at)"
                               " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
                               "ttttiii", upload->id, upload->enterprise_id, upload->user_id,
                               upload->sha256, upload->size, now.milliseconds, now.milliseconds);
}

gboolean
portail_upload_touch (PortailDatabase *database,
                      const char *id,
                      gint64 received,
                      PortailTimestamp now,
                      GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE upload SET received = ?, touched_at = ? WHERE id = ?", "iit",
                               received, now.milliseconds, id);
}

gboolean
portail_upload_remove (PortailDatabase *database, const char *id, GError **error)
{
  return portail_database_run (database, error, "DELETE FROM upload WHERE id = ?", "t", id);
}

/* Invariant 3. */
#define NAMED                                                                                      \
  "(EXISTS (SELECT 1 FROM document d WHERE d.enterprise_id = blob.enterprise_id"                   \
  " AND d.sha256 = blob.sha256)"                                                                   \
  " OR EXISTS (SELECT 1 FROM archive a WHERE a.enterprise_id = blob.enterprise_id"                 \
  " AND a.source_type = 'document' AND instr (a.payload, blob.sha256) > 0))"
/* What no document names, without a look into the archives. */
#define IN_NO_DOCUMENT                                                                             \
  "NOT EXISTS (SELECT 1 FROM document d WHERE d.enterprise_id = blob.enterprise_id"                \
  " AND d.sha256 = blob.sha256)"

/* First a content is seen to be named no more, and only a week later it goes. */
static gboolean
mark_unnamed (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE blob SET unreferenced_at = ?"
                               " WHERE unreferenced_at IS NULL AND " IN_NO_DOCUMENT,
                               "i", now.milliseconds);
}

/* A document may name it again meanwhile. */
static gboolean
unmark_named (PortailDatabase *database, GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE blob SET unreferenced_at = NULL"
                               " WHERE unreferenced_at IS NOT NULL AND NOT " IN_NO_DOCUMENT,
                               "");
}

static gboolean
collect_old (PortailDatabase *database, gint64 latest, GPtrArray *ids, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT id FROM blob WHERE unreferenced_at <= ? ORDER BY unreferenced_at LIMIT ?", "ii",
      latest, (gint64) MAX_PURGED);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  return step == PORTAIL_STEP_DONE;
}

/* One that is named again starts its week anew. */
static gboolean
remove_old (PortailDatabase *database, const char *id, PortailTimestamp now, GError **error)
{
  return portail_database_run (database, error, "DELETE FROM blob WHERE id = ? AND NOT " NAMED, "t",
                               id)
         && portail_database_run (database, error,
                                  "UPDATE blob SET unreferenced_at = ? WHERE id = ?", "it",
                                  now.milliseconds, id);
}

gboolean
portail_blob_purge (PortailDatabase *database, PortailTimestamp now, GError **error)
{
  gint64 latest = portail_timestamp_add_seconds (now, -LIFE_SECONDS).milliseconds;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!unmark_named (database, error) || !mark_unnamed (database, now, error)
      || !collect_old (database, latest, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!remove_old (database, g_ptr_array_index (ids, i), now, error))
      return FALSE;
  return portail_database_run (database, error, "DELETE FROM upload WHERE touched_at <= ?", "i",
                               latest);
}

/* All blobs, so that no statement stands open while their files are read. */
static GPtrArray *
list_blobs (PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT " BLOB_COLUMNS " FROM blob ORDER BY enterprise_id, sha256", "");
  g_autoptr (GPtrArray) blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_blob_free);
  PortailBlob *blob = NULL;

  do
    {
      if (!step_blob (statement, &blob, error))
        return NULL;
      if (blob != NULL)
        g_ptr_array_add (blobs, blob);
    }
  while (blob != NULL);
  return g_steal_pointer (&blobs);
}

gboolean
portail_blob_verify (PortailDatabase *database,
                     PortailBlobStore *store,
                     PortailBlobCheck *check,
                     GError **error)
{
  g_autoptr (GPtrArray) blobs = list_blobs (database, error);

  check->n_checked = 0;
  for (guint i = 0; blobs != NULL && i < blobs->len; i++)
    {
      const PortailBlob *blob = g_ptr_array_index (blobs, i);
      PortailBlobSoundness soundness = portail_blob_store_verify (store, blob->enterprise_id,
                                                                  blob->sha256);

      check->n_checked++;
      if (soundness != PORTAIL_BLOB_SOUND)
        check->report (blob, soundness, check->user);
    }
  return blobs != NULL;
}

/* Whether the database is sure not to know the file. */
static gboolean
is_unknown (const char *enterprise_id, const char *name, gpointer database)
{
  PortailStatement *statement =
      enterprise_id != NULL
          ? portail_database_query (database, NULL,
                                    "SELECT 1 FROM blob WHERE enterprise_id = ? AND sha256 = ?",
                                    "tt", enterprise_id, name)
          : portail_database_query (database, NULL, "SELECT 1 FROM upload WHERE id = ?", "t", name);
  gboolean is_found;

  if (!step_once (statement, &is_found, NULL))
    return FALSE;
  portail_statement_reset (statement);
  return !is_found;
}

void
portail_blob_sweep (PortailBlobStore *store, PortailDatabase *database, PortailTimestamp now)
{
  portail_blob_store_sweep (store, now, is_unknown, database);
}
