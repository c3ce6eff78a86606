/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What requests cost our server, over HTTP and with everything on: against a bare libmicrohttpd
 * that answers as many bytes from memory, and against the same routes of the old portal's kind
 * (peer-service.py). Processor time counts both user and kernel, of all processes of a server. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/load-server.h"
#include "tests/bench/request-loop.h"

typedef struct
{
  const LoadPlace *place;
  const char *path; /* of lists: before the sheet's id */
} Aim;

static char *
make_get (const Aim *aim, const char *path, const char *more)
{
  return g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                          "%s\r\n",
                          path, aim->place->token, more);
}

static char *
make_post (const Aim *aim, const char *path, const char *body)
{
  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          path, aim->place->token, strlen (body), body);
}

static char *
make_list (guint n, gconstpointer user)
{
  const Aim *aim = user;
  g_autofree char *path = g_strdup_printf ("%s/%s/rows?limit=%d", aim->path, aim->place->sheet_id,
                                           LOAD_N_ROWS);

  return make_get (aim, path, "");
}

static char *
make_known_list (guint n, gconstpointer user)
{
  const Aim *aim = user;
  g_autofree char *path = g_strdup_printf ("%s/%s/rows?limit=%d", aim->path, aim->place->sheet_id,
                                           LOAD_N_ROWS);
  g_autofree char *tag = g_strdup_printf ("If-None-Match: %s\r\n", aim->place->list_tag);

  return make_get (aim, path, tag);
}

static char *
make_single (guint n, gconstpointer user)
{
  const Aim *aim = user;
  g_autofree char *path = g_strdup_printf ("/api/employees/%s", aim->place->employee_id);

  return make_get (aim, path, "");
}

static char *
make_create (guint n, gconstpointer user)
{
  static guint number;
  const Aim *aim = user;
  g_autofree char *body = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"name\":\"Personne %u\",\"grade\":\"Senior\"}",
      aim->place->company_id, number++);

  return make_post (aim, "/api/employees", body);
}

static char *
make_compute (guint n, gconstpointer user)
{
  g_autoptr (GString) body = g_string_new ("{\"rows\":[");

  for (int i = 0; i < LOAD_N_ROWS; i++)
    g_string_append_printf (
        body, "%s{\"nom\":\"Personne %02d\",\"run\":%d.25,\"facture\":1200,\"vente\":800.5}",
        i > 0 ? "," : "", i, 1000 + i);
  g_string_append (body, "]}");
  return make_post (user, "/api/dotations/compute", body->str);
}

typedef struct
{
  const char *name;
  LoadService service;
  char *(*make_request) (guint n, gconstpointer user);
  const char *path;
  guint status;
  guint n_connections;
  guint n_requests;
} Scenario;

typedef struct
{
  double requests_a_second;
  double microseconds; /* of processor, a request */
  double p99_milliseconds;
  gsize n_body_bytes;
} Measure;

static Measure
measure (const Scenario *scenario, gsize n_body_bytes)
{
  LoadServer server = { 0 };
  Aim aim = { &server.place, scenario->path };
  RequestLoop loop = {
    .make_request = scenario->make_request,
    .user = &aim,
    .n_connections = scenario->n_connections,
    .n_requests = scenario->n_requests,
    .status = scenario->status,
  };
  RequestLoopResult result;
  Measure found;
  double before;

  load_server_start (&server, scenario->service, n_body_bytes);
  loop.port = server.place.port;
  /* Once for the caches of everybody. */
  loop.n_requests = loop.n_connections;
  request_loop_run (&loop);
  loop.n_requests = scenario->n_requests;
  before = load_server_get_processor_seconds (&server);
  result = request_loop_run (&loop);
  found = (Measure){
    .requests_a_second = scenario->n_requests / result.seconds,
    .microseconds = (load_server_get_processor_seconds (&server) - before) * G_USEC_PER_SEC
                    / scenario->n_requests,
    .p99_milliseconds = result.p99_milliseconds,
    .n_body_bytes = result.n_body_bytes,
  };
  load_server_stop (&server);
  g_print ("%-22s %4u connections %7zu bytes %8.0f requests/s %8.1f µs of processor"
           " %8.2f ms p99\n",
           scenario->name, scenario->n_connections, found.n_body_bytes, found.requests_a_second,
           found.microseconds, found.p99_milliseconds);
  return found;
}

