/* SPDX-License-Identifier: GPL-3.0-or-later */
/* E-mail and webhooks against real receivers. Nothing that a receiver or a failure brings may show
 * the password or the webhook's address. */
#include <curl/curl.h>
#include <string.h>

#include "server/portail-delivery-sender.h"
#include "server/portail-webhook.h"
#include "tests/support/portail-http-receiver.h"
#include "tests/support/portail-smtp-receiver.h"

#define WEBHOOK_PATH "/api/webhooks/1234567890/t0ken-that-nobody-sees"

static PortailServerConfig *
load_config (const char *smtp_url)
{
  g_autofree char *smtp = g_strconcat ("SMTP_URL=", smtp_url, NULL);
  const char *const environment[] = {
    "DATABASE_URL=sqlite:////nonexistent/portail.db",
    "PUBLIC_URL=https://portail.example.org",
    smtp,
    NULL,
  };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailServerConfig *config = portail_server_config_load (NULL, environment, problems);

  g_assert_cmpuint (problems->len, ==, 0);
  return config;
}

static PortailServerConfig *
load_config_of_port (const char *login, guint port)
{
  g_autofree char *url = g_strdup_printf ("smtp://%s127.0.0.1:%u", login, port);

  return load_config (url);
}

static PortailDelivery *
make_delivery (PortailDeliveryKind kind, const char *address)
{
  PortailDelivery *delivery = g_new0 (PortailDelivery, 1);

  delivery->id = g_strdup ("01996d00-0000-7000-8000-000000000001");
  delivery->kind = kind;
  delivery->level = PORTAIL_LEVEL_WARNING;
  delivery->subject = g_strdup ("Garage « des Docks » : dotation refusée");
  delivery->body = g_strdup ("Il manque une facture.");
  delivery->address = g_strdup (address);
  return delivery;
}

static PortailAttempt
attempt_once (const PortailServerConfig *config, const PortailDelivery *delivery)
{
  PortailAttempt attempt = { 0 };

  portail_delivery_send (config, delivery, portail_timestamp_now (), NULL, &attempt);
  g_assert_null (strstr (attempt.reason, "t0ken"));
  g_assert_null (strstr (attempt.reason, "example.org"));
  g_assert_null (strstr (attempt.reason, SMTP_RECEIVER_PASSWORD));
  g_assert_null (strstr (attempt.reason, "mailbox"));
  return attempt;
}

static PortailAttempt
send_mail (const PortailServerConfig *config, const char *address)
{
  g_autoptr (PortailDelivery) delivery = make_delivery (PORTAIL_DELIVERY_EMAIL, address);

  return attempt_once (config, delivery);
}

static PortailAttempt
post (const char *url)
{
  g_autoptr (PortailServerConfig) config = load_config ("smtp://127.0.0.1:1");
  g_autoptr (PortailDelivery) delivery = make_delivery (PORTAIL_DELIVERY_WEBHOOK, url);

  return attempt_once (config, delivery);
}

static void
test_mail_arrives (void)
{
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_OPEN);
  g_autoptr (PortailServerConfig) config = load_config_of_port ("",
                                                                smtp_receiver_get_port (receiver));
  PortailAttempt attempt = send_mail (config, "camille@example.org");
  g_autoptr (SmtpMessage) message = smtp_receiver_take (receiver);
  g_autofree char *body = smtp_message_dup_body (message);

  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_DELIVERED);
  g_assert_cmpstr (message->from, ==, "portail@portail.example.org");
  g_assert_cmpstr (message->to, ==, "camille@example.org");
  g_assert_nonnull (strstr (message->text, "\r\nAuto-Submitted: auto-generated\r\n"));
  g_assert_nonnull (
      strstr (message->text, "\r\nMessage-ID: <01996d00-0000-7000-8000-000000000001@portail"));
  g_assert_true (g_str_has_prefix (body, "Il manque une facture.\r\n"));
  g_assert_nonnull (strstr (body, "https://portail.example.org"));
}

static void
test_login (void)
{
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_LOGIN_WANTED);
  guint16 port = smtp_receiver_get_port (receiver);
  g_autoptr (PortailServerConfig) good = load_config_of_port (SMTP_RECEIVER_LOGIN "@", port);
  g_autoptr (PortailServerConfig) bad = load_config_of_port ("user:wrong@", port);
  g_autoptr (PortailServerConfig) none = load_config_of_port ("", port);
  g_autoptr (SmtpMessage) message = NULL;
  PortailAttempt attempt = send_mail (good, "camille@example.org");

  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_DELIVERED);
  message = smtp_receiver_take (receiver);
  g_assert_null (strstr (message->text, SMTP_RECEIVER_PASSWORD));
  attempt = send_mail (bad, "camille@example.org");
  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_FAILED);
  g_assert_null (strstr (attempt.reason, "wrong"));
  attempt = send_mail (none, "camille@example.org");
  g_assert_cmpint (attempt.verdict, !=, PORTAIL_ATTEMPT_DELIVERED);
}

