/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-field-text.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

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
parse_string (const PortailField *field, gpointer record, const char *text, char **reason)
{
  gboolean is_kept = field->flags & PORTAIL_FIELD_MULTILINE || field->kind == PORTAIL_KIND_JSON;
  g_autofree char *tidied = is_kept ? g_strdup (text) : tidy (text);
  guint max = field->max != 0 ? field->max : PORTAIL_TEXT_MAX_DEFAULT;

  if (!g_utf8_validate (tidied, -1, NULL))
    *reason = g_strdup (_ ("This is no text."));
  else if (field->kind == PORTAIL_KIND_TEXT && g_utf8_strlen (tidied, -1) > (glong) max)
    *reason = g_strdup_printf (_ ("At most %u letters."), max);
  else
    portail_field_take_string (field, record, *tidied != '\0' ? g_steal_pointer (&tidied) : NULL);
  return *reason == NULL;
}

static PortailNumberFault
parse_integer (const PortailField *field, gpointer record, const char *text)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  gint64 integer;

  if (!g_ascii_string_to_signed (number, 10, -PORTAIL_INTEGER_MAX, PORTAIL_INTEGER_MAX, &integer,
                                 NULL))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  portail_field_set_integer (field, record, integer);
  return PORTAIL_NUMBER_FAULT_NONE;
}

/* A moment is typed as its day. */
static PortailNumberFault
parse_moment (const PortailField *field, gpointer record, const char *text)
{
  PortailDay day;
  PortailNumberFault fault = portail_number_text_to_day (text, PORTAIL_NUMBER_UNSIGNED, &day);

  if (fault == PORTAIL_NUMBER_FAULT_NONE)
    *PORTAIL_FIELD_AT (PortailTimestamp, record, field) = portail_timestamp_of_paris_day (day);
  return fault;
}

static PortailNumberFault
parse_number (const PortailField *field, gpointer record, const char *text)
{
  PortailNumberFlags flags = field->flags & PORTAIL_FIELD_SIGNED ? PORTAIL_NUMBER_SIGNED
                                                                 : PORTAIL_NUMBER_UNSIGNED;

  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
      return portail_number_text_to_money (text, flags,
                                           PORTAIL_FIELD_AT (PortailMoney, record, field));
    case PORTAIL_KIND_RATE:
      return portail_number_text_to_rate (text, flags,
                                          PORTAIL_FIELD_AT (PortailRate, record, field));
    case PORTAIL_KIND_HOURS:
      return portail_number_text_to_hours (text, flags,
                                           PORTAIL_FIELD_AT (PortailHours, record, field));
    case PORTAIL_KIND_DAY:
      return portail_number_text_to_day (text, flags, PORTAIL_FIELD_AT (PortailDay, record, field));
    case PORTAIL_KIND_TIMESTAMP:
      return parse_moment (field, record, text);
    default:
      return parse_integer (field, record, text);
    }
}

static gboolean
parse_boolean (const PortailField *field, gpointer record, const char *text, char **reason)
{
  if (!g_str_equal (text, "0") && !g_str_equal (text, "1") && !g_str_equal (text, ""))
    {
      *reason = g_strdup (_ ("Type 1 for yes or 0 for no."));
      return FALSE;
    }
  portail_field_set_integer (field, record, *text == '1');
  return TRUE;
}

static gboolean
parse_choice (const PortailField *field, gpointer record, const char *text, char **reason)
{
  int value = portail_choice_from_name (field->choices, text);

  if (value == PORTAIL_CHOICE_UNKNOWN)
    {
      *reason = g_strdup (_ ("This value does not exist."));
      return FALSE;
    }
  portail_field_set_integer (field, record, value);
  return TRUE;
}

static gboolean
parse_week (const PortailField *field, gpointer record, const char *text, char **reason)
{
  g_autofree char *number = g_strstrip (g_ascii_strup (text, -1));

  if (portail_week_parse (number, PORTAIL_FIELD_AT (PortailWeek, record, field)))
    return TRUE;
  *reason = g_strdup (_ ("Type a week as 2025-W38."));
  return FALSE;
}

/* Where it is allowed, nothing typed is null; else an empty amount is a fault as any other. */
static gboolean
is_null (const PortailField *field, const char *text)
{
  return text[strspn (text, " \t")] == '\0' && !(field->flags & PORTAIL_FIELD_REQUIRED);
}

gboolean
portail_field_text_parse (const PortailField *field,
                          gpointer record,
                          const char *text,
                          char **reason)
{
  PortailNumberFault fault;

  *reason = NULL;
  if (portail_field_is_string (field))
    return parse_string (field, record, text, reason);
  if (field->kind == PORTAIL_KIND_BOOLEAN)
    return parse_boolean (field, record, text, reason);
  if (is_null (field, text))
    {
      portail_field_set_null (field, record);
      return TRUE;
    }
  if (field->kind == PORTAIL_KIND_CHOICE)
    return parse_choice (field, record, text, reason);
  if (field->kind == PORTAIL_KIND_WEEK)
    return parse_week (field, record, text, reason);
  fault = parse_number (field, record, text);
  if (fault == PORTAIL_NUMBER_FAULT_NONE)
    return TRUE;
  *reason = g_strdup (portail_number_fault_get_reason (fault));
  return FALSE;
}

static char *
dup_choice (const PortailField *field, gconstpointer record)
{
  const PortailChoice *choice = portail_choice_find (
      field->choices, (int) portail_field_get_integer (field, record));

  return g_strdup (choice != NULL ? choice->name : "");
}

char *
portail_field_text_dup (const PortailField *field, gconstpointer record)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];

  if (portail_field_is_null (field, record))
    return g_strdup ("");
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
      return portail_number_text_of_money (PORTAIL_FIELD_VALUE (PortailMoney, record, field));
    case PORTAIL_KIND_RATE:
      return portail_number_text_of_rate (PORTAIL_FIELD_VALUE (PortailRate, record, field));
    case PORTAIL_KIND_HOURS:
      return portail_number_text_of_hours (PORTAIL_FIELD_VALUE (PortailHours, record, field));
    case PORTAIL_KIND_TIMESTAMP:
      return portail_day_to_text (
          portail_timestamp_get_paris_day (PORTAIL_FIELD_VALUE (PortailTimestamp, record, field)));
    case PORTAIL_KIND_BOOLEAN:
      return g_strdup (portail_field_get_integer (field, record) ? "1" : "0");
    case PORTAIL_KIND_CHOICE:
      return dup_choice (field, record);
    case PORTAIL_KIND_WEEK:
      return g_strdup (
          portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, record, field), week));
    default:
      return portail_field_to_text (field, record);
    }
}
