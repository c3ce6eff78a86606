/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-openapi-operation.h"

#include <string.h>

#include "server/portail-json-layout.h"
#include "server/portail-record-export.h"
#include "server/portail-record-routes.h"
#include "shared/portail-json-text.h"
#include "shared/portail-permission.h"

/* The first whose prefix fits names the tag; the last fits what stands outside of /api. */
static const struct
{
  const char *prefix;
  const char *name;
  const char *words;
} tags[] = {
  { "/api/dotations", "Dotations", "Weekly sheets: rows, expenses, calculation, validation." },
  { "/api/tax", "Taxes", "Declarations of the weekly taxes and their payment." },
  { "/api/documents", "Documents", "Bills, diplomas and other files of a company." },
  { "/api/blobs", "Documents", NULL },
  { "/api/blanchiment", "Blanchiment", "Operations with their shares and their risk." },
  { "/api/archives", "Archives", "What is closed, numbered and kept." },
  { "/api/config", "Configuration", "Barèmes, grades, locked weeks, settings, mapping." },
  { "/api/enterprises", "Companies", "Companies and who belongs to them." },
  { "/api/employees", "Employees", "Who works where, with which grade." },
  { "/api/users", "Users", "Accounts, roles and sessions; for those who administer." },
  { "/api/notifications", "Notifications", "What happened that concerns the caller." },
  { "/api/audit", "Audit", "Who changed what, when and from where." },
  { "/api/dashboard", "Dashboard", "Figures and charts of one company or of all." },
  { "/api/sync", "Synchronisation", "What the desktop works with: push, pull, live events." },
  { "/api/client-errors", "Server", NULL },
  { "/auth", "Signing in", "Discord's sign-in, tokens and devices." },
  { "/api", NULL, NULL },
  { "/", "Server", "The state of the server, and this description." },
};

const char *
portail_openapi_find_tag (const char *path, const char **words)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_has_prefix (path, tags[i].prefix))
      {
        *words = tags[i].words;
        return tags[i].name;
      }
  return NULL;
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

static void
append_reference (GString *json, const char *kind, const char *name)
{
  g_string_append_printf (json, "{\"$ref\":\"#/components/%s/%s\"}", kind, name);
}

static gboolean
is_list (const PortailRoute *route)
{
  return route->handle == portail_record_get_list;
}

char *
portail_openapi_dup_path (const PortailRoute *route)
{
  const PortailField *parent = route->type != NULL
                                   ? portail_record_type_get_parent_field (route->type)
                                   : NULL;
  const char *first = strstr (route->path, "{id}");

  if (parent == NULL || first == NULL)
    return g_strdup (route->path);
  return g_strdup_printf ("%.*s{%s}%s", (int) (first - route->path), route->path, parent->name,
                          first + strlen ("{id}"));
}

char *
portail_openapi_dup_operation_id (const PortailRoute *route)
{
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);
  gsize prefix = strlen (g_str_has_prefix (route->path, "/api/") ? "/api/" : "/");
  g_auto (GStrv) segments = g_strsplit (route->path + prefix, "/", -1);
  g_autofree char *method = g_ascii_strdown (portail_method_get_name (route->method), -1);
  GString *id = g_string_new (NULL);
  guint n_segments = g_strv_length (segments);

  for (guint i = 0; i < n_segments; i++)
    if (*segments[i] != '{')
      g_string_append_printf (id, "%s%s", id->len > 0 ? "_" : "", segments[i]);
    else if (shape == NULL)
      g_string_append (id, "_one");
  if (id->len == 0)
    g_string_append (id, "root");
  if (shape == NULL)
    g_string_append_printf (id, "_%s", method);
  else if (shape->verb != NULL)
    g_string_append_printf (id, "_%s", shape->verb);
  for (char *c = id->str; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      *c = '_';
  return g_string_free (id, FALSE);
}

