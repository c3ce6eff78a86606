/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-terminal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_LINE_BYTES 8192

/* Byte by byte: what comes after the line is another question's. */
static char *
read_line (GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char byte;
  gssize n;

  while ((n = read (STDIN_FILENO, &byte, 1)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || byte == '\n' || line->len >= MAX_LINE_BYTES)
        break;
      g_string_append_c (line, byte);
    }
  if (n == 0 && line->len == 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("The input ended before all questions were answered."));
      return NULL;
    }
  if (line->len > 0 && line->str[line->len - 1] == '\r')
    g_string_truncate (line, line->len - 1);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Nothing is shown from before the question on, and no signal may leave the terminal like that. */
static char *
ask_hidden (const char *question, GError **error)
{
  struct termios before;
  struct termios hidden;
  sigset_t signals;
  sigset_t former;
  char *line;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s", g_strerror (errno));
      return NULL;
    }
  hidden = before;
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ECHONL);
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGTSTP);
  sigprocmask (SIG_BLOCK, &signals, &former);
  tcsetattr (STDIN_FILENO, TCSADRAIN, &hidden);
  g_printerr ("%s ", question);
  line = read_line (error);
  tcsetattr (STDIN_FILENO, TCSADRAIN, &before);
  sigprocmask (SIG_SETMASK, &former, NULL);
  g_printerr ("\n");
  return line;
}

char *
portail_terminal_ask (const char *question, PortailTerminalEcho echo, GError **error)
{
  if (echo == PORTAIL_TERMINAL_HIDDEN && isatty (STDIN_FILENO) == 1)
    return ask_hidden (question, error);
  g_printerr ("%s ", question);
  return read_line (error);
}

char *
portail_terminal_ask_new_password (const char *question, GError **error)
{
  g_autofree char *password = portail_terminal_ask (question, PORTAIL_TERMINAL_HIDDEN, error);
  g_autofree char *again = NULL;

  if (password == NULL || isatty (STDIN_FILENO) != 1)
    return g_steal_pointer (&password);
  again = portail_terminal_ask (_ ("Once more:"), PORTAIL_TERMINAL_HIDDEN, error);
  if (again == NULL)
    return NULL;
  if (g_str_equal (password, again))
    return g_steal_pointer (&password);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                       _ ("The two passwords are not the same."));
  return NULL;
}
