/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-cell.h"

#include "app/portail-field-text.h"
#include "shared/portail-number-text.h"

const PortailField *
portail_sheet_cell_find_field (const PortailRecordType *type, const char *name)
{
  int index = portail_record_type_find_field (type, name);

  g_return_val_if_fail (index >= 0, NULL);
  return portail_record_type_get_field (type, (guint) index);
}

void
portail_sheet_cell_show_money (PortailMoney money, PortailGridContent *content)
{
  content->display = portail_money_to_text (money);
  content->plain = portail_number_text_of_money (money);
  if (!portail_money_is_null (money) && money.cents < 0)
    content->flags |= PORTAIL_GRID_CELL_NEGATIVE;
}

void
portail_sheet_cell_get_content (const PortailField *field,
                                gconstpointer record,
                                PortailGridContent *content)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
      portail_sheet_cell_show_money (PORTAIL_FIELD_VALUE (PortailMoney, record, field), content);
      content->text = g_strdup (content->plain);
      break;
    case PORTAIL_KIND_BOOLEAN:
      content->text = portail_field_text_dup (field, record);
      if (portail_field_get_integer (field, record))
        content->flags |= PORTAIL_GRID_CELL_CHECKED;
      break;
    default:
      content->text = portail_field_text_dup (field, record);
      content->display = g_strdup (content->text);
      break;
    }
}
