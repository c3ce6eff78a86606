/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-settings.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define MAX_POINTS 100
#define MAX_DAYS   3650

typedef enum
{
  MEMBER_POINTS,
  MEMBER_DAYS,
  MEMBER_MONEY,
} MemberKind;

typedef struct
{
  const char *name;
  MemberKind kind;
  gsize offset;
} Member;

#define POINTS(rule)                                                                               \
  MEMBER_POINTS, G_STRUCT_OFFSET (PortailBlanchimentWeights, points)                               \
                     + PORTAIL_BLANCHIMENT_RULE_##rule * sizeof (guint)

/* In canonical order. */
static const Member weight_members[] = {
  { "cumul", POINTS (CUMUL) },
  { "cumul_seuil", MEMBER_MONEY, G_STRUCT_OFFSET (PortailBlanchimentWeights, cumul_seuil) },
  { "donneur_receveur", POINTS (PARTIES) },
  { "duree", POINTS (DUREE) },
  { "duree_jours", MEMBER_DAYS, G_STRUCT_OFFSET (PortailBlanchimentWeights, duree_jours) },
  { "somme", POINTS (SOMME) },
  { "somme_seuil", MEMBER_MONEY, G_STRUCT_OFFSET (PortailBlanchimentWeights, somme_seuil) },
};

void
portail_blanchiment_settings_init (PortailBlanchimentSettings *settings)
{
  settings->shares = PORTAIL_BLANCHIMENT_SHARES_DEFAULT;
  settings->weights = portail_blanchiment_default_weights;
}

static void
add_wrong_kind (PortailProblems *problems, const char *field)
{
  portail_problems_add (problems, field, "wrong_kind",
                        _ ("The value is not of the kind that this field takes."));
}

static void
add_unknown (PortailProblems *problems, const char *field)
{
  portail_problems_add (problems, field, "unknown_field", _ ("There is no such field."));
}

static void
read_number (guint *number,
             const PortailJson *value,
             guint max,
             const char *field,
             PortailProblems *problems)
{
  gint64 integer;

  if (!portail_json_get_integer (value, &integer))
    add_wrong_kind (problems, field);
  else if (integer < 0 || integer > max)
    portail_problems_add (problems, field, "out_of_range", _ ("A number from 0 to %u is expected."),
                          max);
  else
    *number = (guint) integer;
}

static void
read_money (PortailMoney *money,
            const PortailJson *value,
            const char *field,
            PortailProblems *problems)
{
  PortailMoney read;

  if (value->kind != PORTAIL_JSON_NUMBER)
    add_wrong_kind (problems, field);
  else if (!portail_money_from_json (value->text, &read) || read.cents < 0)
    portail_problems_add (problems, field, "out_of_range",
                          _ ("An amount is negative or too large."));
  else
    *money = read;
}

static const Member *
find_member (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (weight_members); i++)
    if (g_str_equal (weight_members[i].name, name))
      return &weight_members[i];
  return NULL;
}

static void
read_weight (PortailBlanchimentWeights *weights,
             const PortailJson *value,
             const char *field,
             PortailProblems *problems)
{
  const Member *member = find_member (value->name);
  gpointer at = member != NULL ? (char *) weights + member->offset : NULL;

  if (member == NULL)
    add_unknown (problems, field);
  else if (value->kind == PORTAIL_JSON_NULL)
    return;
  else if (member->kind == MEMBER_MONEY)
    read_money (at, value, field, problems);
  else
    read_number (at, value, member->kind == MEMBER_POINTS ? MAX_POINTS : MAX_DAYS, field, problems);
}

void
portail_blanchiment_weights_read_json (PortailBlanchimentWeights *weights,
                                       const PortailJson *object,
                                       const char *path,
                                       PortailProblems *problems)
{
  if (object->kind != PORTAIL_JSON_OBJECT)
    {
      add_wrong_kind (problems, path);
      return;
    }
  for (const PortailJson *value = object->first_child; value != NULL; value = value->next)
    {
      g_autofree char *field = g_strdup_printf ("%s.%s", path, value->name);

      read_weight (weights, value, field, problems);
    }
}

