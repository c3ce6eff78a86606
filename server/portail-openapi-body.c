/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-openapi-body.h"

#include <string.h>

#include "server/portail-answer.h"
#include "server/portail-document-routes.h"
#include "server/portail-json-layout.h"
#include "server/portail-openapi-operation.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-rules.h"
#include "server/portail-tax-routes.h"
#include "shared/portail-json-text.h"

#define FORM "multipart/form-data"
/* The schema of a JSON body that says nothing. */
#define NOTHING "Nothing"

#define MATCHING "if_match"
#define ONCE     "idempotency_key"

static const PortailOpenapiShape shapes[] = {
  { portail_record_get_list, "list", 200, PORTAIL_SCHEMA_ANSWER, PORTAIL_SCHEMA_LIST,
    "limit cursor fields trashed if_none_match", "etag" },
  { portail_record_post_new, "create", 201, PORTAIL_SCHEMA_CREATE, PORTAIL_SCHEMA_ANSWER, ONCE,
    "etag location" },
  { portail_document_post, "create", 201, PORTAIL_SCHEMA_CREATE, PORTAIL_SCHEMA_ANSWER, ONCE,
    "etag location" },
  { portail_tax_post_new, "create", 201, PORTAIL_SCHEMA_CREATE, PORTAIL_SCHEMA_ANSWER, ONCE,
    "etag location" },
  { portail_record_get_one, "get", 200, PORTAIL_SCHEMA_ANSWER, PORTAIL_SCHEMA_ANSWER, NULL,
    "etag" },
  { portail_record_patch, "update", 200, PORTAIL_SCHEMA_PATCH, PORTAIL_SCHEMA_ANSWER, MATCHING,
    "etag" },
  { portail_record_delete, "delete", 204, PORTAIL_SCHEMA_ANSWER, PORTAIL_SCHEMA_ANSWER, MATCHING,
    NULL },
  { portail_record_post_command, NULL, 200, PORTAIL_SCHEMA_ANSWER, PORTAIL_SCHEMA_ANSWER,
    MATCHING " " ONCE, "etag" },
};

const PortailOpenapiShape *
portail_openapi_find_shape (const PortailRoute *route)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].handle == route->handle)
      return &shapes[i];
  return NULL;
}

static gboolean
reads_body (const PortailRoute *route)
{
  return (route->max_body > 0 || route->body == PORTAIL_BODY_FILE)
         && route->method != PORTAIL_METHOD_GET && route->method != PORTAIL_METHOD_DELETE;
}

char *
portail_openapi_dup_request_schema (const PortailRoute *route)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);

  if (route->request_schema != NULL)
    return g_strdup (route->request_schema);
  if (shape != NULL && shape->request != PORTAIL_SCHEMA_ANSWER)
    return portail_openapi_dup_schema_name (route->type, shape->request);
  if (route->handle == portail_record_post_command)
    {
      g_autofree char *words = g_strdup_printf ("%s_%s", route->type->name, route->command);

      return portail_openapi_dup_type_name (words);
    }
  return reads_body (route) && route->body == PORTAIL_BODY_JSON ? g_strdup (NOTHING) : NULL;
}

char *
portail_openapi_dup_answer_schema (const PortailRoute *route)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);

  if (route->answer_schema != NULL)
    return g_strdup (route->answer_schema);
  return shape != NULL && shape->status != 204
             ? portail_openapi_dup_schema_name (route->type, shape->answer)
             : NULL;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_member (GString *json, const char *name, const char *value)
{
  portail_json_append_name (json, name);
  g_string_append (json, value);
}

static gboolean
is_good (guint status)
{
  return status < 400;
}

/* Which examples a content holds. */
typedef struct
{
  const PortailRoute *route;
  guint status;     /* 0: of the request, for every good status */
  const char *type; /* media type */
} Content;

static const char *
get_type (const PortailApiExample *example, const Content *content)
{
  if (content->status != 0)
    return example->answer_type;
  return example->body != NULL || example->bytes != NULL ? example->body_type : NULL;
}

static gboolean
is_of (const PortailApiExample *example, const Content *content)
{
  return example->route == content->route
         && (content->status != 0 ? example->status == content->status : is_good (example->status))
         && g_strcmp0 (get_type (example, content), content->type) == 0;
}

static void
append_example (GString *json, const PortailApiExample *example, const PortailJson *value)
{
  portail_json_append_name (json, example->name);
  g_string_append_c (json, '{');
  append_text (json, "summary", example->summary);
  portail_json_append_name (json, "value");
  portail_json_layout_append (json, value, 0);
  g_string_append_c (json, '}');
}

