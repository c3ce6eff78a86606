/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever sits at the server's machine may do: `portail-server admin …` (server.md "Store").
 *
 * 1. One table of commands (portail-admin.c). The command line reads it to tell what is wrong; the
 *    command runs where the writer is: in the server that runs, by its admin socket, or in the
 *    command line's own process, which then holds the database. It is the same function.
 * 2. A WRITE command has the writer's connection, in a transaction and a savepoint of its own; a
 *    READ command has a connection that only reads where a server runs, so that a long one keeps
 *    nobody waiting.
 * 3. Passwords come as their hash only. */
#pragma once

#include "server/portail-request.h"
#include "server/portail-server-config.h"
#include "shared/portail-database.h"
#include "shared/portail-json.h"
#include "shared/portail-timestamp.h"

typedef struct
{
  const PortailServerConfig *config;
  PortailDatabase *database;
  PortailTimestamp now;
  char **arguments;    /* as many as the command takes; ends with NULL */
  GHashTable *options; /* name → text */
  const char *secret;  /* hash of a password, or NULL */
  GString *output;     /* what is printed */
} PortailAdminCall;

typedef enum
{
  PORTAIL_ADMIN_READ,
  PORTAIL_ADMIN_WRITE,
  PORTAIL_ADMIN_WRITE_KEYS, /* a running server loads its keys anew afterwards */
} PortailAdminSort;

typedef enum
{
  PORTAIL_ADMIN_NO_INPUT,
  PORTAIL_ADMIN_PASSWORD,
  PORTAIL_ADMIN_SETTING, /* a value of "-" is read, as secrets must be */
} PortailAdminInput;

typedef struct
{
  const char *words;     /* "users invite" */
  const char *arguments; /* "DISCORD_ID [COMPANY]": what is in brackets may be left out */
  const char *options;   /* "role reason": names; each takes a text */
  const char *summary;   /* N_() */
  PortailAdminSort sort;
  PortailAdminInput input;
  gboolean (*run) (PortailAdminCall *call, GError **error);
} PortailAdminCommand;

/* The option @name, or NULL. */
const char *portail_admin_get_option (const PortailAdminCall *call, const char *name);
/* INVALID where it was not given. */
const char *
portail_admin_require_option (const PortailAdminCall *call, const char *name, GError **error);

/* What is asked for, as the command line reads it and the socket carries it. */
typedef struct
{
  const PortailAdminCommand *command;
  char **arguments;
  GHashTable *options;
  char *secret;             /* or NULL */
  PortailLanguage language; /* in which it is answered */
} PortailAdminRequest;

/* From the words behind `admin`: INVALID says what is wrong with them. Owned. */
PortailAdminRequest *portail_admin_request_parse (const char *const *words, GError **error);
/* Owned; no line end in it. */
char *portail_admin_request_to_json (const PortailAdminRequest *request);
/* MALFORMED for what portail_admin_request_to_json() does not write. Owned. */
PortailAdminRequest *portail_admin_request_from_json (const PortailJson *json, GError **error);
void portail_admin_request_free (PortailAdminRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAdminRequest, portail_admin_request_free)

typedef struct
{
  const PortailServerConfig *config;
  PortailDatabase *database;
  PortailTimestamp now;
} PortailAdminPlace;

/* Runs it, in its language. What it prints is appended to @output. */
gboolean portail_admin_request_run (const PortailAdminRequest *request,
                                    const PortailAdminPlace *place,
                                    GString *output,
                                    GError **error);

/* The commands that begin with @words (NULL: all), a line each, with all that is to know of one
 * alone. Owned; NULL where none does. */
char *portail_admin_describe (const char *const *words);
