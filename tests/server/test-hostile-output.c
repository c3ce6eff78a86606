/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What strangers wrote, on its way out: into the log, into sheets that somebody opens, into the
 * heads of answers. It stays what it is, a text. */
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "server/portail-log.h"
#include "tests/server/hostile-plan.h"
#include "tests/server/hostile-world.h"
#include "tests/support/portail-raw-client.h"

/* --- the log --- */

#define LOG_TEST  "/hostile-output/a-log-line-is-one-object-and-tells-no-secret"
#define A_MAIL    "somebody@secret.example"
#define AN_AMOUNT "7654321.98"
#define A_TOKEN   "eyJ-a-token-that-nobody-may-read"
#define FORGED    "a-forged-line"

static void
send_raw (ServerFixture *fixture, const char *request)
{
  g_autoptr (PortailRawClient) client = portail_raw_client_new (
      (guint16) portail_dispatcher_get_port (fixture->dispatcher));

  portail_raw_client_send (client, request);
  portail_raw_client_half_close (client);
  portail_raw_client_wait_closed (client);
}

static const char *const requests[] = {
  "GET /" FORGED "%0A%7B%22level%22:%22error%22%7D HTTP/1.1\r\nHost: x\r\n\r\n",
  "GET /" FORGED "%1B%5B31m HTTP/1.1\r\nHost: x\r\n\r\n",
  "GET /auth/me?email=" A_MAIL "&token=" A_TOKEN " HTTP/1.1\r\nHost: x\r\n\r\n",
  "GET /auth/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " A_TOKEN "\r\n\r\n",
  "GET /auth/me HTTP/1.1\r\nHost: x\r\nUser-Agent: \x1b[2J" FORGED "\r\n\r\n",
  "GET /auth/me HTTP/1.1\r\nHost: x\r\nX-Request-Id: " FORGED "\r\nReferer: " FORGED "\r\n\r\n",
  FORGED " /auth/me HTTP/1.1\r\nHost: x\r\n\r\n",
  "{\"level\":\"" FORGED "\"} / HTTP/1.1\r\nHost: x\r\n\r\n",
  "GET /auth/me HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " FORGED "\r\n\r\n",
  "GET /auth/authorize?client=desktop&device_name=" FORGED
  "%0A%1B%5B31m HTTP/1.1\r\nHost: x\r\n\r\n",
  "POST /auth/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 52"
  "\r\n\r\n{\"refresh_token\":\"" A_TOKEN "\"}",
  "POST /auth/local HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 62"
  "\r\n\r\n{\"username\":\"" A_MAIL "\",\"password\":\"" FORGED "123456\"}",
};

static void
write_log (void)
{
  ServerFixture fixture = { NULL };
  g_autofree char *token = NULL;
  g_autofree char *body = NULL;
  g_autoptr (ServerReply) made = NULL;

  portail_log_install (STDERR_FILENO, PORTAIL_LOG_DEBUG);
  server_fixture_set_up (&fixture, NULL);
  server_fixture_serve (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    send_raw (&fixture, requests[i]);
  token = server_fixture_dup_token (&fixture, FIXTURE_CAMILLE);
  body = g_strdup_printf ("{'enterprise_id':'%s','period':'2025-W38','amount':" AN_AMOUNT
                          ",'notes':'" FORGED "'}",
                          fixture.garage_id);
  made = server_fixture_post (&fixture, "/api/dotations", token, body);
  g_assert_cmpuint (made->status, ==, 201);
  server_fixture_tear_down (&fixture, NULL);
}

static char **
run_myself (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "-p",
      LOG_TEST, "--GTestSubprocess", NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &output, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strsplit (g_strchomp (output), "\n", -1);
}

static void
test_log (void)
{
  static const char *const secrets[] = { A_MAIL, "7654321", A_TOKEN, FORGED, "\x1b" };
  g_auto (GStrv) lines = NULL;
  guint n_requests = 0;

  if (g_test_subprocess ())
    {
      write_log ();
      return;
    }
  lines = run_myself ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *line;

      g_test_message ("%s", lines[i]);
      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      line = json_node_get_object (json_parser_get_root (parser));
      g_assert_nonnull (json_object_get_string_member (line, "level"));
      if (json_object_has_member (line, "status"))
        n_requests++;
      for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
        g_assert_null (strstr (lines[i], secrets[j]));
    }
  g_assert_cmpuint (n_requests, >=, G_N_ELEMENTS (requests) - 3);
}

/* --- sheets --- */

static const char *const beginnings[] = { "=", "+", "-", "@", "\t=", "\r=", " =", "\xef\xbc\x9d" };

