/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-body-fields.h"

#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"

static gboolean
read_text (const PortailJson *value, gpointer target)
{
  *(const char **) target = portail_json_get_string (value);
  return value->kind == PORTAIL_JSON_STRING || value->kind == PORTAIL_JSON_NULL;
}

static gboolean
read_discord_id (const PortailJson *value, gpointer target)
{
  const char *text = portail_json_get_string (value);
  gboolean is_empty = value->kind == PORTAIL_JSON_NULL || (text != NULL && *text == '\0');

  *(const char **) target = is_empty ? NULL : text;
  return is_empty || (text != NULL && portail_discord_id_is_valid (text));
}

static gboolean
read_switch (const PortailJson *value, gpointer target)
{
  *(gboolean *) target = value->kind == PORTAIL_JSON_TRUE;
  return value->kind == PORTAIL_JSON_TRUE || value->kind == PORTAIL_JSON_FALSE;
}

static gboolean
read_number (const PortailJson *value, gpointer target)
{
  return portail_json_get_integer (value, target);
}

static gboolean
read_any (const PortailJson *value, gpointer target)
{
  *(const PortailJson **) target = value;
  return TRUE;
}

static const struct
{
  gboolean (*read) (const PortailJson *value, gpointer target);
  const char *wrong;
} kinds[] = {
  [PORTAIL_BODY_TEXT] = { read_text, N_ ("This must be a text.") },
  [PORTAIL_BODY_DISCORD_ID] = { read_discord_id, N_ ("A Discord id has 17 to 20 digits.") },
  [PORTAIL_BODY_SWITCH] = { read_switch, N_ ("This must be true or false.") },
  [PORTAIL_BODY_NUMBER] = { read_number, N_ ("This must be a whole number.") },
  [PORTAIL_BODY_ANY] = { read_any, NULL },
};

/* -1 for a name that is none of @fields. */
static int
find_field (const PortailBodyField *fields, const char *name)
{
  for (int i = 0; fields[i].name != NULL; i++)
    if (g_str_equal (fields[i].name, name))
      return i;
  return -1;
}

static void
require (const PortailBodyField *fields, guint found, PortailProblems *problems)
{
  for (int i = 0; fields[i].name != NULL; i++)
    if (fields[i].is_required && !(found >> i & 1))
      portail_problems_add (problems, fields[i].name, "required", _ ("This field is required."));
}

guint
portail_body_read (const PortailJson *object,
                   const PortailBodyField *fields,
                   gpointer target,
                   PortailProblems *problems)
{
  guint found = 0;

  for (const PortailJson *member = object->first_child; member != NULL; member = member->next)
    {
      int i = member->name != NULL ? find_field (fields, member->name) : -1;

      if (i < 0)
        {
          portail_problems_add (problems, member->name, "unknown_field",
                                _ ("There is no such field."));
          continue;
        }
      found |= 1u << i;
      if (!kinds[fields[i].kind].read (member, (char *) target + fields[i].offset))
        portail_problems_add (problems, member->name, "wrong_type", "%s",
                              _ (kinds[fields[i].kind].wrong));
    }
  require (fields, found, problems);
  return found;
}

PortailAnswer *
portail_body_refuse (const PortailRequest *request, const PortailProblems *problems)
{
  return problems->len > 0 ? portail_answer_new_problem (
             request, PORTAIL_ERROR_INVALID, portail_problems_get (problems, 0)->detail, problems)
                           : NULL;
}