typedef enum
{
  STORIES_OF_GROUP, /* told about the route's own group */
  STORIES_OF_OTHERS,
} Stories;

static Stories
get_stories (const PortailApiExample *example)
{
  const char *words;
  const char *tag = portail_openapi_find_tag (example->route->path, &words);

  return g_ascii_strcasecmp (example->story, tag != NULL ? tag : "") == 0 ? STORIES_OF_GROUP
                                                                          : STORIES_OF_OTHERS;
}

static void
append_examples_of (const PortailOpenapiWriter *writer, const Content *content, Stories stories)
{
  GString *json = writer->json;

  for (guint i = 0; i < portail_api_examples_get_n (writer->examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (writer->examples, i);
      const PortailJson *value = content->status != 0 ? example->answer : example->body;

      /* A form has fields, not the text that is sent. */
      if (is_of (example, content) && get_stories (example) == stories && value != NULL
          && g_strcmp0 (content->type, FORM) != 0)
        append_example (json, example, value);
    }
}

/* Pages show the first one: a story about the route's own group comes before the others. */
static void
append_examples (const PortailOpenapiWriter *writer, const Content *content)
{
  GString *json = writer->json;
  gsize start = json->len;

  append_member (json, "examples", "{");
  append_examples_of (writer, content, STORIES_OF_GROUP);
  append_examples_of (writer, content, STORIES_OF_OTHERS);
  if (g_str_has_suffix (json->str, "{"))
    g_string_truncate (json, start);
  else
    g_string_append_c (json, '}');
}

static void
append_schema (GString *json, const char *media_type, const char *name)
{
  portail_json_append_name (json, "schema");
  if (name != NULL)
    g_string_append_printf (json, "{\"$ref\":\"#/components/schemas/%s\"}", name);
  else if (portail_api_example_is_json (media_type))
    g_string_append (json, "{\"type\":\"object\"}");
  else
    g_string_append (json, "{\"type\":\"string\"}");
}

static void
append_media (const PortailOpenapiWriter *writer, const Content *content, const char *schema)
{
  gboolean has_schema = portail_api_example_is_json (content->type)
                        || g_strcmp0 (content->type, FORM) == 0;

  portail_json_append_name (writer->json, content->type);
  g_string_append_c (writer->json, '{');
  append_schema (writer->json, content->type, has_schema ? schema : NULL);
  append_examples (writer, content);
  g_string_append_c (writer->json, '}');
}

/* The media types of the examples, each once, with @usual first if it is not NULL. */
static GPtrArray *
list_types (const PortailOpenapiWriter *writer, Content content, const char *usual)
{
  GPtrArray *types = g_ptr_array_new ();

  if (usual != NULL)
    g_ptr_array_add (types, (gpointer) usual);
  for (guint i = 0; i < portail_api_examples_get_n (writer->examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (writer->examples, i);

      content.type = get_type (example, &content);
      if (content.type != NULL && is_of (example, &content)
          && !g_ptr_array_find_with_equal_func (types, content.type, g_str_equal, NULL))
        g_ptr_array_add (types, (gpointer) content.type);
    }
  return types;
}

static void
append_content (const PortailOpenapiWriter *writer,
                Content content,
                const char *usual,
                const char *schema)
{
  g_autoptr (GPtrArray) types = list_types (writer, content, usual);

  if (types->len == 0)
    return;
  append_member (writer->json, "content", "{");
  for (guint i = 0; i < types->len; i++)
    {
      content.type = g_ptr_array_index (types, i);
      append_media (writer, &content, schema);
    }
  g_string_append_c (writer->json, '}');
}

/* The media type of the request where no example names one. */
static const char *
get_usual_type (const PortailRoute *route, const char *schema)
{
  if (schema != NULL)
    return "application/json";
  return route->body != PORTAIL_BODY_JSON ? "application/octet-stream" : NULL;
}

static gboolean
needs_body (const PortailRoute *route, const char *schema)
{
  return route->handle != portail_record_post_command && g_strcmp0 (schema, NOTHING) != 0;
}

void
portail_openapi_append_request (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  g_autofree char *schema = portail_openapi_dup_request_schema (route);
  const Content content = { .route = route };

  if (!reads_body (route))
    return;
  append_member (writer->json, "requestBody", "{");
  append_member (writer->json, "required", needs_body (route, schema) ? "true" : "false");
  append_content (writer, content, get_usual_type (route, schema), schema);
  g_string_append_c (writer->json, '}');
}

static void
append_headers (GString *json, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  append_member (json, "headers", "{");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      portail_json_append_name (json, g_str_equal (parts[i], "etag") ? "ETag" : "Location");
      g_string_append_printf (json, "{\"$ref\":\"#/components/headers/%s\"}", parts[i]);
    }
  g_string_append_c (json, '}');
}

static const char *
describe_success (guint status)
{
  switch (status)
    {
    case 201:
      return "Created.";
    case 202:
      return "Accepted; the rest follows.";
    case 204:
      return "Done.";
    case 302:
      return "Goes on at the address of Location.";
    default:
      return "Done; this is the answer.";
    }
}

static void
append_success (const PortailOpenapiWriter *writer, const PortailRoute *route, guint status)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);
  g_autofree char *schema = portail_openapi_dup_answer_schema (route);
  const Content content = { .route = route, .status = status };
  g_autofree char *number = g_strdup_printf ("%u", status);

  portail_json_append_name (writer->json, number);
  g_string_append_c (writer->json, '{');
  append_text (writer->json, "description", describe_success (status));
  if (shape != NULL && shape->headers != NULL)
    append_headers (writer->json, shape->headers);
  else if (status == 302)
    append_headers (writer->json, "location");
  append_content (writer, content,
                  schema != NULL && status != 204 && status / 100 == 2 ? "application/json" : NULL,
                  schema);
  g_string_append_c (writer->json, '}');
}

