/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds. Whatever differs between them stands in one table of this file; JSON, SQL and forms
 * switch on the kind only where their own format differs. */
#include "shared/portail-field.h"

#include <string.h>

#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-text-fold.h"

typedef enum
{
  STORED_STRING,
  STORED_INT64,
  STORED_INT32,
} Storage;

static const struct
{
  Storage storage;
  gint64 null; /* of the integer storages */
  gint64 max;  /* largest magnitude */
} kinds[PORTAIL_N_KINDS] = {
  [PORTAIL_KIND_TEXT] = { STORED_STRING, 0, 0 },
  [PORTAIL_KIND_ID] = { STORED_STRING, 0, 0 },
  [PORTAIL_KIND_DISCORD_ID] = { STORED_STRING, 0, 0 },
  [PORTAIL_KIND_JSON] = { STORED_STRING, 0, 0 },
  [PORTAIL_KIND_MONEY] = { STORED_INT64, G_MININT64, PORTAIL_MONEY_MAX_CENTS },
  [PORTAIL_KIND_RATE] = { STORED_INT64, G_MININT64, PORTAIL_RATE_MAX_BASIS_POINTS },
  [PORTAIL_KIND_HOURS] = { STORED_INT64, G_MININT64, PORTAIL_HOURS_MAX_HUNDREDTHS },
  [PORTAIL_KIND_DAY] = { STORED_INT32, G_MININT32, G_MAXINT32 },
  [PORTAIL_KIND_WEEK] = { STORED_INT32, G_MININT32, G_MAXINT32 },
  [PORTAIL_KIND_TIMESTAMP] = { STORED_INT64, G_MININT64, G_MAXINT64 },
  [PORTAIL_KIND_INTEGER] = { STORED_INT64, PORTAIL_INTEGER_NULL, PORTAIL_INTEGER_MAX },
  [PORTAIL_KIND_BOOLEAN] = { STORED_INT32, G_MININT32, 1 },
  [PORTAIL_KIND_CHOICE] = { STORED_INT32, PORTAIL_CHOICE_UNKNOWN, G_MAXINT32 },
};

gboolean
portail_field_is_string (const PortailField *field)
{
  return kinds[field->kind].storage == STORED_STRING;
}

gint64
portail_field_get_integer (const PortailField *field, gconstpointer record)
{
  if (kinds[field->kind].storage == STORED_INT64)
    return PORTAIL_FIELD_VALUE (gint64, record, field);
  return PORTAIL_FIELD_VALUE (gint32, record, field);
}

void
portail_field_set_integer (const PortailField *field, gpointer record, gint64 integer)
{
  if (kinds[field->kind].storage == STORED_INT64)
    *PORTAIL_FIELD_AT (gint64, record, field) = integer;
  else
    *PORTAIL_FIELD_AT (gint32, record, field) = (gint32) integer;
}

const char *
portail_field_get_string (const PortailField *field, gconstpointer record)
{
  return PORTAIL_FIELD_VALUE (char *, record, field);
}

void
portail_field_take_string (const PortailField *field, gpointer record, char *string)
{
  char **at = PORTAIL_FIELD_AT (char *, record, field);

  g_free (*at);
  *at = string;
}

void
portail_field_set_string (const PortailField *field, gpointer record, const char *string)
{
  portail_field_take_string (field, record, g_strdup (string));
}

gboolean
portail_field_is_null (const PortailField *field, gconstpointer record)
{
  if (portail_field_is_string (field))
    return portail_field_get_string (field, record) == NULL;
  return portail_field_get_integer (field, record) == kinds[field->kind].null;
}

void
portail_field_set_null (const PortailField *field, gpointer record)
{
  if (portail_field_is_string (field))
    portail_field_take_string (field, record, NULL);
  else if (field->kind == PORTAIL_KIND_BOOLEAN)
    portail_field_set_integer (field, record, FALSE);
  else
    portail_field_set_integer (field, record, kinds[field->kind].null);
}

void
portail_field_copy (const PortailField *field, gpointer to, gconstpointer from)
{
  if (portail_field_is_string (field))
    portail_field_set_string (field, to, portail_field_get_string (field, from));
  else
    portail_field_set_integer (field, to, portail_field_get_integer (field, from));
}

gboolean
portail_field_is_equal (const PortailField *field, gconstpointer a, gconstpointer b)
{
  if (portail_field_is_string (field))
    return g_strcmp0 (portail_field_get_string (field, a), portail_field_get_string (field, b))
           == 0;
  return portail_field_get_integer (field, a) == portail_field_get_integer (field, b);
}

int
portail_field_compare (const PortailField *field, gconstpointer a, gconstpointer b)
{
  gboolean a_is_null = portail_field_is_null (field, a);
  gboolean b_is_null = portail_field_is_null (field, b);
  gint64 left;
  gint64 right;

  if (a_is_null || b_is_null)
    return b_is_null - a_is_null;
  if (portail_field_is_string (field))
    {
      g_autofree char *a_key = portail_text_fold (portail_field_get_string (field, a));
      g_autofree char *b_key = portail_text_fold (portail_field_get_string (field, b));

      return strcmp (a_key, b_key);
    }
  left = portail_field_get_integer (field, a);
  right = portail_field_get_integer (field, b);
  return (left > right) - (left < right);
}

