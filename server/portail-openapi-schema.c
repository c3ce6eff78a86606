/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-openapi-schema.h"

#include "shared/portail-arguments.h"
#include "shared/portail-decimal.h"
#include "shared/portail-json-text.h"

/* How values of a kind look in JSON (contract.md §7). */
static const struct
{
  const char *type;
  const char *format;
  const char *pattern;
  gint64 max_hundredths;
  const char *words;
} kinds[PORTAIL_N_KINDS] = {
  [PORTAIL_KIND_TEXT] = { "string" },
  [PORTAIL_KIND_ID] = { "string", "uuid" },
  [PORTAIL_KIND_DISCORD_ID] = { "string", NULL, "^[0-9]{17,20}$" },
  [PORTAIL_KIND_JSON] = { "object" },
  [PORTAIL_KIND_MONEY] = { "number", NULL, NULL, PORTAIL_MONEY_MAX_CENTS,
                           "Dollars with at most two decimals." },
  [PORTAIL_KIND_RATE] = { "number", NULL, NULL, PORTAIL_RATE_MAX_BASIS_POINTS,
                          "Percent with at most two decimals." },
  [PORTAIL_KIND_HOURS] = { "number", NULL, NULL, PORTAIL_HOURS_MAX_HUNDREDTHS,
                           "Hours with at most two decimals." },
  [PORTAIL_KIND_DAY] = { "string", "date" },
  [PORTAIL_KIND_WEEK] = { "string", NULL, "^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$" },
  [PORTAIL_KIND_TIMESTAMP] = { "string", "date-time" },
  [PORTAIL_KIND_INTEGER] = { "integer" },
  [PORTAIL_KIND_BOOLEAN] = { "boolean" },
  [PORTAIL_KIND_CHOICE] = { "string" },
};

char *
portail_openapi_dup_type_name (const char *snake)
{
  GString *name = g_string_new (NULL);
  gboolean is_start = TRUE;

  for (; *snake != '\0'; snake++)
    {
      if (g_ascii_isalnum (*snake))
        g_string_append_c (name, is_start ? g_ascii_toupper (*snake) : *snake);
      is_start = !g_ascii_isalnum (*snake);
    }
  return g_string_free (name, FALSE);
}