/* Every text of the kind's row that takes it becomes a formula. */
static void
write_formulas (HostileWorld *world, const HostileKind *kind, const char *beginning)
{
  const PortailRecordType *type = NULL;

  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    if (route->type != NULL && g_str_equal (route->type->name, kind->word))
      type = route->type;
  for (guint i = 0; i < type->n_fields; i++)
    {
      const PortailField *field = &type->fields[i];
      g_autofree char *target = g_strdup_printf ("%s/$%s", kind->list, kind->word);
      g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, target);
      g_autofree char *escaped = g_strescape (beginning, "\xef\xbc\x9d");
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"%scmd|' /C calc'!A0\"}", field->name,
                                               escaped);
      g_autoptr (HostileAnswer) answer = NULL;

      if (field->kind != PORTAIL_KIND_TEXT
          || field->flags & (PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IMMUTABLE))
        continue;
      answer = hostile_world_do (world, &(ServerAsk){ .method = "PATCH",
                                                      .path = path,
                                                      .token = world->tokens[HOSTILE_SUPERADMIN],
                                                      .body = body });
      g_assert_cmpuint (answer->status, <, 500);
    }
}

static HostileAnswer *export(HostileWorld *world, const PortailRoute *route, const char *format)
{
  g_auto (HostileStep) step = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *target = NULL;

  if (!hostile_plan_make (route, &step))
    return NULL;
  path = hostile_world_fill (world, HOSTILE_OWN, step.target);
  bare = g_strndup (path, strcspn (path, "?"));
  target = g_strdup_printf ("%s?format=%s", bare, format);
  return hostile_world_try (
      world,
      &(ServerAsk){ .method = "GET", .path = target, .token = world->tokens[HOSTILE_SUPERADMIN] });
}

/* A cell that a program would read as a formula. */
static void
check_csv (const PortailRoute *route, const HostileAnswer *answer)
{
  g_autoptr (GRegex) formula = g_regex_new ("(^|[;,\"\n\r\t])[=+@\\-\t\r]+ ?cmd", G_REGEX_RAW, 0,
                                            NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (g_regex_match (formula, answer->body, 0, &match))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);

      g_test_message ("%s: “%s” in\n%s", route->path, found, answer->body);
      g_test_fail ();
    }
}

static void
check_xlsx (const PortailRoute *route, const HostileAnswer *answer)
{
  zip_source_t *source = zip_source_buffer_create (answer->body, answer->length, 0, NULL);
  zip_t *workbook = zip_open_from_source (source, ZIP_RDONLY, NULL);

  g_assert_nonnull (workbook);
  for (zip_int64_t i = 0; i < zip_get_num_entries (workbook, 0); i++)
    {
      zip_stat_t about;
      zip_file_t *part = zip_fopen_index (workbook, (zip_uint64_t) i, 0);
      g_autofree char *text = NULL;

      g_assert_cmpint (zip_stat_index (workbook, (zip_uint64_t) i, 0, &about), ==, 0);
      text = g_malloc0 (about.size + 1);
      zip_fread (part, text, about.size);
      zip_fclose (part);
      for (const char *at = strstr (text, "<f>"); at != NULL; at = strstr (at + 1, "<f>"))
        g_assert_null (g_strstr_len (at, strstr (at, "</f>") - at, "cmd"));
      if (g_str_has_suffix (about.name, ".rels"))
        g_assert_null (strstr (text, "cmd"));
    }
  zip_discard (workbook);
}

static gboolean
is_export (const PortailRoute *route)
{
  return route->method == PORTAIL_METHOD_GET && g_str_has_suffix (route->path, "/export")
         && !g_str_equal (route->path, "/api/config/export");
}

static void
test_formulas (HostileWorld *world, gconstpointer unused)
{
  guint n_exports = 0;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      for (const HostileKind *kind = hostile_kinds_get (); kind->word != NULL; kind++)
        write_formulas (world, kind, beginnings[i]);
      for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
        {
          g_autoptr (HostileAnswer) csv = is_export (route) ? export(world, route, "csv") : NULL;
          g_autoptr (HostileAnswer) xlsx = csv != NULL ? export(world, route, "xlsx") : NULL;

          if (csv == NULL)
            continue;
          g_assert_cmpuint (csv->status, ==, 200);
          g_assert_cmpuint (xlsx->status, ==, 200);
          check_csv (route, csv);
          check_xlsx (route, xlsx);
          n_exports++;
        }
    }
  g_assert_cmpuint (n_exports, >, 5 * G_N_ELEMENTS (beginnings));
}

/* --- heads --- */

/* Printable ASCII, and of a file's name one only of each form. */
static void
check_head (const HostileAnswer *answer)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, answer->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const char *text = value;

      for (const char *c = text; *c != '\0'; c++)
        if (*c < ' ' || *c > '~')
          g_error ("%s: %s", (const char *) name, text);
      if (!g_str_equal (name, "content-disposition"))
        continue;
      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, "attachment"));
      g_assert_null (strstr (strstr (text, "filename=") + 1, "filename="));
      g_assert_null (strchr (text, '/'));
      g_assert_null (strchr (text, '\\'));
    }
}

