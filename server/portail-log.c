/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-log.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "shared/portail-json-text.h"
#include "shared/portail-timestamp.h"

static const char *const level_names[] = {
  [PORTAIL_LOG_ERROR] = "error",
  [PORTAIL_LOG_WARNING] = "warning",
  [PORTAIL_LOG_INFO] = "info",
  [PORTAIL_LOG_DEBUG] = "debug",
};

/* Set once, before there are threads. */
static int log_fd = -1;
static PortailLogLevel highest_level;
static GLogLevelFlags fatal_levels;

gboolean
portail_log_level_from_name (const char *name, PortailLogLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_str_equal (level_names[i], name))
      {
        *level = (PortailLogLevel) i;
        return TRUE;
      }
  return FALSE;
}

static void
append_text (GString *line, const char *name, const char *text)
{
  if (text == NULL)
    return;
  portail_json_append_name (line, name);
  portail_json_append_string (line, text);
}

static GString *
begin_line (PortailLogLevel level, const char *message)
{
  GString *line = g_string_sized_new (256);
  char now[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_string_append_c (line, '{');
  append_text (line, "time", portail_timestamp_format (portail_timestamp_now (), now));
  append_text (line, "level", level_names[level]);
  append_text (line, "message", message);
  return line;
}

/* One write a line, so that lines of threads do not mix. Takes @line. */
static void
end_line (GString *line)
{
  const char *rest;
  gsize length;

  g_string_append (line, "}\n");
  rest = line->str;
  length = line->len;
  while (length > 0)
    {
      gssize written = write (log_fd, rest, length);

      if (written < 0 && errno != EINTR)
        break;
      rest += MAX (written, 0);
      length -= (gsize) MAX (written, 0);
    }
  g_string_free (line, TRUE);
}

static PortailLogLevel
level_from_flags (GLogLevelFlags flags)
{
  if (flags & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return PORTAIL_LOG_ERROR;
  if (flags & G_LOG_LEVEL_WARNING)
    return PORTAIL_LOG_WARNING;
  return flags & G_LOG_LEVEL_DEBUG ? PORTAIL_LOG_DEBUG : PORTAIL_LOG_INFO;
}

static char *
dup_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key))
      return fields[i].length < 0 ? g_strdup (fields[i].value)
                                  : g_strndup (fields[i].value, (gsize) fields[i].length);
  return NULL;
}

static GLogWriterOutput
write_message (GLogLevelFlags flags, const GLogField *fields, gsize n_fields, gpointer user)
{
  PortailLogLevel level = level_from_flags (flags);

  if (level <= highest_level)
    {
      g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");
      g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");
      GString *line = begin_line (level, message);

      append_text (line, "domain", domain);
      end_line (line);
    }
  if (flags & fatal_levels)
    G_BREAKPOINT ();
  return G_LOG_WRITER_HANDLED;
}

void
portail_log_install (int fd, PortailLogLevel level)
{
  log_fd = fd;
  highest_level = level;
  fatal_levels = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_always_fatal (fatal_levels);
  g_log_set_writer_func (write_message, NULL, NULL);
}

void
portail_log_request (const PortailLogRequest *request)
{
  PortailLogLevel level = request->status >= 500 ? PORTAIL_LOG_ERROR : PORTAIL_LOG_INFO;
  GString *line;

  if (log_fd < 0 || level > highest_level)
    return;
  line = begin_line (level, "request");
  append_text (line, "request_id", request->request_id);
  append_text (line, "method", request->method);
  append_text (line, "route", request->route);
  portail_json_append_name (line, "status");
  portail_json_append_integer (line, request->status);
  portail_json_append_name (line, "duration_us");
  portail_json_append_integer (line, request->duration_microseconds);
  append_text (line, "user_id", request->user_id);
  if (request->is_cut_off)
    g_string_append (line, ",\"cut_off\":true");
  end_line (line);
}