char *
portail_openapi_dup_schema_name (const PortailRecordType *type, PortailSchemaUse use)
{
  static const char *const endings[] = { "", "Create", "Patch", "List" };
  g_autofree char *name = portail_openapi_dup_type_name (type->name);

  return g_strconcat (name, endings[use], NULL);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static gboolean
may_be_null (const PortailField *field, PortailNullUse use)
{
  const PortailFieldFlags never = PORTAIL_FIELD_REQUIRED;

  return use == PORTAIL_NULL_AS_FIELD && !(field->flags & never)
         && field->kind != PORTAIL_KIND_BOOLEAN;
}

static void
append_type (GString *json, const PortailField *field, PortailNullUse use)
{
  const char *type = kinds[field->kind].type;

  portail_json_append_name (json, "type");
  if (!may_be_null (field, use) && field->kind != PORTAIL_KIND_JSON)
    {
      portail_json_append_string (json, type);
      return;
    }
  g_string_append_printf (json, "[\"%s\"%s%s]", type,
                          field->kind == PORTAIL_KIND_JSON ? ",\"array\"" : "",
                          may_be_null (field, use) ? ",\"null\"" : "");
}

static void
append_choices (GString *json, const PortailField *field, PortailNullUse use)
{
  const char *separator = "";

  portail_json_append_name (json, "enum");
  g_string_append_c (json, '[');
  for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
    {
      g_string_append (json, separator);
      portail_json_append_string (json, choice->name);
      separator = ",";
    }
  g_string_append (json, may_be_null (field, use) ? ",null]" : "]");
}

static void
append_decimal (GString *json, const char *name, gint64 hundredths)
{
  portail_json_append_name (json, name);
  portail_decimal_append_json (hundredths, json);
}

static void
append_limits (GString *json, const PortailField *field)
{
  gint64 max = kinds[field->kind].max_hundredths;

  if (max > 0)
    {
      append_decimal (json, "minimum", field->flags & PORTAIL_FIELD_SIGNED ? -max : 0);
      append_decimal (json, "maximum", max);
    }
  if (field->kind != PORTAIL_KIND_TEXT)
    return;
  if (field->flags & PORTAIL_FIELD_REQUIRED)
    g_string_append (json, ",\"minLength\":1");
  portail_json_append_name (json, "maxLength");
  portail_json_append_integer (json, field->max != 0 ? field->max : PORTAIL_TEXT_MAX_DEFAULT);
}

static void
append_roles (GString *words, const char *beginning, PortailRoles roles)
{
  const char *separator = beginning;

  for (int role = 0; role < PORTAIL_N_ROLES; role++)
    if (roles >> role & 1)
      {
        g_string_append_printf (words, "%s%s", separator, portail_role_get_name (role));
        separator = ", ";
      }
  if (roles != 0)
    g_string_append_c (words, '.');
}

static void
append_words (GString *json, const PortailField *field)
{
  static const struct
  {
    PortailFieldFlags flag;
    const char *words;
  } rules[] = {
    { PORTAIL_FIELD_COMPUTED, " Written by the server alone." },
    { PORTAIL_FIELD_IMMUTABLE, " Given at creation and fixed from then on." },
    { PORTAIL_FIELD_PROTECTED, " Concurrent changes conflict." },
  };
  g_autoptr (GString) words = g_string_new (kinds[field->kind].words);

  if (field->refers_to != NULL)
    g_string_append_printf (words, " The id of a record of type %s.", field->refers_to);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (field->flags & rules[i].flag)
      g_string_append (words, rules[i].words);
  append_roles (words, " Read only by: ", field->readers);
  append_roles (words, " Written only by: ", field->writers);
  g_strstrip (words->str);
  if (*words->str != '\0')
    append_text (json, "description", words->str);
}

static void
append_value (GString *json, const PortailField *field, PortailNullUse use)
{
  append_type (json, field, use);
  if (kinds[field->kind].format != NULL)
    append_text (json, "format", kinds[field->kind].format);
  if (kinds[field->kind].pattern != NULL)
    append_text (json, "pattern", kinds[field->kind].pattern);
  if (field->kind == PORTAIL_KIND_CHOICE)
    append_choices (json, field, use);
  append_limits (json, field);
}

void
portail_openapi_append_field (GString *json, const PortailField *field, PortailNullUse use)
{
  g_string_append_c (json, '{');
  append_value (json, field, use);
  g_string_append_c (json, '}');
}

gboolean
portail_openapi_is_filter (const PortailField *field)
{
  return field->kind != PORTAIL_KIND_JSON && !(field->flags & PORTAIL_FIELD_MULTILINE);
}

static void
append_property (GString *json,
                 const PortailField *field,
                 PortailSchemaUse use,
                 PortailNullUse null_use)
{
  portail_json_append_name (json, field->name);
  g_string_append_c (json, '{');
  if (field->title != NULL)
    append_text (json, "title", field->title);
  append_value (json, field, null_use);
  append_words (json, field);
  if (use == PORTAIL_SCHEMA_ANSWER && field->flags & PORTAIL_FIELD_COMPUTED)
    g_string_append (json, ",\"readOnly\":true");
  g_string_append_c (json, '}');
}

/* What a request may hold; a part has its parent and its company from the path. */
static gboolean
is_in_request (const PortailRecordType *type, guint index, PortailSchemaUse use)
{
  const PortailField *field = portail_record_type_get_field (type, index);
  gboolean is_part = portail_record_type_get_parent_field (type) != NULL;

  if (field->flags & (PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PARENT))
    return FALSE;
  if (use == PORTAIL_SCHEMA_PATCH)
    return index >= PORTAIL_N_COMMON_FIELDS && !(field->flags & PORTAIL_FIELD_IMMUTABLE);
  return index != PORTAIL_COMMON_ENTERPRISE_ID
         || (!is_part && type->scope != PORTAIL_SCOPE_SELF && type->scope != PORTAIL_SCOPE_USER);
}

static gboolean
is_needed (const PortailRecordType *type, guint index)
{
  const PortailField *field = portail_record_type_get_field (type, index);

  if (index == PORTAIL_COMMON_ENTERPRISE_ID)
    return type->scope == PORTAIL_SCOPE_ENTERPRISE;
  return index >= PORTAIL_N_COMMON_FIELDS && field->flags & PORTAIL_FIELD_REQUIRED
         && field->initial == 0 && field->kind != PORTAIL_KIND_BOOLEAN;
}

static void
append_needed (GString *json, const PortailRecordType *type)
{
  const char *separator = ",\"required\":[";

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (is_in_request (type, i, PORTAIL_SCHEMA_CREATE) && is_needed (type, i))
      {
        g_string_append_printf (json, "%s\"%s\"", separator,
                                portail_record_type_get_field (type, i)->name);
        separator = ",";
      }
  if (*separator == ',' && separator[1] == '\0')
    g_string_append_c (json, ']');
}

static void
append_beyond (GString *json, const char *beyond)
{
  if (*beyond != '\0')
    g_string_append_printf (json, ",%s", beyond);
}

static void
append_request (GString *json,
                const PortailRecordType *type,
                PortailSchemaUse use,
                const char *beyond)
{
  g_string_append (json, "{\"type\":\"object\",\"properties\":{");
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (is_in_request (type, i, use))
      append_property (json, portail_record_type_get_field (type, i), use,
                       use == PORTAIL_SCHEMA_CREATE && is_needed (type, i) ? PORTAIL_NULL_NEVER
                                                                           : PORTAIL_NULL_AS_FIELD);
  append_beyond (json, beyond);
  g_string_append_c (json, '}');
  if (use == PORTAIL_SCHEMA_CREATE)
    append_needed (json, type);
  g_string_append (json, ",\"additionalProperties\":false}");
}

/* The seed's name of created_by, where the type has no field of that name. */
static void
append_maker (GString *json, const PortailRecordType *type)
{
  if (portail_record_type_find_field (type, "user_id") < 0)
    g_string_append (json, ",\"user_id\":{\"type\":[\"string\",\"null\"],\"format\":\"uuid\","
                           "\"description\":\"The same as created_by.\",\"readOnly\":true}");
}

static void
append_answer (GString *json, const PortailRecordType *type, const char *beyond)
{
  g_string_append (json, "{\"type\":\"object\",\"description\":\"What one may not read is absent;"
                         " null is empty.\",\"properties\":{");
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    append_property (json, portail_record_type_get_field (type, i), PORTAIL_SCHEMA_ANSWER,
                     PORTAIL_NULL_AS_FIELD);
  append_maker (json, type);
  append_beyond (json, beyond);
  g_string_append (json, "},\"required\":[\"id\"]}");
}

static void
append_page (GString *json, const PortailRecordType *type, const char *beyond)
{
  g_autofree char *item = portail_openapi_dup_schema_name (type, PORTAIL_SCHEMA_ANSWER);

  g_string_append_printf (
      json,
      "{\"type\":\"object\",\"description\":\"One page.\",\"properties\":{"
      "\"items\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/%s\"}},"
      "\"next_cursor\":{\"type\":[\"string\",\"null\"],"
      "\"description\":\"For the parameter cursor of the next page; null on the last one.\"}",
      item);
  append_beyond (json, beyond);
  g_string_append (json, "},\"required\":[\"items\",\"next_cursor\"]}");
}

void
portail_openapi_append_schema (GString *json,
                               const PortailRecordType *type,
                               PortailSchemaUse use,
                               const char *beyond)
{
  switch (use)
    {
    case PORTAIL_SCHEMA_LIST:
      append_page (json, type, beyond);
      break;
    case PORTAIL_SCHEMA_ANSWER:
      append_answer (json, type, beyond);
      break;
    default:
      append_request (json, type, use, beyond);
    }
}

void
portail_openapi_append_arguments (GString *json, const PortailTransition *transition)
{
  const PortailArgument *arguments = transition != NULL ? transition->arguments : NULL;
  g_autoptr (GString) needed = g_string_new (NULL);

  g_string_append (json, "{\"type\":\"object\",\"properties\":{");
  for (; arguments != NULL && arguments->name != NULL; arguments++)
    {
      portail_json_append_name (json, arguments->name);
      portail_openapi_append_field (json, portail_arguments_get_field (arguments),
                                    PORTAIL_NULL_NEVER);
      if (arguments->need == PORTAIL_ARGUMENT_REQUIRED)
        g_string_append_printf (needed, "%s\"%s\"", needed->len > 0 ? "," : "", arguments->name);
    }
  g_string_append_c (json, '}');
  if (needed->len > 0)
    g_string_append_printf (json, ",\"required\":[%s]", needed->str);
  g_string_append (json, ",\"additionalProperties\":false}");
}
