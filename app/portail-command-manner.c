/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-command-manner.h"

#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-schema.h"

static const PortailCommandManner manners[] = {
  { "dotation", "submit", "suggested-action", NULL, NULL, ADW_RESPONSE_SUGGESTED },
  { "dotation", "withdraw", NULL, NULL, NULL, ADW_RESPONSE_DEFAULT },
  { "dotation", "validate", "suggested-action", N_ ("Validate this dotation?"),
    N_ ("The week is closed then. Only staff can reopen it, with a reason."),
    ADW_RESPONSE_SUGGESTED },
  { "dotation", "refuse", "destructive-action", N_ ("Refuse this dotation?"),
    N_ ("The company reads your reason, corrects the sheet and submits it again."),
    ADW_RESPONSE_DESTRUCTIVE },
  { "dotation", "pay", "suggested-action", N_ ("Mark this dotation as paid?"),
    N_ ("The tax of the week counts as paid. Only staff can reopen it, with a reason."),
    ADW_RESPONSE_SUGGESTED },
  { "dotation", "reopen", NULL, N_ ("Reopen this dotation?"),
    N_ ("It becomes a draft again, which the company can change."), ADW_RESPONSE_DESTRUCTIVE },
  { "dotation", "archive", NULL, N_ ("Send this dotation to the archives?"),
    N_ ("The archives keep the sheet and its figures as they stand now."), ADW_RESPONSE_SUGGESTED },
  { "tax_declaration", "submit", "suggested-action", NULL, NULL, ADW_RESPONSE_SUGGESTED },
  { "tax_declaration", "validate", "suggested-action", N_ ("Validate this declaration?"),
    N_ ("From then on it is corrected by a new version only."), ADW_RESPONSE_SUGGESTED },
  { "tax_declaration", "refuse", "destructive-action", N_ ("Refuse this declaration?"),
    N_ ("The company reads your reason, corrects the declaration and submits it again."),
    ADW_RESPONSE_DESTRUCTIVE },
  { "tax_declaration", "pay", "suggested-action", N_ ("Mark this declaration as paid?"),
    N_ ("Its amount counts as paid. This cannot be taken back."), ADW_RESPONSE_SUGGESTED },
  { "tax_declaration", "correct", NULL, N_ ("Correct this declaration?"),
    N_ ("A new version is made as a draft. The validated one stays as it is."),
    ADW_RESPONSE_SUGGESTED },
  { "archive", "validate", "suggested-action", N_ ("Validate this archive?"),
    N_ ("From then on only staff can change it."), ADW_RESPONSE_SUGGESTED },
  { "archive", "refuse", "destructive-action", N_ ("Refuse this archive?"),
    N_ ("The company reads your reason and corrects the archive."), ADW_RESPONSE_DESTRUCTIVE },
  { "blanchiment_operation", "finish", "suggested-action", N_ ("Finish this operation?"),
    N_ ("The money counts as returned on that day. This cannot be taken back."),
    ADW_RESPONSE_SUGGESTED },
  { "blanchiment_operation", "suspend", NULL, NULL, NULL, ADW_RESPONSE_DEFAULT },
  { "blanchiment_operation", "resume", NULL, NULL, NULL, ADW_RESPONSE_DEFAULT },
  { "blanchiment_operation", "cancel", "destructive-action", N_ ("Cancel this operation?"),
    N_ ("It no longer counts anywhere. This cannot be taken back."), ADW_RESPONSE_DESTRUCTIVE },
  { "blanchiment_operation", "review", NULL, N_ ("Review this operation"),
    N_ ("Your verdict and comment are kept with the operation."), ADW_RESPONSE_SUGGESTED },
  { "period_lock", "lock", NULL, N_ ("Lock this week?"),
    N_ ("Nobody changes its sheets then. Unlocking it needs a reason."), ADW_RESPONSE_SUGGESTED },
  { "period_lock", "unlock", NULL, N_ ("Unlock this week?"),
    N_ ("Its sheets can be changed again."), ADW_RESPONSE_SUGGESTED },
  { "bareme", "publish", "suggested-action", N_ ("Publish this version?"),
    N_ ("A published version can no longer be changed; a later one takes its place."),
    ADW_RESPONSE_SUGGESTED },
};

/* What the client makes or fills in by itself. */
static const char *const made_ids[] = { "archive_id", "new_id", NULL };
static const char *const filled_in[] = { "bareme_id", NULL };

const PortailCommandManner *
portail_command_manner_find (const PortailTransition *transition)
{
  static const PortailCommandManner plain = { .question = N_ ("Are the particulars right?"),
                                              .consequence = "",
                                              .appearance = ADW_RESPONSE_SUGGESTED };

  for (gsize i = 0; i < G_N_ELEMENTS (manners); i++)
    if (g_str_equal (manners[i].type, transition->type)
        && g_str_equal (manners[i].command, transition->command))
      return &manners[i];
  return &plain;
}

PortailFieldSet
portail_command_manner_get_asked (const PortailTransition *transition)
{
  PortailFieldSet asked = 0;

  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    if (!g_strv_contains (made_ids, argument->name) && !g_strv_contains (filled_in, argument->name))
      asked |= portail_record_type_field_bit (&portail_arguments_type, argument->name);
  return asked;
}

gboolean
portail_command_manner_asks (const PortailTransition *transition)
{
  return portail_command_manner_find (transition)->question != NULL;
}

static PortailFieldSet
make_ids (const PortailTransition *transition, PortailArguments *arguments)
{
  PortailFieldSet made = 0;

  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    if (g_strv_contains (made_ids, argument->name))
      {
        portail_field_take_string (portail_arguments_get_field (argument), arguments,
                                   portail_id_new ());
        made |= portail_record_type_field_bit (&portail_arguments_type, argument->name);
      }
  return made;
}

PortailChange *
portail_command_manner_make_change (const PortailTransition *transition,
                                    const char *id,
                                    const PortailArguments *asked)
{
  g_autoptr (PortailArguments) arguments = portail_record_new (&portail_arguments_type);
  g_autoptr (GString) json = g_string_new ("{");
  PortailFieldSet given = 0;

  for (guint i = 0; asked != NULL && i < portail_record_type_get_n_fields (&portail_arguments_type);
       i++)
    if (portail_field_set_has (portail_command_manner_get_asked (transition), i)
        && !portail_field_is_null (portail_record_type_get_field (&portail_arguments_type, i),
                                   asked))
      given |= (PortailFieldSet) 1 << i;
  if (asked != NULL)
    portail_record_copy_fields (arguments, asked, given);
  given |= make_ids (transition, arguments);
  portail_record_append_members (arguments, given, json);
  g_string_append_c (json, '}');
  return portail_change_new_command (portail_schema_find (transition->type), id,
                                     transition->command, given != 0 ? json->str : NULL);
}