/* Null where @object does not have it. */
static PortailRate
read_share (const PortailJson *object, const char *name, PortailProblems *problems)
{
  const PortailJson *value = portail_json_get (object, name);
  PortailRate taux = PORTAIL_RATE_NULL;

  if (value == NULL || value->kind == PORTAIL_JSON_NULL)
    return taux;
  if (value->kind != PORTAIL_JSON_NUMBER)
    add_wrong_kind (problems, name);
  else if (!portail_rate_from_json (value->text, &taux))
    portail_problems_add (problems, name, "out_of_range", _ ("A share is from 0 to 100 percent."));
  return taux;
}

void
portail_blanchiment_settings_read_company (PortailBlanchimentSettings *settings,
                                           const PortailJson *object,
                                           PortailProblems *problems)
{
  guint first = problems->len;
  const PortailBlanchimentShares shares = {
    read_share (object, "entreprise_taux", problems),
    read_share (object, "groupe_taux", problems),
  };

  if (problems->len > first
      || (portail_rate_is_null (shares.entreprise_taux)
          && portail_rate_is_null (shares.groupe_taux)))
    return;
  portail_blanchiment_shares_check (&shares, problems);
  if (problems->len == first)
    settings->shares = shares;
}

void
portail_blanchiment_settings_read_json (PortailBlanchimentSettings *settings,
                                        const PortailJson *object,
                                        PortailProblems *problems)
{
  if (object->kind != PORTAIL_JSON_OBJECT)
    {
      add_wrong_kind (problems, "value");
      return;
    }
  for (const PortailJson *value = object->first_child; value != NULL; value = value->next)
    if (g_str_equal (value->name, "weights") && value->kind != PORTAIL_JSON_NULL)
      portail_blanchiment_weights_read_json (&settings->weights, value, "weights", problems);
    else if (!g_str_equal (value->name, "weights") && !g_str_equal (value->name, "entreprise_taux")
             && !g_str_equal (value->name, "groupe_taux"))
      add_unknown (problems, value->name);
  portail_blanchiment_settings_read_company (settings, object, problems);
}

void
portail_blanchiment_weights_append_json (const PortailBlanchimentWeights *weights, GString *json)
{
  g_string_append_c (json, '{');
  for (gsize i = 0; i < G_N_ELEMENTS (weight_members); i++)
    {
      const Member *member = &weight_members[i];

      portail_json_append_name (json, member->name);
      if (member->kind == MEMBER_MONEY)
        portail_money_append_json (G_STRUCT_MEMBER (PortailMoney, weights, member->offset), json);
      else
        portail_json_append_integer (json, G_STRUCT_MEMBER (guint, weights, member->offset));
    }
  g_string_append_c (json, '}');
}

char *
portail_blanchiment_settings_to_json (const PortailBlanchimentSettings *settings)
{
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "entreprise_taux");
  portail_rate_append_json (settings->shares.entreprise_taux, json);
  portail_json_append_name (json, "groupe_taux");
  portail_rate_append_json (settings->shares.groupe_taux, json);
  portail_json_append_name (json, "weights");
  portail_blanchiment_weights_append_json (&settings->weights, json);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

typedef void (*Reader) (PortailBlanchimentSettings *settings,
                        const PortailJson *object,
                        PortailProblems *problems);

static void
read_stored (PortailBlanchimentSettings *settings, const char *text, Reader read)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBlanchimentSettings wanted = *settings;

  if (text != NULL)
    document = portail_json_parse (text, strlen (text), NULL);
  if (document == NULL)
    return;
  read (&wanted, portail_json_document_get_root (document), problems);
  if (problems->len == 0)
    *settings = wanted;
}

void
portail_blanchiment_settings_resolve (PortailBlanchimentSettings *settings,
                                      const char *defaults_json,
                                      const char *company_json)
{
  portail_blanchiment_settings_init (settings);
  read_stored (settings, defaults_json, portail_blanchiment_settings_read_json);
  read_stored (settings, company_json, portail_blanchiment_settings_read_company);
}
