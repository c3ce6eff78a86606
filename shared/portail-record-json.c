/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-record-json.h"

#include <string.h>

#include "shared/portail-decimal.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

static void
append_text (GString *json, const char *plain)
{
  portail_json_append_bytes (json, plain, strlen (plain));
}

static void
append_quoted (GString *json, const char *plain)
{
  g_string_append_c (json, '"');
  append_text (json, plain);
  g_string_append_c (json, '"');
}

void
portail_field_append_json_integer (const PortailField *field, gint64 integer, GString *json)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
      portail_decimal_append_json (integer, json);
      break;
    case PORTAIL_KIND_TIMESTAMP:
      append_quoted (json, portail_timestamp_format ((PortailTimestamp){ integer }, text));
      break;
    case PORTAIL_KIND_BOOLEAN:
      append_text (json, integer ? "true" : "false");
      break;
    case PORTAIL_KIND_CHOICE:
      append_quoted (json, portail_choice_find (field->choices, (int) integer)->name);
      break;
    default:
      portail_json_append_integer (json, integer);
    }
}

static void
append_value (const PortailField *field, gconstpointer record, GString *json)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  switch (field->kind)
    {
    case PORTAIL_KIND_TEXT:
    case PORTAIL_KIND_ID:
    case PORTAIL_KIND_DISCORD_ID:
      portail_json_append_string (json, portail_field_get_string (field, record));
      break;
    case PORTAIL_KIND_JSON:
      append_text (json, portail_field_get_string (field, record));
      break;
    case PORTAIL_KIND_DAY:
      append_quoted (json,
                     portail_day_format (PORTAIL_FIELD_VALUE (PortailDay, record, field), text));
      break;
    case PORTAIL_KIND_WEEK:
      append_quoted (json,
                     portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, record, field), text));
      break;
    default:
      portail_field_append_json_integer (field, portail_field_get_integer (field, record), json);
    }
}

void
portail_field_append_json (const PortailField *field, gconstpointer record, GString *json)
{
  if (portail_field_is_null (field, record))
    append_text (json, "null");
  else
    append_value (field, record, json);
}

void
portail_record_append_members (gconstpointer record, PortailFieldSet fields, GString *json)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;
  const char *separator = "\"";

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (!portail_field_set_has (fields, i))
        continue;
      append_text (json, separator);
      append_text (json, field->name);
      append_text (json, "\":");
      portail_field_append_json (field, record, json);
      separator = ",\"";
    }
}

void
portail_record_append_json (gconstpointer record, PortailFieldSet fields, GString *json)
{
  g_string_append_c (json, '{');
  portail_record_append_members (record, fields, json);
  g_string_append_c (json, '}');
}

static gboolean
read_decimal (const PortailField *field, gpointer record, const char *number)
{
  gint64 hundredths;

  if (!portail_decimal_from_json (number, PORTAIL_MONEY_MAX_CENTS, &hundredths))
    return FALSE;
  portail_field_set_integer (field, record, hundredths);
  return TRUE;
}

static gboolean
read_number (const PortailField *field, gpointer record, const PortailJson *value)
{
  gint64 integer;

  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
      return read_decimal (field, record, value->text);
    case PORTAIL_KIND_INTEGER:
      if (!portail_json_get_integer (value, &integer))
        return FALSE;
      portail_field_set_integer (field, record, integer);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
read_choice (const PortailField *field, gpointer record, const char *name)
{
  int value = portail_choice_from_name (field->choices, name);

  portail_field_set_integer (field, record, value);
  return value != PORTAIL_CHOICE_UNKNOWN;
}

/* A moment is the day that it is in Paris: the old portal sends one where a day is meant. */
static gboolean
read_day (const char *text, PortailDay *day)
{
  PortailTimestamp moment;

  if (portail_day_parse (text, day))
    return TRUE;
  if (!portail_timestamp_parse (text, &moment))
    return FALSE;
  *day = portail_timestamp_get_paris_day (moment);
  /* The last hour of the calendar is in its next year already. */
  return day->number <= portail_day_from_date (9999, 12, 31).number;
}

static gboolean
read_string (const PortailField *field, gpointer record, const char *text)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_TEXT:
    case PORTAIL_KIND_ID:
    case PORTAIL_KIND_DISCORD_ID:
      portail_field_set_string (field, record, text);
      return TRUE;
    case PORTAIL_KIND_DAY:
      return read_day (text, PORTAIL_FIELD_AT (PortailDay, record, field));
    case PORTAIL_KIND_WEEK:
      return portail_week_parse (text, PORTAIL_FIELD_AT (PortailWeek, record, field));
    case PORTAIL_KIND_TIMESTAMP:
      return portail_timestamp_parse (text, PORTAIL_FIELD_AT (PortailTimestamp, record, field));
    case PORTAIL_KIND_CHOICE:
      return read_choice (field, record, text);
    default:
      return FALSE;
    }
}