static const char *const names[] = {
  "a\\\"; filename=\\\"evil.exe",
  "a\\r\\nX-Evil: 1\\r\\n\\r\\n<script>.pdf",
  "a\\nSet-Cookie: a=b.pdf",
  "..\\/..\\/etc\\/passwd",
  "..\\\\..\\\\boot.ini",
  "C:\\\\evil.pdf",
  "été — \u202efdp.exe",
  "\\u0000.pdf",
  "%0d%0aX-Evil: 1.pdf",
  "a;b,c='d'.pdf",
  "CON.pdf",
  "\xf0\x9f\x92\xa3.pdf",
};

static void
set_name (HostileWorld *world, const char *target, const char *field, const char *name)
{
  g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN, target);
  g_autofree char *body = g_strdup_printf ("{\"%s\":\"%s\"}", field, name);
  g_autoptr (HostileAnswer) answer = hostile_world_do (
      world, &(ServerAsk){ .method = "PATCH",
                           .path = path,
                           .token = world->tokens[HOSTILE_SUPERADMIN],
                           .body = body });

  g_assert_cmpuint (answer->status, <, 500);
}

static void
put_content (HostileWorld *world)
{
  g_autofree char *path = hostile_world_fill (world, HOSTILE_OWN,
                                              "/api/documents/$document/content");
  g_autoptr (HostileAnswer) answer = hostile_world_do (
      world, &(ServerAsk){ .method = "PUT",
                           .path = path,
                           .token = world->tokens[HOSTILE_SUPERADMIN],
                           .content_type = "application/pdf",
                           .body = "%PDF-1.4\ntrailer<<>>\n%%EOF\n" });

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_names_in_heads (HostileWorld *world, gconstpointer unused)
{
  put_content (world);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      set_name (world, "/api/documents/$document", "filename", names[i]);
      set_name (world, "/api/enterprises/$enterprise", "name", names[i]);
      for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
        {
          gboolean is_file = is_export (route) || g_str_has_suffix (route->path, "/content")
                             || g_str_has_suffix (route->path, "/fiche")
                             || g_str_has_suffix (route->path, "/analysis");
          g_autoptr (HostileAnswer) answer =
              is_file && route->method == PORTAIL_METHOD_GET ? export(
                  world, route, g_str_has_suffix (route->path, "/analysis") ? "pdf" : "csv")
                                                             : NULL;

          if (answer != NULL)
            check_head (answer);
        }
    }
}

/* An address that is led to is one of ours, whatever was asked. */
static void
test_parameters_in_heads (HostileWorld *world, gconstpointer unused)
{
  static const char *const addresses[] = {
    "http%3A%2F%2F127.0.0.1%3A1%2Fcallback%0D%0AX-Evil%3A%201",
    "%0D%0ALocation%3A%20http%3A%2F%2Fevil.example",
    "http%3A%2F%2Fevil.example%2F",
    "javascript%3Aalert(1)",
    "%2F%2Fevil.example",
  };
  static const char *const parameters[] = { "redirect_uri", "state",       "code",  "client",
                                            "ticket",       "device_name", "error", "next" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
      for (guint j = 0; j < G_N_ELEMENTS (parameters); j++)
        {
          g_autofree char *path = g_strdup_printf (
              "%s?client=desktop&%s=%s", route->path,
              g_str_equal (parameters[j], "client") ? "x" : parameters[j], addresses[i]);
          g_autoptr (HostileAnswer) answer = NULL;
          const char *location;

          if (route->method != PORTAIL_METHOD_GET || strchr (route->path, '{') != NULL
              || !g_str_has_prefix (route->path, "/auth"))
            continue;
          answer = hostile_world_try (world, &(ServerAsk){ .method = "GET", .path = path });
          check_head (answer);
          location = g_hash_table_lookup (answer->headers, "location");
          g_assert_true (location == NULL || strstr (location, "evil.example") == NULL
                         || strstr (location, "//evil.example") == NULL);
          g_assert_null (strstr (answer->body, "<script>alert"));
        }
}

#define ADD(path, function)                                                                        \
  g_test_add (path, HostileWorld, NULL, hostile_world_set_up, function, hostile_world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func (LOG_TEST, test_log);
  ADD ("/hostile-output/no-export-holds-a-formula-of-a-stranger", test_formulas);
  ADD ("/hostile-output/a-name-writes-no-head", test_names_in_heads);
  ADD ("/hostile-output/a-parameter-writes-no-head", test_parameters_in_heads);
  return g_test_run ();
}
