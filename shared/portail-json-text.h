/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON written straight into a buffer, for hot paths (contract.md §11). Whatever the text holds,
 * what is appended is a complete JSON value: bytes that are not UTF-8 become U+FFFD. */
#pragma once

#include <glib.h>
#include <string.h>

/* Appends @length bytes of @text as they are. */
static inline void
portail_json_append_bytes (GString *json, const char *text, gsize length)
{
  if (json->len + length >= json->allocated_len)
    {
      g_string_append_len (json, text, (gssize) length);
      return;
    }
  memcpy (json->str + json->len, text, length);
  json->len += length;
  json->str[json->len] = '\0';
}

/* Appends @text quoted and escaped (RFC 8259), or `null` for NULL. */
void portail_json_append_string (GString *json, const char *text);
/* Appends `"name":` and a comma before it unless it is the first member of its object. @name is a
 * constant of ours and is not escaped. */
void portail_json_append_name (GString *json, const char *name);
void portail_json_append_integer (GString *json, gint64 number);
