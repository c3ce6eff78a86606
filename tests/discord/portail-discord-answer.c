/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-answer.h"

#include <math.h>

static const char fault_page[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Just a moment…</title></head>"
    "<body><h1>Checking your browser</h1></body></html>\n";

void
portail_discord_answer_free (PortailDiscordAnswer *self)
{
  g_free (self->text);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->headers);
  g_free (self);
}

static PortailDiscordAnswer *
answer_new (guint status, const char *content_type)
{
  PortailDiscordAnswer *self = g_new0 (PortailDiscordAnswer, 1);
  self->status = status;
  self->content_type = content_type;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_json (guint status, JsonNode *root)
{
  PortailDiscordAnswer *self = answer_new (status, "application/json");
  self->json = root;
  return self;
}

/* No form-action: browsers apply it to the redirect that follows the form as well. */
PortailDiscordAnswer *
portail_discord_answer_new_page (guint status, char *html)
{
  PortailDiscordAnswer *self = answer_new (status, "text/html; charset=utf-8");
  self->text = html;
  portail_discord_answer_add_header (self, "Content-Security-Policy",
                                     "default-src 'none'; style-src 'unsafe-inline'; "
                                     "base-uri 'none'; frame-ancestors 'none'");
  portail_discord_answer_add_header (self, "X-Content-Type-Options", "nosniff");
  portail_discord_answer_add_header (self, "Referrer-Policy", "no-referrer");
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_bytes (const char *content_type, GBytes *bytes)
{
  PortailDiscordAnswer *self = answer_new (200, content_type);
  self->bytes = bytes;
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_redirect (const char *location)
{
  PortailDiscordAnswer *self = answer_new (302, "text/plain; charset=utf-8");
  self->text = g_strdup ("");
  portail_discord_answer_add_header (self, "Location", location);
  portail_discord_answer_add_header (self, "Referrer-Policy", "no-referrer");
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_error (guint status, int code, const char *message)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "message", message);
  json_object_set_int_member (object, "code", code);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  return portail_discord_answer_new_json (status, root);
}

PortailDiscordAnswer *
portail_discord_answer_new_oauth_error (guint status, const char *error, const char *description)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "error", error);
  if (description != NULL)
    json_object_set_string_member (object, "error_description", description);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  return portail_discord_answer_new_json (status, root);
}

static PortailDiscordAnswer *
new_limited (double retry_after_seconds, const char *scope)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "message", "You are being rate limited.");
  json_object_set_double_member (object, "retry_after", retry_after_seconds);
  json_object_set_boolean_member (object, "global", g_str_equal (scope, "global"));
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  PortailDiscordAnswer *self = portail_discord_answer_new_json (429, root);
  g_autofree char *seconds = g_strdup_printf ("%.0f", ceil (retry_after_seconds));
  portail_discord_answer_add_header (self, "Retry-After", seconds);
  portail_discord_answer_add_header (self, "X-RateLimit-Scope", scope);
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_limited (double retry_after_seconds)
{
  return new_limited (retry_after_seconds, "user");
}

static PortailDiscordAnswer *
new_global_limited (guint seconds)
{
  PortailDiscordAnswer *self = new_limited (seconds, "global");
  portail_discord_answer_add_header (self, "X-RateLimit-Global", "true");
  return self;
}

static PortailDiscordAnswer *
new_failure (guint status)
{
  g_autofree char *message = g_strdup_printf ("%u: Internal Server Error", status);
  return portail_discord_answer_new_error (status, 0, message);
}

static PortailDiscordAnswer *
new_delivery (PortailDiscordDelivery delivery, guint amount)
{
  PortailDiscordAnswer *self = answer_new (200, "application/json");
  self->text = g_strdup ("");
  self->delivery = delivery;
  self->amount = amount;
  return self;
}

PortailDiscordAnswer *
portail_discord_answer_new_fault (const PortailDiscordFault *fault)
{
  switch (fault->kind)
    {
    case PORTAIL_DISCORD_FAIL:
      return new_failure (fault->amount);
    case PORTAIL_DISCORD_RATE_LIMITED:
      return new_limited (fault->amount, "user");
    case PORTAIL_DISCORD_GLOBAL_LIMITED:
      return new_global_limited (fault->amount);
    case PORTAIL_DISCORD_FORBIDDEN:
      return portail_discord_answer_new_error (403, 50001, "Missing Access");
    case PORTAIL_DISCORD_UNAUTHORIZED:
      return portail_discord_answer_new_error (401, 0, "401: Unauthorized");
    case PORTAIL_DISCORD_HTML:
      return portail_discord_answer_new_page (fault->amount, g_strdup (fault_page));
    case PORTAIL_DISCORD_HUGE:
      return new_delivery (PORTAIL_DISCORD_SEND_FLOOD, fault->amount);
    case PORTAIL_DISCORD_DROP:
      return new_delivery (PORTAIL_DISCORD_SEND_NOTHING, 0);
    case PORTAIL_DISCORD_LOSE:
    case PORTAIL_DISCORD_HOLD:
    case PORTAIL_DISCORD_DELAY:
    case PORTAIL_DISCORD_TRUNCATED:
    case PORTAIL_DISCORD_NUMERIC_IDS:
    case PORTAIL_DISCORD_WRONG_ROLES:
    case PORTAIL_DISCORD_N_FAULT_KINDS:
    default:
      return NULL;
    }
}

