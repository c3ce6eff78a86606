/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the trials stand on: a server that is killed and comes back, and a network that fails. */
#include <string.h>

#include "tests/support/portail-test-server.h"

typedef struct
{
  PortailTestServer *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_test_server_free (fixture->server);
}

static guint
ask_who_i_am (Fixture *fixture, const char *token)
{
  g_autoptr (PortailTestReply) reply = portail_test_server_ask (fixture->server, "GET", "/auth/me",
                                                                token, NULL);

  return reply->status;
}

static void
test_a_killed_server_comes_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = portail_test_server_dup_token (fixture->server, TEST_SERVER_CAMILLE);

  g_assert_cmpuint (ask_who_i_am (fixture, token), ==, 200);
  portail_test_server_kill (fixture->server);
  g_assert_cmpuint (ask_who_i_am (fixture, token), ==, 0);
  portail_test_server_start (fixture->server);
  g_assert_cmpuint (ask_who_i_am (fixture, token), ==, 200);
  portail_test_server_stop (fixture->server);
  portail_test_server_start (fixture->server);
  g_assert_cmpuint (ask_who_i_am (fixture, token), ==, 200);
}

static char *
write_refresh (const PortailTestReply *session)
{
  return g_strdup_printf ("{\"refresh_token\":\"%s\"}",
                          portail_test_reply_get_text (session, "refresh_token"));
}

static void
test_a_refresh_survives_a_kill_at_each_write (Fixture *fixture, gconstpointer unused)
{
  PortailCrashSwitch *crash = portail_test_server_get_crash_switch (fixture->server);
  gboolean was_killed = TRUE;
  guint n = 0;

  while (was_killed)
    {
      g_autoptr (PortailTestReply) session = portail_test_server_sign_in (fixture->server,
                                                                          TEST_SERVER_CAMILLE);
      g_autofree char *body = write_refresh (session);
      g_autoptr (PortailTestReply) lost = NULL;
      g_autoptr (PortailTestReply) reply = NULL;

      portail_crash_switch_set (crash, ++n, PORTAIL_CRASH_HALFWAY);
      lost = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
      was_killed = lost->status == 0;
      if (was_killed)
        portail_test_server_wait_killed (fixture->server);
      portail_crash_switch_set (crash, 0, PORTAIL_CRASH_BEFORE);
      if (was_killed)
        portail_test_server_start (fixture->server);
      reply = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
      g_assert_cmpuint (reply->status, ==, 200);
      if (!was_killed)
        g_assert_cmpstr (portail_test_reply_get_text (lost, "refresh_token"), ==,
                         portail_test_reply_get_text (reply, "refresh_token"));
    }
  g_assert_cmpuint (n, >, 2);
}

static void
set_fault (Fixture *fixture, PortailFaultKind kind)
{
  const PortailFault fault = { kind, 1, 20, 50 };

  portail_fault_proxy_set_fault (portail_test_server_get_proxy (fixture->server), &fault);
}

static void
test_the_network_fails_as_told (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailFaultKind kind;
    guint status;
  } cases[] = {
    { PORTAIL_FAULT_DROP_REQUEST, 0 },        { PORTAIL_FAULT_DROP_REPLY, 0 },
    { PORTAIL_FAULT_CUT_REPLY, 0 },           { PORTAIL_FAULT_DELAY_REPLY, 200 },
    { PORTAIL_FAULT_DUPLICATE_REQUEST, 200 },
  };
  PortailFaultProxy *proxy = portail_test_server_get_proxy (fixture->server);
  g_autofree char *token = portail_test_server_dup_token (fixture->server, TEST_SERVER_CAMILLE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_fault (fixture, cases[i].kind);
      g_assert_cmpuint (ask_who_i_am (fixture, token), ==, cases[i].status);
      g_assert_true (portail_fault_proxy_has_failed (proxy));
      g_assert_cmpuint (ask_who_i_am (fixture, token), ==, 200);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server-kill/a-killed-server-comes-back", Fixture, NULL, set_up,
              test_a_killed_server_comes_back, tear_down);
  g_test_add ("/server-kill/a-refresh-survives-a-kill-at-each-write", Fixture, NULL, set_up,
              test_a_refresh_survives_a_kill_at_each_write, tear_down);
  g_test_add ("/server-kill/the-network-fails-as-told", Fixture, NULL, set_up,
              test_the_network_fails_as_told, tear_down);
  return g_test_run ();
}
