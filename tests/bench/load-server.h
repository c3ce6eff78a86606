/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The servers of the load test, each a process of its own so that its processor time is its own:
 * the whole of ours, a bare libmicrohttpd, and the peer (peer-service.py). */
#pragma once

#include <gio/gio.h>

/* What a server's first line says. */
typedef struct
{
  guint16 port;
  char *sheet_id;
  char *employee_id;
  char *company_id;
  char *token;
  char *list_tag; /* ETag of the list; NULL where the server gives none */
} LoadPlace;

typedef enum
{
  LOAD_OURS,
  LOAD_OURS_AFRESH, /* keeps no answers */
  LOAD_BARE,        /* answers bytes from memory */
  LOAD_PEER,
} LoadService;

typedef struct
{
  GSubprocess *process;
  LoadPlace place;
} LoadServer;

#define LOAD_N_ROWS 50

/* To be called first in main: serves and ends the program when it was started to. */
void load_server_run (int argc, char *argv[]);
/* @number is of bytes for the bare server, for ours how many descriptors it may have; 0: as many as
 * it likes. */
void load_server_start (LoadServer *server, LoadService service, gsize number);
void load_server_stop (LoadServer *server);
/* Of the process and those that it started. */
double load_server_get_processor_seconds (const LoadServer *server);
/* From /proc: resident memory in kB, open descriptors. */
guint load_server_get_memory (const LoadServer *server);
guint load_server_count_descriptors (const LoadServer *server);
