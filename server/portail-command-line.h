/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `portail-server …` does: `serve` (the default), `migrate`, `admin setting KEY VALUE`.
 *
 * 1. One process a database: whoever writes holds `DATABASE.lock`, so a command refuses to run
 * beside a server.
 * 2. Exit status 0: done; 1: it failed; 2: the command line or the configuration is wrong. */
#pragma once

/* @argv as given to main. Returns: the exit status. */
int portail_command_line_run (char **argv);
