/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents (domain.md §5, contract.md §2, §7).
 *
 * 1. A document names a content that its company holds, whole; size and mime are the content's.
 * 2. A content stays: another one is another document.
 * 3. An employé sees his own diplomas. */
#include "server/portail-blob.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/records/portail-document.h"

/* A name that came from the old portal may stay. */
static void
check_filename (PortailOpRun *run, const PortailDocument *before, const PortailDocument *after)
{
  if (after->filename != NULL
      && (before == NULL || g_strcmp0 (before->filename, after->filename) != 0)
      && !portail_file_name_is_clean (after->filename))
    portail_problems_add (run->outcome->problems, "filename", "not_a_file_name",
                          _ ("This cannot be the name of a file."));
}

static gboolean
fail_awaited (PortailOpRun *run, const char *sha256, GError **error)
{
  g_free (run->outcome->awaited);
  run->outcome->awaited = g_strconcat ("blob:", sha256, NULL);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BLOB_MISSING,
                       _ ("The content of this document was not sent yet."));
  return FALSE;
}

/* Invariant 1. What is no hash is told by the fields' own rules. */
static gboolean
take_content (PortailOpRun *run, PortailDocument *document, GError **error)
{
  g_autoptr (PortailBlob) blob = NULL;

  if (!portail_sha256_is_valid (document->sha256))
    return TRUE;
  if (!portail_blob_find (run->actor->database, document->base.enterprise_id, document->sha256,
                          &blob, error))
    return FALSE;
  if (blob == NULL)
    return fail_awaited (run, document->sha256, error);
  document->size = blob->size;
  portail_field_set_string (
      portail_record_type_get_field (document->base.type, (guint) portail_record_type_find_field (
                                                              document->base.type, "mime")),
      document, portail_file_type_get_mime (blob->type));
  return TRUE;
}

static void
forget_content (PortailDocument *document)
{
  document->size = PORTAIL_INTEGER_NULL;
  g_clear_pointer (&document->mime, g_free);
}

/* Invariant 2. */
static gboolean
check_content (PortailOpRun *run,
               const PortailDocument *before,
               PortailDocument *after,
               GError **error)
{
  if (before != NULL && before->sha256 != NULL)
    {
      if (g_strcmp0 (before->sha256, after->sha256) != 0)
        portail_problems_add (run->outcome->problems, "sha256", "not_writable",
                              _ ("The content of a document does not change."));
      after->size = before->size;
      return TRUE;
    }
  if (after->sha256 != NULL)
    return take_content (run, after, error);
  forget_content (after);
  return TRUE;
}

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailDocument *before = (const PortailDocument *) step->before;
  PortailDocument *after = (PortailDocument *) step->after;

  if (step->change->kind != PORTAIL_CHANGE_CREATE && step->change->kind != PORTAIL_CHANGE_UPDATE)
    return TRUE;
  check_filename (run, before, after);
  return check_content (run, before, after, error);
}

static gboolean
append_figures (PortailContext *context,
                const PortailRecord *record,
                PortailFieldSet fields,
                GString *json,
                GError **error)
{
  if (!(fields & portail_record_type_field_bit (record->type, "mime")))
    return TRUE;
  portail_json_append_name (json, "file_type");
  portail_json_append_string (json, ((const PortailDocument *) record)->mime);
  return TRUE;
}

static PortailRecordView
view_of_employe (const PortailAccess *access, const char *enterprise_id)
{
  return (PortailRecordView){ PORTAIL_REACH_OWN,
                              portail_record_type_get_all_fields (&portail_document_type),
                              portail_access_get_employee_id (access, enterprise_id) };
}

static const char *
get_reader (const PortailRecord *record)
{
  const PortailDocument *document = (const PortailDocument *) record;

  return document->doc_type == PORTAIL_DOCUMENT_DIPLOME ? document->employee_id : NULL;
}

const PortailRecordRules portail_document_rules = {
  .type = &portail_document_type,
  .check = check,
  .append_figures = append_figures,
  .view_of_employe = view_of_employe,
  .get_reader = get_reader,
  .own_filter = "doc_type = 'diplome'",
};
