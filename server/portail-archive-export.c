/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-export.h"

#include <string.h>

#include "server/portail-archive-request.h"
#include "server/portail-record-answer.h"
#include "server/portail-sheet-answer.h"
#include "shared/portail-archive-template.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-setting.h"
#include "shared/report/portail-sheet-read.h"

/* Hits that are asked for at once. */
#define PAGE_ROWS 500

/* The setting of all; NULL in *@setting where there is none. */
static gboolean
load_setting (PortailDatabase *database, PortailSetting **setting, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_setting_type, error,
      "WHERE key = ? AND user_id IS NULL AND trashed_at IS NULL LIMIT 1", "t",
      PORTAIL_ARCHIVE_TEMPLATE_KEY);

  *setting = found != NULL && found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
  return found != NULL;
}

/* NULL in *@columns where there is no template. */
static gboolean
load_template (PortailDatabase *database, GPtrArray **columns, GError **error)
{
  g_autoptr (PortailSetting) setting = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;

  *columns = NULL;
  if (!load_setting (database, &setting, error))
    return FALSE;
  if (setting != NULL && setting->value != NULL)
    document = portail_json_parse (setting->value, strlen (setting->value), NULL);
  if (document != NULL)
    *columns = portail_archive_template_from_json (portail_json_document_get_root (document));
  return TRUE;
}

typedef enum
{
  TEMPLATE_DEFAULT,
  TEMPLATE_OWN,
} TemplateOrigin;

static PortailAnswer *
answer_template (const GPtrArray *columns, TemplateOrigin origin)
{
  GString *json = g_string_new (NULL);

  portail_archive_template_append_json (columns, json);
  g_string_truncate (json, json->len - 1);
  portail_json_append_name (json, "is_default");
  g_string_append (json, origin == TEMPLATE_DEFAULT ? "true}" : "false}");
  return portail_answer_new_json (200, json);
}

PortailAnswer *
portail_archive_get_template (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  g_autoptr (GPtrArray) columns = NULL;

  if (!load_template (context->database, &columns, error))
    return NULL;
  if (columns != NULL)
    return answer_template (columns, TEMPLATE_OWN);
  columns = portail_archive_template_new_default ();
  return answer_template (columns, TEMPLATE_DEFAULT);
}

/* The columns of the uploaded workbook. Owned. */
static GPtrArray *
read_template (const PortailRequest *request, GError **error)
{
  g_autoptr (GPtrArray) sheets = portail_sheet_read (portail_request_get_body (request), error);

  if (sheets == NULL)
    return NULL;
  if (sheets->len > 0)
    return portail_archive_template_read (g_ptr_array_index (sheets, 0), error);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                       _ ("The first sheet has no row of titles."));
  return NULL;
}

/* The op that sets the setting, a new row or the one there is. Owned. */
static PortailSyncOp *
make_op (const PortailSetting *known, const GPtrArray *columns)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  g_autoptr (PortailSetting) setting = portail_record_new (&portail_setting_type);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *new_id = portail_id_new ();
  PortailFieldSet fields = portail_record_type_field_bit (&portail_setting_type, "value");
  PortailChange *change;

  portail_archive_template_append_json (columns, json);
  setting->key = g_strdup (PORTAIL_ARCHIVE_TEMPLATE_KEY);
  setting->value = g_strdup (json->str);
  if (known == NULL)
    fields |= portail_record_type_field_bit (&portail_setting_type, "key");
  change = portail_change_new (known != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE,
                               &portail_setting_type, known != NULL ? known->base.id : new_id);
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_change_set_fields (change, setting, fields);
  portail_sync_op_take_change (op, change);
  return op;
}

gpointer
portail_archive_prepare_template (PortailContext *context,
                                  const PortailRequest *request,
                                  GError **error)
{
  if (!portail_access_check (context->access, NULL, PORTAIL_MODULE_SYSTEM_CONFIG,
                             PORTAIL_RIGHT_WRITE, error))
    return NULL;
  return read_template (request, error);
}

void
portail_archive_free_template (gpointer prepared)
{
  g_ptr_array_unref (prepared);
}

PortailAnswer *
portail_archive_put_template (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  PortailActor actor = { context->database, context->access, NULL, context->now };
  const GPtrArray *columns = context->prepared;
  g_autoptr (PortailSetting) known = NULL;
  g_autoptr (PortailSyncOp) op = NULL;
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) failure = NULL;

  if (!load_setting (context->database, &known, error))
    return NULL;
  op = make_op (known, columns);
  if (!portail_record_store_apply (&actor, op, outcome, &failure))
    return portail_record_answer_new_failure (context, request, outcome, failure, error);
  return answer_template (columns, TEMPLATE_OWN);
}

static gboolean
fail_too_many (guint max, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
               _ ("There are more than %u archives. Search for fewer of them."), max);
  return FALSE;
}

/* Without what no template shows: all of them are in memory at once. */
static gboolean
load_page (PortailDatabase *database,
           const PortailSearchHits *hits,
           GPtrArray *archives,
           GError **error)
{
  for (guint i = 0; i < hits->ids->len; i++)
    {
      PortailArchive *archive;

      if (!portail_archive_request_load (database, g_ptr_array_index (hits->ids, i), &archive,
                                         error))
        return FALSE;
      if (archive == NULL)
        continue;
      g_clear_pointer (&archive->payload, g_free);
      g_ptr_array_add (archives, archive);
    }
  return TRUE;
}

/* All hits, page after page. */
static gboolean
load_archives (PortailContext *context,
               PortailArchiveRequest *asked,
               guint max,
               GPtrArray *archives,
               GError **error)
{
  g_autofree char *cursor = NULL;

  asked->search.limit = PAGE_ROWS;
  do
    {
      g_autoptr (PortailSearchHits) hits = NULL;

      asked->search.cursor = cursor;
      hits = portail_archive_search_run (context->database, &asked->search, error);
      if (hits == NULL || !load_page (context->database, hits, archives, error))
        return FALSE;
      g_free (cursor);
      cursor = g_steal_pointer (&hits->next_cursor);
    }
  while (cursor != NULL && archives->len <= max);
  return archives->len <= max || fail_too_many (max, error);
}

/* The one company of the archives, "" for several. */
static const char *
get_organisation (const PortailArchiveRequest *asked)
{
  const PortailSearchCompany *company = asked->search.companies;

  return asked->search.n_companies == 1 && company->name != NULL ? company->name : "";
}

gpointer
portail_archive_prepare_export (PortailContext *context,
                                const PortailRequest *request,
                                GError **error)
{
  g_auto (PortailArchiveRequest) asked = { .reach = NULL };
  g_autoptr (GPtrArray) archives = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autofree char *name = NULL;
  char day[PORTAIL_DAY_TEXT_SIZE];
  PortailSheetSource source = { .workbook = workbook, .title = C_ ("report", "ARCHIVES") };
  PortailSheetFormat format;

  if (!portail_sheet_answer_read_format (request, &format, error)
      || !portail_archive_request_read (context, request, &asked, error)
      || !load_template (context->database, &columns, error)
      || !load_archives (context, &asked, portail_sheet_answer_get_max_rows (format), archives,
                         error))
    return NULL;
  if (columns == NULL)
    columns = portail_archive_template_new_default ();
  portail_archive_template_add_sheet (columns, workbook, archives, asked.names);
  portail_day_format (portail_timestamp_get_paris_day (context->now), day);
  name = g_strdup_printf ("archives-%s", day);
  source.file_name = name;
  source.organisation = get_organisation (&asked);
  return portail_sheet_answer_new (context, format, &source, error);
}
