/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program portail-server as people run it, on a folder of its own, with the Discord provider in
 * this process. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-database.h"
#include "tests/discord/portail-discord-provider.h"

#define PROGRAM_CLIENT_ID     "700000000000000001"
#define PROGRAM_CLIENT_SECRET "a b&c/d\\e#f;g\"h'i=j%k"
#define PROGRAM_BOT_TOKEN     "the.bot.token"
#define PROGRAM_MAIN_GUILD    "900000000000000001"

typedef struct
{
  char *folder;
  char *program;
  char *database_path;
  char *key_file; /* not there yet */
  GSubprocessLauncher *launcher;
  PortailDiscordProvider *provider;
  GSubprocess *server; /* NULL until it serves */
} ProgramFixture;

void program_fixture_set_up (ProgramFixture *fixture, gconstpointer unused);
void program_fixture_tear_down (ProgramFixture *fixture, gconstpointer unused);

/* Runs it with the words of @line, split at spaces, to its end. @input may be NULL. *@output is
 * what came on either stream; owned. Returns: the exit status. */
int
program_fixture_run (ProgramFixture *fixture, const char *line, const char *input, char **output);
/* Asserts that it ends well. Returns: its output; owned. */
char *program_fixture_do (ProgramFixture *fixture, const char *line);
/* Starts `serve`, and returns when it listens. */
void program_fixture_serve (ProgramFixture *fixture);
void program_fixture_stop (ProgramFixture *fixture);
/* The number in the first column of the first row of @sql. */
gint64 program_fixture_query (ProgramFixture *fixture, const char *sql);
