/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-event-stream.h"

#include <string.h>

struct _PortailEventStream
{
  gatomicrefcount references;
  gint64 deadline;
  GMutex lock; /* of what follows */
  GString *waiting;
  PortailEventStreamWake wake;
  gpointer user;
  gint64 last_sent_at; /* monotonic µs */
  gboolean is_sleeping;
  gboolean is_closed; /* what waits still goes out */
};

PortailEventStream *
portail_event_stream_new (gint64 deadline)
{
  PortailEventStream *stream = g_new0 (PortailEventStream, 1);

  g_atomic_ref_count_init (&stream->references);
  stream->deadline = deadline;
  g_mutex_init (&stream->lock);
  stream->waiting = g_string_new (NULL);
  stream->last_sent_at = g_get_monotonic_time ();
  return stream;
}

PortailEventStream *
portail_event_stream_ref (PortailEventStream *stream)
{
  g_atomic_ref_count_inc (&stream->references);
  return stream;
}

void
portail_event_stream_unref (PortailEventStream *stream)
{
  if (!g_atomic_ref_count_dec (&stream->references))
    return;
  g_string_free (stream->waiting, TRUE);
  g_mutex_clear (&stream->lock);
  g_free (stream);
}

/* With the lock. */
static void
wake_reader (PortailEventStream *stream)
{
  if (!stream->is_sleeping)
    return;
  stream->is_sleeping = FALSE;
  stream->wake (stream->user);
}

/* With the lock. A line end of any sort starts another `data:` line. */
static void
append_event (PortailEventStream *stream, const char *event, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  if (event != NULL)
    g_string_append_printf (stream->waiting, "event: %s\n", event);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (stream->waiting, "data: %s\n", lines[i]);
  g_string_append_c (stream->waiting, '\n');
}

/* With the lock. */
static void
close_with_reason (PortailEventStream *stream, const char *reason)
{
  if (stream->is_closed)
    return;
  append_event (stream, "close", reason);
  stream->is_closed = TRUE;
  wake_reader (stream);
}

gboolean
portail_event_stream_push (PortailEventStream *stream, const char *event, const char *text)
{
  gboolean is_open;

  g_mutex_lock (&stream->lock);
  if (stream->waiting->len + strlen (text) > PORTAIL_EVENT_STREAM_MAX_WAITING)
    close_with_reason (stream, "overflow");
  is_open = !stream->is_closed;
  if (is_open)
    {
      append_event (stream, event, text);
      wake_reader (stream);
    }
  g_mutex_unlock (&stream->lock);
  return is_open;
}

void
portail_event_stream_close (PortailEventStream *stream, const char *reason)
{
  g_mutex_lock (&stream->lock);
  close_with_reason (stream, reason);
  g_mutex_unlock (&stream->lock);
}

gboolean
portail_event_stream_is_open (PortailEventStream *stream)
{
  gboolean is_open;

  g_mutex_lock (&stream->lock);
  is_open = !stream->is_closed;
  g_mutex_unlock (&stream->lock);
  return is_open;
}

void
portail_event_stream_attach (PortailEventStream *stream, PortailEventStreamWake wake, gpointer user)
{
  g_mutex_lock (&stream->lock);
  stream->wake = wake;
  stream->user = user;
  g_string_prepend (stream->waiting, ":\n\n");
  g_mutex_unlock (&stream->lock);
}

void
portail_event_stream_detach (PortailEventStream *stream)
{
  g_mutex_lock (&stream->lock);
  stream->is_closed = TRUE;
  stream->is_sleeping = FALSE;
  g_mutex_unlock (&stream->lock);
}

PortailEventStreamRead
portail_event_stream_read (PortailEventStream *stream,
                           char *buffer,
                           gsize *length,
                           PortailEventStreamWake sleep)
{
  PortailEventStreamRead outcome = PORTAIL_EVENT_STREAM_SOME;

  g_mutex_lock (&stream->lock);
  *length = MIN (*length, stream->waiting->len);
  if (*length > 0)
    {
      memcpy (buffer, stream->waiting->str, *length);
      g_string_erase (stream->waiting, 0, (gssize) *length);
      stream->last_sent_at = g_get_monotonic_time ();
    }
  else if (stream->is_closed)
    outcome = PORTAIL_EVENT_STREAM_END;
  else
    {
      stream->is_sleeping = TRUE;
      sleep (stream->user);
      outcome = PORTAIL_EVENT_STREAM_SLEEP;
    }
  g_mutex_unlock (&stream->lock);
  return outcome;
}

void
portail_event_stream_tick (PortailEventStream *stream, gint64 now, gint64 heartbeat)
{
  g_mutex_lock (&stream->lock);
  if (stream->deadline != 0 && now >= stream->deadline)
    close_with_reason (stream, "expired");
  else if (!stream->is_closed && now - stream->last_sent_at >= heartbeat
           && stream->waiting->len == 0)
    {
      g_string_append (stream->waiting, ":\n\n");
      wake_reader (stream);
    }
  g_mutex_unlock (&stream->lock);
}
