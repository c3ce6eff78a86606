/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-json.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define BLOCK_SIZE 16384

/* Values and texts come from blocks that are freed together. */
struct _PortailJsonDocument
{
  GPtrArray *blocks;
  char *free_space;
  gsize n_free;
  PortailJson *root;
};

typedef struct
{
  PortailJsonDocument *document;
  PortailJson *open[PORTAIL_JSON_MAX_DEPTH]; /* arrays and objects around the place */
  PortailJson *last[PORTAIL_JSON_MAX_DEPTH]; /* their last children */
  guint depth;
  const char *pending_name;
  const char *fault; /* code of what stopped the parser */
} Parser;

static gpointer
allocate (PortailJsonDocument *document, gsize size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  if (size > document->n_free)
    {
      gsize block_size = MAX (size, BLOCK_SIZE);

      document->free_space = g_malloc (block_size);
      document->n_free = block_size;
      g_ptr_array_add (document->blocks, document->free_space);
    }
  memory = document->free_space;
  document->free_space += size;
  document->n_free -= size;
  return memory;
}

static const char *
keep_text (Parser *parser, const char *text, gsize length)
{
  char *copy = allocate (parser->document, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

static int
fail (Parser *parser, const char *fault)
{
  parser->fault = fault;
  return 0;
}

static PortailJson *
add_value (Parser *parser, PortailJsonKind kind)
{
  PortailJson *json = allocate (parser->document, sizeof (PortailJson));

  *json = (PortailJson){ .kind = kind, .name = parser->pending_name };
  parser->pending_name = NULL;
  if (parser->depth == 0)
    parser->document->root = json;
  else if (parser->last[parser->depth - 1] == NULL)
    parser->open[parser->depth - 1]->first_child = json;
  else
    parser->last[parser->depth - 1]->next = json;
  if (parser->depth > 0)
    parser->last[parser->depth - 1] = json;
  return json;
}

static int
on_null (void *parser)
{
  add_value (parser, PORTAIL_JSON_NULL);
  return 1;
}

static int
on_boolean (void *parser, int is_true)
{
  add_value (parser, is_true ? PORTAIL_JSON_TRUE : PORTAIL_JSON_FALSE);
  return 1;
}

static int
on_number (void *parser, const char *text, size_t length)
{
  add_value (parser, PORTAIL_JSON_NUMBER)->text = keep_text (parser, text, length);
  return 1;
}

static int
on_string (void *parser, const unsigned char *text, size_t length)
{
  if (memchr (text, '\0', length) != NULL)
    return fail (parser, "NUL");
  add_value (parser, PORTAIL_JSON_STRING)->text = keep_text (parser, (const char *) text, length);
  return 1;
}

static int
open_container (Parser *parser, PortailJsonKind kind)
{
  if (parser->depth == PORTAIL_JSON_MAX_DEPTH)
    return fail (parser, "depth");
  parser->open[parser->depth] = add_value (parser, kind);
  parser->last[parser->depth] = NULL;
  parser->depth++;
  return 1;
}

static int
on_object (void *parser)
{
  return open_container (parser, PORTAIL_JSON_OBJECT);
}

static int
on_array (void *parser)
{
  return open_container (parser, PORTAIL_JSON_ARRAY);
}

static int
on_container_end (void *pointer)
{
  Parser *parser = pointer;

  parser->depth--;
  return 1;
}

static int
on_name (void *pointer, const unsigned char *text, size_t length)
{
  Parser *parser = pointer;

  if (memchr (text, '\0', length) != NULL)
    return fail (parser, "NUL");
  parser->pending_name = keep_text (parser, (const char *) text, length);
  return 1;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PortailJson *const *left = a;
  const PortailJson *const *right = b;

  return strcmp ((*left)->name, (*right)->name);
}

static GPtrArray *
sorted_members (const PortailJson *object)
{
  GPtrArray *members = g_ptr_array_new ();

  for (PortailJson *member = object->first_child; member != NULL; member = member->next)
    g_ptr_array_add (members, member);
  g_ptr_array_sort (members, compare_names);
  return members;
}

/* Sorting first keeps an object with very many members from costing their square. */
static gboolean
has_duplicate_names (const PortailJson *json)
{
  if (json->kind == PORTAIL_JSON_OBJECT)
    {
      g_autoptr (GPtrArray) members = sorted_members (json);

      for (guint i = 1; i < members->len; i++)
        if (compare_names (&members->pdata[i - 1], &members->pdata[i]) == 0)
          return TRUE;
    }
  for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
    if (child->first_child != NULL && has_duplicate_names (child))
      return TRUE;
  return FALSE;
}

static const yajl_callbacks callbacks = {
  .yajl_null = on_null,
  .yajl_boolean = on_boolean,
  .yajl_number = on_number,
  .yajl_string = on_string,
  .yajl_start_map = on_object,
  .yajl_map_key = on_name,
  .yajl_end_map = on_container_end,
  .yajl_start_array = on_array,
  .yajl_end_array = on_container_end,
};

static void
run_parser (Parser *parser, const char *text, gsize length, GError **error)
{
  yajl_handle handle = yajl_alloc (&callbacks, NULL, parser);
  yajl_status status = yajl_parse (handle, (const unsigned char *) text, length);

  if (status == yajl_status_ok)
    status = yajl_complete_parse (handle);
  if (status != yajl_status_ok)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                 /* Translators: number of a byte, then a word for the fault. */
                 _ ("The JSON text has a fault at byte %zu (%s)."),
                 yajl_get_bytes_consumed (handle),
                 parser->fault != NULL ? parser->fault : "syntax");
  else if (parser->document->root == NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                         _ ("There is no JSON text."));
  else if (has_duplicate_names (parser->document->root))
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                         _ ("A JSON object has one name twice."));
  yajl_free (handle);
}

