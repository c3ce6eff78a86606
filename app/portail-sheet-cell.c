/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-cell.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

const PortailField *
portail_sheet_cell_find_field (const PortailRecordType *type, const char *name)
{
  int index = portail_record_type_find_field (type, name);

  g_return_val_if_fail (index >= 0, NULL);
  return portail_record_type_get_field (type, (guint) index);
}

/* Runs of spaces as one. Owned. */
static char *
tidy (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, words[i]);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (" ", (char **) kept->pdata);
}

static gboolean
set_string (const PortailField *field, gpointer record, const char *text, char **reason)
{
  g_autofree char *tidied = field->flags & PORTAIL_FIELD_MULTILINE ? g_strdup (text) : tidy (text);
  guint max = field->max != 0 ? field->max : PORTAIL_TEXT_MAX_DEFAULT;

  if (!g_utf8_validate (tidied, -1, NULL))
    *reason = g_strdup (_ ("This is no text."));
  else if (g_utf8_strlen (tidied, -1) > (glong) max)
    *reason = g_strdup_printf (_ ("At most %u letters."), max);
  else
    portail_field_take_string (field, record, *tidied != '\0' ? g_steal_pointer (&tidied) : NULL);
  return *reason == NULL;
}

/* Where it is allowed, nothing typed is null; else an empty amount is a fault as any other. */
static PortailNumberFault
set_number (const PortailField *field, gpointer record, const char *text)
{
  PortailNumberFlags flags = field->flags & PORTAIL_FIELD_SIGNED ? PORTAIL_NUMBER_SIGNED
                                                                 : PORTAIL_NUMBER_UNSIGNED;

  if (text[strspn (text, " \t")] == '\0' && !(field->flags & PORTAIL_FIELD_REQUIRED))
    {
      portail_field_set_null (field, record);
      return PORTAIL_NUMBER_FAULT_NONE;
    }
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
      return portail_number_text_to_money (text, flags,
                                           PORTAIL_FIELD_AT (PortailMoney, record, field));
    case PORTAIL_KIND_HOURS:
      return portail_number_text_to_hours (text, flags,
                                           PORTAIL_FIELD_AT (PortailHours, record, field));
    case PORTAIL_KIND_DAY:
      return portail_number_text_to_day (text, flags, PORTAIL_FIELD_AT (PortailDay, record, field));
    default:
      g_return_val_if_reached (PORTAIL_NUMBER_FAULT_NOT_A_NUMBER);
    }
}

static gboolean
set_boolean (const PortailField *field, gpointer record, const char *text, char **reason)
{
  if (!g_str_equal (text, "0") && !g_str_equal (text, "1") && !g_str_equal (text, ""))
    {
      *reason = g_strdup (_ ("Type 1 for yes or 0 for no."));
      return FALSE;
    }
  portail_field_set_integer (field, record, *text == '1');
  return TRUE;
}

gboolean
portail_sheet_cell_set_text (const PortailField *field,
                             gpointer record,
                             const char *text,
                             char **reason)
{
  PortailNumberFault fault;

  *reason = NULL;
  if (portail_field_is_string (field))
    return set_string (field, record, text, reason);
  if (field->kind == PORTAIL_KIND_BOOLEAN)
    return set_boolean (field, record, text, reason);
  fault = set_number (field, record, text);
  if (fault == PORTAIL_NUMBER_FAULT_NONE)
    return TRUE;
  *reason = g_strdup (portail_number_fault_get_reason (fault));
  return FALSE;
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
    case PORTAIL_KIND_HOURS:
      content->text = portail_number_text_of_hours (
          PORTAIL_FIELD_VALUE (PortailHours, record, field));
      content->display = g_strdup (content->text);
      break;
    case PORTAIL_KIND_BOOLEAN:
      content->text = g_strdup (portail_field_get_integer (field, record) ? "1" : "0");
      if (portail_field_get_integer (field, record))
        content->flags |= PORTAIL_GRID_CELL_CHECKED;
      break;
    default:
      content->text = portail_field_to_text (field, record);
      content->display = g_strdup (content->text);
      break;
    }
}