static gboolean
read_container (const PortailField *field, gpointer record, const PortailJson *value)
{
  g_autoptr (GString) text = NULL;

  if (field->kind != PORTAIL_KIND_JSON)
    return FALSE;
  text = g_string_new (NULL);
  portail_json_append_canonical (value, text);
  portail_field_set_string (field, record, text->str);
  return TRUE;
}

static gboolean
read_value (const PortailField *field, gpointer record, const PortailJson *value)
{
  switch (value->kind)
    {
    case PORTAIL_JSON_NULL:
      portail_field_set_null (field, record);
      return TRUE;
    case PORTAIL_JSON_NUMBER:
      return read_number (field, record, value);
    case PORTAIL_JSON_STRING:
      return read_string (field, record, value->text);
    case PORTAIL_JSON_TRUE:
    case PORTAIL_JSON_FALSE:
      if (field->kind != PORTAIL_KIND_BOOLEAN)
        return FALSE;
      portail_field_set_integer (field, record, value->kind == PORTAIL_JSON_TRUE);
      return TRUE;
    default:
      return read_container (field, record, value);
    }
}

gboolean
portail_field_read_json (const PortailField *field,
                         gpointer record,
                         const PortailJson *value,
                         PortailProblems *problems)
{
  if (read_value (field, record, value))
    return TRUE;
  if (field->kind == PORTAIL_KIND_CHOICE && value->kind == PORTAIL_JSON_STRING)
    portail_problems_add (problems, field->name, "unknown_choice",
                          _ ("This value does not exist."));
  else
    portail_problems_add (problems, field->name, "wrong_kind",
                          _ ("The value is not of the kind that this field takes."));
  return FALSE;
}

static gboolean
is_listed (const char *const *names, const char *name)
{
  for (; names != NULL && *names != NULL; names++)
    if (g_str_equal (*names, name))
      return TRUE;
  return FALSE;
}

static void
keep_unknown_member (PortailRecord *record, const PortailJson *member)
{
  g_autoptr (GString) kept = g_string_new (record->unknown_members);

  if (kept->len > 0)
    g_string_append_c (kept, ',');
  portail_json_append_string (kept, member->name);
  g_string_append_c (kept, ':');
  portail_json_append_canonical (member, kept);
  g_free (record->unknown_members);
  record->unknown_members = g_strdup (kept->str);
}

/* TRUE when the member is no field that may be read. */
static gboolean
handle_other_member (PortailRecord *record,
                     const PortailJson *member,
                     int index,
                     const PortailReadOptions *options,
                     PortailProblems *problems)
{
  if (options->mode == PORTAIL_READ_LENIENT)
    {
      if (index < 0)
        keep_unknown_member (record, member);
      return index < 0;
    }
  if (is_listed (options->other_members, member->name))
    return TRUE;
  if (index < 0)
    portail_problems_add (problems, member->name, "unknown_field", _ ("There is no such field."));
  else if (!portail_field_set_has (options->writable, (guint) index))
    portail_problems_add (problems, member->name, "not_writable",
                          _ ("This field may not be written."));
  else
    return FALSE;
  return TRUE;
}

PortailFieldSet
portail_record_read_json (gpointer pointer,
                          const PortailJson *object,
                          const PortailReadOptions *options,
                          PortailProblems *problems)
{
  PortailRecord *record = pointer;
  PortailFieldSet present = 0;

  if (object == NULL || object->kind != PORTAIL_JSON_OBJECT)
    {
      portail_problems_add (problems, NULL, "wrong_kind", _ ("This is not a JSON object."));
      return 0;
    }
  for (const PortailJson *member = object->first_child; member != NULL; member = member->next)
    {
      int index = portail_record_type_find_field (record->type, member->name);

      if (handle_other_member (record, member, index, options, problems))
        continue;
      if (portail_field_read_json (portail_record_type_get_field (record->type, (guint) index),
                                   record, member, problems))
        present |= (PortailFieldSet) 1 << index;
    }
  return present;
}
