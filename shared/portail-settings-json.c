/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-settings-json.h"

#include <stddef.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

typedef enum
{
  MEMBER_MONEY,
  MEMBER_RATE,
  MEMBER_TEXT,
} MemberKind;

/* One member of the objects in a list. */
typedef struct
{
  const char *name;
  MemberKind kind;
  gsize offset;
} Member;

#define MONEY(Struct, member)                                                                      \
  {                                                                                                \
#member, MEMBER_MONEY, offsetof(Struct, member)                                                \
  }
#define RATE(Struct, member)                                                                       \
  {                                                                                                \
#member, MEMBER_RATE, offsetof(Struct, member)                                                 \
  }

static const Member palier_members[] = {
  MONEY (PortailPalier, min),
  MONEY (PortailPalier, max),
  MONEY (PortailPalier, salaire_min_employe),
  MONEY (PortailPalier, salaire_max_employe),
  MONEY (PortailPalier, salaire_min_direction),
  MONEY (PortailPalier, salaire_max_direction),
  MONEY (PortailPalier, prime_min_employe),
  MONEY (PortailPalier, prime_max_employe),
  MONEY (PortailPalier, prime_min_direction),
  MONEY (PortailPalier, prime_max_direction),
  { NULL },
};

static const Member grade_members[] = {
  { "grade", MEMBER_TEXT, offsetof (PortailPayrollGrade, grade) },
  MONEY (PortailPayrollGrade, salaire_fixe),
  RATE (PortailPayrollGrade, taux_ca),
  MONEY (PortailPayrollGrade, taux_horaire),
  MONEY (PortailPayrollGrade, prime_fixe),
  RATE (PortailPayrollGrade, taux_prime),
  { NULL },
};

static void
add_problem (PortailProblems *problems, const char *code, const char *detail, const char *field)
{
  portail_problems_add (problems, field, code, "%s", detail);
}

static void
add_wrong_kind (PortailProblems *problems, const char *field)
{
  add_problem (problems, "wrong_kind", _ ("The value is not of the kind that this field takes."),
               field);
}

static gboolean
read_member (const Member *member, char *object, const PortailJson *value)
{
  gpointer at = object + member->offset;

  if (value->kind == PORTAIL_JSON_NULL)
    return TRUE;
  switch (member->kind)
    {
    case MEMBER_MONEY:
      return value->kind == PORTAIL_JSON_NUMBER && portail_money_from_json (value->text, at);
    case MEMBER_RATE:
      return value->kind == PORTAIL_JSON_NUMBER && portail_rate_from_json (value->text, at);
    default:
      *(const char **) at = portail_json_get_string (value);
      return value->kind == PORTAIL_JSON_STRING;
    }
}

static const Member *
find_member (const Member *members, const char *name)
{
  for (; members->name != NULL; members++)
    if (g_str_equal (members->name, name))
      return members;
  return NULL;
}

/* @object was set to null values before. */
static void
read_object (const Member *members,
             gpointer object,
             const PortailJson *json,
             const char *path,
             PortailProblems *problems)
{
  if (json->kind != PORTAIL_JSON_OBJECT)
    add_wrong_kind (problems, path);
  for (const PortailJson *value = json->first_child; value != NULL; value = value->next)
    {
      const Member *member = value->name != NULL ? find_member (members, value->name) : NULL;
      g_autofree char *field = g_strdup_printf ("%s.%s", path, value->name);

      if (member == NULL)
        add_problem (problems, "unknown_field", _ ("There is no such field."), field);
      else if (!read_member (member, object, value))
        add_wrong_kind (problems, field);
    }
}

static void
read_paliers (PortailPayrollSettings *settings, const PortailJson *list, PortailProblems *problems)
{
  guint index = 0;

  g_array_set_size (settings->paliers, 0);
  for (const PortailJson *json = list->first_child; json != NULL; json = json->next)
    {
      g_autofree char *path = g_strdup_printf ("paliers[%u]", index++);
      PortailPalier palier;

      for (const Member *member = palier_members; member->name != NULL; member++)
        *(PortailMoney *) (gpointer) ((char *) &palier + member->offset) = PORTAIL_MONEY_NULL;
      read_object (palier_members, &palier, json, path, problems);
      portail_payroll_settings_add_palier (settings, &palier);
    }
}

static void
read_grades (PortailPayrollSettings *settings, const PortailJson *list, PortailProblems *problems)
{
  guint index = 0;

  g_array_set_size (settings->grades, 0);
  g_ptr_array_set_size (settings->grade_keys, 0);
  for (const PortailJson *json = list->first_child; json != NULL; json = json->next)
    {
      g_autofree char *path = g_strdup_printf ("grades[%u]", index++);
      PortailPayrollGrade grade = {
        NULL, PORTAIL_MONEY_ZERO, { 0 }, PORTAIL_MONEY_ZERO, PORTAIL_MONEY_ZERO, { 0 }
      };

      read_object (grade_members, &grade, json, path, problems);
      if (grade.grade == NULL)
        add_problem (problems, "required", _ ("This field is required."), path);
      else
        portail_payroll_settings_add_grade (settings, &grade);
    }
}

