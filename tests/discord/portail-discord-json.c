/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-json.h"

#include "shared/portail-error.h"

static gboolean
refuse (const char *name, const char *expected, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "“%s” must be %s", name, expected);
  return FALSE;
}

static gboolean
is_value_of (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* NULL for an absent member and for null. */
static JsonNode *
find_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

JsonObject *
portail_discord_json_parse_object (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, error);
  if (node == NULL)
    {
      if (error != NULL && *error == NULL)
        refuse ("document", "a JSON object", error);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse ("document", "a JSON object", error);
      return NULL;
    }
  return json_node_dup_object (node);
}

gboolean
portail_discord_json_check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);
  for (GList *link = names; link != NULL; link = link->next)
    if (!g_strv_contains (known, link->data))
      {
        g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "Unknown member “%s”",
                     (const char *) link->data);
        return FALSE;
      }
  return TRUE;
}

gboolean
portail_discord_json_read_text (JsonObject *object,
                                const char *name,
                                PortailDiscordPresence presence,
                                const char **text,
                                GError **error)
{
  JsonNode *node = find_member (object, name);
  *text = NULL;
  if (node == NULL)
    return presence == PORTAIL_DISCORD_OPTIONAL || refuse (name, "present", error);
  if (!is_value_of (node, G_TYPE_STRING))
    return refuse (name, "a text", error);
  *text = json_node_get_string (node);
  return TRUE;
}

gboolean
portail_discord_json_read_boolean (JsonObject *object,
                                   const char *name,
                                   gboolean *value,
                                   GError **error)
{
  JsonNode *node = find_member (object, name);
  *value = FALSE;
  if (node == NULL)
    return TRUE;
  if (!is_value_of (node, G_TYPE_BOOLEAN))
    return refuse (name, "true or false", error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
portail_discord_json_read_count (JsonObject *object,
                                 const char *name,
                                 gint64 maximum,
                                 gint64 *value,
                                 GError **error)
{
  JsonNode *node = find_member (object, name);
  if (node == NULL)
    return TRUE;
  gint64 number = is_value_of (node, G_TYPE_INT64) ? json_node_get_int (node) : -1;
  if (number < 0 || number > maximum)
    return refuse (name, "a whole number in its range", error);
  *value = number;
  return TRUE;
}

gboolean
portail_discord_json_read_object (JsonObject *object,
                                  const char *name,
                                  JsonObject **value,
                                  GError **error)
{
  JsonNode *node = find_member (object, name);
  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (name, "an object", error);
  *value = json_node_get_object (node);
  return TRUE;
}

gboolean
portail_discord_json_read_array (JsonObject *object,
                                 const char *name,
                                 JsonArray **value,
                                 GError **error)
{
  JsonNode *node = find_member (object, name);
  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (name, "an array", error);
  *value = json_node_get_array (node);
  return TRUE;
}

JsonObject *
portail_discord_json_get_object_at (JsonArray *array, guint index, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse ("element", "an object", error);
  return NULL;
}

GStrv
portail_discord_json_dup_texts (JsonArray *array, GError **error)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (!is_value_of (node, G_TYPE_STRING))
        {
          refuse ("element", "a text", error);
          return NULL;
        }
      g_strv_builder_add (texts, json_node_get_string (node));
    }
  return g_strv_builder_end (texts);
}
