/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests a second of a signed-in list of 50 rows, by the whole server over HTTP, against a bare
 * libmicrohttpd that answers the same number of bytes from memory. Each server is a process of its
 * own, so that its processor time is its own. */
#include <gio/gio.h>
#include <locale.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/portail-dispatcher.h"
#include "shared/portail-change.h"
#include "shared/portail-id.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "tests/bench/request-loop.h"
#include "tests/server/server-fixture.h"

#define N_ROWS        50
#define N_REQUESTS    20000
#define N_CONNECTIONS 16
#define N_RUNS        3

static PortailChange *
make_change (const PortailRecordType *type, const char *fields)
{
  g_autofree char *id = portail_id_new ();
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (fields, strlen (fields), NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailReadOptions options = { .mode = PORTAIL_READ_STRICT, .writable = ~(PortailFieldSet) 0 };

  change->fields = portail_record_read_json (
      change->record, portail_json_document_get_root (document), &options, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  return change;
}

/* A sheet of N_ROWS rows, by a push. Returns: its id. Owned. */
static char *
push_sheet (ServerFixture *fixture, const char *token)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, fixture->garage_id);
  PortailChange *sheet = make_change (&portail_dotation_type, "{\"period\":\"2025-W38\"}");
  g_autofree char *device = portail_id_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (ServerReply) reply = NULL;

  op->seq = 1;
  portail_sync_op_take_change (op, sheet);
  for (int i = 0; i < N_ROWS; i++)
    {
      g_autofree char *fields = g_strdup_printf (
          "{\"dotation_id\":\"%s\",\"position\":%d,\"employee_name\":\"Personne %02d\","
          "\"grade\":\"Senior\",\"run\":%d.25,\"facture\":1200,\"vente\":800.5}",
          sheet->id, i, i, 1000 + i);

      portail_sync_op_take_change (op, make_change (&portail_dotation_row_type, fields));
    }
  g_string_printf (body, "{\"protocol\":1,\"device\":\"%s\",\"ops\":[", device);
  portail_sync_op_append_json (op, body);
  g_string_append (body, "]}");
  reply = server_fixture_ask (
      fixture, &(ServerAsk){
                   .method = "POST", .path = "/api/sync/push", .token = token, .body = body->str });
  g_assert_nonnull (strstr (reply->body, "\"status\":\"applied\""));
  return g_strdup (sheet->id);
}

/* The first line says where and what to ask; then it serves until its input ends. */
static void
announce (guint16 port, const char *path, const char *token)
{
  g_print ("%u %s %s\n", port, path, token);
  fflush (stdout);
  while (getchar () != EOF)
    continue;
}

static void
serve_list (void)
{
  ServerFixture fixture = { 0 };
  g_autoptr (ServerReply) session = NULL;
  g_autofree char *sheet_id = NULL;
  g_autofree char *path = NULL;

  server_fixture_set_up (&fixture, NULL);
  g_clear_pointer (&fixture.server, portail_server_free);
  fixture.server = portail_server_new (&(PortailServerParts){
      .config = fixture.config,
      .keys = fixture.keys,
      .discord = fixture.discord,
      .limits = PORTAIL_LIMITS_OFF,
  });
  session = server_fixture_sign_in (&fixture, FIXTURE_CAMILLE);
  sheet_id = push_sheet (&fixture, server_reply_get_text (session, "access_token"));
  path = g_strdup_printf ("/api/dotations/%s/rows?limit=%d", sheet_id, N_ROWS);
  server_fixture_serve (&fixture);
  announce (portail_dispatcher_get_port (fixture.dispatcher), path,
            server_reply_get_text (session, "access_token"));
  server_fixture_tear_down (&fixture, NULL);
}

static enum MHD_Result
answer_at_once (void *response,
                struct MHD_Connection *connection,
                const char *url,
                const char *method,
                const char *version,
                const char *upload,
                size_t *upload_size,
                void **state)
{
  static int known;

  /* An answer before the whole request closes the connection. */
  if (*state == NULL)
    {
      *state = &known;
      return MHD_YES;
    }
  return MHD_queue_response (connection, MHD_HTTP_OK, response);
}