static gboolean
read_rate (const PortailJson *value, PortailRate *rate)
{
  return value->kind == PORTAIL_JSON_NUMBER && portail_rate_from_json (value->text, rate);
}

static gboolean
read_deductible (PortailPayrollSettings *settings, const PortailJson *value)
{
  settings->is_salaire_deductible = value->kind == PORTAIL_JSON_TRUE;
  return value->kind == PORTAIL_JSON_TRUE || value->kind == PORTAIL_JSON_FALSE;
}

/* What else a company keeps in its settings; whoever it is for reads it. */
static gboolean
is_of_others (const char *name)
{
  static const char *const names[] = { "due_delay_days", "entreprise_taux", "groupe_taux", NULL };

  return g_strv_contains (names, name);
}

/* FALSE for a value of a wrong kind; *@is_known is cleared for a name that is none of ours. */
static gboolean
read_scalar (PortailPayrollSettings *settings,
             PortailModeImpot *mode_impot,
             const PortailJson *value,
             gboolean *is_known)
{
  PortailModeImpot ignored;

  if (g_str_equal (value->name, "mode_calcul"))
    return portail_mode_calcul_from_name (portail_json_get_string (value), &settings->mode_calcul);
  if (g_str_equal (value->name, "mode_impot"))
    return portail_mode_impot_from_name (portail_json_get_string (value),
                                         mode_impot != NULL ? mode_impot : &ignored);
  if (g_str_equal (value->name, "taux_salaire"))
    return read_rate (value, &settings->taux_salaire);
  if (g_str_equal (value->name, "taux_prime"))
    return read_rate (value, &settings->taux_prime);
  if (g_str_equal (value->name, "salaires_deductibles"))
    return read_deductible (settings, value);
  *is_known = FALSE;
  return TRUE;
}

static void
read_list (PortailPayrollSettings *settings, const PortailJson *value, PortailProblems *problems)
{
  if (value->kind != PORTAIL_JSON_ARRAY)
    add_wrong_kind (problems, value->name);
  else if (g_str_equal (value->name, "paliers"))
    read_paliers (settings, value, problems);
  else
    read_grades (settings, value, problems);
}

void
portail_settings_read_json (PortailPayrollSettings *settings,
                            PortailModeImpot *mode_impot,
                            const PortailJson *object,
                            PortailProblems *problems)
{
  guint n_problems = problems->len;

  if (object->kind != PORTAIL_JSON_OBJECT)
    {
      add_wrong_kind (problems, "settings");
      return;
    }
  for (const PortailJson *value = object->first_child; value != NULL; value = value->next)
    {
      gboolean is_known = TRUE;

      if (value->kind == PORTAIL_JSON_NULL || is_of_others (value->name))
        continue;
      if (g_str_equal (value->name, "paliers") || g_str_equal (value->name, "grades"))
        read_list (settings, value, problems);
      else if (!read_scalar (settings, mode_impot, value, &is_known))
        add_wrong_kind (problems, value->name);
      if (!is_known)
        add_problem (problems, "unknown_field", _ ("There is no such field."), value->name);
    }
  if (problems->len == n_problems)
    portail_payroll_settings_check (settings, problems);
}

static void
append_member (GString *json, const Member *member, const char *object)
{
  gconstpointer at = object + member->offset;

  portail_json_append_name (json, member->name);
  switch (member->kind)
    {
    case MEMBER_MONEY:
      portail_money_append_json (*(const PortailMoney *) at, json);
      break;
    case MEMBER_RATE:
      portail_rate_append_json (*(const PortailRate *) at, json);
      break;
    case MEMBER_TEXT:
      portail_json_append_string (json, *(const char *const *) at);
      break;
    }
}

static void
append_list (GString *json, const char *name, const Member *members, const GArray *list)
{
  guint size = g_array_get_element_size ((GArray *) list);

  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < list->len; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      for (const Member *member = members; member->name != NULL; member++)
        append_member (json, member, list->data + i * size);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

char *
portail_settings_to_json (const PortailPayrollSettings *settings, PortailModeImpot mode_impot)
{
  GString *json = g_string_new ("{");

  append_list (json, "grades", grade_members, settings->grades);
  portail_json_append_name (json, "mode_calcul");
  portail_json_append_string (json, portail_mode_calcul_get_name (settings->mode_calcul));
  portail_json_append_name (json, "mode_impot");
  portail_json_append_string (json, portail_mode_impot_get_name (mode_impot));
  append_list (json, "paliers", palier_members, settings->paliers);
  portail_json_append_name (json, "salaires_deductibles");
  g_string_append (json, settings->is_salaire_deductible ? "true" : "false");
  portail_json_append_name (json, "taux_prime");
  portail_rate_append_json (settings->taux_prime, json);
  portail_json_append_name (json, "taux_salaire");
  portail_rate_append_json (settings->taux_salaire, json);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
