/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-delay.h"

#include <string.h>

#include "shared/portail-i18n.h"

/* An absent or null value says nothing. */
static void
read_days (guint *days, const PortailJson *value, const char *field, PortailProblems *problems)
{
  gint64 number;

  if (value == NULL || value->kind == PORTAIL_JSON_NULL)
    return;
  if (!portail_json_get_integer (value, &number))
    portail_problems_add (problems, field, "wrong_kind",
                          _ ("The value is not of the kind that this field takes."));
  else if (number < 0 || number > PORTAIL_DUE_DELAY_DAYS_MAX)
    portail_problems_add (problems, field, "out_of_range", _ ("A number from 0 to %u is expected."),
                          (guint) PORTAIL_DUE_DELAY_DAYS_MAX);
  else
    *days = (guint) number;
}

void
portail_tax_delay_read_json (guint *days, const PortailJson *object, PortailProblems *problems)
{
  guint first = problems->len;
  guint wanted = *days;

  if (object->kind != PORTAIL_JSON_OBJECT)
    {
      portail_problems_add (problems, "value", "wrong_kind",
                            _ ("The value is not of the kind that this field takes."));
      return;
    }
  for (const PortailJson *value = object->first_child; value != NULL; value = value->next)
    if (g_str_equal (value->name, "days"))
      read_days (&wanted, value, "days", problems);
    else
      portail_problems_add (problems, value->name, "unknown_field", _ ("There is no such field."));
  if (problems->len == first)
    *days = wanted;
}

void
portail_tax_delay_read_company (guint *days, const PortailJson *object, PortailProblems *problems)
{
  if (object->kind == PORTAIL_JSON_OBJECT)
    read_days (days, portail_json_get (object, PORTAIL_TAX_DELAY_MEMBER), PORTAIL_TAX_DELAY_MEMBER,
               problems);
}

typedef void (*Reader) (guint *days, const PortailJson *object, PortailProblems *problems);

static void
read_stored (guint *days, const char *text, Reader read)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = text != NULL
                                                 ? portail_json_parse (text, strlen (text), NULL)
                                                 : NULL;

  if (document != NULL)
    read (days, portail_json_document_get_root (document), problems);
}

guint
portail_tax_delay_resolve (const char *default_json, const char *company_json)
{
  guint days = PORTAIL_DUE_DELAY_DAYS_DEFAULT;

  read_stored (&days, default_json, portail_tax_delay_read_json);
  read_stored (&days, company_json, portail_tax_delay_read_company);
  return days;
}