static gboolean
has_parameter (const PortailRoute *route, const char *name)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);

  return (shape != NULL && shape->parameters != NULL && strstr (shape->parameters, name) != NULL)
         || (route->parameters != NULL && strstr (route->parameters, name) != NULL);
}

static gboolean
is_named (const PortailRoute *route, guint status)
{
  g_autofree char *number = g_strdup_printf ("%u", status);

  return route->also != NULL && strstr (route->also, number) != NULL;
}

/* When a status can come, beside where an example shows it or the route names it. */
typedef enum
{
  WHEN_SHOWN = 0, /* only there; these rows stand last */
  WHEN_ALWAYS = 1 << 0,
  WHEN_SIGNED_IN = 1 << 1,
  WHEN_SIGNING_IN = 1 << 2,
  WHEN_MEMBER = 1 << 3,
  WHEN_ID = 1 << 4,
  WHEN_COMPANY = 1 << 5, /* one may be named, and be a foreign one */
  WHEN_BODY = 1 << 6,
  WHEN_RECORD_WRITTEN = 1 << 7,
  WHEN_MATCHED = 1 << 8,
} When;

static const struct
{
  guint status;
  When when;
} failures[] = {
  { 400, WHEN_ALWAYS },
  { 401, WHEN_SIGNED_IN | WHEN_SIGNING_IN },
  { 403, WHEN_MEMBER },
  { 404, WHEN_ID | WHEN_COMPANY },
  { 409, WHEN_RECORD_WRITTEN },
  { 412, WHEN_MATCHED },
  { 413, WHEN_BODY },
  { 415, WHEN_BODY },
  { 422, WHEN_BODY | WHEN_MEMBER },
  { 429, WHEN_ALWAYS },
  { 500, WHEN_ALWAYS },
  { 503, WHEN_ALWAYS },
  { 426, WHEN_SHOWN },
  { 502, WHEN_SHOWN },
};

static gboolean
is_signing_in (const PortailRoute *route)
{
  return route->audience == PORTAIL_AUDIENCE_PUBLIC
         && (g_str_has_suffix (route->path, "/callback")
             || (g_str_has_prefix (route->path, "/auth/") && reads_body (route)));
}

/* Records are of companies, and bodies may name what is of one. */
static gboolean
may_name_company (const PortailRoute *route)
{
  return route->type != NULL || reads_body (route) || has_parameter (route, "company");
}

static When
get_circumstances (const PortailRoute *route)
{
  When when = WHEN_ALWAYS;

  if (route->audience != PORTAIL_AUDIENCE_PUBLIC)
    when |= WHEN_SIGNED_IN;
  if (is_signing_in (route))
    when |= WHEN_SIGNING_IN;
  if (route->audience == PORTAIL_AUDIENCE_MEMBERS)
    when |= WHEN_MEMBER;
  if (strchr (route->path, '{') != NULL)
    when |= WHEN_ID;
  if (may_name_company (route))
    when |= WHEN_COMPANY;
  if (reads_body (route))
    when |= WHEN_BODY;
  if (route->type != NULL && route->sort == PORTAIL_ROUTE_WRITE)
    when |= WHEN_RECORD_WRITTEN;
  if (has_parameter (route, MATCHING))
    when |= WHEN_MATCHED;
  return when;
}

