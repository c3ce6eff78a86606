/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop should tell a person now, from the cache alone: the server's notifications and
 * the reminders of taxes (domain.md §4), which come offline too.
 *
 * 1. Each is told once: what was told stands in a file of the account, and a reminder that the
 *    server sent counts as the one made here. Whoever tells says so afterwards; what was asked for
 *    and not told is given again.
 * 2. The first time, the server's older notifications are taken as known. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-timestamp.h"

typedef enum
{
  PORTAIL_NOTICE_MESSAGE, /* of the server */
  PORTAIL_NOTICE_DUE,
} PortailNoticeKind;

typedef struct
{
  PortailNoticeKind kind;
  char *key;
  char *title;
  char *body;        /* may be NULL */
  char *target_type; /* may be NULL */
  char *target_id;
  char *notification_id; /* NULL for a reminder */
  gboolean is_urgent;
} PortailDesktopNotice;

/* Gives a GPtrArray of owned PortailDesktopNotice. @directory: the account's. */
PortailQuery *portail_desktop_notices_query_new (const char *user_id,
                                                 const char *directory,
                                                 PortailTimestamp now);
/* Notes that @notices, which it refers to and which nobody changes any more, were told. Gives
 * nothing but an error. */
PortailQuery *portail_desktop_notices_remember_query_new (GPtrArray *notices,
                                                          const char *directory,
                                                          PortailTimestamp now);
/* Removes what stands there of what was given. Blocks. */
void portail_desktop_notices_forget (const char *directory);