static void
test_mail_is_refused (void)
{
  static const struct
  {
    const char *address;
    PortailAttemptVerdict verdict;
  } cases[] = {
    { "refused@example.org", PORTAIL_ATTEMPT_REFUSED },
    { "rejected@example.org", PORTAIL_ATTEMPT_REFUSED },
    { "later@example.org", PORTAIL_ATTEMPT_FAILED },
    { "busy@example.org", PORTAIL_ATTEMPT_FAILED },
    { "a@example.org>\r\nRCPT TO:<b@example.org", PORTAIL_ATTEMPT_REFUSED },
    { "", PORTAIL_ATTEMPT_REFUSED },
    { NULL, PORTAIL_ATTEMPT_REFUSED },
  };
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_OPEN);
  g_autoptr (PortailServerConfig) config = load_config_of_port ("",
                                                                smtp_receiver_get_port (receiver));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailAttempt attempt = send_mail (config, cases[i].address);

      g_test_message ("%s: %s", cases[i].address, attempt.reason);
      g_assert_cmpint (attempt.verdict, ==, cases[i].verdict);
    }
}

static void
test_mail_to_nobody (void)
{
  g_autoptr (PortailServerConfig) config = load_config ("smtp://user:secret@127.0.0.1:1");
  PortailAttempt attempt = send_mail (config, "camille@example.org");

  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_FAILED);
  g_assert_null (strstr (attempt.reason, "secret"));
}

static gpointer
stop_slow_mail (gpointer user)
{
  gpointer *both = user;

  smtp_receiver_await_slow (both[0]);
  g_cancellable_cancel (both[1]);
  return NULL;
}

static void
test_mail_stops (void)
{
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_OPEN);
  g_autoptr (PortailServerConfig) config = load_config_of_port ("",
                                                                smtp_receiver_get_port (receiver));
  g_autoptr (PortailDelivery) delivery = make_delivery (PORTAIL_DELIVERY_EMAIL, "slow@example.org");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { receiver, cancellable };
  GThread *thread = g_thread_new ("stop", stop_slow_mail, both);
  PortailAttempt attempt = { 0 };

  portail_delivery_send (config, delivery, portail_timestamp_now (), cancellable, &attempt);
  g_thread_join (thread);
  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_STOPPED);
}

static void
test_senders (void)
{
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_OPEN);
  g_autoptr (PortailServerConfig) config = load_config_of_port ("",
                                                                smtp_receiver_get_port (receiver));
  g_autoptr (PortailDelivery) delivery = make_delivery (PORTAIL_DELIVERY_EMAIL,
                                                        "camille@example.org");
  g_autoptr (SmtpMessage) message = NULL;

  delivery->sender = g_strdup ("staff@docks.example.org");
  g_assert_cmpint (attempt_once (config, delivery).verdict, ==, PORTAIL_ATTEMPT_DELIVERED);
  message = smtp_receiver_take (receiver);
  g_assert_cmpstr (message->from, ==, "staff@docks.example.org");
  g_assert_nonnull (strstr (message->text, "From: Portail <staff@docks.example.org>\r\n"));
}

static void
test_webhook_arrives (void)
{
  g_autoptr (HttpReceiver) receiver = http_receiver_new ();
  g_autofree char *url = http_receiver_dup_url (receiver, WEBHOOK_PATH);
  PortailAttempt attempt = post (url);
  g_autoptr (HttpReceiverRequest) request = http_receiver_take (receiver);

  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_DELIVERED);
  g_assert_cmpstr (request->path, ==, WEBHOOK_PATH);
  g_assert_cmpstr (request->content_type, ==, "application/json");
  g_assert_cmpstr (request->body, ==,
                   "{\"allowed_mentions\":{\"parse\":[]},\"embeds\":[{"
                   "\"title\":\"Garage « des Docks » \\\\: dotation refusée\","
                   "\"description\":\"Il manque une facture.\",\"color\":16096779}]}");
}

