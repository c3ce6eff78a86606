/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-request.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-id.h"

static PortailRequest *
get (const char *target)
{
  g_autoptr (GError) error = NULL;
  PortailRequest *request = portail_request_new ("GET", target, &error);

  g_assert_no_error (error);
  return request;
}

static void
add_header (PortailRequest *request, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  portail_request_add_header (request, name, value, &error);
  g_assert_no_error (error);
}

static void
test_target (void)
{
  g_autoptr (PortailRequest) request = get (
      "/api/d%C3%A9penses/?q=caf%C3%A9+noir&empty=&flag&a%26b=%2B");
  const char *value;

  g_assert_cmpstr (portail_request_get_path (request), ==, "/api/dépenses");
  g_assert_cmpstr (portail_request_get_query (request), ==,
                   "q=caf%C3%A9+noir&empty=&flag&a%26b=%2B");
  g_assert_cmpuint (portail_request_get_n_parameters (request), ==, 4);
  g_assert_cmpstr (portail_request_get_parameter (request, "q"), ==, "café noir");
  g_assert_cmpstr (portail_request_get_parameter (request, "empty"), ==, "");
  g_assert_cmpstr (portail_request_get_parameter (request, "flag"), ==, "");
  g_assert_cmpstr (portail_request_get_parameter_at (request, 3, &value), ==, "a&b");
  g_assert_cmpstr (value, ==, "+");
  g_assert_null (portail_request_get_parameter (request, "none"));
  g_assert_true (portail_id_is_valid (portail_request_get_id (request)));
  g_assert_cmpuint (g_bytes_get_size (portail_request_get_body (request)), ==, 0);
}

static void
test_plain_paths (void)
{
  static const struct
  {
    const char *target;
    const char *path;
  } cases[] = {
    { "/", "/" }, { "/?", "/" }, { "/a+b", "/a+b" }, { "/a/", "/a" }, { "/...", "/..." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRequest) request = get (cases[i].target);

      g_assert_cmpstr (portail_request_get_path (request), ==, cases[i].path);
    }
}

static void
test_bad_targets (void)
{
  static const char *const targets[] = {
    "",        "a",        "*",          "http://x/", "//a",        "/a//b",  "/a//",    "/.",
    "/a/..",   "/%2e",     "/%2e%2E",    "/a%2Fb",    "/a%2fb",     "/a%5cb", "/a\\b",   "/%",
    "/%4",     "/%zz",     "/%00",       "/%0a",      "/%7f",       "/%ff",   "/%c0%80", "/a?%ff",
    "/a?b=%0", "/a?b=%00", "/a?b=1&b=2", "/a?b&b=1",  "/%ed%a0%80",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;

      if (portail_request_new ("GET", targets[i], &error) != NULL)
        g_error ("%s is accepted", targets[i]);
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED);
    }
}

static void
test_any_target (void)
{
  static const char alphabet[] = "/%.2fF0aé?&=+\\#";

  for (guint round = 0; round < 5000; round++)
    {
      char target[24] = { '/', 0 };
      g_autoptr (PortailRequest) request = NULL;

      for (guint i = 1; i < sizeof target - 1; i++)
        target[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet)];
      request = portail_request_new ("GET", target, NULL);
      if (request == NULL)
        continue;
      g_assert_true (g_utf8_validate (portail_request_get_path (request), -1, NULL));
      g_assert_null (strstr (portail_request_get_path (request), "//"));
      g_assert_null (strstr (portail_request_get_path (request), "/../"));
    }
}

static void
test_methods (void)
{
  static const struct
  {
    const char *name;
    PortailMethod method;
  } cases[] = {
    { "GET", PORTAIL_METHOD_GET },         { "HEAD", PORTAIL_METHOD_GET },
    { "POST", PORTAIL_METHOD_POST },       { "PUT", PORTAIL_METHOD_PUT },
    { "PATCH", PORTAIL_METHOD_PATCH },     { "DELETE", PORTAIL_METHOD_DELETE },
    { "OPTIONS", PORTAIL_METHOD_OPTIONS }, { "get", PORTAIL_METHOD_OTHER },
    { "TRACE", PORTAIL_METHOD_OTHER },     { "CONNECT", PORTAIL_METHOD_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRequest) request = portail_request_new (cases[i].name, "/", NULL);

      g_assert_cmpint (portail_request_get_method (request), ==, cases[i].method);
      g_assert_cmpstr (portail_request_get_method_name (request), ==, cases[i].name);
    }
}

