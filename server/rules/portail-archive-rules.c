/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Archives (domain.md §6, contract.md §4, §11).
 *
 * 1. The server gives the number, and the payload of what has a source; one source has one archive,
 *    and who archives it again is answered with that one.
 * 2. Refused ones come back to en_attente by an edit, and lose the reason.
 * 3. The search index follows in the op's transaction, so no search ever waits.
 * 4. The payload is hidden where its source would be. */
#include "server/portail-archive-list.h"
#include "server/portail-archive-number.h"
#include "server/portail-archive-payload.h"
#include "server/portail-archive-source.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-search-index.h"

/* No command: a row came, or came back after a refusal. */
#define SUBMITTED "submitted"

static gboolean
prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailArchive *archive = (PortailArchive *) step->after;
  guint first = run->outcome->problems->len;

  /* A command that brings an archive has made its payload. */
  if (archive->payload == NULL && archive->source_type != NULL && archive->source_id != NULL
      && (!portail_archive_source_take (run, archive, error)
          || !portail_op_run_check_problems (run, first, error)))
    return FALSE;
  if (archive->doc_type == PORTAIL_CHOICE_UNKNOWN)
    archive->doc_type = PORTAIL_ARCHIVE_AUTRE;
  if (portail_day_is_null (archive->date))
    archive->date = portail_timestamp_get_paris_day (run->actor->now);
  return portail_archive_number_take (run->writer, archive, error);
}

static void
set_validation (PortailOpRun *run, PortailArchive *archive)
{
  gboolean is_valid = archive->status == PORTAIL_ARCHIVE_VALIDE;

  g_free (archive->validated_by);
  archive->validated_by = is_valid ? g_strdup (portail_record_writer_get_user_id (run->writer))
                                   : NULL;
  archive->validated_at = is_valid ? portail_record_writer_get_now (run->writer)
                                   : PORTAIL_TIMESTAMP_NULL;
  if (archive->status != PORTAIL_ARCHIVE_REFUSE)
    g_clear_pointer (&archive->refusal_reason, g_free);
}

static gboolean
is_return (const PortailRowStep *step)
{
  return step->before != NULL && step->after != NULL
         && ((const PortailArchive *) step->before)->status == PORTAIL_ARCHIVE_REFUSE
         && ((const PortailArchive *) step->after)->status == PORTAIL_ARCHIVE_EN_ATTENTE;
}

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  if (is_return (step))
    set_validation (run, (PortailArchive *) step->after);
  return TRUE;
}

static gboolean
command (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  set_validation (run, (PortailArchive *) step->after);
  return TRUE;
}

static const PortailNotice notices[] = {
  /* Translators: the company, then the archive's number. */
  { SUBMITTED, "archive_submitted", PORTAIL_LEVEL_INFO, N_ ("%s: archive %s to validate"),
    PORTAIL_RECIPIENTS_STAFF },
  /* Translators: the company, then the archive's number. */
  { "validate", "archive_validated", PORTAIL_LEVEL_INFO, N_ ("%s: archive %s validated"),
    PORTAIL_RECIPIENTS_OWNERS },
  /* Translators: the company, then the archive's number. */
  { "refuse", "archive_refused", PORTAIL_LEVEL_WARNING, N_ ("%s: archive %s refused"),
    PORTAIL_RECIPIENTS_OWNERS },
  { NULL },
};

static gboolean
follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailDatabase *database = run->actor->database;
  const PortailArchive *archive = (const PortailArchive *) step->after;
  PortailNoticeSubject subject = { .record = step->after };

  if (archive == NULL)
    return portail_search_index_remove (database, step->before->id, error);
  if (!portail_search_index_put (database, archive, error))
    return FALSE;
  if (step->change->kind != PORTAIL_CHANGE_CREATE && !is_return (step))
    return TRUE;
  subject.name = archive->number;
  return portail_notices_send (run->writer, portail_notices_find (notices, SUBMITTED), &subject,
                               error);
}

static char *
describe (const PortailRecord *record)
{
  return g_strdup (((const PortailArchive *) record)->number);
}

/* contract.md §1 names both `type` and `doc_type`. */
static gboolean
append_figures (PortailContext *context,
                const PortailRecord *record,
                PortailFieldSet fields,
                GString *json,
                GError **error)
{
  int index = portail_record_type_find_field (record->type, "doc_type");

  if (!portail_field_set_has (fields, (guint) index))
    return TRUE;
  portail_json_append_name (json, "type");
  portail_field_append_json (portail_record_type_get_field (record->type, (guint) index), record,
                             json);
  return TRUE;
}

static PortailFieldSet
get_hidden (const PortailAccess *access, const PortailRecord *record)
{
  const PortailArchive *archive = (const PortailArchive *) record;

  return archive == NULL
                 || portail_archive_payload_get_hidden (access, record->enterprise_id)
                            >> archive->doc_type
                        & 1
             ? portail_record_type_field_bit (&portail_archive_type, "payload")
             : 0;
}

const PortailRecordRules portail_archive_rules = {
  .type = &portail_archive_type,
  .traits = PORTAIL_TRAIT_ONE_A_KEY,
  .prepare = prepare,
  .check = check,
  .command = command,
  .follow = follow,
  .notices = notices,
  .describe = describe,
  .append_figures = append_figures,
  .list = portail_archive_list,
  .get_hidden = get_hidden,
};