static void
test_webhook_statuses (void)
{
  static const struct
  {
    HttpReceiverAnswer answer;
    PortailAttemptVerdict verdict;
    guint retry_after;
  } cases[] = {
    { { .status = 200, .body_length = 10 }, PORTAIL_ATTEMPT_DELIVERED, 0 },
    { { .status = 200, .body_length = 10 * 1024 * 1024 }, PORTAIL_ATTEMPT_DELIVERED, 0 },
    { { .status = 429, .retry_after = "7" }, PORTAIL_ATTEMPT_BUSY, 7 },
    { { .status = 429 }, PORTAIL_ATTEMPT_BUSY, 5 },
    { { .status = 400 }, PORTAIL_ATTEMPT_REFUSED, 0 },
    { { .status = 401 }, PORTAIL_ATTEMPT_REFUSED, 0 },
    { { .status = 404 }, PORTAIL_ATTEMPT_REFUSED, 0 },
    { { .status = 408 }, PORTAIL_ATTEMPT_FAILED, 0 },
    { { .status = 500 }, PORTAIL_ATTEMPT_FAILED, 0 },
    { { .status = 503, .retry_after = "9" }, PORTAIL_ATTEMPT_FAILED, 0 },
    { { .status = 0 }, PORTAIL_ATTEMPT_FAILED, 0 },
  };
  g_autoptr (HttpReceiver) receiver = http_receiver_new ();
  g_autofree char *url = http_receiver_dup_url (receiver, WEBHOOK_PATH);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailAttempt attempt;

      http_receiver_set_answer (receiver, &cases[i].answer);
      attempt = post (url);
      g_test_message ("%u: %s", cases[i].answer.status, attempt.reason);
      g_assert_cmpint (attempt.verdict, ==, cases[i].verdict);
      g_assert_cmpuint (attempt.retry_after_seconds, ==, cases[i].retry_after);
    }
}

static void
test_webhook_redirects (void)
{
  g_autoptr (HttpReceiver) other = http_receiver_new ();
  g_autoptr (HttpReceiver) receiver = http_receiver_new ();
  g_autofree char *elsewhere = http_receiver_dup_url (other, "/");
  g_autofree char *url = http_receiver_dup_url (receiver, WEBHOOK_PATH);
  const HttpReceiverAnswer answer = { .status = 307, .location = elsewhere };

  http_receiver_set_answer (receiver, &answer);
  g_assert_cmpint (post (url).verdict, ==, PORTAIL_ATTEMPT_REFUSED);
  g_assert_cmpuint (http_receiver_count (other), ==, 0);
}

static gpointer
stop_slow_post (gpointer user)
{
  gpointer *both = user;
  g_autoptr (HttpReceiverRequest) request = http_receiver_take (both[0]);

  g_cancellable_cancel (both[1]);
  return NULL;
}

static void
test_webhook_stops (void)
{
  g_autoptr (HttpReceiver) receiver = http_receiver_new ();
  g_autofree char *url = http_receiver_dup_url (receiver, WEBHOOK_PATH);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const HttpReceiverAnswer answer = { .is_withheld = TRUE };
  const PortailDeliveryText text = { "Bonjour", NULL, PORTAIL_LEVEL_INFO };
  gpointer both[] = { receiver, cancellable };
  PortailAttempt attempt = { 0 };
  GThread *thread;

  http_receiver_set_answer (receiver, &answer);
  thread = g_thread_new ("stop", stop_slow_post, both);
  portail_webhook_send (url, &text, PORTAIL_OUTBOUND_ANYWHERE, cancellable, &attempt);
  g_thread_join (thread);
  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_STOPPED);
}

static void
test_webhook_addresses (void)
{
  static const char *const refused[] = {
    "http://discord.example.org/t0ken", "ftp://127.0.0.1/t0ken", "file:///etc/passwd", "t0ken",
    "https://u:t0ken@example.org/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (post (refused[i]).verdict, ==, PORTAIL_ATTEMPT_REFUSED);
  g_assert_cmpint (post ("http://127.0.0.1:1/t0ken").verdict, ==, PORTAIL_ATTEMPT_FAILED);
}

/* Of the staff's webhook, on a server that the public reaches. */
static void
test_webhook_stays_outside (void)
{
  static const char *const hosts[] = {
    "http://127.0.0.1", "http://localhost", "https://127.0.0.1",          "https://localhost",
    "https://0.0.0.0",  "http://[::1]",     "https://[::ffff:127.0.0.1]",
  };
  g_autoptr (HttpReceiver) receiver = http_receiver_new ();
  g_autoptr (PortailServerConfig) config = load_config ("smtp://127.0.0.1:1");
  g_autofree char *base = http_receiver_dup_url (receiver, "/t0ken");
  const char *port = strrchr (base, ':');

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = g_strconcat (hosts[i], port, NULL);
      g_autoptr (PortailDelivery) delivery = make_delivery (PORTAIL_DELIVERY_WEBHOOK, url);
      PortailAttempt attempt;

      delivery->recipient = g_strdup (PORTAIL_RECIPIENT_WEBHOOK);
      attempt = attempt_once (config, delivery);
      g_assert_cmpint (attempt.verdict, !=, PORTAIL_ATTEMPT_DELIVERED);
    }
  g_assert_cmpuint (http_receiver_count (receiver), ==, 0);
}

