/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed reading of small JSON objects: a member of the wrong type is PORTAIL_ERROR_INVALID that
 * names the member, never a silent default. */
#pragma once

#include <json-glib/json-glib.h>

typedef enum
{
  PORTAIL_DISCORD_OPTIONAL, /* absent or null leaves the result NULL */
  PORTAIL_DISCORD_REQUIRED,
} PortailDiscordPresence;

/* The one object that @text is. Owned by the caller. */
JsonObject *portail_discord_json_parse_object (const char *text, GError **error);
/* Refuses members outside the NULL-terminated @known. */
gboolean
portail_discord_json_check_members (JsonObject *object, const char *const *known, GError **error);
/* *@text is borrowed from @object. */
gboolean portail_discord_json_read_text (JsonObject *object,
                                         const char *name,
                                         PortailDiscordPresence presence,
                                         const char **text,
                                         GError **error);
/* FALSE when absent. */
gboolean portail_discord_json_read_boolean (JsonObject *object,
                                            const char *name,
                                            gboolean *value,
                                            GError **error);
/* Whole numbers 0…@maximum; *@value stays as it is when the member is absent. */
gboolean portail_discord_json_read_count (JsonObject *object,
                                          const char *name,
                                          gint64 maximum,
                                          gint64 *value,
                                          GError **error);
/* Borrowed; NULL when absent. */
gboolean portail_discord_json_read_object (JsonObject *object,
                                           const char *name,
                                           JsonObject **value,
                                           GError **error);
gboolean portail_discord_json_read_array (JsonObject *object,
                                          const char *name,
                                          JsonArray **value,
                                          GError **error);
/* Element @index of @array as an object, borrowed. */
JsonObject *portail_discord_json_get_object_at (JsonArray *array, guint index, GError **error);
/* A new vector of the texts in @array (NULL gives an empty one); NULL on error. */
GStrv portail_discord_json_dup_texts (JsonArray *array, GError **error);