/* With the threads and the loop of portail-http-server.h. */
static void
serve_bare (gsize n_bytes)
{
  g_autofree char *body = g_strnfill (n_bytes, 'x');
  struct MHD_Response *response = MHD_create_response_from_buffer (n_bytes, body,
                                                                   MHD_RESPMEM_PERSISTENT);
  struct sockaddr_in address = { .sin_family = AF_INET };
  struct MHD_Daemon *daemon;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  daemon = MHD_start_daemon (MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL, answer_at_once, response,
                             MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE,
                             MAX (2u, g_get_num_processors ()), MHD_OPTION_END);
  g_assert_nonnull (daemon);
  announce (MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT)->port, "/", "-");
  MHD_stop_daemon (daemon);
  MHD_destroy_response (response);
}

typedef struct
{
  double requests_a_second;
  double microseconds; /* of the server's processors, a request */
  gsize n_body_bytes;
} Measure;

static double
get_processor_seconds (const char *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", process);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  /* After the name in brackets: state is the first word, utime the twelfth. */
  words = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  return (double) (g_ascii_strtoull (words[11], NULL, 10) + g_ascii_strtoull (words[12], NULL, 10))
         / (double) sysconf (_SC_CLK_TCK);
}

static GSubprocess *
start_server (const char *role, const char *n_bytes, char **line)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                               | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                           &error, "/proc/self/exe", role, n_bytes, NULL);
  g_autoptr (GDataInputStream) output = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  /* The test framework says something first. */
  do
    {
      g_free (*line);
      *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_nonnull (*line);
    }
  while (g_str_has_prefix (*line, "#"));
  return process;
}

static Measure
measure (const char *role, gsize n_bytes)
{
  g_autofree char *line = NULL;
  g_autofree char *size = g_strdup_printf ("%zu", n_bytes);
  g_autoptr (GSubprocess) process = start_server (role, size, &line);
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              words[1], words[2]);
  RequestLoop loop = { (guint16) g_ascii_strtoull (words[0], NULL, 10), request, N_CONNECTIONS,
                       N_REQUESTS };
  Measure best = { 0 };

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  for (int run = 0; run < N_RUNS; run++)
    {
      double before = get_processor_seconds (g_subprocess_get_identifier (process));
      RequestLoopResult result = request_loop_run (&loop);
      double used = get_processor_seconds (g_subprocess_get_identifier (process)) - before;

      if (N_REQUESTS / result.seconds > best.requests_a_second)
        best = (Measure){ N_REQUESTS / result.seconds, used * G_USEC_PER_SEC / N_REQUESTS,
                          result.n_body_bytes };
    }
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return best;
}

static void
report (const char *what, const Measure *result)
{
  g_print ("%-30s %7zu bytes %8.0f requests/s %7.1f µs of processor a request\n", what,
           result->n_body_bytes, result->requests_a_second, result->microseconds);
}

int
main (int argc, char *argv[])
{
  Measure list;
  Measure bare;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc > 2 && g_str_equal (argv[1], "serve-list"))
    {
      serve_list ();
      return EXIT_SUCCESS;
    }
  if (argc > 2)
    {
      serve_bare ((gsize) g_ascii_strtoull (argv[2], NULL, 10));
      return EXIT_SUCCESS;
    }
  list = measure ("serve-list", 0);
  bare = measure ("serve-bare", list.n_body_bytes);
  g_print ("%d requests over %d connections, best of %d\n", N_REQUESTS, N_CONNECTIONS, N_RUNS);
  report ("list of 50 rows, signed in", &list);
  report ("bare libmicrohttpd", &bare);
  g_print ("RATIO list/bare %.2f\n", list.requests_a_second / bare.requests_a_second);
  return EXIT_SUCCESS;
}
