/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-answer.h"

#include <json-glib/json-glib.h>

static JsonObject *
parse_body (PortailAnswer *answer, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (portail_answer_get_body (answer), &size);

  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_problem (void)
{
  g_autoptr (PortailRequest) request = portail_request_new ("POST", "/api/x", NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailAnswer) answer = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *body, *first, *second;

  portail_problems_add (problems, "run", "too_precise", "%s", "“1,234” \\ has\nthree decimals");
  portail_problems_set_index (problems, 0, 7);
  portail_problems_add (problems, NULL, "required", "something");
  answer = portail_answer_new_problem (request, PORTAIL_ERROR_INVALID, "No.", problems);
  portail_answer_add_member (answer, "row", "{\"id\":\"1\"}");
  g_assert_cmpuint (portail_answer_get_status (answer), ==, 422);
  g_assert_cmpstr (portail_answer_get_content_type (answer), ==, "application/problem+json");
  body = parse_body (answer, parser);
  g_assert_cmpint (json_object_get_int_member (body, "status"), ==, 422);
  g_assert_cmpstr (json_object_get_string_member (body, "detail"), ==, "No.");
  g_assert_cmpstr (json_object_get_string_member (body, "code"), ==, "invalid");
  g_assert_cmpstr (json_object_get_string_member (body, "request_id"), ==,
                   portail_request_get_id (request));
  g_assert_true (json_object_has_member (body, "title"));
  g_assert_true (json_object_has_member (json_object_get_object_member (body, "row"), "id"));
  first = json_array_get_object_element (json_object_get_array_member (body, "errors"), 0);
  second = json_array_get_object_element (json_object_get_array_member (body, "errors"), 1);
  g_assert_cmpint (json_object_get_int_member (first, "index"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (first, "field"), ==, "run");
  g_assert_cmpstr (json_object_get_string_member (first, "detail"), ==,
                   "“1,234” \\ has\nthree decimals");
  g_assert_false (json_object_has_member (second, "index"));
  g_assert_false (json_object_has_member (second, "field"));
}

static void
test_every_code (void)
{
  g_autoptr (PortailRequest) request = portail_request_new ("GET", "/", NULL);

  for (guint code = 0; code < PORTAIL_N_ERRORS; code++)
    {
      g_autoptr (PortailAnswer) answer = portail_answer_new_problem (request, code, NULL, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *body = parse_body (answer, parser);

      g_assert_cmpuint (portail_answer_get_status (answer), ==,
                        portail_error_code_http_status (code));
      g_assert_cmpstr (json_object_get_string_member (body, "title"), !=, "");
    }
}

static void
test_headers_of_codes (void)
{
  g_autoptr (PortailRequest) request = portail_request_new ("GET", "/", NULL);
  g_autoptr (PortailAnswer) stranger = portail_answer_new_problem (
      request, PORTAIL_ERROR_UNAUTHENTICATED, NULL, NULL);
  g_autoptr (PortailAnswer) full = portail_answer_new_problem (request, PORTAIL_ERROR_UNAVAILABLE,
                                                               NULL, NULL);

  g_assert_cmpstr (portail_answer_get_header (stranger, "www-authenticate"), ==, "Bearer");
  g_assert_cmpstr (portail_answer_get_header (full, "retry-after"), ==, "1");
}

static void
check_private (const PortailRequest *request, GQuark domain, gint code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "no such table: secret");
  g_autoptr (PortailAnswer) answer = portail_answer_new_error (request, error);
  GBytes *body = portail_answer_get_body (answer);

  g_assert_null (
      g_strstr_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), "secret"));
}

static void
test_private_errors (void)
{
  g_autoptr (PortailRequest) request = portail_request_new ("GET", "/", NULL);
  g_autoptr (GError) error = g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_LOCKED, "Closed");
  g_autoptr (PortailAnswer) answer = portail_answer_new_error (request, error);
  g_autoptr (JsonParser) parser = json_parser_new ();

  check_private (request, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE);
  check_private (request, PORTAIL_ERROR, PORTAIL_ERROR_INTERNAL);
  check_private (request, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_cmpuint (portail_answer_get_status (answer), ==, 409);
  g_assert_cmpstr (json_object_get_string_member (parse_body (answer, parser), "detail"), ==,
                   "Closed");
}

static void
test_header_injection (void)
{
  g_autoptr (PortailAnswer) answer = portail_answer_new_redirect (302,
                                                                  "https://x/\r\nSet-Cookie: a=b");

  g_assert_null (portail_answer_get_header (answer, "Location"));
}

static void
test_unsent_stream (void)
{
  g_autoptr (PortailEventStream) stream = portail_event_stream_new (0);
  PortailAnswer *answer = portail_answer_new_event_stream (portail_event_stream_ref (stream));

  g_assert_true (portail_event_stream_push (stream, NULL, "x"));
  portail_answer_free (answer);
  g_assert_false (portail_event_stream_push (stream, NULL, "x"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/a-problem-tells-what-is-wrong-with-which-field", test_problem);
  g_test_add_func ("/answer/every-code-has-its-status-and-title", test_every_code);
  g_test_add_func ("/answer/some-codes-have-headers", test_headers_of_codes);
  g_test_add_func ("/answer/what-failed-inside-stays-inside", test_private_errors);
  g_test_add_func ("/answer/a-header-cannot-smuggle-another", test_header_injection);
  g_test_add_func ("/answer/an-unsent-stream-is-closed", test_unsent_stream);
  return g_test_run ();
}
