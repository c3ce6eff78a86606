/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-command-line.h"

int
main (int argc, char **argv)
{
  return portail_command_line_run (argv);
}