static void
test_headers (void)
{
  g_autoptr (PortailRequest) request = get ("/");
  g_autoptr (GError) error = NULL;

  add_header (request, "Content-Type", "application/JSON; charset=utf-8");
  add_header (request, "Authorization", "bearer  abc.def");
  add_header (request, "X-Twice", "a");
  add_header (request, "x-twice", "b");
  g_assert_cmpstr (portail_request_get_header (request, "content-type"), ==,
                   "application/JSON; charset=utf-8");
  g_assert_true (portail_request_has_content_type (request, "application/json"));
  g_assert_false (portail_request_has_content_type (request, "application/jso"));
  g_assert_false (portail_request_has_content_type (request, "text/plain"));
  g_assert_cmpstr (portail_request_get_bearer_token (request), ==, "abc.def");
  g_assert_cmpstr (portail_request_get_header (request, "X-TWICE"), ==, "a, b");
  g_assert_null (portail_request_get_header (request, "X-None"));
  g_assert_false (portail_request_add_header (request, "Bad name", "1", &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED);
  g_assert_false (portail_request_add_header (request, "X", "a\nb", NULL));
}

static void
test_no_token (void)
{
  static const char *const values[] = { "Bearer", "Bearer ", "Basic abc", "" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (PortailRequest) request = get ("/");

      add_header (request, "Authorization", values[i]);
      g_assert_null (portail_request_get_bearer_token (request));
    }
}

static void
test_language (void)
{
  static const struct
  {
    const char *accepted;
    PortailLanguage language;
  } cases[] = {
    { "fr-FR,fr;q=0.9,en;q=0.8", PORTAIL_LANGUAGE_FRENCH },
    { "en-GB,en;q=0.9,fr;q=0.5", PORTAIL_LANGUAGE_ENGLISH },
    { "en", PORTAIL_LANGUAGE_ENGLISH },
    { "de, en;q=0.1", PORTAIL_LANGUAGE_ENGLISH },
    { "de", PORTAIL_LANGUAGE_FRENCH },
    { "en;q=0, fr;q=0.1", PORTAIL_LANGUAGE_FRENCH },
    { "en;q=nan,fr;q=1e999", PORTAIL_LANGUAGE_FRENCH },
    { "*", PORTAIL_LANGUAGE_FRENCH },
    { "", PORTAIL_LANGUAGE_FRENCH },
    { ",,;q=,en;q=0.", PORTAIL_LANGUAGE_FRENCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRequest) request = get ("/");

      add_header (request, "Accept-Language", cases[i].accepted);
      g_assert_cmpint (portail_request_get_language (request), ==, cases[i].language);
    }
}

static void
test_forwarded (void)
{
  static const struct
  {
    const char *peer;
    const char *forwarded;
    const char *client;
  } cases[] = {
    { "127.0.0.1", NULL, "127.0.0.1" },
    { "127.0.0.1", "203.0.113.9", "203.0.113.9" },
    { "127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9" },
    { "127.0.0.1", "1.2.3.4, 127.0.0.1", "1.2.3.4" },
    { "127.0.0.1", "127.0.0.1", "127.0.0.1" },
    { "127.0.0.1", "2001:db8::1", "2001:db8::1" },
    { "127.0.0.1", "unknown", "127.0.0.1" },
    { "127.0.0.1", "1.2.3.4, <script>", "127.0.0.1" },
    { "203.0.113.5", "1.2.3.4", "203.0.113.5" },
  };
  g_autoptr (GPtrArray) proxies = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (proxies, g_inet_address_mask_new_from_string ("127.0.0.1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRequest) request = get ("/");

      if (cases[i].forwarded != NULL)
        add_header (request, "X-Forwarded-For", cases[i].forwarded);
      portail_request_set_peer (request, cases[i].peer, proxies);
      g_assert_cmpstr (portail_request_get_client_address (request), ==, cases[i].client);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/a-target-is-decoded", test_target);
  g_test_add_func ("/request/plain-paths-stay", test_plain_paths);
  g_test_add_func ("/request/an-unsafe-target-is-refused", test_bad_targets);
  g_test_add_func ("/request/any-target-gives-a-safe-path-or-none", test_any_target);
  g_test_add_func ("/request/methods-are-known-by-their-exact-name", test_methods);
  g_test_add_func ("/request/headers-are-found-in-any-case", test_headers);
  g_test_add_func ("/request/only-a-bearer-has-a-token", test_no_token);
  g_test_add_func ("/request/english-must-be-preferred-to-french", test_language);
  g_test_add_func ("/request/only-a-trusted-proxy-names-the-client", test_forwarded);
  return g_test_run ();
}