static gboolean
has_example (const PortailOpenapiWriter *writer, const PortailRoute *route, guint status)
{
  for (guint i = 0; i < portail_api_examples_get_n (writer->examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (writer->examples, i);

      if (example->route == route && example->status == status)
        return TRUE;
    }
  return FALSE;
}

static void
append_failure (const PortailOpenapiWriter *writer, const PortailRoute *route, guint status)
{
  const Content content = { .route = route, .status = status };
  g_autofree char *number = g_strdup_printf ("%u", status);

  portail_json_append_name (writer->json, number);
  if (!has_example (writer, route, status))
    {
      g_string_append_printf (writer->json, "{\"$ref\":\"#/components/responses/%u\"}", status);
      return;
    }
  g_string_append_c (writer->json, '{');
  append_text (writer->json, "description", portail_answer_get_title (status));
  append_content (writer, content, "application/problem+json", "Problem");
  g_string_append_c (writer->json, '}');
}

/* Whether the route names it, or its kind answers it: a record route has a status of its own. */
static gboolean
has_success (const PortailRoute *route, guint status)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);

  if (is_named (route, status) || (shape != NULL && shape->status == status))
    return TRUE;
  return status == 200 && shape != NULL && shape->request == PORTAIL_SCHEMA_CREATE
         && portail_record_rules_has (route->type, PORTAIL_TRAIT_ONE_A_KEY);
}

/* What a head asks for, and is answered without a problem. */
static void
append_conditional (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  static const struct
  {
    const char *parameter;
    guint status;
    const char *words;
  } answers[] = {
    { "range", 206, "The part that Range asks for." },
    { "if_none_match", 304, "As If-None-Match knows it." },
    { "range", 416, "There is nothing of what Range asks for." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (has_parameter (route, answers[i].parameter)
        && !has_example (writer, route, answers[i].status))
      {
        g_autofree char *number = g_strdup_printf ("%u", answers[i].status);

        portail_json_append_name (writer->json, number);
        g_string_append_c (writer->json, '{');
        append_text (writer->json, "description", answers[i].words);
        g_string_append_c (writer->json, '}');
      }
}

static void
append_successes (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  for (guint status = 200; status < 400; status++)
    if (has_example (writer, route, status) || has_success (route, status))
      append_success (writer, route, status);
}

/* Some routes only lead elsewhere. */
static gboolean
has_plain_success (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  gboolean has_any = portail_openapi_find_shape (route) != NULL;

  for (guint status = 200; status < 300 && !has_any; status++)
    has_any = has_example (writer, route, status);
  return has_any;
}

void
portail_openapi_append_responses (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  When circumstances = get_circumstances (route);

  append_member (writer->json, "responses", "{");
  append_successes (writer, route);
  append_conditional (writer, route);
  if (!has_plain_success (writer, route))
    append_member (writer->json, "default",
                   "{\"description\":\"Anything else is a problem.\",\"content\":"
                   "{\"application/problem+json\":{\"schema\":"
                   "{\"$ref\":\"#/components/schemas/Problem\"}}}}");
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].when & circumstances || is_named (route, failures[i].status)
        || has_example (writer, route, failures[i].status))
      append_failure (writer, route, failures[i].status);
  g_string_append_c (writer->json, '}');
}

static void
append_codes (GString *words, guint status)
{
  const char *separator = ". Codes: ";

  for (guint code = 0; code < PORTAIL_N_ERRORS; code++)
    if (portail_error_code_http_status ((PortailErrorCode) code) == status)
      {
        g_string_append_printf (words, "%s`%s`", separator,
                                portail_error_code_name ((PortailErrorCode) code));
        separator = ", ";
      }
  g_string_append_c (words, '.');
}

/* Where only examples show it, each tells it whole. */
static gboolean
is_shared (guint failure)
{
  const PortailRoute *route = portail_routes_get ();

  while (route->path != NULL && !is_named (route, failures[failure].status))
    route++;
  return failures[failure].when != WHEN_SHOWN || route->path != NULL;
}

static void
append_problem (GString *json, guint status)
{
  g_autoptr (GString) words = g_string_new (portail_answer_get_title (status));
  g_autofree char *number = g_strdup_printf ("%u", status);

  append_codes (words, status);
  portail_json_append_name (json, number);
  g_string_append_c (json, '{');
  append_text (json, "description", words->str);
  g_string_append (json, ",\"content\":{\"application/problem+json\":{\"schema\":"
                         "{\"$ref\":\"#/components/schemas/Problem\"}}}}");
}

void
portail_openapi_append_problems (GString *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (is_shared (i))
      append_problem (json, failures[i].status);
}