/* The roles of the permission table that may use the route. */
static void
append_who_may (GString *words, const PortailRoute *route)
{
  static const struct
  {
    PortailRights right;
    PortailRights stands_for;
    const char *words;
  } lesser[] = {
    { PORTAIL_RIGHT_READ_OWN, PORTAIL_RIGHT_READ, " (what is his own)" },
    { PORTAIL_RIGHT_READ_NAMES, PORTAIL_RIGHT_READ, " (names only)" },
    { PORTAIL_RIGHT_WRITE_REFUSED, PORTAIL_RIGHT_WRITE, " (what was refused)" },
  };
  const char *separator = "Who may: ";

  for (int role = PORTAIL_ROLE_EMPLOYE; role < PORTAIL_N_ROLES; role++)
    {
      PortailRights granted = portail_permission_get (route->module, (PortailRole) role);
      const char *limit = granted & route->right ? "" : NULL;

      for (guint i = 0; limit == NULL && i < G_N_ELEMENTS (lesser); i++)
        if (granted & lesser[i].right && route->right & lesser[i].stands_for)
          limit = lesser[i].words;
      if (limit == NULL)
        continue;
      g_string_append_printf (words, "%s%s%s", separator,
                              portail_role_get_name ((PortailRole) role), limit);
      separator = ", ";
    }
  g_string_append_c (words, '.');
}

static void
append_description (GString *json, const PortailRoute *route)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean is_public = route->audience == PORTAIL_AUDIENCE_PUBLIC;
  guint usual = is_public ? PORTAIL_ROUTE_STRANGER_PER_MINUTE : PORTAIL_ROUTE_USER_PER_MINUTE;

  if (is_public)
    g_string_append (words, "Who may: anybody.");
  else if (route->audience == PORTAIL_AUDIENCE_SIGNED_IN)
    g_string_append (words, "Who may: any account, with or without a role.");
  else if (route->right == PORTAIL_RIGHT_NONE)
    g_string_append (words, "Who may: any account with a role; what it touches decides.");
  else
    append_who_may (words, route);
  g_string_append_printf (words, "\n\nAt most %u requests a minute from one %s.",
                          route->max_per_minute != 0 ? route->max_per_minute : usual,
                          is_public ? "address" : "account");
  if (route->body == PORTAIL_BODY_FILE)
    g_string_append (words, " The file has at most MAX_FILE_SIZE of the server's configuration.");
  else if (route->max_body > 0)
    g_string_append_printf (words, " The body has at most %" G_GSIZE_FORMAT " KiB.",
                            route->max_body / 1024);
  append_text (json, "description", words->str);
}

static void
begin_item (GString *json)
{
  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
}

static void
append_path_parameters (GString *json, const PortailRoute *route, const char *path)
{
  for (const char *open = strchr (path, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      g_autofree char *name = g_strndup (open + 1, strcspn (open + 1, "}"));
      int index = route->type != NULL ? portail_record_type_find_field (route->type, name) : -1;

      begin_item (json);
      g_string_append (json, "{");
      append_text (json, "name", name);
      append_text (json, "in", "path");
      append_member (json, "required", "true");
      portail_json_append_name (json, "schema");
      if (index >= 0)
        portail_openapi_append_field (json, portail_record_type_get_field (route->type, index),
                                      PORTAIL_NULL_NEVER);
      else if (g_str_equal (name, "id") || g_str_has_suffix (name, "_id"))
        append_reference (json, "schemas", g_str_equal (name, "discord_id") ? "DiscordId" : "Id");
      else
        g_string_append (json, "{\"type\":\"string\"}");
      g_string_append_c (json, '}');
    }
}

static void
append_named_parameters (GString *json, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names != NULL ? names : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      begin_item (json);
      append_reference (json, "parameters", parts[i]);
    }
}

static void
append_query_parameter (GString *json, const char *name, const char *words)
{
  begin_item (json);
  g_string_append_c (json, '{');
  append_text (json, "name", name);
  append_text (json, "in", "query");
  append_text (json, "description", words);
}

static void
append_sort (GString *json, const PortailRecordType *type)
{
  append_query_parameter (json, "sort",
                          "The field to sort by, - before it for the other way round.");
  g_string_append (json, ",\"schema\":{\"type\":\"string\",\"default\":\"-created_at\","
                         "\"pattern\":\"^-?(");
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    g_string_append_printf (json, "%s%s", i > 0 ? "|" : "",
                            portail_record_type_get_field (type, i)->name);
  g_string_append (json, ")$\"}}");
}

static void
append_filter (GString *json, const PortailField *field, const char *suffix, const char *words)
{
  g_autofree char *name = g_strconcat (field->name, suffix, NULL);

  append_query_parameter (json, name, words);
  portail_json_append_name (json, "schema");
  portail_openapi_append_field (json, field, PORTAIL_NULL_NEVER);
  g_string_append_c (json, '}');
}

