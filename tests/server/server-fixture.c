/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/server-fixture.h"

#include <libsoup/soup.h>
#include <sodium.h>
#include <string.h>

#include "server/portail-live-hub.h"
#include "server/portail-record-writer.h"
#include "server/portail-system-setting.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-id.h"
#include "shared/portail-migration.h"
#include "shared/records/portail-enterprise.h"
#include "tests/discord/portail-discord-browser.h"
#include "tests/server/described-status.h"
#include "tests/support/portail-tree.h"

#define CALLBACK      "http://127.0.0.1:8000/auth/discord/callback"
#define SIGNING_KEY   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define CLIENT_ID     "700000000000000001"
#define CLIENT_SECRET "the secret of the tests"
/* Short, so that a provider that says nothing costs a test little. */
#define DISCORD_TIMEOUT_MILLISECONDS 1500

static const char *const redirect_uris[] = { CALLBACK, NULL };

static void
start_provider (ServerFixture *fixture)
{
  const PortailDiscordApplication application = {
    .client_id = CLIENT_ID,
    .client_secret = CLIENT_SECRET,
    .bot_token = FIXTURE_BOT_TOKEN,
    .redirect_uris = redirect_uris,
  };
  g_autofree char *users = g_test_build_filename (G_TEST_DIST, "discord", "demo-users.json", NULL);
  g_autoptr (GError) error = NULL;

  fixture->provider = portail_discord_provider_new (&application);
  portail_discord_provider_load_users_file (fixture->provider, users, &error);
  g_assert_no_error (error);
  portail_discord_provider_start (fixture->provider, 0, &error);
  g_assert_no_error (error);
}

static void
add_variable (GPtrArray *environment, const char *format, const char *value)
{
  g_ptr_array_add (environment, g_strconcat (format, value, NULL));
}

static void
load_config (ServerFixture *fixture, const char *variable)
{
  const char *base = portail_discord_provider_get_base_url (fixture->provider);
  g_autoptr (GPtrArray) environment = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *api = g_strconcat (base, "/api/v10", NULL);
  g_autofree char *authorize = g_strconcat (base, "/oauth2/authorize", NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  add_variable (environment, "DATABASE_URL=sqlite:///", fixture->database_path);
  add_variable (environment, "API_PORT=", "0");
  add_variable (environment, "JWT_SECRET_KEY=", SIGNING_KEY);
  add_variable (environment, "DISCORD_CLIENT_ID=", CLIENT_ID);
  add_variable (environment, "DISCORD_CLIENT_SECRET=", CLIENT_SECRET);
  add_variable (environment, "DISCORD_API_BASE=", api);
  add_variable (environment, "DISCORD_AUTHORIZE_URL=", authorize);
  add_variable (environment, "DISCORD_CDN_BASE=", base);
  add_variable (environment, "SUPERADMIN_DISCORD_IDS=", FIXTURE_HUGO);
  add_variable (environment, "CORS_ORIGINS=", FIXTURE_ORIGIN);
  if (variable != NULL)
    add_variable (environment, variable, "");
  g_ptr_array_add (environment, NULL);
  fixture->config = portail_server_config_load (NULL, (const char *const *) environment->pdata,
                                                problems);
  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", portail_problems_get (problems, i)->detail);
}

static char *
put_company (PortailRecordWriter *writer, const char *name, const char *const *ids)
{
  g_autoptr (PortailEnterprise) enterprise = portail_record_new (&portail_enterprise_type);
  g_autoptr (GError) error = NULL;

  enterprise->base.id = portail_id_new ();
  enterprise->name = g_strdup (name);
  enterprise->is_active = TRUE;
  enterprise->discord_guild_id = g_strdup (ids[0]);
  enterprise->main_guild_role_id = g_strdup (ids[1]);
  enterprise->patron_role_id = g_strdup (ids[2]);
  enterprise->co_patron_role_id = g_strdup (ids[3]);
  enterprise->employee_role_id = g_strdup (ids[4]);
  portail_record_writer_insert (writer, enterprise, &error);
  g_assert_no_error (error);
  return g_strdup (enterprise->base.id);
}

static void
save_setting (ServerFixture *fixture, PortailSystemSetting setting, const char *value)
{
  g_autoptr (GError) error = NULL;

  portail_system_setting_save (fixture->writer, setting, value, server_fixture_get_now (fixture),
                               &error);
  g_assert_no_error (error);
}

static void
fill_database (ServerFixture *fixture)
{
  static const char *const garage[] = {
    FIXTURE_GARAGE_GUILD, "910000000000000011", "920000000000000101",
    "920000000000000102", "920000000000000103",
  };
  static const char *const taxi[] = {
    "900000000000000102", "910000000000000012", "920000000000000201",
    "920000000000000202", "920000000000000203",
  };
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      fixture->writer, NULL, NULL, server_fixture_get_now (fixture));

  fixture->garage_id = put_company (writer, "Garage des Docks", garage);
  fixture->taxi_id = put_company (writer, "Taxis du Belvédère", taxi);
  save_setting (fixture, PORTAIL_SYSTEM_MAIN_GUILD, FIXTURE_MAIN_GUILD);
  save_setting (fixture, PORTAIL_SYSTEM_STAFF_ROLES, "910000000000000001");
  save_setting (fixture, PORTAIL_SYSTEM_DOT_ROLES, "910000000000000002");
}

