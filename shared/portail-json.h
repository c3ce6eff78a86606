/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads JSON that strangers send (contract.md §7), over YAJL.
 *
 * 1. Numbers keep their text: an amount near the limit has more digits than a double holds.
 * 2. Depth, duplicate keys, invalid UTF-8, NUL and trailing bytes are errors found before anything
 *    is believed; memory is bounded by the size of the text.
 * 3. A document is immutable; its values live as long as it does. */
#pragma once

#include <glib.h>

#define PORTAIL_JSON_MAX_DEPTH 32

typedef enum
{
  PORTAIL_JSON_NULL,
  PORTAIL_JSON_FALSE,
  PORTAIL_JSON_TRUE,
  PORTAIL_JSON_NUMBER,
  PORTAIL_JSON_STRING,
  PORTAIL_JSON_ARRAY,
  PORTAIL_JSON_OBJECT,
} PortailJsonKind;

typedef struct _PortailJson PortailJson;

struct _PortailJson
{
  PortailJsonKind kind;
  const char *name; /* of a member of an object */
  const char *text; /* of a number or string */
  PortailJson *first_child;
  PortailJson *next; /* among the children of one array or object */
};

typedef struct _PortailJsonDocument PortailJsonDocument;

/* PORTAIL_ERROR_MALFORMED with the place of the fault. @text needs no NUL at its end. */
PortailJsonDocument *portail_json_parse (const char *text, gsize length, GError **error);
void portail_json_document_free (PortailJsonDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailJsonDocument, portail_json_document_free)
const PortailJson *portail_json_document_get_root (const PortailJsonDocument *document);

/* All accept a NULL @json and answer NULL, so that look-ups chain. */
const PortailJson *portail_json_get (const PortailJson *json, const char *member);
/* The text of a string; NULL for any other kind. */
const char *portail_json_get_string (const PortailJson *json);
const char *portail_json_get_member_string (const PortailJson *json, const char *member);
/* FALSE for what is no whole number that every JSON reader keeps. */
gboolean portail_json_get_integer (const PortailJson *json, gint64 *integer);
guint portail_json_count_children (const PortailJson *json);
/* Writes the value in canonical form: members sorted by name, no spaces, numbers as they came. */
void portail_json_append_canonical (const PortailJson *json, GString *text);
