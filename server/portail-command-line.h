/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `portail-server …` does: `serve` (the default), `migrate`, `configure`, `admin …`.
 *
 * 1. One process a database: whoever writes holds `DATABASE.lock`. `admin` reaches a server that
 *    runs by its socket; other commands that write refuse to run beside it.
 * 2. Exit status 0: done; 1: it failed; 2: the command line or the configuration is wrong. */
#pragma once

/* @argv as given to main. Returns: the exit status. */
int portail_command_line_run (char **argv);