static void
open_database (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->writer = portail_database_open_sqlite (fixture->database_path,
                                                  PORTAIL_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  portail_migration_run (fixture->writer, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
  portail_server_keys_create_missing (fixture->writer, server_fixture_get_now (fixture), &error);
  g_assert_no_error (error);
  fixture->keys = portail_server_keys_load (
      fixture->writer,
      portail_server_config_get_text (fixture->config, PORTAIL_SETTING_JWT_SECRET_KEY),
      server_fixture_get_now (fixture), &error);
  g_assert_no_error (error);
  fill_database (fixture);
  fixture->reader = portail_database_open_sqlite (fixture->database_path,
                                                  PORTAIL_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
}

static PortailTimestamp
read_clock (gpointer fixture)
{
  return server_fixture_get_now (fixture);
}

void
server_fixture_set_up (ServerFixture *fixture, gconstpointer variable)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  fixture->folder = g_dir_make_tmp ("portail-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database_path = g_build_filename (fixture->folder, "portail.db", NULL);
  start_provider (fixture);
  load_config (fixture, variable);
  open_database (fixture);
  fixture->discord = portail_discord_new (&(PortailDiscordSettings){
      .api_base = portail_server_config_get_text (fixture->config,
                                                  PORTAIL_SETTING_DISCORD_API_BASE),
      .client_id = CLIENT_ID,
      .client_secret = CLIENT_SECRET,
      .redirect_uri = CALLBACK,
      .timeout_milliseconds = DISCORD_TIMEOUT_MILLISECONDS,
  });
  fixture->blobs = portail_blob_store_new (
      portail_server_config_get_text (fixture->config, PORTAIL_SETTING_BLOB_DIR), &error);
  g_assert_no_error (error);
  fixture->live = portail_live_hub_new (fixture->database_path);
  fixture->server = portail_server_new (&(PortailServerParts){
      .config = fixture->config,
      .keys = fixture->keys,
      .live = fixture->live,
      .blobs = fixture->blobs,
      .discord = fixture->discord,
      .get_now = read_clock,
      .user = fixture,
  });
}

void
server_fixture_tear_down (ServerFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->dispatcher, portail_dispatcher_free);
  g_clear_pointer (&fixture->server, portail_server_free);
  g_clear_pointer (&fixture->live, portail_live_hub_free);
  g_clear_pointer (&fixture->blobs, portail_blob_store_free);
  g_clear_pointer (&fixture->discord, portail_discord_free);
  g_clear_pointer (&fixture->reader, portail_database_close);
  g_clear_pointer (&fixture->writer, portail_database_close);
  g_clear_pointer (&fixture->keys, portail_server_keys_free);
  g_clear_pointer (&fixture->config, portail_server_config_free);
  g_clear_object (&fixture->provider);
  portail_tree_remove (fixture->folder);
  g_free (fixture->garage_id);
  g_free (fixture->taxi_id);
  g_free (fixture->database_path);
  g_free (fixture->folder);
}

void
server_fixture_serve (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->dispatcher = portail_dispatcher_new (fixture->server, fixture->config,
                                                g_steal_pointer (&fixture->writer));
  portail_dispatcher_start (fixture->dispatcher, &error);
  g_assert_no_error (error);
}

void
server_fixture_advance_clock (ServerFixture *fixture, gint seconds)
{
  g_atomic_int_add (&fixture->clock_offset, seconds);
}

PortailTimestamp
server_fixture_get_now (ServerFixture *fixture)
{
  if (fixture->story_time != 0)
    return (PortailTimestamp){ g_atomic_pointer_add (&fixture->story_time, 1000) };
  return portail_timestamp_add_seconds (portail_timestamp_now (),
                                        g_atomic_int_get (&fixture->clock_offset));
}

PortailContext
server_fixture_get_context (ServerFixture *fixture)
{
  return (PortailContext){
    .config = fixture->config,
    .keys = fixture->keys,
    .database = fixture->writer,
    .now = server_fixture_get_now (fixture),
  };
}

gint64
server_fixture_query (ServerFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (fixture->reader, sql, &error);
  gint64 number = 0;

  g_assert_no_error (error);
  if (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    number = portail_statement_get_int64 (statement, 0);
  g_assert_no_error (error);
  portail_statement_reset (statement);
  return number;
}

void
server_reply_free (ServerReply *reply)
{
  g_hash_table_unref (reply->headers);
  g_clear_pointer (&reply->json, portail_json_document_free);
  g_free (reply->body);
  g_free (reply);
}

static ServerReply *
reply_new (guint status, GBytes *body)
{
  ServerReply *reply = g_new0 (ServerReply, 1);
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  reply->status = status;
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reply->body = g_malloc0 (length + 1);
  if (length > 0)
    memcpy (reply->body, bytes, length);
  reply->length = length;
  reply->json = portail_json_parse (reply->body, length, NULL);
  return reply;
}

static void
add_header (const char *name, const char *value, gpointer reply)
{
  g_hash_table_insert (((ServerReply *) reply)->headers, g_ascii_strdown (name, -1),
                       g_strdup (value));
}

typedef struct
{
  const char *name;
  const char *value;
} Header;

static GArray *
list_headers (const ServerAsk *ask, const char *authorization)
{
  const Header all[] = {
    { "Authorization", authorization },
    { "Accept", ask->accept },
    { "Origin", ask->origin },
    { "Accept-Language", ask->language },
    { "Cookie", ask->cookie },
    { "If-Match", ask->if_match },
    { "Content-Type", ask->body == NULL && ask->bytes == NULL ? NULL
                      : ask->content_type != NULL             ? ask->content_type
                                                              : "application/json" },
  };
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (Header));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].value != NULL)
      g_array_append_val (headers, all[i]);
  for (const char *const *other = ask->headers; other != NULL && *other != NULL; other += 2)
    g_array_append_val (headers, ((Header){ other[0], other[1] }));
  return headers;
}

