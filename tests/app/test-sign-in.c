/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "app/portail-sign-in.h"
#include "shared/portail-json.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-fake-server.h"

#define TOKEN "/auth/token"

/* A browser that comes straight back from the server. */
typedef struct
{
  PortailFakeServer *server;
  PortailApiClient *client;
  PortailSignIn *sign_in;
  SoupSession *browser;
  GHashTable *parameters; /* of /auth/authorize */
  const char *path;       /* of the way back */
  const char *query;      /* of the way back; `%s` is the state */
  char *page;             /* that the browser shows at last */
  guint status;
} Fixture;

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result,
                                                               &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  g_assert_no_error (error);
  g_free (fixture->page);
  fixture->page = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  fixture->status = soup_message_get_status (message);
}

static void
go_back (Fixture *fixture, const char *path, const char *query_format)
{
  const char *redirect = g_hash_table_lookup (fixture->parameters, "redirect_uri");
  g_autoptr (GUri) uri = g_uri_parse (redirect, G_URI_FLAGS_NONE, NULL);
  g_auto (GStrv) parts = g_strsplit (query_format, "%s", 2);
  g_autofree char *query = g_strjoinv (g_hash_table_lookup (fixture->parameters, "state"), parts);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d%s?%s", g_uri_get_port (uri),
                                              path, query);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);

  g_clear_pointer (&fixture->page, g_free);
  soup_session_send_and_read_async (fixture->browser, message, G_PRIORITY_DEFAULT, NULL, on_page,
                                    fixture);
}

static void
launch (PortailSignIn *sign_in, const char *uri, gpointer user)
{
  Fixture *fixture = user;
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  g_assert_cmpstr (g_uri_get_path (parsed), ==, "/auth/authorize");
  g_clear_pointer (&fixture->parameters, g_hash_table_unref);
  fixture->parameters = soup_form_decode (g_uri_get_query (parsed));
  if (fixture->query != NULL)
    go_back (fixture, fixture->path, fixture->query);
}

static void
launch_nothing (PortailSignIn *sign_in, const char *uri, gpointer user)
{
  portail_sign_in_report_no_browser (sign_in, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->server = portail_fake_server_new ();
  fixture->client = portail_api_client_new (portail_fake_server_get_address (fixture->server),
                                            &error);
  g_assert_no_error (error);
  fixture->sign_in = portail_sign_in_new (fixture->client, launch, fixture);
  fixture->browser = soup_session_new ();
  fixture->path = "/callback";
  fixture->query = "code=the-code&state=%s";
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_await_idle ();
  portail_await_finalize (fixture->sign_in);
  g_object_unref (fixture->browser);
  portail_await_idle ();
  portail_await_finalize (fixture->client);
  portail_fake_server_free (fixture->server);
  g_clear_pointer (&fixture->parameters, g_hash_table_unref);
  g_free (fixture->page);
}

static PortailApiSession *
run (Fixture *fixture, GError **error)
{
  g_auto (PortailAwait) await = { NULL };

  portail_sign_in_run_async (fixture->sign_in, NULL, portail_await_ready, &await);
  return portail_sign_in_run_finish (fixture->sign_in, portail_await (&await), error);
}

static void
fail_with (Fixture *fixture, PortailSignInError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, &error));
  g_assert_error (error, PORTAIL_SIGN_IN_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");
}

static gboolean
has_page (gpointer user)
{
  return ((Fixture *) user)->page != NULL;
}

static void
test_a_good_answer_signs_in (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiSession) session = run (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (session->user_id, ==, PORTAIL_FIXTURE_USER);
  g_assert_cmpstr (session->username, ==, "Léa");
  g_assert_cmpstr (session->role, ==, "patron");
  portail_await_until (has_page, fixture);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_nonnull (strstr (fixture->page, "close this page"));
}

/* RFC 7636: what is exchanged is what the challenge was made of. */
static void
test_the_verifier_fits_the_challenge (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailApiSession) session = run (fixture, NULL);
  const PortailJson *request = portail_fake_server_get_request (fixture->server, TOKEN, 0);
  const char *verifier = portail_json_get_member_string (request, "code_verifier");
  g_autofree char *challenge = NULL;
  guint8 hash[32];
  gsize length = sizeof hash;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_checksum_update (checksum, (const guint8 *) verifier, -1);
  g_checksum_get_digest (checksum, hash, &length);
  challenge = g_base64_encode (hash, length);
  g_strdelimit (g_strdelimit (challenge, "+", '-'), "/", '_');
  challenge[43] = '\0';
  g_assert_cmpstr (challenge, ==, g_hash_table_lookup (fixture->parameters, "code_challenge"));
  g_assert_cmpstr ("S256", ==, g_hash_table_lookup (fixture->parameters, "code_challenge_method"));
  g_assert_cmpstr (portail_json_get_member_string (request, "redirect_uri"), ==,
                   g_hash_table_lookup (fixture->parameters, "redirect_uri"));
  g_assert_cmpstr (portail_json_get_member_string (request, "code"), ==, "the-code");
  g_assert_nonnull (session);
}

static void
test_a_wrong_state_is_refused (Fixture *fixture, gconstpointer unused)
{
  fixture->query = "code=the-code&state=another";
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_WRONG_STATE);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, TOKEN), ==, 0);
}

static void
test_a_missing_state_is_refused (Fixture *fixture, gconstpointer unused)
{
  fixture->query = "code=the-code";
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_WRONG_STATE);
}

static void
test_a_refusal_is_told (Fixture *fixture, gconstpointer unused)
{
  fixture->query = "error=access_denied&state=%s";
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_ACCESS_DENIED);
  portail_await_until (has_page, fixture);
  g_assert_nonnull (strstr (fixture->page, "not signed in"));
}

