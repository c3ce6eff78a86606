/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-record-sheet.h"

#include "shared/portail-i18n.h"

/* In letters. */
#define TEXT_WIDTH 24

static const struct
{
  PortailWorkbookType type;
  guint width;
} cells[PORTAIL_N_KINDS] = {
  [PORTAIL_KIND_TEXT] = { PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH },
  [PORTAIL_KIND_ID] = { PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH },
  [PORTAIL_KIND_DISCORD_ID] = { PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH },
  [PORTAIL_KIND_JSON] = { PORTAIL_WORKBOOK_TEXT, TEXT_WIDTH },
  [PORTAIL_KIND_MONEY] = { PORTAIL_WORKBOOK_MONEY, 16 },
  [PORTAIL_KIND_RATE] = { PORTAIL_WORKBOOK_RATE, 10 },
  [PORTAIL_KIND_HOURS] = { PORTAIL_WORKBOOK_HOURS, 10 },
  [PORTAIL_KIND_DAY] = { PORTAIL_WORKBOOK_DAY, 12 },
  [PORTAIL_KIND_WEEK] = { PORTAIL_WORKBOOK_WEEK, 12 },
  [PORTAIL_KIND_TIMESTAMP] = { PORTAIL_WORKBOOK_TIMESTAMP, 18 },
  [PORTAIL_KIND_INTEGER] = { PORTAIL_WORKBOOK_INTEGER, 10 },
  [PORTAIL_KIND_BOOLEAN] = { PORTAIL_WORKBOOK_TEXT, 8 },
  [PORTAIL_KIND_CHOICE] = { PORTAIL_WORKBOOK_TEXT, 14 },
};

PortailFieldSet
portail_record_sheet_get_columns (const PortailRecordType *type, PortailFieldSet fields)
{
  return fields & portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_IN_LIST);
}

void
portail_record_sheet_add_column (PortailWorksheet *sheet,
                                 const PortailField *field,
                                 const char *title)
{
  portail_worksheet_add_column (sheet, title != NULL ? title : _ (field->title),
                                cells[field->kind].type, cells[field->kind].width);
}

void
portail_record_sheet_add_cell (PortailWorksheet *sheet,
                               const PortailField *field,
                               gconstpointer record)
{
  g_autofree char *text = NULL;

  if (portail_field_is_null (field, record))
    {
      portail_worksheet_add_empty (sheet);
      return;
    }
  switch (cells[field->kind].type)
    {
    case PORTAIL_WORKBOOK_MONEY:
      portail_worksheet_add_money (sheet, PORTAIL_FIELD_VALUE (PortailMoney, record, field));
      break;
    case PORTAIL_WORKBOOK_RATE:
      portail_worksheet_add_rate (sheet, PORTAIL_FIELD_VALUE (PortailRate, record, field));
      break;
    case PORTAIL_WORKBOOK_HOURS:
      portail_worksheet_add_hours (sheet, PORTAIL_FIELD_VALUE (PortailHours, record, field));
      break;
    case PORTAIL_WORKBOOK_DAY:
      portail_worksheet_add_day (sheet, PORTAIL_FIELD_VALUE (PortailDay, record, field));
      break;
    case PORTAIL_WORKBOOK_WEEK:
      portail_worksheet_add_week (sheet, PORTAIL_FIELD_VALUE (PortailWeek, record, field));
      break;
    case PORTAIL_WORKBOOK_TIMESTAMP:
      portail_worksheet_add_timestamp (sheet,
                                       PORTAIL_FIELD_VALUE (PortailTimestamp, record, field));
      break;
    case PORTAIL_WORKBOOK_INTEGER:
      portail_worksheet_add_integer (sheet, portail_field_get_integer (field, record));
      break;
    default:
      text = portail_field_to_text (field, record);
      portail_worksheet_add_text (sheet, text);
    }
}

static void
add_row (PortailWorksheet *sheet, const PortailRecord *record, PortailFieldSet columns)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  for (guint i = 0; i < portail_record_type_get_n_fields (record->type); i++)
    if (portail_field_set_has (columns, i))
      portail_record_sheet_add_cell (sheet, portail_record_type_get_field (record->type, i),
                                     record);
}

PortailWorksheet *
portail_record_sheet_add (PortailWorkbook *workbook,
                          const char *name,
                          const PortailRecordType *type,
                          PortailFieldSet fields,
                          const GPtrArray *records)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, name);
  PortailFieldSet columns = portail_record_sheet_get_columns (type, fields);

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (columns, i))
      portail_record_sheet_add_column (sheet, portail_record_type_get_field (type, i), NULL);
  for (guint i = 0; i < records->len; i++)
    add_row (sheet, g_ptr_array_index (records, i), columns);
  return sheet;
}
