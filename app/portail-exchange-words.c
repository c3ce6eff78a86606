/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-exchange-words.h"

#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-wealth-tranche.h"

static const struct
{
  const char *name;
  const char *title;
} exchanges[PORTAIL_N_EXCHANGES] = {
  [PORTAIL_EXCHANGE_NEW] = { "new", N_ ("New") },
  [PORTAIL_EXCHANGE_REPLACED] = { "replaced", N_ ("Changed") },
  [PORTAIL_EXCHANGE_REMOVED] = { "removed", N_ ("Removed") },
  [PORTAIL_EXCHANGE_SAME] = { "same", N_ ("Unchanged") },
};

/* Where a row stands in the document: `system.baremes[0].tranches` ends with its part. */
static const struct
{
  const char *part;
  const PortailRecordType *type;
} parts[] = {
  { "tranches", &portail_bareme_tranche_type }, { "wealth", &portail_wealth_tranche_type },
  { "baremes", &portail_bareme_version_type },  { "settings", &portail_setting_type },
  { "grade_rules", &portail_grade_rule_type },  { "enterprise", &portail_enterprise_type },
};

static const PortailRecordType *
find_type (const PortailJson *row)
{
  const char *part = portail_json_get_member_string (row, "part");

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (part != NULL && g_str_has_suffix (part, parts[i].part))
      return parts[i].type;
  return NULL;
}

PortailExchange
portail_exchange_words_get (const PortailJson *row)
{
  const char *status = portail_json_get_member_string (row, "status");

  for (guint i = 0; i < PORTAIL_N_EXCHANGES; i++)
    if (g_strcmp0 (exchanges[i].name, status) == 0)
      return (PortailExchange) i;
  return PORTAIL_EXCHANGE_SAME;
}

const char *
portail_exchange_words_get_title (PortailExchange exchange)
{
  return _ (exchanges[exchange].title);
}

char *
portail_exchange_words_dup_title (const PortailJson *row)
{
  const PortailRecordType *type = find_type (row);
  const char *name = portail_json_get_member_string (row, "name");
  const char *kind = type != NULL ? _ (type->title) : portail_json_get_member_string (row, "part");

  return name != NULL && *name != '\0' ? g_strdup_printf ("%s · %s", name, kind) : g_strdup (kind);
}

/* Owned. */
static char *
dup_value (const PortailField *field, const PortailRecordType *type, const PortailJson *value)
{
  g_autoptr (PortailRecord) record = type != NULL ? portail_record_new (type) : NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (value == NULL || value->kind == PORTAIL_JSON_NULL)
    return g_strdup ("—");
  if (field != NULL && field->kind != PORTAIL_KIND_JSON
      && portail_field_read_json (field, record, value, problems))
    return portail_op_words_value (NULL, field, record);
  if (portail_json_get_string (value) != NULL)
    return g_strdup (portail_json_get_string (value));
  portail_json_append_canonical (value, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_member (GString *words,
               const PortailRecordType *type,
               const PortailJson *before,
               const PortailJson *after)
{
  const char *name = after != NULL ? after->name : before->name;
  int index = type != NULL ? portail_record_type_find_field (type, name) : -1;
  const PortailField *field = index >= 0 ? portail_record_type_get_field (type, (guint) index)
                                         : NULL;
  const char *title = field != NULL && field->title != NULL ? _ (field->title) : name;
  g_autofree char *old = dup_value (field, type, before);
  g_autofree char *new = dup_value (field, type, after);

  g_string_append (words, words->len > 0 ? "\n" : "");
  g_string_append_printf (words, _ ("%1$s: %2$s → %3$s"), title, old, new);
}

char *
portail_exchange_words_dup_differences (const PortailJson *row)
{
  const PortailJson *before = portail_json_get (row, "before");
  const PortailJson *after = portail_json_get (row, "after");
  const PortailRecordType *type = find_type (row);
  GString *words = g_string_new (NULL);

  for (const PortailJson *member = after != NULL ? after->first_child : NULL; member != NULL;
       member = member->next)
    append_member (words, type, portail_json_get (before, member->name), member);
  for (const PortailJson *member = before != NULL ? before->first_child : NULL; member != NULL;
       member = member->next)
    if (portail_json_get (after, member->name) == NULL)
      append_member (words, type, member, NULL);
  return g_string_free (words, FALSE);
}