/* NULL for none. Owned. */
static GBytes *
dup_body (const ServerAsk *ask)
{
  if (ask->bytes != NULL)
    return g_bytes_ref (ask->bytes);
  return ask->body != NULL ? g_bytes_new (ask->body, strlen (ask->body)) : NULL;
}

static ServerReply *
ask_over_http (ServerFixture *fixture, const ServerAsk *ask, const GArray *headers)
{
  g_autofree char *url = g_strdup_printf (
      "http://127.0.0.1:%u%s", portail_dispatcher_get_port (fixture->dispatcher), ask->path);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (ask->method, url);
  g_autoptr (GBytes) sent = dup_body (ask);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  ServerReply *reply;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, NULL, sent);
  for (guint i = 0; i < headers->len; i++)
    {
      const Header *header = &g_array_index (headers, Header, i);

      soup_message_headers_replace (soup_message_get_request_headers (message), header->name,
                                    header->value);
    }
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  reply = reply_new (soup_message_get_status (message), body);
  soup_message_headers_foreach (soup_message_get_response_headers (message), add_header, reply);
  return reply;
}

static ServerReply *
ask_inline (ServerFixture *fixture, const ServerAsk *ask, const GArray *headers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRequest) request = portail_request_new (ask->method, ask->path, &error);
  g_autoptr (PortailAnswer) answer = NULL;
  const char *type;
  ServerReply *reply;

  g_assert_no_error (error);
  for (guint i = 0; i < headers->len; i++)
    {
      const Header *header = &g_array_index (headers, Header, i);

      portail_request_add_header (request, header->name, header->value, &error);
      g_assert_no_error (error);
    }
  portail_request_set_peer (request, "127.0.0.1", NULL);
  if (ask->body != NULL || ask->bytes != NULL)
    portail_request_take_body (request, dup_body (ask));
  answer = portail_server_handle (fixture->server, request, fixture->reader, fixture->writer);
  reply = reply_new (portail_answer_get_status (answer), portail_answer_get_body (answer));
  type = portail_answer_get_content_type (answer);
  add_header ("Content-Type", type != NULL ? type : "", reply);
  for (guint i = 0; i < portail_answer_get_n_headers (answer); i++)
    {
      const char *value;
      const char *name = portail_answer_get_header_at (answer, i, &value);

      add_header (name, value, reply);
    }
  return reply;
}