void
portail_discord_answer_add_header (PortailDiscordAnswer *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
portail_discord_answer_add_rate (PortailDiscordAnswer *self,
                                 const PortailDiscordRate *rate,
                                 const char *bucket)
{
  g_autofree char *limit = g_strdup_printf ("%u", rate->limit);
  g_autofree char *remaining = g_strdup_printf ("%u", rate->remaining);
  g_autofree char *reset = g_strdup_printf ("%" G_GINT64_FORMAT ".%03d",
                                            rate->reset_us / G_USEC_PER_SEC,
                                            (int) (rate->reset_us % G_USEC_PER_SEC / 1000));
  g_autofree char *reset_after = g_strdup_printf (
      "%" G_GINT64_FORMAT ".%03d", rate->reset_after_us / G_USEC_PER_SEC,
      (int) (rate->reset_after_us % G_USEC_PER_SEC / 1000));
  portail_discord_answer_add_header (self, "X-RateLimit-Limit", limit);
  portail_discord_answer_add_header (self, "X-RateLimit-Remaining", remaining);
  portail_discord_answer_add_header (self, "X-RateLimit-Reset", reset);
  portail_discord_answer_add_header (self, "X-RateLimit-Reset-After", reset_after);
  portail_discord_answer_add_header (self, "X-RateLimit-Bucket", bucket);
}

static gboolean
is_id (const char *name, JsonNode *node)
{
  return g_str_equal (name, "id") && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

static void
make_ids_numbers (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        make_ids_numbers (json_array_get_element (array, i));
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) names = json_object_get_members (object);
  for (GList *link = names; link != NULL; link = link->next)
    {
      JsonNode *member = json_object_get_member (object, link->data);
      if (is_id (link->data, member))
        json_node_set_int (member, g_ascii_strtoll (json_node_get_string (member), NULL, 10));
      else
        make_ids_numbers (member);
    }
}

static void
make_roles_wrong (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_OBJECT (node)
      || !json_object_has_member (json_node_get_object (node), "roles"))
    return;
  JsonArray *roles = json_array_new ();
  json_array_add_int_element (roles, G_GINT64_CONSTANT (910000000000000001));
  json_array_add_object_element (roles, json_object_new ());
  json_array_add_null_element (roles);
  json_object_set_array_member (json_node_get_object (node), "roles", roles);
}

static void
truncate_body (PortailDiscordAnswer *self)
{
  g_autoptr (GBytes) body = portail_discord_answer_dup_body (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);
}

void
portail_discord_answer_spoil (PortailDiscordAnswer *self, const PortailDiscordFault *fault)
{
  static const PortailDiscordDelivery deliveries[PORTAIL_DISCORD_N_FAULT_KINDS] = {
    [PORTAIL_DISCORD_LOSE] = PORTAIL_DISCORD_SEND_NOTHING,
    [PORTAIL_DISCORD_HOLD] = PORTAIL_DISCORD_SEND_WHEN_RELEASED,
    [PORTAIL_DISCORD_DELAY] = PORTAIL_DISCORD_SEND_LATER,
  };
  self->delivery = deliveries[fault->kind];
  self->amount = fault->amount;
  if (fault->kind == PORTAIL_DISCORD_TRUNCATED)
    truncate_body (self);
  else if (fault->kind == PORTAIL_DISCORD_NUMERIC_IDS && self->json != NULL)
    make_ids_numbers (self->json);
  else if (fault->kind == PORTAIL_DISCORD_WRONG_ROLES && self->json != NULL)
    make_roles_wrong (self->json);
}

GBytes *
portail_discord_answer_dup_body (PortailDiscordAnswer *self)
{
  char *text;
  if (self->bytes != NULL)
    return g_bytes_ref (self->bytes);
  text = self->json != NULL ? json_to_string (self->json, FALSE) : g_strdup (self->text);
  return g_bytes_new_take (text, strlen (text));
}
