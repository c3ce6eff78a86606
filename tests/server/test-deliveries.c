/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that leave a real server, which is killed and stopped in between. */
#include <string.h>

#include "shared/portail-json.h"
#include "tests/support/portail-http-receiver.h"
#include "tests/support/portail-smtp-receiver.h"
#include "tests/support/portail-test-server.h"

#define WEBHOOK_PATH               "/api/webhooks/1234567890/t0ken-that-nobody-sees"
#define LOOK_INTERVAL_MICROSECONDS 50000

typedef struct
{
  PortailTestServer *server;
  HttpReceiver *webhook;
  SmtpReceiver *mail;
  char *hugo; /* token of a superadmin */
} Fixture;

static PortailTestReply *
ask (Fixture *fixture, const char *method, const char *path, const char *body)
{
  return portail_test_server_ask (fixture->server, method, path, fixture->hugo, body);
}

static void
set_webhook (Fixture *fixture)
{
  g_autofree char *url = http_receiver_dup_url (fixture->webhook, WEBHOOK_PATH);
  g_autofree char *body = g_strdup_printf (
      "{\"webhook_url\":\"%s\",\"mail_from\":\"staff@example.org\"}", url);
  g_autoptr (PortailTestReply) reply = ask (fixture, "PUT", "/api/config/notifications", body);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body, ==,
                   "{\"has_webhook\":true,\"has_mail\":true,\"mail_from\":\"staff@example.org\"}");
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *smtp = NULL;

  fixture->webhook = http_receiver_new ();
  fixture->mail = smtp_receiver_new (SMTP_RECEIVER_LOGIN_WANTED);
  fixture->server = portail_test_server_new ();
  smtp = g_strdup_printf ("smtp://%s@127.0.0.1:%u", SMTP_RECEIVER_LOGIN,
                          smtp_receiver_get_port (fixture->mail));
  portail_test_server_set_variable (fixture->server, "SMTP_URL", smtp);
  portail_test_server_set_variable (fixture->server, "LOG_LEVEL", "debug");
  portail_test_server_start (fixture->server);
  fixture->hugo = portail_test_server_dup_token (fixture->server, TEST_SERVER_HUGO);
  set_webhook (fixture);
}

/* Neither the log nor the database's audit holds a secret. */
static void
assert_nothing_leaked (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (portail_test_server_get_folder (fixture->server),
                                            "server.log", NULL);
  g_autofree char *log = NULL;

  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "/api/config/notifications"));
  g_assert_null (strstr (log, "t0ken-that"));
  g_assert_null (strstr (log, "pa:ss"));
  g_assert_null (strstr (log, "pa%3Ass"));
  g_assert_null (strstr (log, "hugo.delcourt@"));
  g_assert_cmpint (
      portail_test_server_query (fixture->server,
                                 "SELECT count(*) FROM audit_entry WHERE changes LIKE '%t0ken%'"),
      ==, 0);
  g_assert_cmpint (
      portail_test_server_query (fixture->server,
                                 "SELECT count(*) FROM server_setting WHERE value LIKE '%t0ken%'"),
      ==, 0);
  g_assert_cmpint (portail_test_server_query (fixture->server,
                                              "SELECT count(*) FROM delivery WHERE"
                                              " coalesce (last_error, '') || payload || recipient"
                                              " LIKE '%t0ken%'"),
                   ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  assert_nothing_leaked (fixture);
  portail_test_server_free (fixture->server);
  http_receiver_free (fixture->webhook);
  smtp_receiver_free (fixture->mail);
  g_free (fixture->hugo);
}

static void
press_test_button (Fixture *fixture)
{
  g_autoptr (PortailTestReply) reply = ask (fixture, "POST", "/api/config/notifications/test",
                                            "{}");

  g_assert_cmpuint (reply->status, ==, 202);
  g_assert_cmpstr (reply->body, ==, "{\"webhook\":true,\"email\":true}");
}

