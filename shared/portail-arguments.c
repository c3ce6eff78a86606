/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-arguments.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-record-json.h"

static const PortailChoice outcomes[] = {
  { PORTAIL_REVIEW_CLEARED, "cleared", N_ ("Cleared") },
  { PORTAIL_REVIEW_CONFIRMED, "confirmed", N_ ("Confirmed") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailArguments, reason),
      .title = N_ ("Reason"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_TEXT (PortailArguments, comment),
      .title = N_ ("Comment"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE,
  },
  {
      PORTAIL_TIMESTAMP (PortailArguments, paid_at),
      .title = N_ ("Paid"),
  },
  {
      PORTAIL_DAY (PortailArguments, date_rendu),
      .title = N_ ("Returned on"),
  },
  {
      PORTAIL_ID (PortailArguments, bareme_id),
      .refers_to = "bareme",
  },
  {
      PORTAIL_ID (PortailArguments, new_id),
  },
  {
      PORTAIL_ID (PortailArguments, archive_id),
      .refers_to = "archive",
  },
  {
      PORTAIL_CHOICE (PortailArguments, outcome, outcomes),
      .title = N_ ("Outcome"),
  },
};

const PortailRecordType portail_arguments_type = {
  PORTAIL_RECORD_TYPE (PortailArguments, fields),
  .name = "arguments",
  .scope = PORTAIL_SCOPE_NONE,
};

const PortailField *
portail_arguments_get_field (const PortailArgument *argument)
{
  int index = portail_record_type_find_field (&portail_arguments_type, argument->name);

  g_assert (index >= 0);
  return portail_record_type_get_field (&portail_arguments_type, (guint) index);
}

static void
read_members (const PortailTransition *transition,
              const char *json,
              PortailArguments *arguments,
              PortailProblems *problems)
{
  PortailReadOptions options = { PORTAIL_READ_STRICT };
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);

  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    options.writable |= portail_record_type_field_bit (&portail_arguments_type, argument->name);
  portail_record_read_json (arguments,
                            document != NULL ? portail_json_document_get_root (document) : NULL,
                            &options, problems);
}

static void
strip (const PortailField *field, PortailArguments *arguments)
{
  g_autofree char *text = g_strdup (portail_field_get_string (field, arguments));

  if (text == NULL)
    return;
  g_strstrip (text);
  portail_field_set_string (field, arguments, *text != '\0' ? text : NULL);
}

PortailArguments *
portail_arguments_read (const PortailTransition *transition,
                        const char *json,
                        PortailProblems *problems)
{
  PortailArguments *arguments = portail_record_new (&portail_arguments_type);
  guint n_problems = problems->len;

  if (json != NULL)
    read_members (transition, json, arguments, problems);
  if (problems->len > n_problems)
    return arguments;
  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    {
      const PortailField *field = portail_arguments_get_field (argument);

      if (field->kind == PORTAIL_KIND_TEXT)
        strip (field, arguments);
      if (!portail_field_is_null (field, arguments))
        portail_field_validate (field, arguments, problems);
      else if (argument->need == PORTAIL_ARGUMENT_REQUIRED)
        portail_problems_add (problems, field->name, "required", _ ("This field is required."));
    }
  return arguments;
}

void
portail_arguments_apply (const PortailArguments *arguments,
                         const PortailTransition *transition,
                         gpointer record)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;

  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    {
      const PortailField *from = portail_arguments_get_field (argument);
      const PortailField *to;

      if (argument->field == NULL || portail_field_is_null (from, arguments))
        continue;
      to = portail_record_type_get_field (
          type, (guint) portail_record_type_find_field (type, argument->field));
      if (portail_field_is_string (from))
        portail_field_set_string (to, record, portail_field_get_string (from, arguments));
      else
        portail_field_set_integer (to, record, portail_field_get_integer (from, arguments));
    }
}

void
portail_arguments_check (const PortailArguments *arguments,
                         const PortailTransition *transition,
                         const PortailRecord *record,
                         PortailProblems *problems)
{
  g_autoptr (PortailRecord) after = portail_record_copy (record);
  PortailFieldSet written = 0;

  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    if (argument->field != NULL)
      written |= portail_record_type_field_bit (record->type, argument->field);
  portail_arguments_apply (arguments, transition, after);
  if (written != 0)
    portail_record_validate (after, written, problems);
}
