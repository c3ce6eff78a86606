/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-export.h"

#include "server/portail-record-routes.h"
#include "server/portail-record-rules.h"
#include "server/portail-scope.h"
#include "server/portail-sheet-answer.h"
#include "shared/portail-blanchiment-analysis.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sheet.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/report/portail-blanchiment-report.h"

#define NAME_WIDTH 24

typedef struct
{
  const PortailRecordType *type;
  const char *file_name; /* without extension */
  const char *title;     /* NC_(); of the report */
  const char *(*get_notice) (void);
} Row;

static const Row rows[] = {
  { &portail_dotation_type, "dotations", NC_ ("report", "DOTATIONS"), NULL },
  { &portail_employee_type, "employes", NC_ ("report", "EMPLOYEES"), NULL },
  { &portail_document_type, "documents", NC_ ("report", "DOCUMENTS"), NULL },
  { &portail_tax_declaration_type, "impots", NC_ ("report", "TAX DECLARATIONS"), NULL },
  { &portail_enterprise_type, "entreprises", NC_ ("report", "COMPANIES"), NULL },
  { &portail_blanchiment_operation_type, "blanchiment", NC_ ("report", "BLANCHIMENT OPERATIONS"),
    portail_blanchiment_get_notice },
};

typedef struct
{
  PortailContext *context;
  const PortailRecordType *type;
  const PortailRecordRules *rules;
  PortailWorksheet *sheet;
  PortailFieldSet columns;
  GHashTable *names;  /* owned; id of a company → its name */
  GHashTable *fields; /* owned; scope → what the caller reads there, as a PortailFieldSet */
  gboolean has_company;
} Export;

static void
export_clear (Export *export)
{
  g_clear_pointer (&export->names, g_hash_table_unref);
  g_clear_pointer (&export->fields, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static const Row *
find_row (const PortailRecordType *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].type == type)
      return &rows[i];
  return NULL;
}

static gboolean
load_names (Export *export, GError **error)
{
  PortailStatement *statement = portail_database_prepare (export->context->database,
                                                          "SELECT id, name FROM enterprise", error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (export->names, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static const char *
get_name (const Export *export, const char *enterprise_id)
{
  const char *name = enterprise_id != NULL ? g_hash_table_lookup (export->names, enterprise_id)
                                           : NULL;

  return name != NULL ? name : "";
}

/* What the caller reads of a row. */
static PortailFieldSet
get_readable (Export *export, const PortailRecord *record)
{
  g_autofree char *scope = portail_scope_of_record (record);
  PortailFieldSet *known = g_hash_table_lookup (export->fields, scope);
  PortailFieldSet readable;

  if (known != NULL)
    return *known;
  readable = portail_record_view_get (export->context->access, export->type, scope).readable;
  g_hash_table_insert (export->fields, g_steal_pointer (&scope),
                       g_memdup2 (&readable, sizeof (readable)));
  return readable;
}

static void
find_columns (Export *export, const GPtrArray *records)
{
  PortailFieldSet readable = 0;

  for (guint i = 0; i < records->len; i++)
    readable |= get_readable (export, g_ptr_array_index (records, i));
  if (records->len == 0)
    readable = portail_record_type_get_all_fields (export->type);
  export->columns = portail_record_sheet_get_columns (export->type, readable);
}

static void
add_columns (const Export *export)
{
  if (export->has_company)
    portail_worksheet_add_column (export->sheet, _ ("Company"), PORTAIL_WORKBOOK_TEXT, NAME_WIDTH);
  for (guint i = 0; i < portail_record_type_get_n_fields (export->type); i++)
    if (portail_field_set_has (export->columns, i))
      portail_record_sheet_add_column (export->sheet,
                                       portail_record_type_get_field (export->type, i), NULL);
  if (export->rules->add_columns != NULL)
    export->rules->add_columns (export->sheet);
}

static gboolean
add_row (Export *export, const PortailRecord *record, GError **error)
{
  PortailFieldSet readable = get_readable (export, record);

  portail_worksheet_begin_row (export->sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  if (export->has_company)
    portail_worksheet_add_text (export->sheet, get_name (export, record->enterprise_id));
  for (guint i = 0; i < portail_record_type_get_n_fields (export->type); i++)
    if (portail_field_set_has (export->columns & readable, i))
      portail_record_sheet_add_cell (export->sheet, portail_record_type_get_field (export->type, i),
                                     record);
    else if (portail_field_set_has (export->columns, i))
      portail_worksheet_add_empty (export->sheet);
  return export->rules->add_cells == NULL
         || export->rules->add_cells (export->context, record, readable, export->sheet, error);
}

static gboolean
fill (Export *export, const GPtrArray *records, GError **error)
{
  find_columns (export, records);
  add_columns (export);
  for (guint i = 0; i < records->len; i++)
    if (!add_row (export, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

/* `dotations_2025-09-16`, with the company before the day where it is one. Owned. */
static char *
make_file_name (const Export *export, const Row *row, const char *organisation)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  portail_day_format (portail_timestamp_get_paris_day (export->context->now), day);
  return *organisation != '\0' ? g_strdup_printf ("%s_%s_%s", row->file_name, organisation, day)
                               : g_strdup_printf ("%s_%s", row->file_name, day);
}

gpointer
portail_record_prepare_export (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  const Row *row = find_row (context->route->type);
  const char *company = portail_request_get_parameter (request, "enterprise_id");
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *name = NULL;
  PortailSheetSource source = { .workbook = workbook };
  PortailSheetFormat format;
  g_auto (Export) export = {
    .context = context,
    .type = row->type,
    .rules = portail_record_rules_get (row->type),
    .sheet = portail_workbook_add_sheet (workbook, row->file_name),
    .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .has_company = company == NULL && row->type->scope == PORTAIL_SCOPE_ENTERPRISE
                   && !portail_record_rules_has (row->type, PORTAIL_TRAIT_COMPANY),
  };

  if (!portail_sheet_answer_read_format (request, &format, error))
    return NULL;
  records = portail_record_list_load (context, request, portail_sheet_answer_get_max_rows (format),
                                      error);
  if (records == NULL || !load_names (&export, error) || !fill (&export, records, error))
    return NULL;
  source.title = g_dpgettext2 (GETTEXT_PACKAGE, "report", row->title);
  source.organisation = get_name (&export, company);
  source.notice = row->get_notice != NULL ? row->get_notice () : NULL;
  name = make_file_name (&export, row, source.organisation);
  source.file_name = name;
  return portail_sheet_answer_new (context, format, &source, error);
}