static gint64
count_state (Fixture *fixture, const char *state)
{
  g_autofree char *path = g_strdup_printf ("/api/config/deliveries?state=%s&limit=500", state);
  g_autoptr (PortailTestReply) reply = ask (fixture, "GET", path, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_null (strstr (reply->body, "t0ken"));
  g_assert_null (strstr (reply->body, "@"));
  return portail_json_count_children (
      portail_json_get (portail_test_reply_get_root (reply), "items"));
}

/* The server says when; nobody can be asked to tell. */
static void
await_state (Fixture *fixture, const char *state, gint64 count)
{
  while (count_state (fixture, state) != count)
    g_usleep (LOOK_INTERVAL_MICROSECONDS);
}

static void
test_test_button (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (HttpReceiverRequest) request = NULL;
  g_autoptr (SmtpMessage) message = NULL;

  press_test_button (fixture);
  request = http_receiver_take (fixture->webhook);
  message = smtp_receiver_take (fixture->mail);
  g_assert_cmpstr (request->path, ==, WEBHOOK_PATH);
  g_assert_nonnull (strstr (request->body, "Portail"));
  g_assert_cmpstr (message->from, ==, "staff@example.org");
  g_assert_cmpstr (message->to, ==, "hugo.delcourt@example.org");
  await_state (fixture, "done", 2);
}

/* Once by whoever was killed, once by whoever came after: at least once, never lost. */
static void
test_kill_while_sending (Fixture *fixture, gconstpointer unused)
{
  const HttpReceiverAnswer withheld = { .is_withheld = TRUE };
  const HttpReceiverAnswer good = { .status = 204 };
  g_autoptr (HttpReceiverRequest) first = NULL;
  g_autoptr (HttpReceiverRequest) second = NULL;
  g_autoptr (SmtpMessage) message = NULL;

  http_receiver_set_answer (fixture->webhook, &withheld);
  press_test_button (fixture);
  first = http_receiver_take (fixture->webhook);
  message = smtp_receiver_take (fixture->mail);
  await_state (fixture, "done", 1);
  portail_test_server_kill (fixture->server);
  http_receiver_set_answer (fixture->webhook, &good);
  portail_test_server_start (fixture->server);
  second = http_receiver_take (fixture->webhook);
  g_assert_cmpstr (first->body, ==, second->body);
  await_state (fixture, "done", 2);
}

static void
test_stop_while_sending (Fixture *fixture, gconstpointer unused)
{
  const HttpReceiverAnswer withheld = { .is_withheld = TRUE };
  const HttpReceiverAnswer good = { .status = 204 };
  g_autoptr (HttpReceiverRequest) first = NULL;
  g_autoptr (HttpReceiverRequest) second = NULL;
  gint64 start;

  http_receiver_set_answer (fixture->webhook, &withheld);
  press_test_button (fixture);
  first = http_receiver_take (fixture->webhook);
  start = g_get_monotonic_time ();
  portail_test_server_stop (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (portail_test_server_query (fixture->server,
                                              "SELECT count(*) FROM delivery"
                                              " WHERE kind = 'webhook' AND state = 'pending'"
                                              " AND attempts = 0"),
                   ==, 1);
  http_receiver_set_answer (fixture->webhook, &good);
  portail_test_server_start (fixture->server);
  second = http_receiver_take (fixture->webhook);
  await_state (fixture, "done", 2);
}

static void
test_retry_of_the_dead (Fixture *fixture, gconstpointer unused)
{
  const HttpReceiverAnswer gone = { .status = 404 };
  const HttpReceiverAnswer good = { .status = 204 };
  g_autoptr (HttpReceiverRequest) first = NULL;
  g_autoptr (HttpReceiverRequest) second = NULL;
  g_autoptr (PortailTestReply) list = NULL;
  g_autoptr (PortailTestReply) retried = NULL;
  g_autoptr (PortailTestReply) again = NULL;
  g_autofree char *path = NULL;
  const PortailJson *item;

  http_receiver_set_answer (fixture->webhook, &gone);
  press_test_button (fixture);
  first = http_receiver_take (fixture->webhook);
  await_state (fixture, "dead", 1);
  list = ask (fixture, "GET", "/api/config/deliveries?state=dead", NULL);
  item = portail_json_get (portail_test_reply_get_root (list), "items")->first_child;
  g_assert_cmpstr (portail_json_get_member_string (item, "last_error"), ==, "http 404");
  path = g_strdup_printf ("/api/config/deliveries/%s/retry",
                          portail_json_get_member_string (item, "id"));
  http_receiver_set_answer (fixture->webhook, &good);
  retried = ask (fixture, "POST", path, "{}");
  g_assert_cmpuint (retried->status, ==, 204);
  second = http_receiver_take (fixture->webhook);
  await_state (fixture, "done", 2);
  again = ask (fixture, "POST", path, "{}");
  g_assert_cmpuint (again->status, ==, 404);
}

static void
assert_refused (Fixture *fixture, const char *path, const char *body)
{
  g_autoptr (PortailTestReply) reply = ask (fixture, "PUT", path, body);

  g_assert_cmpuint (reply->status, ==, 422);
  g_assert_null (strstr (reply->body, "t0ken"));
}

static void
test_settings (Fixture *fixture, gconstpointer unused)
{
  static const char *const notifications[] = {
    "{\"webhook_url\":\"http://discord.example.org/t0ken\"}",
    "{\"webhook_url\":5}",
    "{\"mail_from\":\"a@example.org\\r\\nBcc: b@example.org\"}",
    "{\"mail_from\":\"nobody\"}",
    "{\"smtp_url\":\"smtp://t0ken\"}",
  };
  static const char *const retentions[] = {
    "{\"history\":179}",
    "{\"trash\":\"30\"}",
    "{\"everything\":30}",
    "{\"audit\":1e9}",
  };
  g_autoptr (PortailTestReply) saved = NULL;
  g_autoptr (PortailTestReply) usual = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    assert_refused (fixture, "/api/config/notifications", notifications[i]);
  for (guint i = 0; i < G_N_ELEMENTS (retentions); i++)
    assert_refused (fixture, "/api/config/retention", retentions[i]);
  saved = ask (fixture, "PUT", "/api/config/retention", "{\"history\":365,\"trash\":60}");
  g_assert_cmpuint (saved->status, ==, 200);
  g_assert_nonnull (strstr (saved->body, "\"history\":{\"days\":365,\"min\":180,"));
  g_assert_nonnull (strstr (saved->body, "\"trash\":{\"days\":60,"));
  usual = ask (fixture, "PUT", "/api/config/retention", "{\"history\":null}");
  g_assert_nonnull (strstr (usual->body, "\"history\":{\"days\":180,"));
}

/* Staff's alone: not for who may read other settings of the system. */
static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  static const char *const routes[][2] = {
    { "GET", "/api/config/notifications" },       { "PUT", "/api/config/notifications" },
    { "POST", "/api/config/notifications/test" }, { "GET", "/api/config/deliveries" },
    { "POST", "/api/config/deliveries/x/retry" }, { "GET", "/api/config/retention" },
    { "PUT", "/api/config/retention" },
  };
  g_autofree char *camille = portail_test_server_dup_token (fixture->server, TEST_SERVER_CAMILLE);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      gboolean has_body = strcmp (routes[i][0], "GET") != 0;
      g_autoptr (PortailTestReply) reply = portail_test_server_ask (
          fixture->server, routes[i][0], routes[i][1], camille, has_body ? "{}" : NULL);
      g_autoptr (PortailTestReply) stranger = portail_test_server_ask (
          fixture->server, routes[i][0], routes[i][1], NULL, has_body ? "{}" : NULL);

      g_assert_cmpuint (reply->status, ==, 403);
      g_assert_cmpuint (stranger->status, ==, 401);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/deliveries/the-test-button-sends-both-ways", test_test_button);
  ADD ("/deliveries/a-kill-while-sending-loses-nothing", test_kill_while_sending);
  ADD ("/deliveries/a-stop-while-sending-is-quick-and-loses-nothing", test_stop_while_sending);
  ADD ("/deliveries/the-dead-are-shown-and-tried-again", test_retry_of_the_dead);
  ADD ("/deliveries/settings-are-checked", test_settings);
  ADD ("/deliveries/they-are-for-staff", test_rights);
#undef ADD
  return g_test_run ();
}
