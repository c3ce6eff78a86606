/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-list-sheet.h"

#include "app/portail-record-names.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-record-sql.h"

struct _PortailListSheet
{
  gatomicrefcount refs;
  PortailListSheetSource source;
  GPtrArray *fields; /* of const PortailField */
  GHashTable *names; /* id → what it says, both owned; of the thread that makes the sheet */
  char *title;
  gpointer taken; /* of the texts */
  int n_rows;     /* atomic */
};

/* One sheet being made. */
typedef struct
{
  const PortailListSheet *sheet;
  PortailDatabase *database;
  PortailWorksheet *worksheet;
} Making;

static const PortailRecordType *
get_type (const PortailListSheet *sheet)
{
  return sheet->source.table->type;
}

static gboolean
is_extra (const PortailListSheet *sheet, const PortailField *field)
{
  return portail_record_type_find_field (get_type (sheet), field->name) < 0;
}

static gboolean
is_number (const PortailListSheet *sheet, const PortailField *field)
{
  return is_extra (sheet, field) && field->kind != PORTAIL_KIND_TEXT
         && sheet->source.texts->get_number != NULL;
}

static gboolean
is_level (const PortailListSheet *sheet, const PortailField *field)
{
  return g_strcmp0 (sheet->source.table->level_field, field->name) == 0;
}

/* Cells */

/* Borrowed. */
static const char *
get_name (Making *making, const PortailField *field, gconstpointer record)
{
  const char *id = portail_field_get_string (field, record);
  GHashTable *names = making->sheet->names;
  const char *name = g_hash_table_lookup (names, id);

  if (name == NULL)
    {
      char *loaded = portail_record_names_load (making->database, field->refers_to, id);

      name = loaded != NULL ? loaded : g_strdup (id);
      g_hash_table_insert (names, g_strdup (id), (gpointer) name);
    }
  return name;
}

static void
add_number (Making *making, const PortailField *field, gconstpointer record)
{
  const PortailListSheet *sheet = making->sheet;
  gint64 number = sheet->source.texts->get_number (field, record, sheet->taken);

  if (number == PORTAIL_INTEGER_NULL)
    portail_worksheet_add_empty (making->worksheet);
  else if (field->kind == PORTAIL_KIND_MONEY)
    portail_worksheet_add_money (making->worksheet, ((PortailMoney){ number }));
  else
    portail_worksheet_add_integer (making->worksheet, number);
}

static void
add_cell (Making *making, const PortailField *field, gconstpointer record)
{
  const PortailListSheet *sheet = making->sheet;
  const PortailListTexts *texts = sheet->source.texts;
  g_autofree char *text = NULL;

  if (is_number (sheet, field))
    {
      add_number (making, field, record);
      return;
    }
  if (field->refers_to != NULL && !portail_field_is_null (field, record))
    text = g_strdup (get_name (making, field, record));
  else if (texts != NULL && texts->text != NULL)
    text = texts->text (field, record, sheet->taken);
  if (text != NULL || is_extra (sheet, field))
    portail_worksheet_add_text (making->worksheet, text);
  else
    portail_record_sheet_add_cell (making->worksheet, field, record);
}

static void
add_column (Making *making, const PortailField *field)
{
  PortailField shown = *field;

  /* Their words are no numbers. */
  if (is_level (making->sheet, field))
    shown.kind = PORTAIL_KIND_TEXT;
  portail_record_sheet_add_column (making->worksheet, &shown, NULL);
}

/* Rows */

/* The columns of portail_record_sql_read(). */
static char *
list_columns (const PortailRecordType *type)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    g_string_append_printf (columns, "%s,", portail_record_type_get_field (type, i)->name);
  g_string_append (columns, "NULL,NULL");
  return g_string_free (columns, FALSE);
}

/* Names are read after the rows: one statement at a time. */
static GPtrArray *
read_records (const PortailListSheet *sheet, PortailDatabase *database, GError **error)
{
  g_autofree char *columns = list_columns (get_type (sheet));
  PortailStatement *statement = portail_record_query_prepare (
      sheet->source.query, database, columns, PORTAIL_QUERY_ALL_IN_ORDER, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (records, portail_record_sql_read (statement, get_type (sheet)));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static gpointer
run_sheet (PortailDatabase *database, gpointer input, GError **error)
{
  PortailListSheet *sheet = input;
  g_autoptr (GPtrArray) records = read_records (sheet, database, error);
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  Making making = { sheet, database, portail_workbook_add_sheet (workbook, sheet->title) };
  const GPtrArray *fields = sheet->fields;

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < fields->len; i++)
    add_column (&making, g_ptr_array_index (fields, i));
  for (guint i = 0; i < records->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (sheet->source.cancellable, error))
        return NULL;
      portail_worksheet_begin_row (making.worksheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      for (guint j = 0; j < fields->len; j++)
        add_cell (&making, g_ptr_array_index (fields, j), g_ptr_array_index (records, i));
      g_atomic_int_inc (&sheet->n_rows);
    }
  return g_steal_pointer (&workbook);
}

static void
unref_sheet (gpointer sheet)
{
  portail_list_sheet_unref (sheet);
}

static void
free_workbook (gpointer workbook)
{
  portail_workbook_free (workbook);
}

PortailQuery *
portail_list_sheet_new_query (PortailListSheet *sheet)
{
  return portail_query_new (run_sheet, portail_list_sheet_ref (sheet), unref_sheet, free_workbook);
}

guint
portail_list_sheet_get_n_rows (PortailListSheet *sheet)
{
  return (guint) g_atomic_int_get (&sheet->n_rows);
}

PortailListSheet *
portail_list_sheet_new (const PortailListSheetSource *source)
{
  PortailListSheet *sheet = g_new0 (PortailListSheet, 1);

  g_atomic_ref_count_init (&sheet->refs);
  sheet->source = *source;
  sheet->title = g_strdup (source->title);
  sheet->fields = g_ptr_array_new ();
  sheet->names = g_hash_table_ref (source->names);
  portail_record_query_ref (source->query);
  g_object_ref (source->cancellable);
  for (guint i = 0; i < source->fields->len; i++)
    if (source->texts != NULL || !is_extra (sheet, g_ptr_array_index (source->fields, i)))
      g_ptr_array_add (sheet->fields, g_ptr_array_index (source->fields, i));
  if (source->texts != NULL && source->texts->take != NULL)
    sheet->taken = source->texts->take (source->texts_user_data);
  return sheet;
}

PortailListSheet *
portail_list_sheet_ref (PortailListSheet *sheet)
{
  g_atomic_ref_count_inc (&sheet->refs);
  return sheet;
}

void
portail_list_sheet_unref (PortailListSheet *sheet)
{
  if (!g_atomic_ref_count_dec (&sheet->refs))
    return;
  if (sheet->source.texts != NULL && sheet->source.texts->free != NULL)
    sheet->source.texts->free (sheet->taken);
  portail_record_query_unref (sheet->source.query);
  g_ptr_array_unref (sheet->fields);
  g_hash_table_unref (sheet->names);
  g_object_unref (sheet->source.cancellable);
  g_free (sheet->title);
  g_free (sheet);
}