static gboolean
has_control_character (const char *text, gboolean is_multiline)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 && !(is_multiline && strchr ("\n\t\r", *text)))
      return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static void
validate_text (const PortailField *field, const char *text, PortailProblems *problems)
{
  glong max = field->max != 0 ? field->max : PORTAIL_TEXT_MAX_DEFAULT;

  if (!g_utf8_validate (text, -1, NULL))
    portail_problems_add (problems, field->name, "not_text", _ ("This is not valid text."));
  else if (g_utf8_strlen (text, -1) > max)
    portail_problems_add (problems, field->name, "too_long",
                          _ ("At most %ld characters are possible."), max);
  else if (has_control_character (text, field->flags & PORTAIL_FIELD_MULTILINE))
    portail_problems_add (problems, field->name, "control_character",
                          _ ("The text holds a control character."));
  else if ((field->flags & PORTAIL_FIELD_REQUIRED) && is_blank (text))
    portail_problems_add (problems, field->name, "required", _ ("This field is required."));
}

static void
validate_string (const PortailField *field, const char *string, PortailProblems *problems)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_ID:
      if (!portail_id_is_valid (string))
        portail_problems_add (problems, field->name, "not_an_id", _ ("This is not an id."));
      break;
    case PORTAIL_KIND_DISCORD_ID:
      if (!portail_discord_id_is_valid (string))
        portail_problems_add (problems, field->name, "not_a_discord_id",
                              _ ("A Discord id has 17 to 20 digits."));
      break;
    case PORTAIL_KIND_JSON:
      break;
    default:
      validate_text (field, string, problems);
    }
}

static void
validate_integer (const PortailField *field, gint64 integer, PortailProblems *problems)
{
  gint64 max = kinds[field->kind].max;
  gboolean is_amount = field->kind == PORTAIL_KIND_MONEY || field->kind == PORTAIL_KIND_RATE
                       || field->kind == PORTAIL_KIND_HOURS;

  if (is_amount && integer < 0 && !(field->flags & PORTAIL_FIELD_SIGNED))
    portail_problems_add (problems, field->name, "negative", _ ("The value is negative."));
  else if (integer > max || integer < -max)
    portail_problems_add (problems, field->name, "out_of_range", _ ("The value is too large."));
  else if (field->kind == PORTAIL_KIND_CHOICE
           && portail_choice_find (field->choices, (int) integer) == NULL)
    portail_problems_add (problems, field->name, "unknown_choice",
                          _ ("This value does not exist."));
}

void
portail_field_validate (const PortailField *field, gconstpointer record, PortailProblems *problems)
{
  if (portail_field_is_null (field, record))
    {
      if (field->flags & PORTAIL_FIELD_REQUIRED)
        portail_problems_add (problems, field->name, "required", _ ("This field is required."));
    }
  else if (portail_field_is_string (field))
    validate_string (field, portail_field_get_string (field, record), problems);
  else
    validate_integer (field, portail_field_get_integer (field, record), problems);
}

static char *
choice_to_text (const PortailField *field, gconstpointer record)
{
  const PortailChoice *choice = portail_choice_find (
      field->choices, (int) portail_field_get_integer (field, record));

  return g_strdup (choice != NULL ? _ (choice->title) : _ ("unknown"));
}

char *
portail_field_to_text (const PortailField *field, gconstpointer record)
{
  if (portail_field_is_null (field, record))
    return g_strdup ("");
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
      return portail_money_to_text (PORTAIL_FIELD_VALUE (PortailMoney, record, field));
    case PORTAIL_KIND_RATE:
      return portail_rate_to_text (PORTAIL_FIELD_VALUE (PortailRate, record, field));
    case PORTAIL_KIND_HOURS:
      return portail_hours_to_text (PORTAIL_FIELD_VALUE (PortailHours, record, field));
    case PORTAIL_KIND_DAY:
      return portail_day_to_text (PORTAIL_FIELD_VALUE (PortailDay, record, field));
    case PORTAIL_KIND_WEEK:
      return portail_week_to_text (PORTAIL_FIELD_VALUE (PortailWeek, record, field));
    case PORTAIL_KIND_TIMESTAMP:
      return portail_timestamp_to_text (PORTAIL_FIELD_VALUE (PortailTimestamp, record, field));
    case PORTAIL_KIND_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, portail_field_get_integer (field, record));
    case PORTAIL_KIND_BOOLEAN:
      return g_strdup (portail_field_get_integer (field, record) ? _ ("Yes") : _ ("No"));
    case PORTAIL_KIND_CHOICE:
      return choice_to_text (field, record);
    default:
      return g_strdup (portail_field_get_string (field, record));
    }
}

const PortailChoice *
portail_choice_find (const PortailChoice *choices, int value)
{
  for (const PortailChoice *choice = choices; choice->name != NULL; choice++)
    if (choice->value == value)
      return choice;
  return NULL;
}

int
portail_choice_from_name (const PortailChoice *choices, const char *name)
{
  for (const PortailChoice *choice = choices; choice->name != NULL; choice++)
    if (g_strcmp0 (choice->name, name) == 0)
      return choice->value;
  return PORTAIL_CHOICE_UNKNOWN;
}
