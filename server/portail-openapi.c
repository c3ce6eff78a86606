/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-openapi.h"

#include <string.h>

#include "server/portail-api-resources.h"
#include "server/portail-json-layout.h"
#include "server/portail-openapi-operation.h"
#include "server/portail-record-routes.h"
#include "shared/portail-json-text.h"
#include "shared/portail-schema.h"
#include "shared/portail-transition.h"

#define FOLDER "/portail/api/"
/* Ends the names in schemas.json of what a record has in REST beyond its fields: "DotationMembers"
 * of answers, "DotationCreateMembers" of requests. */
#define BEYOND "Members"

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

/* Owned. */
static char *
load_text (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (portail_api_get_resource (), path, 0, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

static PortailJsonDocument *
load_json (const char *name)
{
  g_autofree char *text = load_text (name);
  g_autoptr (GError) error = NULL;
  PortailJsonDocument *document = portail_json_parse (text, strlen (text), &error);

  if (document == NULL)
    g_error ("%s: %s", name, error->message);
  return document;
}

/* Members of @json one after the other, with a comma before each but the first of its object. */
static void
append_children (GString *json, const PortailJson *object)
{
  for (const PortailJson *child = object != NULL ? object->first_child : NULL; child != NULL;
       child = child->next)
    {
      portail_json_append_name (json, child->name);
      portail_json_layout_append (json, child, 0);
    }
}

static void
append_head (GString *json)
{
  g_autofree char *introduction = load_text ("introduction.md");

  append_text (json, "openapi", "3.1.0");
  append_member (json, "info", "{");
  append_text (json, "title", "Portail");
  append_text (json, "version", PORTAIL_VERSION);
  append_text (json, "description", introduction);
  append_member (json, "license", "{");
  append_text (json, "name", "GPL-3.0-or-later");
  append_text (json, "identifier", "GPL-3.0-or-later");
  g_string_append (json, "}}");
  append_member (json, "servers", "[{\"url\":\"/\",\"description\":\"This server.\"}]");
  append_member (json, "security", "[{\"bearer\":[]}]");
}

/* Tags in the order in which the routes use them; the words of a tag stand in one of its rows. */
static void
append_tags (GString *json)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  append_member (json, "tags", "[");
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      const char *words;
      const char *tag = portail_openapi_find_tag (route->path, &words);

      if (tag == NULL || words == NULL || !g_hash_table_add (known, (gpointer) tag))
        continue;
      if (json->str[json->len - 1] != '[')
        g_string_append_c (json, ',');
      g_string_append_c (json, '{');
      append_text (json, "name", tag);
      append_text (json, "description", words);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/* All methods of the path of @first, which is its first row. */
static void
append_path (const PortailOpenapiWriter *writer, const PortailRoute *first)
{
  g_autofree char *path = portail_openapi_dup_path (first);

  append_member (writer->json, path, "{");
  for (const PortailRoute *route = first; route->path != NULL; route++)
    {
      g_autofree char *own = portail_openapi_dup_path (route);
      g_autofree char *method = g_ascii_strdown (portail_method_get_name (route->method), -1);

      if (!g_str_equal (own, path))
        continue;
      portail_json_append_name (writer->json, method);
      portail_openapi_append_operation (writer, route);
    }
  g_string_append_c (writer->json, '}');
}

static void
append_paths (const PortailOpenapiWriter *writer)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  append_member (writer->json, "paths", "{");
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    if (g_hash_table_add (known, portail_openapi_dup_path (route)))
      append_path (writer, route);
  g_string_append_c (writer->json, '}');
}

/* Whether a route takes or answers the type like that. */
static gboolean
is_served (const PortailRecordType *type, PortailSchemaUse use)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      const PortailOpenapiShape *shape = portail_openapi_find_shape (route);

      if (route->type == type && shape != NULL && (shape->request == use || shape->answer == use))
        return TRUE;
    }
  return FALSE;
}

static void
append_record (GString *json, const PortailRecordType *type, const PortailJson *others)
{
  for (PortailSchemaUse use = PORTAIL_SCHEMA_ANSWER; use < PORTAIL_N_SCHEMA_USES; use++)
    {
      g_autofree char *name = portail_openapi_dup_schema_name (type, use);
      g_autofree char *members_name = g_strconcat (name, BEYOND, NULL);
      const PortailJson *members = portail_json_get (others, members_name);
      g_autoptr (GString) beyond = g_string_new (NULL);

      if (!is_served (type, use))
        continue;
      append_children (beyond, portail_json_get (members, "properties"));
      portail_json_append_name (json, name);
      portail_openapi_append_schema (json, type, use, beyond->str);
    }
}

/* The schema of a command's arguments; other tables than schemas.json know them. */
static void
append_arguments (GString *json, const PortailRoute *route)
{
  g_autofree char *name = portail_openapi_dup_request_schema (route);
  const PortailTransition *transition;

  if (route->handle != portail_record_post_command)
    return;
  transition = portail_transition_find (route->type->name, route->command);
  portail_json_append_name (json, name);
  portail_openapi_append_arguments (json, transition);
}

static void
append_codes (GString *json)
{
  append_member (json, "ProblemCode",
                 "{\"type\":\"string\",\"description\":\"For programs; it never changes.\","
                 "\"enum\":[");
  for (guint code = 0; code < PORTAIL_N_ERRORS; code++)
    g_string_append_printf (json, "%s\"%s\"", code > 0 ? "," : "",
                            portail_error_code_name ((PortailErrorCode) code));
  g_string_append (json, "]}");
}

/* What schemas.json has of its own. */
static void
append_others (GString *json, const PortailJson *others)
{
  for (const PortailJson *schema = others->first_child; schema != NULL; schema = schema->next)
    if (!g_str_has_suffix (schema->name, BEYOND))
      {
        portail_json_append_name (json, schema->name);
        portail_json_layout_append (json, schema, 0);
      }
}

static void
append_schemas (GString *json)
{
  g_autoptr (PortailJsonDocument) document = load_json ("schemas.json");
  const PortailJson *others = portail_json_document_get_root (document);

  append_member (json, "schemas", "{");
  for (guint i = 0; portail_schema[i] != NULL; i++)
    append_record (json, portail_schema[i], others);
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    append_arguments (json, route);
  append_codes (json);
  append_others (json, others);
  g_string_append_c (json, '}');
}

static void
append_components (GString *json)
{
  g_autoptr (PortailJsonDocument) document = load_json ("components.json");

  append_member (json, "components", "{");
  append_schemas (json);
  append_member (json, "responses", "{");
  portail_openapi_append_problems (json);
  g_string_append_c (json, '}');
  append_children (json, portail_json_document_get_root (document));
  g_string_append_c (json, '}');
}

char *
portail_openapi_new (void)
{
  g_autoptr (PortailApiExamples) examples = portail_api_examples_new ();
  g_autoptr (GString) json = g_string_new ("{");
  const PortailOpenapiWriter writer = { json, examples };
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  append_head (json);
  append_tags (json);
  append_paths (&writer);
  append_components (json);
  g_string_append_c (json, '}');
  document = portail_json_parse (json->str, json->len, &error);
  if (document == NULL)
    g_error ("The description of the API: %s", error->message);
  portail_json_layout_append (text, portail_json_document_get_root (document), 0);
  return g_string_free (g_string_append_c (text, '\n'), FALSE);
}
