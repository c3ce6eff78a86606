/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-api-example.h"

#include <stdlib.h>
#include <string.h>

#include "server/portail-api-resources.h"

#define FOLDER "/portail/api/examples/"

struct _PortailApiExamples
{
  GPtrArray *examples;  /* owned */
  GPtrArray *documents; /* owned PortailJsonDocument, which the examples borrow from */
};

static void
example_free (gpointer pointer)
{
  PortailApiExample *example = pointer;

  g_free (example->name);
  g_free (example->body_type);
  g_clear_pointer (&example->bytes, g_bytes_unref);
  g_free (example);
}

/* "Create a draft" → "dotations.create-a-draft". Owned. */
static char *
make_name (const char *story, const char *summary)
{
  GString *name = g_string_new (story);

  g_string_append_c (name, '.');

  for (const char *c = summary; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, g_ascii_tolower (*c));
    else if (!g_str_has_suffix (name->str, "-"))
      g_string_append_c (name, '-');
  if (g_str_has_suffix (name->str, "-"))
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

/* "POST /api/dotations" */
static void
read_request (PortailApiExample *example, const char *request_line)
{
  const char *space = strchr (request_line, ' ');
  g_autofree char *method = g_strndup (request_line, (gsize) (space - request_line));
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRequest) request = portail_request_new (method, space + 1, &error);
  gboolean is_other_method;

  g_assert_no_error (error);
  example->method_name = g_intern_string (method);
  example->method = portail_request_get_method (request);
  example->target = space + 1;
  example->route = portail_routes_find (example->method, portail_request_get_path (request),
                                        arguments, &is_other_method);
}

static const char *
get_text_or (const PortailJson *step, const char *member, const char *otherwise)
{
  const char *text = portail_json_get_member_string (step, member);

  return text != NULL ? text : otherwise;
}

const char *
portail_api_example_get_usual_type (guint status)
{
  if (status == 204 || status / 100 == 3)
    return NULL;
  return status >= 400 ? "application/problem+json" : "application/json";
}

static GBytes *
read_bytes (const PortailJson *step)
{
  const char *base64 = portail_json_get_member_string (step, "body_base64");
  gsize length;
  guchar *bytes = base64 != NULL ? g_base64_decode (base64, &length) : NULL;

  return bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
}

static PortailApiExample *
read_step (const char *story, guint number, const PortailJson *step)
{
  PortailApiExample *example = g_new0 (PortailApiExample, 1);
  gint64 status = 200;

  example->story = g_intern_string (story);
  example->step = number;
  example->source = step;
  example->summary = portail_json_get_member_string (step, "summary");
  g_assert_nonnull (example->summary);
  example->name = make_name (story, example->summary);
  example->as = portail_json_get_member_string (step, "as");
  example->agrees = portail_json_get_member_string (step, "agrees");
  example->leads_to = portail_json_get_member_string (step, "leads_to");
  read_request (example, portail_json_get_member_string (step, "request"));
  example->headers = portail_json_get (step, "headers");
  example->body = portail_json_get (step, "body");
  example->bytes = read_bytes (step);
  example->content_type = get_text_or (step, "body_type", "application/json");
  example->body_type = g_strndup (example->content_type, strcspn (example->content_type, ";"));
  portail_json_get_integer (portail_json_get (step, "status"), &status);
  example->status = (guint) status;
  example->answer_type = get_text_or (step, "type",
                                      portail_api_example_get_usual_type (example->status));
  example->answer_headers = portail_json_get (step, "answer_headers");
  example->answer = portail_json_get (step, "answer");
  return example;
}

static void
add_story (PortailApiExamples *examples, const char *story, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  PortailJsonDocument *document = portail_json_parse (text, length, &error);
  guint number = 0;

  if (document == NULL)
    g_error ("%s.json: %s", story, error->message);
  g_ptr_array_add (examples->documents, document);
  for (const PortailJson *step = portail_json_document_get_root (document)->first_child;
       step != NULL; step = step->next)
    g_ptr_array_add (examples->examples, read_step (story, ++number, step));
}

static PortailApiExamples *
new_empty (void)
{
  PortailApiExamples *examples = g_new0 (PortailApiExamples, 1);

  examples->examples = g_ptr_array_new_with_free_func (example_free);
  examples->documents = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_json_document_free);
  return examples;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The story of that file of the resource. */
static void
add_file (PortailApiExamples *examples, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autofree char *story = g_strndup (name, strcspn (name, "."));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (portail_api_get_resource (), path, 0, &error);
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  add_story (examples, story, text, length);
}

PortailApiExamples *
portail_api_examples_new (void)
{
  g_auto (GStrv) names = g_resource_enumerate_children (portail_api_get_resource (), FOLDER, 0,
                                                        NULL);
  PortailApiExamples *examples = new_empty ();

  if (names != NULL)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_file (examples, names[i]);
  return examples;
}

PortailApiExamples *
portail_api_examples_new_of (const char *story)
{
  g_autofree char *name = g_strconcat (story, ".json", NULL);
  PortailApiExamples *examples = new_empty ();

  add_file (examples, name);
  return examples;
}

PortailApiExamples *
portail_api_examples_new_story (const char *story, const char *text)
{
  PortailApiExamples *examples = new_empty ();

  add_story (examples, story, text, strlen (text));
  return examples;
}

void
portail_api_examples_free (PortailApiExamples *examples)
{
  g_ptr_array_unref (examples->examples);
  g_ptr_array_unref (examples->documents);
  g_free (examples);
}

guint
portail_api_examples_get_n (const PortailApiExamples *examples)
{
  return examples->examples->len;
}

const PortailApiExample *
portail_api_examples_get (const PortailApiExamples *examples, guint index)
{
  return g_ptr_array_index (examples->examples, index);
}

gboolean
portail_api_example_is_json (const char *media_type)
{
  return media_type != NULL
         && (g_str_has_suffix (media_type, "/json") || g_str_has_suffix (media_type, "+json"));
}
