/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-upload-queue.h"

#include "app/portail-content-file.h"
#include "app/portail-outbox.h"
#include "app/portail-sql.h"
#include "shared/records/portail-document.h"

/* The changes that name a content, c, with their ops, o. */
#define NAMING                                                                                     \
  " FROM op_change c JOIN op o ON o.number = c.number JOIN upload u"                               \
  " ON u.enterprise_id = o.enterprise_id AND u.sha256 = json_extract (c.fields, '$.sha256')"       \
  " WHERE c.type = 'document'"

void
portail_queued_upload_free (PortailQueuedUpload *upload)
{
  g_free (upload->enterprise_id);
  g_free (upload->sha256);
  g_free (upload->code);
  g_free (upload->detail);
  g_free (upload);
}

/* NULL where the change names none. */
static const char *
get_content (const PortailChange *change)
{
  PortailFieldSet bit;

  if (change->type != &portail_document_type || change->record == NULL)
    return NULL;
  bit = portail_record_type_field_bit (change->type, "sha256");
  return change->fields & bit ? ((const PortailDocument *) change->record)->sha256 : NULL;
}

gboolean
portail_upload_queue_add_op (PortailDatabase *database,
                             const char *directory,
                             const PortailSyncOp *op,
                             guint *n_missing,
                             GError **error)
{
  if (n_missing != NULL)
    *n_missing = 0;
  for (guint i = 0; i < op->changes->len; i++)
    {
      const char *sha256 = get_content (g_ptr_array_index (op->changes, i));
      gint64 size = sha256 != NULL ? portail_content_file_get_size (directory, sha256) : -1;

      if (sha256 != NULL && size < 0 && n_missing != NULL)
        ++*n_missing;
      if (size >= 0
          && !portail_database_run (
              database, error,
              "INSERT OR IGNORE INTO upload (enterprise_id, sha256, size) VALUES (?,?,?)", "tti",
              op->enterprise_id, sha256, size))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
portail_upload_queue_list (PortailDatabase *database, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT u.enterprise_id, u.sha256, u.size, u.code, u.detail" NAMING
      " AND o.state = ? GROUP BY u.enterprise_id, u.sha256 ORDER BY min (o.number)",
      "i", (gint64) PORTAIL_OP_PENDING);
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_queued_upload_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailQueuedUpload *upload = g_new (PortailQueuedUpload, 1);

      *upload = (PortailQueuedUpload){
        portail_statement_dup_text (statement, 0),  portail_statement_dup_text (statement, 1),
        portail_statement_get_int64 (statement, 2), portail_statement_dup_text (statement, 3),
        portail_statement_dup_text (statement, 4),
      };
      g_ptr_array_add (uploads, upload);
    }
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&uploads) : NULL;
}

gboolean
portail_upload_queue_holds (PortailDatabase *database,
                            gint64 op_number,
                            gboolean *is_held,
                            GError **error)
{
  gint64 n_contents;

  if (!portail_sql_take_integer (
          portail_database_query (database, error, "SELECT count (*)" NAMING " AND o.number = ?",
                                  "i", op_number),
          &n_contents, error))
    return FALSE;
  *is_held = n_contents > 0;
  return TRUE;
}

gboolean
portail_upload_queue_remove (PortailDatabase *database,
                             const char *enterprise_id,
                             const char *sha256,
                             GError **error)
{
  return portail_database_run (database, error,
                               "DELETE FROM upload WHERE (enterprise_id = ? AND sha256 = ?)"
                               " OR (enterprise_id, sha256) NOT IN"
                               " (SELECT u.enterprise_id, u.sha256" NAMING ")",
                               "tt", enterprise_id, sha256);
}

gboolean
portail_upload_queue_set_fault (PortailDatabase *database,
                                const PortailQueuedUpload *upload,
                                GError **error)
{
  return portail_database_run (
      database, error,
      "UPDATE upload SET code = ?, detail = ? WHERE enterprise_id = ? AND sha256 = ?", "tttt",
      upload->code, upload->detail, upload->enterprise_id, upload->sha256);
}
