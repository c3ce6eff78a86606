/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-sent events to one client, for /api/sync/live.
 *
 * 1. Any thread may push, close or ask; none of it waits for the network.
 * 2. What the client has not read yet is bounded: a stream that overflows is closed, and the
 *    client, which connects again and pulls, loses nothing.
 * 3. The HTTP server sends a comment at least every 20 s, which is also how a client that went
 *    away is noticed (contract.md §8), and closes the stream at its deadline. */
#pragma once

#include <glib.h>

#define PORTAIL_EVENT_STREAM_MAX_WAITING (64 * 1024) /* bytes */

typedef struct _PortailEventStream PortailEventStream;

/* @deadline is a g_get_monotonic_time () in µs: when the caller's token expires; 0 for never. */
PortailEventStream *portail_event_stream_new (gint64 deadline);
PortailEventStream *portail_event_stream_ref (PortailEventStream *stream);
void portail_event_stream_unref (PortailEventStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailEventStream, portail_event_stream_unref)

/* @event is the name (NULL for the default), @text may have several lines.
 * Returns: FALSE when the stream is closed, so that its hub forgets it. */
gboolean
portail_event_stream_push (PortailEventStream *stream, const char *event, const char *text);
/* Sends a last `event: close` with @reason ("expired", "revoked", "stopping"), then ends. */
void portail_event_stream_close (PortailEventStream *stream, const char *reason);
gboolean portail_event_stream_is_open (PortailEventStream *stream);

/* For the HTTP server. @wake is called, on the thread that pushes, whenever the reader that found
 * nothing should read again; it must not call back into the stream. */
typedef void (*PortailEventStreamWake) (gpointer user);
/* A comment and the first events go out even before anybody pushes. */
void portail_event_stream_attach (PortailEventStream *stream,
                                  PortailEventStreamWake wake,
                                  gpointer user);
/* The client is gone or the server stops: no wake comes after this returns. */
void portail_event_stream_detach (PortailEventStream *stream);
typedef enum
{
  PORTAIL_EVENT_STREAM_SOME,  /* *@length bytes were written to @buffer */
  PORTAIL_EVENT_STREAM_SLEEP, /* nothing now; a wake follows */
  PORTAIL_EVENT_STREAM_END,
} PortailEventStreamRead;
/* @sleep is called under the stream's lock when there is nothing, so that no wake is lost. */
PortailEventStreamRead portail_event_stream_read (PortailEventStream *stream,
                                                  char *buffer,
                                                  gsize *length,
                                                  PortailEventStreamWake sleep);
/* Sends a comment when nothing went out for @heartbeat µs, and ends the stream at its deadline. */
void portail_event_stream_tick (PortailEventStream *stream, gint64 now, gint64 heartbeat);