ServerReply *
server_fixture_ask (ServerFixture *fixture, const ServerAsk *ask)
{
  g_autofree char *authorization = ask->token != NULL ? g_strconcat ("Bearer ", ask->token, NULL)
                                                      : NULL;
  g_autoptr (GArray) headers = list_headers (ask, authorization);
  ServerReply *reply = fixture->dispatcher != NULL ? ask_over_http (fixture, ask, headers)
                                                   : ask_inline (fixture, ask, headers);

  described_status_check_request (ask->method, ask->path, reply->status);
  return reply;
}

ServerReply *
server_fixture_get (ServerFixture *fixture, const char *path, const char *token)
{
  return server_fixture_ask (fixture,
                             &(ServerAsk){ .method = "GET", .path = path, .token = token });
}

ServerReply *
server_fixture_post (ServerFixture *fixture, const char *path, const char *token, const char *body)
{
  g_autofree char *json = g_strdelimit (g_strdup (body), "'", '"');

  return server_fixture_ask (
      fixture, &(ServerAsk){ .method = "POST", .path = path, .token = token, .body = json });
}

ServerReply *
server_fixture_send (ServerFixture *fixture,
                     const char *method,
                     const char *path,
                     const char *token,
                     const char *body)
{
  g_autofree char *json = body != NULL ? g_strdelimit (g_strdup (body), "'", '"') : NULL;

  return server_fixture_ask (
      fixture, &(ServerAsk){ .method = method, .path = path, .token = token, .body = json });
}

const char *
server_reply_get_header (ServerReply *reply, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (reply->headers, lower);
}

const PortailJson *
server_reply_get_root (ServerReply *reply)
{
  return reply->json != NULL ? portail_json_document_get_root (reply->json) : NULL;
}

const char *
server_reply_get_text (ServerReply *reply, const char *member)
{
  const char *text = portail_json_get_member_string (server_reply_get_root (reply), member);

  return text != NULL ? text : "";
}

void
server_reply_assert_problem (ServerReply *reply, guint status, const char *code)
{
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (server_reply_get_header (reply, "Content-Type"), ==, "application/problem+json");
  g_assert_cmpstr (server_reply_get_text (reply, "code"), ==, code);
  g_assert_cmpstr (server_reply_get_text (reply, "detail"), !=, "");
}

char *
server_fixture_begin_desktop (ServerFixture *fixture)
{
  g_autoptr (ServerReply) consent = server_fixture_get (
      fixture,
      "/auth/authorize?client=desktop&redirect_uri=" FIXTURE_REDIRECT
      "&code_challenge=" FIXTURE_CHALLENGE "&code_challenge_method=S256&state=of-the-desktop"
      "&device_name=Tour%20du%20salon",
      NULL);
  g_autoptr (ServerReply) redirect = NULL;
  g_autofree char *path = NULL;
  const char *link = strstr (consent->body, "/auth/discord/login?ticket=");

  g_assert_cmpuint (consent->status, ==, 200);
  g_assert_nonnull (strstr (consent->body, "Tour du salon"));
  g_assert_nonnull (link);
  path = g_strndup (link, strcspn (link, "\""));
  redirect = server_fixture_get (fixture, path, NULL);
  g_assert_cmpuint (redirect->status, ==, 302);
  return g_strdup (server_reply_get_header (redirect, "Location"));
}

char *
server_fixture_press (const char *authorize_url, const char *discord_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = portail_discord_browser_authorize (authorize_url, discord_id, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (location, CALLBACK "?"));
  return g_strdup (location + strlen ("http://127.0.0.1:8000"));
}

char *
server_fixture_sign_in_to_code (ServerFixture *fixture, const char *discord_id)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, discord_id);
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, callback, NULL);

  g_assert_cmpuint (reply->status, ==, 302);
  return g_strdup (server_reply_get_header (reply, "Location"));
}

char *
server_fixture_make_exchange (const char *code, const char *verifier, const char *redirect)
{
  return g_strdup_printf ("{'grant_type':'authorization_code','code':'%s','code_verifier':'%s',"
                          "'redirect_uri':'%s'}",
                          code, verifier, redirect);
}

ServerReply *
server_fixture_sign_in (ServerFixture *fixture, const char *discord_id)
{
  g_autofree char *location = server_fixture_sign_in_to_code (fixture, discord_id);
  g_autofree char *code = portail_discord_browser_dup_parameter (location, "code");
  g_autofree char *body = server_fixture_make_exchange (code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);
  ServerReply *reply = server_fixture_post (fixture, "/auth/token", NULL, body);

  g_assert_cmpuint (reply->status, ==, 200);
  return reply;
}

char *
server_fixture_dup_token (ServerFixture *fixture, const char *discord_id)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, discord_id);

  return g_strdup (server_reply_get_text (tokens, "access_token"));
}