PortailJsonDocument *
portail_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (PortailJsonDocument) document = g_new0 (PortailJsonDocument, 1);
  g_autoptr (GError) fault = NULL;
  Parser parser = { .document = document };

  document->blocks = g_ptr_array_new_with_free_func (g_free);
  run_parser (&parser, text, length, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  return g_steal_pointer (&document);
}

void
portail_json_document_free (PortailJsonDocument *document)
{
  g_ptr_array_unref (document->blocks);
  g_free (document);
}

const PortailJson *
portail_json_document_get_root (const PortailJsonDocument *document)
{
  return document->root;
}

const PortailJson *
portail_json_get (const PortailJson *json, const char *member)
{
  if (json == NULL || json->kind != PORTAIL_JSON_OBJECT)
    return NULL;
  for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
    if (strcmp (child->name, member) == 0)
      return child;
  return NULL;
}

const char *
portail_json_get_string (const PortailJson *json)
{
  return json != NULL && json->kind == PORTAIL_JSON_STRING ? json->text : NULL;
}

const char *
portail_json_get_member_string (const PortailJson *json, const char *member)
{
  return portail_json_get_string (portail_json_get (json, member));
}

gboolean
portail_json_get_integer (const PortailJson *json, gint64 *integer)
{
  const gint64 largest = G_GINT64_CONSTANT (9007199254740991);

  return json != NULL && json->kind == PORTAIL_JSON_NUMBER
         && g_ascii_string_to_signed (json->text, 10, -largest, largest, integer, NULL);
}

guint
portail_json_count_children (const PortailJson *json)
{
  guint n_children = 0;

  if (json != NULL)
    for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
      n_children++;
  return n_children;
}

static void
append_object (const PortailJson *object, GString *text)
{
  g_autoptr (GPtrArray) members = sorted_members (object);

  g_string_append_c (text, '{');
  for (guint i = 0; i < members->len; i++)
    {
      const PortailJson *member = g_ptr_array_index (members, i);

      if (i > 0)
        g_string_append_c (text, ',');
      portail_json_append_string (text, member->name);
      g_string_append_c (text, ':');
      portail_json_append_canonical (member, text);
    }
  g_string_append_c (text, '}');
}

static void
append_array (const PortailJson *array, GString *text)
{
  g_string_append_c (text, '[');
  for (const PortailJson *child = array->first_child; child != NULL; child = child->next)
    {
      if (child != array->first_child)
        g_string_append_c (text, ',');
      portail_json_append_canonical (child, text);
    }
  g_string_append_c (text, ']');
}

void
portail_json_append_canonical (const PortailJson *json, GString *text)
{
  switch (json->kind)
    {
    case PORTAIL_JSON_NULL:
      g_string_append (text, "null");
      break;
    case PORTAIL_JSON_FALSE:
      g_string_append (text, "false");
      break;
    case PORTAIL_JSON_TRUE:
      g_string_append (text, "true");
      break;
    case PORTAIL_JSON_NUMBER:
      g_string_append (text, json->text);
      break;
    case PORTAIL_JSON_STRING:
      portail_json_append_string (text, json->text);
      break;
    case PORTAIL_JSON_ARRAY:
      append_array (json, text);
      break;
    case PORTAIL_JSON_OBJECT:
      append_object (json, text);
      break;
    }
}
