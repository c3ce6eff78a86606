/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/server-fixture.h"

typedef struct
{
  ServerFixture server;
  char *token;   /* of the superadmin */
  char *camille; /* of the patronne */
} Fixture;

/* The patronne renamed the label of her company twice. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (ServerReply) first = NULL;
  g_autoptr (ServerReply) second = NULL;

  server_fixture_set_up (&fixture->server, NULL);
  fixture->token = server_fixture_dup_token (&fixture->server, FIXTURE_HUGO);
  fixture->camille = server_fixture_dup_token (&fixture->server, FIXTURE_CAMILLE);
  path = g_strconcat ("/api/enterprises/", fixture->server.garage_id, NULL);
  first = server_fixture_send (&fixture->server, "PATCH", path, fixture->camille,
                               "{'type_label':'Garage'}");
  g_assert_cmpuint (first->status, ==, 200);
  server_fixture_advance_clock (&fixture->server, 60);
  second = server_fixture_send (&fixture->server, "PATCH", path, fixture->camille,
                                "{'type_label':'Carrosserie'}");
  g_assert_cmpuint (second->status, ==, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->token);
  g_free (fixture->camille);
  server_fixture_tear_down (&fixture->server, NULL);
}

static ServerReply *
get (Fixture *fixture, const char *query)
{
  g_autofree char *path = g_strconcat ("/api/audit", query, NULL);

  return server_fixture_get (&fixture->server, path, fixture->token);
}

static guint
count (Fixture *fixture, const char *query)
{
  g_autoptr (ServerReply) reply = get (fixture, query);

  g_assert_cmpuint (reply->status, ==, 200);
  return portail_json_count_children (portail_json_get (server_reply_get_root (reply), "items"));
}

static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) list = server_fixture_get (&fixture->server, "/api/audit",
                                                     fixture->camille);
  g_autoptr (ServerReply) verify = server_fixture_get (&fixture->server, "/api/audit/verify",
                                                       fixture->camille);

  server_reply_assert_problem (list, 403, "forbidden");
  server_reply_assert_problem (verify, 403, "forbidden");
}

static void
test_filters (Fixture *fixture, gconstpointer unused)
{
  const char *garage = fixture->server.garage_id;
  g_autofree char *by_company = g_strconcat ("?enterprise_id=", garage, NULL);
  g_autofree char *by_id = g_strconcat ("?type=enterprise&id=", garage, NULL);
  g_autofree char *by_scope = g_strconcat ("?scope=enterprise:", garage, NULL);
  static const char *const wrong[] = { "?colour=1", "?limit=0",  "?user_id=me", "?from=yesterday",
                                       "?cursor=x", "?type=%22", "?id=%25" };

  g_assert_cmpuint (count (fixture, by_company), ==, 2);
  g_assert_cmpuint (count (fixture, by_id), ==, 2);
  g_assert_cmpuint (count (fixture, by_scope), ==, 2);
  g_assert_cmpuint (count (fixture, "?action=sign_in"), ==, 2);
  g_assert_cmpuint (count (fixture, "?type=membership"), ==, 2);
  g_assert_cmpuint (count (fixture, "?from=2001-01-01&to=2001-01-02"), ==, 0);
  g_assert_cmpuint (count (fixture, "?from=2001-01-01"), ==, 4);
  g_assert_cmpuint (count (fixture, "?to=2001-01-01T12:00:00Z"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ServerReply) reply = get (fixture, wrong[i]);

      server_reply_assert_problem (reply, 422, "invalid");
    }
}

/* Newest first, page by page, each entry once. */
static void
test_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *query = g_strdup ("?limit=1");
  guint n_pages = 0;

  while (query != NULL)
    {
      g_autoptr (ServerReply) reply = get (fixture, query);
      const char *next = server_reply_get_text (reply, "next_cursor");
      const PortailJson *item =
          portail_json_get (server_reply_get_root (reply), "items")->first_child;

      if (n_pages++ == 0)
        g_assert_nonnull (strstr (reply->body, "[\"Garage\",\"Carrosserie\"]"));
      g_assert_true (
          g_hash_table_add (ids, g_strdup (portail_json_get_member_string (item, "id"))));
      g_free (query);
      query = *next != '\0' ? g_strconcat ("?limit=1&cursor=", next, NULL) : NULL;
    }
  g_assert_cmpuint (n_pages, ==, 4);
}

static void
test_verify (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) whole = get (fixture, "/verify");
  g_autoptr (ServerReply) broken = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (whole->body, "\"problems\":[],\"is_whole\":true"));
  portail_database_execute (fixture->server.writer,
                            "UPDATE audit_entry SET changes = '[]' WHERE action = 'update'",
                            &error);
  g_assert_no_error (error);
  broken = get (fixture, "/verify");
  g_assert_nonnull (strstr (broken->body, "\"is_whole\":false"));
  g_assert_nonnull (strstr (broken->body, fixture->server.garage_id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/audit-routes/only-staff-reads", test_rights);
  ADD ("/audit-routes/entries-are-found-by-what-they-are-about", test_filters);
  ADD ("/audit-routes/pages-show-each-entry-once-the-newest-first", test_pages);
  ADD ("/audit-routes/a-changed-entry-breaks-its-chain", test_verify);
#undef ADD
  return g_test_run ();
}