/* Every readable field is a filter. */
static void
append_filters (GString *json, const PortailRecordType *type)
{
  PortailFieldSet searched = portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_SEARCHED);

  append_sort (json, type);
  if (searched != 0)
    append_named_parameters (json, "q");
  if (portail_record_type_find_field (type, "tags") >= 0)
    append_named_parameters (json, "tag");
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (!portail_openapi_is_filter (field))
        continue;
      append_filter (json, field, "", "Only rows with this value.");
      if (portail_record_list_has_range (field))
        {
          append_filter (json, field, "_from", "Only rows with this value or a larger one.");
          append_filter (json, field, "_to", "Only rows with this value or a smaller one.");
        }
    }
}

static void
append_parameters (GString *json, const PortailRoute *route)
{
  g_autofree char *path = portail_openapi_dup_path (route);
  const PortailOpenapiShape *shape = portail_openapi_find_shape (route);
  gsize start = json->len;

  append_member (json, "parameters", "[");
  append_path_parameters (json, route, path);
  append_named_parameters (json, shape != NULL ? shape->parameters : NULL);
  append_named_parameters (json, route->parameters);
  if (is_list (route) || route->prepare == portail_record_prepare_export)
    append_filters (json, route->type);
  if (g_str_has_suffix (json->str, "["))
    g_string_truncate (json, start);
  else
    g_string_append_c (json, ']');
}

static void
append_json_member (GString *json, const char *name, const PortailJson *value)
{
  if (value == NULL)
    return;
  portail_json_append_name (json, name);
  portail_json_layout_append (json, value, 0);
}

static void
append_text_member (GString *json, const char *name, const char *text)
{
  if (text != NULL)
    append_text (json, name, text);
}

static void
append_replay (GString *json, const PortailApiExample *example)
{
  begin_item (json);
  g_string_append_c (json, '{');
  append_text (json, "story", example->story);
  portail_json_append_name (json, "step");
  portail_json_append_integer (json, example->step);
  append_text (json, "example", example->name);
  append_text (json, "summary", example->summary);
  append_text_member (json, "as", example->as);
  append_text (json, "target", example->target);
  append_json_member (json, "headers", example->headers);
  if (example->body != NULL || example->bytes != NULL)
    append_text (json, "body_type", example->content_type);
  /* What was refused is no example of a good body, and a form as it is sent none to read. */
  if (example->status >= 400 || g_str_has_prefix (example->body_type, "multipart/"))
    append_json_member (json, "body", example->body);
  if (example->bytes != NULL)
    append_member (json, "is_binary", "true");
  portail_json_append_name (json, "status");
  portail_json_append_integer (json, example->status);
  append_text_member (json, "type", example->answer_type);
  append_json_member (json, "answer_headers", example->answer_headers);
  append_text_member (json, "agrees", example->agrees);
  append_text_member (json, "leads_to", example->leads_to);
  g_string_append_c (json, '}');
}

/* How each example was asked for, in the order of its story: what a program needs to ask again. */
static void
append_replays (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  append_member (writer->json, "x-examples", "[");
  for (guint i = 0; i < portail_api_examples_get_n (writer->examples); i++)
    {
      const PortailApiExample *example = portail_api_examples_get (writer->examples, i);

      if (example->route == route)
        append_replay (writer->json, example);
    }
  g_string_append_c (writer->json, ']');
}

void
portail_openapi_append_operation (const PortailOpenapiWriter *writer, const PortailRoute *route)
{
  g_autofree char *id = portail_openapi_dup_operation_id (route);
  const char *words;
  const char *tag = portail_openapi_find_tag (route->path, &words);
  GString *json = writer->json;

  g_string_append_c (json, '{');
  append_text (json, "operationId", id);
  append_text (json, "summary", route->summary);
  append_description (json, route);
  append_member (json, "tags", "[");
  portail_json_append_string (json, tag);
  g_string_append_c (json, ']');
  if (route->audience == PORTAIL_AUDIENCE_PUBLIC)
    append_member (json, "security", "[]");
  append_parameters (json, route);
  portail_openapi_append_request (writer, route);
  portail_openapi_append_responses (writer, route);
  append_replays (writer, route);
  g_string_append_c (json, '}');
}
