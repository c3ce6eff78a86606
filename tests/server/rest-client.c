/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/rest-client.h"

#include <string.h>

#include "server/portail-server-keys.h"
#include "tests/server/described-status.h"

void
rest_answer_free (RestAnswer *answer)
{
  g_free (answer->body);
  g_free (answer->etag);
  g_bytes_unref (answer->bytes);
  g_clear_pointer (&answer->document, portail_json_document_free);
  g_free (answer);
}

char *
rest_answer_get (const RestAnswer *answer, const char *member)
{
  const PortailJson *value;
  g_autoptr (GString) text = NULL;

  g_assert_nonnull (answer->document);
  value = portail_json_get (portail_json_document_get_root (answer->document), member);
  if (value == NULL || value->kind == PORTAIL_JSON_STRING)
    return g_strdup (portail_json_get_string (value));
  text = g_string_new (NULL);
  portail_json_append_canonical (value, text);
  return g_strdup (text->str);
}

static PortailRequest *
make_request (const char *request_line, const char *header, GBytes *body)
{
  g_auto (GStrv) words = g_strsplit (request_line, " ", 2);
  g_auto (GStrv) parts = header != NULL ? g_strsplit (header, ": ", 2) : NULL;
  g_autoptr (GError) error = NULL;
  PortailRequest *request = portail_request_new (words[0], words[1], &error);

  g_assert_no_error (error);
  if (parts != NULL)
    portail_request_add_header (request, parts[0], parts[1], &error);
  g_assert_no_error (error);
  if (body != NULL)
    portail_request_take_body (request, g_bytes_ref (body));
  return request;
}

static RestAnswer *
keep (PortailAnswer *answer)
{
  RestAnswer *kept = g_new0 (RestAnswer, 1);
  GBytes *body = portail_answer_get_body (answer);
  gsize length = g_bytes_get_size (body);

  kept->status = portail_answer_get_status (answer);
  kept->body = g_strndup (length > 0 ? g_bytes_get_data (body, NULL) : "", length);
  kept->bytes = g_bytes_ref (body);
  kept->etag = g_strdup (portail_answer_get_header (answer, "ETag"));
  if (length > 0)
    kept->document = portail_json_parse (kept->body, length, NULL);
  portail_answer_free (answer);
  return kept;
}

static PortailAnswer *
prepare_and_handle (PortailContext *context, const PortailRequest *request, GError **error)
{
  const PortailRoute *route = context->route;
  PortailAnswer *answer;

  if (route->prepare == NULL)
    return route->handle (context, request, error);
  context->prepared = route->prepare (context, request, error);
  if (context->prepared == NULL)
    return NULL;
  answer = route->handle (context, request, error);
  route->free_prepared (context->prepared);
  return answer;
}

/* In a savepoint that an error undoes. */
static PortailAnswer *
handle (PortailContext *context, const PortailRequest *request)
{
  g_autoptr (GError) error = NULL;
  PortailAnswer *answer;

  g_assert_true (portail_database_savepoint (context->database, "request", NULL));
  answer = prepare_and_handle (context, request, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer != NULL)
    {
      g_assert_true (portail_database_release (context->database, "request", NULL));
      return answer;
    }
  portail_database_rollback_to (context->database, "request");
  return portail_answer_new_error (request, error);
}

/* Takes @request. */
static RestAnswer *
run (StoreFixture *fixture, Person person, PortailRequest *taken)
{
  g_autoptr (PortailRequest) request = taken;
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, person);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PortailServerKeys) keys = portail_server_keys_load (
      fixture->database, "a master key for tests only", store_fixture_tick (fixture), NULL);
  gboolean is_other_method;
  PortailContext context = {
    .keys = keys,
    .database = fixture->database,
    .now = store_fixture_tick (fixture),
    .access = access,
    .path_arguments = arguments,
  };
  RestAnswer *answer;

  context.route = portail_routes_find (portail_request_get_method (request),
                                       portail_request_get_path (request), arguments,
                                       &is_other_method);
  g_assert_nonnull (context.route);
  answer = keep (handle (&context, request));
  described_status_check (context.route, answer->status);
  return answer;
}

RestAnswer *
rest_call (StoreFixture *fixture,
           Person person,
           const char *request_line,
           const char *header,
           const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  return run (fixture, person, make_request (request_line, header, bytes));
}

RestAnswer *
rest_send (StoreFixture *fixture, Person person, const char *request_line, GBytes *body)
{
  return run (fixture, person, make_request (request_line, NULL, body));
}

RestAnswer *
rest_ask (StoreFixture *fixture, Person person, const char *body, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return rest_call (fixture, person, line, NULL, body);
}

void
rest_answer_expect (const RestAnswer *answer, guint status)
{
  if (answer->status != status)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

void
rest_answer_expect_member (const RestAnswer *answer, const char *member, const char *expected)
{
  g_autofree char *value = rest_answer_get (answer, member);

  g_assert_cmpstr (value, ==, expected);
}

static const PortailJson *
get_items (const RestAnswer *answer)
{
  rest_answer_expect (answer, 200);
  return portail_json_get (portail_json_document_get_root (answer->document), "items");
}

const PortailJson *
rest_answer_get_item (const RestAnswer *answer, guint index)
{
  const PortailJson *item = get_items (answer)->first_child;

  while (item != NULL && index-- > 0)
    item = item->next;
  g_assert_nonnull (item);
  return item;
}

guint
rest_answer_count_items (const RestAnswer *answer)
{
  return portail_json_count_children (get_items (answer));
}
