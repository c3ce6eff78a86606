/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of a server: one JSON object a line (server.md "Operations"). No token, e-mail, address,
 * query or amount ever stands in it: a request is named by its id and the template of its route. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_LOG_ERROR,
  PORTAIL_LOG_WARNING,
  PORTAIL_LOG_INFO,
  PORTAIL_LOG_DEBUG,
} PortailLogLevel;

typedef struct
{
  const char *request_id;
  const char *method;
  const char *route;   /* template, NULL where none matched */
  const char *user_id; /* NULL for a stranger */
  guint status;
  gint64 duration_microseconds;
  gboolean is_cut_off; /* the client did not take the whole answer */
} PortailLogRequest;

/* "error", "warning", "info" or "debug". */
gboolean portail_log_level_from_name (const char *name, PortailLogLevel *level);
/* Once in a process, before its threads: GLib's messages up to @level, and requests, become lines
 * on @fd, which stays the caller's. Until then requests are not logged. */
void portail_log_install (int fd, PortailLogLevel level);
/* Any thread. A 5xx is an error, the rest information. */
void portail_log_request (const PortailLogRequest *request);
