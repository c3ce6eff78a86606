/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "server/portail-api-docs.h"
#include "tests/server/server-fixture.h"

static ServerReply *
ask (ServerFixture *fixture, const char *path, const char *name, const char *value)
{
  const char *const headers[] = { name, value, NULL };

  return server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET", .path = path, .headers = name ? headers : NULL });
}

static void
test_a_page_lets_nothing_in_from_elsewhere (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const pages[] = { "/docs", "/redoc" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (ServerReply) page = ask (fixture, pages[i], NULL, NULL);
      const char *policy = server_reply_get_header (page, "Content-Security-Policy");

      g_assert_cmpuint (page->status, ==, 200);
      g_assert_nonnull (strstr (policy, "default-src 'none'"));
      g_assert_nonnull (strstr (policy, "script-src 'self';"));
      g_assert_null (strstr (policy, "unsafe"));
      g_assert_nonnull (strstr (page->body, "<html lang=\"fr\">"));
      g_assert_null (strstr (page->body, "http"));
      /* Each file is asked for by its version. */
      g_assert_null (strchr (page->body, '@'));
    }
}

static void
test_a_known_description_is_not_sent_again (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) first = ask (fixture, "/openapi.json", NULL, NULL);
  const char *tag = server_reply_get_header (first, "ETag");
  g_autoptr (ServerReply) again = ask (fixture, "/openapi.json", "If-None-Match", tag);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_nonnull (first->json);
  g_assert_cmpuint (again->status, ==, 304);
  g_assert_cmpstr (server_reply_get_header (again, "ETag"), ==, tag);
  g_assert_cmpstr (again->body, ==, "");
}

static void
test_files_are_compressed_for_those_who_take_it (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const plain[] = { NULL, "br", "gzip;q=0" };
  const char *path = "/docs/assets/swagger-ui-bundle.js?v=1";
  g_autoptr (ServerReply) small = ask (fixture, path, "Accept-Encoding", "gzip, br");

  g_assert_cmpuint (small->status, ==, 200);
  g_assert_cmpstr (server_reply_get_header (small, "Content-Encoding"), ==, "gzip");
  g_assert_nonnull (strstr (server_reply_get_header (small, "Cache-Control"), "immutable"));
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autoptr (ServerReply) whole = ask (fixture, path, plain[i] ? "Accept-Encoding" : NULL,
                                           plain[i]);

      g_assert_cmpuint (whole->status, ==, 200);
      g_assert_null (server_reply_get_header (whole, "Content-Encoding"));
      g_assert_cmpuint (whole->length, >, small->length);
      g_assert_nonnull (strstr (whole->body, "SwaggerUIBundle"));
    }
}

static gpointer
find_in_thread (gpointer docs)
{
  return (gpointer) portail_api_docs_find (docs, "openapi.json");
}

static void
test_many_threads_may_ask_first (void)
{
  g_autoptr (PortailApiDocs) docs = portail_api_docs_new ();
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asks", find_in_thread, docs);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == portail_api_docs_find (docs, "openapi.json"));
  g_assert_null (portail_api_docs_find (docs, "../server.conf"));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/api-docs/a-known-description-is-not-sent-again",
       test_a_known_description_is_not_sent_again);
  ADD ("/api-docs/a-page-lets-nothing-in-from-elsewhere",
       test_a_page_lets_nothing_in_from_elsewhere);
  ADD ("/api-docs/files-are-compressed-for-those-who-take-it",
       test_files_are_compressed_for_those_who_take_it);
  g_test_add_func ("/api-docs/many-threads-may-ask-first", test_many_threads_may_ask_first);
  return g_test_run ();
}