/* A receiver that nobody vouches for learns neither the password nor the text. */
static void
test_mail_over_tls (void)
{
  g_autoptr (SmtpReceiver) receiver = smtp_receiver_new (SMTP_RECEIVER_TLS);
  guint port = smtp_receiver_get_port (receiver);
  g_autofree char *named = g_strdup_printf ("smtps://%s@localhost:%u", SMTP_RECEIVER_LOGIN, port);
  g_autofree char *other = g_strdup_printf ("smtps://%s@127.0.0.1:%u", SMTP_RECEIVER_LOGIN, port);
  g_autoptr (PortailServerConfig) good = load_config (named);
  g_autoptr (PortailServerConfig) misnamed = load_config (other);
  g_autoptr (SmtpMessage) message = NULL;
  const PortailServerConfig *const distrusted[] = { good, misnamed };
  PortailAttempt attempt;

  for (guint i = 0; i < G_N_ELEMENTS (distrusted); i++)
    {
      attempt = send_mail (distrusted[i], "nobody@example.org");
      g_test_message ("%s", attempt.reason);
      g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_FAILED);
      g_assert_nonnull (strstr (attempt.reason, "certificate"));
      g_setenv ("SSL_CERT_FILE", smtp_receiver_get_certificate (receiver), TRUE);
    }
  attempt = send_mail (good, "camille@example.org");
  g_unsetenv ("SSL_CERT_FILE");
  g_assert_cmpint (attempt.verdict, ==, PORTAIL_ATTEMPT_DELIVERED);
  message = smtp_receiver_take (receiver);
  g_assert_cmpstr (message->to, ==, "camille@example.org");
}

static void
assert_webhook_json (const char *subject, const char *body, const char *expected)
{
  const PortailDeliveryText text = { subject, body, PORTAIL_LEVEL_INFO };
  g_autofree char *json = portail_webhook_format (&text);

  g_assert_nonnull (strstr (json, expected));
  g_assert_true (g_str_has_prefix (json, "{\"allowed_mentions\":{\"parse\":[]},"));
}

static void
test_webhook_texts (void)
{
  g_autofree char *many = g_strnfill (5000, '*');
  const PortailDeliveryText endless = { many, many, PORTAIL_LEVEL_URGENT };
  g_autofree char *json = portail_webhook_format (&endless);

  assert_webhook_json ("@everyone", NULL, "\"title\":\"\\\\@everyone\"");
  assert_webhook_json ("<@1234>", NULL, "\"title\":\"\\\\<\\\\@1234\\\\>\"");
  assert_webhook_json ("[x](https://evil)", NULL, "\"title\":\"\\\\[x\\\\](https\\\\://evil)\"");
  assert_webhook_json ("a\r\nb", NULL, "\"title\":\"a  b\"");
  assert_webhook_json ("a\"},{", NULL, "\"title\":\"a\\\"},{\"");
  assert_webhook_json ("a", "b\nc", "\"description\":\"b\\nc\"");
  /* Escapes count, and none is cut. */
  g_assert_cmpuint (strlen (json), <, 2 * (256 + 2000) + 200);
  g_assert_nonnull (strstr (json, "*\",\"description\""));
}

int
main (int argc, char *argv[])
{
  int status;

  curl_global_init (CURL_GLOBAL_DEFAULT);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery-send/a-mail-arrives", test_mail_arrives);
  g_test_add_func ("/delivery-send/a-mail-goes-with-a-login", test_login);
  g_test_add_func ("/delivery-send/a-refused-mail-is-final-and-a-late-one-is-not",
                   test_mail_is_refused);
  g_test_add_func ("/delivery-send/a-mail-to-nobody-may-come-later", test_mail_to_nobody);
  g_test_add_func ("/delivery-send/a-mail-stops-at-once", test_mail_stops);
  g_test_add_func ("/delivery-send/a-mail-comes-from-where-the-staff-says", test_senders);
  g_test_add_func ("/delivery-send/a-mail-goes-to-whom-a-certificate-names", test_mail_over_tls);
  g_test_add_func ("/delivery-send/a-webhook-of-the-staff-stays-outside",
                   test_webhook_stays_outside);
  g_test_add_func ("/delivery-send/a-webhook-gets-a-message", test_webhook_arrives);
  g_test_add_func ("/delivery-send/each-status-of-a-webhook-counts", test_webhook_statuses);
  g_test_add_func ("/delivery-send/a-webhook-leads-nowhere-else", test_webhook_redirects);
  g_test_add_func ("/delivery-send/a-webhook-stops-at-once", test_webhook_stops);
  g_test_add_func ("/delivery-send/a-webhook-is-a-safe-address", test_webhook_addresses);
  g_test_add_func ("/delivery-send/a-webhook-shows-names-as-they-are", test_webhook_texts);
  status = g_test_run ();
  curl_global_cleanup ();
  return status;
}
