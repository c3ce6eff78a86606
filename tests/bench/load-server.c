/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/load-server.h"

#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/portail-dispatcher.h"
#include "shared/portail-change.h"
#include "shared/portail-id.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "tests/server/server-fixture.h"

/* What this program is told to be when it is a server. */
static const char *const roles[] = {
  [LOAD_OURS] = "serve-ours",
  [LOAD_OURS_AFRESH] = "serve-afresh",
  [LOAD_BARE] = "serve-bare",
};

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

/* A sheet of LOAD_N_ROWS rows, by a push. Returns: its id. Owned. */
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
  for (int i = 0; i < LOAD_N_ROWS; i++)
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

/* Returns: its id. Owned. */
static char *
post_employee (ServerFixture *fixture, const char *token)
{
  g_autofree char *body = g_strdup_printf ("{'enterprise_id':'%s','name':'Employé'}",
                                           fixture->garage_id);
  g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/api/employees", token, body);

  g_assert_cmpuint (reply->status, ==, 201);
  return g_strdup (server_reply_get_text (reply, "id"));
}

static void
serve_until_end_of_input (const char *line)
{
  g_print ("%s\n", line);
  fflush (stdout);
  while (getchar () != EOF)
    continue;
}

static void
limit_descriptors (gsize n)
{
  struct rlimit limit = { n, n };

  if (n > 0 && setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_error ("setrlimit: %s", g_strerror (errno));
}

static void
serve_ours (LoadService service)
{
  ServerFixture fixture = { 0 };
  g_autoptr (ServerReply) session = NULL;
  g_autoptr (ServerReply) list = NULL;
  g_autofree char *sheet_id = NULL;
  g_autofree char *employee_id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  const char *token;

  server_fixture_set_up (&fixture, NULL);
  g_clear_pointer (&fixture.server, portail_server_free);
  fixture.server = portail_server_new (&(PortailServerParts){
      .config = fixture.config,
      .keys = fixture.keys,
      .discord = fixture.discord,
      .limits = PORTAIL_LIMITS_OFF,
  });
  session = server_fixture_sign_in (&fixture, FIXTURE_CAMILLE);
  token = server_reply_get_text (session, "access_token");
  sheet_id = push_sheet (&fixture, token);
  employee_id = post_employee (&fixture, token);
  path = g_strdup_printf ("/api/dotations/%s/rows?limit=%d", sheet_id, LOAD_N_ROWS);
  list = server_fixture_get (&fixture, path, token);
  server_fixture_serve (&fixture);
  if (service == LOAD_OURS_AFRESH)
    portail_server_watch (fixture.server, NULL);
  line = g_strdup_printf ("%u %s %s %s %s %s", portail_dispatcher_get_port (fixture.dispatcher),
                          sheet_id, employee_id, fixture.garage_id, token,
                          server_reply_get_header (list, "etag"));
  serve_until_end_of_input (line);
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
  if (*upload_size > 0)
    {
      *upload_size = 0;
      return MHD_YES;
    }
  return MHD_queue_response (connection, MHD_HTTP_OK, response);
}

/* With the threads and the loop of portail-http-server.h. */
static void
serve_bare (gsize n_bytes)
{
  g_autofree char *body = g_strnfill (n_bytes, 'x');
  g_autofree char *line = NULL;
  struct MHD_Response *response = MHD_create_response_from_buffer (n_bytes, body,
                                                                   MHD_RESPMEM_PERSISTENT);
  struct sockaddr_in address = { .sin_family = AF_INET };
  struct MHD_Daemon *daemon;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  daemon = MHD_start_daemon (MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL, answer_at_once, response,
                             MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE,
                             MAX (2u, g_get_num_processors ()), MHD_OPTION_END);
  g_assert_nonnull (daemon);
  line = g_strdup_printf ("%u - - - -",
                          MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  serve_until_end_of_input (line);
  MHD_stop_daemon (daemon);
  MHD_destroy_response (response);
}

void
load_server_run (int argc, char *argv[])
{
  gsize number;

  if (argc < 3 || !g_str_has_prefix (argv[1], "serve-"))
    return;
  number = (gsize) g_ascii_strtoull (argv[2], NULL, 10);
  if (g_str_equal (argv[1], roles[LOAD_BARE]))
    {
      serve_bare (number);
      exit (EXIT_SUCCESS);
    }
  limit_descriptors (number);
  serve_ours (g_str_equal (argv[1], roles[LOAD_OURS]) ? LOAD_OURS : LOAD_OURS_AFRESH);
  exit (EXIT_SUCCESS);
}

static GSubprocess *
spawn (LoadService service, gsize number)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autofree char *size = g_strdup_printf ("%zu", number);
  g_autofree char *peer = g_test_build_filename (G_TEST_DIST, "bench", "peer-service.py", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  /* Debian's packages are those of Debian's Python. */
  if (service == LOAD_PEER)
    process = g_subprocess_new (flags, &error, "/usr/bin/python3", peer, NULL);
  else
    process = g_subprocess_new (flags, &error, "/proc/self/exe", roles[service], size, NULL);
  g_assert_no_error (error);
  return process;
}

/* The test framework says something first. */
static char *
read_first_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (process));
  char *line = NULL;

  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_nonnull (line);
    }
  while (g_str_has_prefix (line, "#"));
  return line;
}

void
load_server_start (LoadServer *server, LoadService service, gsize number)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  server->process = spawn (service, number);
  line = read_first_line (server->process);
  words = g_strsplit (line, " ", 6);
  g_assert_cmpuint (g_strv_length (words), >=, 5);
  server->place = (LoadPlace){
    .port = (guint16) g_ascii_strtoull (words[0], NULL, 10),
    .sheet_id = g_strdup (words[1]),
    .employee_id = g_strdup (words[2]),
    .company_id = g_strdup (words[3]),
    .token = g_strdup (words[4]),
    .list_tag = g_strdup (words[5]),
  };
}

void
load_server_stop (LoadServer *server)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (server->process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (server->process, NULL, NULL));
  g_clear_object (&server->process);
  g_free (server->place.sheet_id);
  g_free (server->place.employee_id);
  g_free (server->place.company_id);
  g_free (server->place.token);
  g_free (server->place.list_tag);
}

static double
get_seconds_of (const char *process)
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

double
load_server_get_processor_seconds (const LoadServer *server)
{
  const char *process = g_subprocess_get_identifier (server->process);
  g_autofree char *path = g_strdup_printf ("/proc/%s/task/%s/children", process, process);
  g_autofree char *text = NULL;
  g_auto (GStrv) children = NULL;
  double seconds = get_seconds_of (process);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  children = g_strsplit (g_strstrip (text), " ", -1);
  for (guint i = 0; children[i] != NULL && *children[i] != '\0'; i++)
    seconds += get_seconds_of (children[i]);
  return seconds;
}

guint
load_server_get_memory (const LoadServer *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status",
                                           g_subprocess_get_identifier (server->process));
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return (guint) strtoul (strstr (text, "VmRSS:") + strlen ("VmRSS:"), NULL, 10);
}

guint
load_server_count_descriptors (const LoadServer *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd",
                                           g_subprocess_get_identifier (server->process));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}