/* A bare answer of the same size, asked for with the same bytes. */
static Measure
measure_bare (const Scenario *like, gsize n_body_bytes)
{
  Scenario bare = *like;

  bare.name = "  bare";
  bare.service = LOAD_BARE;
  bare.status = 200;
  return measure (&bare, n_body_bytes);
}

static const char *
make_ratio_name (const char *name, const char *figure, guint n_connections)
{
  static char text[100];

  g_snprintf (text, sizeof text, "%s-%s-%u", name, figure, n_connections);
  return text;
}

static void
print_ratio (const char *name, const char *figure, guint n_connections, double ratio)
{
  g_print ("RATIO %s %.2f\n", make_ratio_name (name, figure, n_connections), ratio);
}

/* One route against both. */
static void
compare (const Scenario *ours, const Scenario *peer)
{
  Measure our = measure (ours, 0);
  Measure bare = measure_bare (ours, our.n_body_bytes);
  Measure other = measure (peer, 0);

  print_ratio (ours->name, "processor/bare", ours->n_connections,
               our.microseconds / bare.microseconds);
  print_ratio (ours->name, "peer-processor", ours->n_connections,
               other.microseconds / our.microseconds);
  print_ratio (ours->name, "peer-rate", ours->n_connections,
               our.requests_a_second / other.requests_a_second);
  print_ratio (ours->name, "peer-p99", ours->n_connections,
               other.p99_milliseconds / our.p99_milliseconds);
}

#define API   "/api/dotations"
#define TUNED "/tuned/dotations"

/* Ours, which keeps no answer, then the peer's; connections and requests of both. */
#define ROUTE(name, function, path, status, connections, requests, peer_requests)                  \
  {                                                                                                \
    { name, LOAD_OURS_AFRESH, function, API, status, connections, requests },                      \
        { "  peer", LOAD_PEER, function, path, status, connections, peer_requests },               \
  }

static const Scenario routes[][2] = {
  ROUTE ("list", make_list, API, 200, 32, 20000, 1000),
  ROUTE ("list", make_list, API, 200, 256, 20000, 1500),
  ROUTE ("list-tuned", make_list, TUNED, 200, 32, 20000, 3000),
  ROUTE ("single", make_single, API, 200, 32, 40000, 2000),
  ROUTE ("single", make_single, API, 200, 256, 40000, 2500),
  ROUTE ("create", make_create, API, 201, 1, 1000, 300),
  ROUTE ("create", make_create, API, 201, 32, 20000, 1000),
  ROUTE ("create", make_create, API, 201, 256, 20000, 1000),
  ROUTE ("compute", make_compute, API, 200, 32, 10000, 1000),
  ROUTE ("compute", make_compute, API, 200, 256, 10000, 1500),
};

/* Against the bare server alone. */
static const Scenario repeats[] = {
  { "list-again", LOAD_OURS, make_list, API, 200, 32, 40000 },
  { "list-known", LOAD_OURS, make_known_list, API, 304, 32, 40000 },
};

static void
repeat (const Scenario *ours)
{
  Measure our = measure (ours, 0);
  Measure bare = measure_bare (ours, our.n_body_bytes);

  print_ratio (ours->name, "processor/bare", ours->n_connections,
               our.microseconds / bare.microseconds);
}

/* The command line may name scenarios; without, all run. */
static gboolean
is_wanted (const Scenario *scenario, char *argv[])
{
  return argv[1] == NULL || g_strv_contains ((const char *const *) argv + 1, scenario->name);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  load_server_run (argc, argv);
  for (guint i = 0; i < G_N_ELEMENTS (repeats); i++)
    if (is_wanted (&repeats[i], argv))
      repeat (&repeats[i]);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (is_wanted (&routes[i][0], argv))
      compare (&routes[i][0], &routes[i][1]);
  return EXIT_SUCCESS;
}