static void
test_an_account_without_role_is_told (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_say (fixture->server, TOKEN, 200,
                           "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":900,"
                           "\"user\":{\"id\":\"" PORTAIL_FIXTURE_USER "\",\"role\":null}}");
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_NO_ROLE);
}

/* The folder of an account is named after its user. */
static void
test_a_user_that_is_a_path_is_refused (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_say (fixture->server, TOKEN, 200,
                           "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":900,"
                           "\"user\":{\"id\":\"../../../elsewhere\",\"role\":\"patron\"}}");
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_REFUSED);
}

static void
test_a_code_that_is_refused_is_told (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_say (fixture->server, TOKEN, 400,
                           "{\"code\":\"malformed\",\"detail\":\"trop tard\"}");
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_REFUSED);
}

static void
test_an_answer_of_another_program_is_told (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_say (fixture->server, TOKEN, 200, "<html>captive portal</html>");
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_REFUSED);
}

static void
test_a_server_that_is_gone_is_told (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_lose_reply (fixture->server, TOKEN);
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_UNREACHABLE);
}

static void
test_nobody_coming_back_ends_the_waiting (Fixture *fixture, gconstpointer unused)
{
  fixture->query = NULL;
  portail_sign_in_set_timeout (fixture->sign_in, 20);
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_TIMED_OUT);
}

static void
test_no_browser_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSignIn) sign_in = portail_sign_in_new (fixture->client, launch_nothing, NULL);
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_sign_in_run_async (sign_in, NULL, portail_await_ready, &await);
  g_assert_null (portail_sign_in_run_finish (sign_in, portail_await (&await), &error));
  g_assert_error (error, PORTAIL_SIGN_IN_ERROR, PORTAIL_SIGN_IN_ERROR_NO_BROWSER);
}

static void
test_it_can_be_tried_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailApiSession) session = NULL;
  g_autofree char *state = NULL;

  fixture->query = "error=access_denied&state=%s";
  fail_with (fixture, PORTAIL_SIGN_IN_ERROR_ACCESS_DENIED);
  state = g_strdup (g_hash_table_lookup (fixture->parameters, "state"));
  portail_await_until (has_page, fixture);
  fixture->query = "code=the-code&state=%s";
  session = run (fixture, NULL);
  g_assert_nonnull (session);
  g_assert_cmpstr (state, !=, g_hash_table_lookup (fixture->parameters, "state"));
}

static void
test_it_can_be_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  fixture->query = NULL;
  portail_sign_in_run_async (fixture->sign_in, cancellable, portail_await_ready, &await);
  g_assert_nonnull (portail_sign_in_get_uri (fixture->sign_in));
  g_cancellable_cancel (cancellable);
  g_assert_null (portail_sign_in_run_finish (fixture->sign_in, portail_await (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (portail_sign_in_get_uri (fixture->sign_in));
}

/* Browsers ask for icons, and other programs knock at ports. */
static void
test_other_requests_do_not_end_the_waiting (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailApiSession) session = NULL;

  fixture->path = "/favicon.ico";
  fixture->query = "x=1";
  portail_sign_in_run_async (fixture->sign_in, NULL, portail_await_ready, &await);
  portail_await_until (has_page, fixture);
  g_assert_cmpuint (fixture->status, ==, 404);
  g_assert_null (await.result);
  go_back (fixture, "/callback", "code=the-code&state=%s");
  session = portail_sign_in_run_finish (fixture->sign_in, portail_await (&await), NULL);
  g_assert_nonnull (session);
}

static void
test_only_loopback_is_listened_to (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailApiSession) session = run (fixture, NULL);
  const char *redirect = g_hash_table_lookup (fixture->parameters, "redirect_uri");

  g_assert_true (g_str_has_prefix (redirect, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (redirect, "/callback"));
  g_assert_nonnull (session);
}

static void
test_a_server_without_tls_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (portail_api_client_new ("http://flashbackfa-entreprise.fr", &error));
  g_assert_nonnull (error);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sign-in/a-good-answer-signs-in", test_a_good_answer_signs_in);
  ADD ("/sign-in/the-verifier-fits-the-challenge", test_the_verifier_fits_the_challenge);
  ADD ("/sign-in/a-wrong-state-is-refused", test_a_wrong_state_is_refused);
  ADD ("/sign-in/a-missing-state-is-refused", test_a_missing_state_is_refused);
  ADD ("/sign-in/a-refusal-is-told", test_a_refusal_is_told);
  ADD ("/sign-in/an-account-without-role-is-told", test_an_account_without_role_is_told);
  ADD ("/sign-in/a-user-that-is-a-path-is-refused", test_a_user_that_is_a_path_is_refused);
  ADD ("/sign-in/a-code-that-is-refused-is-told", test_a_code_that_is_refused_is_told);
  ADD ("/sign-in/an-answer-of-another-program-is-told", test_an_answer_of_another_program_is_told);
  ADD ("/sign-in/a-server-that-is-gone-is-told", test_a_server_that_is_gone_is_told);
  ADD ("/sign-in/nobody-coming-back-ends-the-waiting", test_nobody_coming_back_ends_the_waiting);
  ADD ("/sign-in/no-browser-is-told", test_no_browser_is_told);
  ADD ("/sign-in/it-can-be-tried-again", test_it_can_be_tried_again);
  ADD ("/sign-in/it-can-be-cancelled", test_it_can_be_cancelled);
  ADD ("/sign-in/other-requests-do-not-end-the-waiting",
       test_other_requests_do_not_end_the_waiting);
  ADD ("/sign-in/only-loopback-is-listened-to", test_only_loopback_is_listened_to);
  ADD ("/sign-in/a-server-without-tls-is-refused", test_a_server_without_tls_is_refused);
  return g_test_run ();
}
