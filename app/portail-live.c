/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-live.h"

#include "shared/portail-error.h"

/* A server without a stream is asked again after this time: it may have been updated. */
#define ABSENCE_SECONDS 600

struct _PortailLive
{
  GObject parent_instance;

  PortailApiClient *client;
  GCancellable *cancellable; /* of the stream that is open or opening; NULL while none is */
  gboolean is_open;
  gint64 absent_until; /* monotonic microseconds */
};

G_DEFINE_FINAL_TYPE (PortailLive, portail_live, G_TYPE_OBJECT)

enum
{
  PROP_IS_OPEN = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_REACHED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
portail_live_dispose (GObject *object)
{
  PortailLive *live = PORTAIL_LIVE (object);

  portail_live_stop (live);
  g_clear_object (&live->client);
  G_OBJECT_CLASS (portail_live_parent_class)->dispose (object);
}

static void
portail_live_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PORTAIL_LIVE (object)->is_open);
}

static void
portail_live_class_init (PortailLiveClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = portail_live_dispose;
  object_class->get_property = portail_live_get_property;
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_REACHED] = g_signal_new ("reached", PORTAIL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_live_init (PortailLive *live)
{
}

PortailLive *
portail_live_new (PortailApiClient *client)
{
  PortailLive *live = g_object_new (PORTAIL_TYPE_LIVE, NULL);

  live->client = g_object_ref (client);
  return live;
}

static void
set_open (PortailLive *live, gboolean is_open)
{
  if (live->is_open == is_open)
    return;
  live->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (live), properties[PROP_IS_OPEN]);
}

static void read_line (PortailLive *live, GDataInputStream *lines);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailLive) live = user_data;
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (line == NULL)
    {
      portail_live_stop (live);
      return;
    }
  read_line (live, lines);
  if (g_str_has_prefix (line, "data:"))
    g_signal_emit (live, signals[SIGNAL_REACHED], 0);
}

static void
read_line (PortailLive *live, GDataInputStream *lines)
{
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, live->cancellable, on_line,
                                       g_object_ref (live));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailLive) live = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = portail_api_client_open_finish (PORTAIL_API_CLIENT (source),
                                                                    result, &error);
  g_autoptr (GDataInputStream) lines = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || live->cancellable == NULL)
    return;
  if (stream == NULL)
    {
      g_clear_object (&live->cancellable);
      if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
        live->absent_until = g_get_monotonic_time () + ABSENCE_SECONDS * G_USEC_PER_SEC;
      return;
    }
  lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  set_open (live, TRUE);
  read_line (live, lines);
}

void
portail_live_ensure (PortailLive *live)
{
  if (live->cancellable != NULL || g_get_monotonic_time () < live->absent_until)
    return;
  live->cancellable = g_cancellable_new ();
  portail_api_client_open_async (live->client, "/api/sync/live", live->cancellable, on_opened,
                                 g_object_ref (live));
}

void
portail_live_stop (PortailLive *live)
{
  if (live->cancellable != NULL)
    g_cancellable_cancel (live->cancellable);
  g_clear_object (&live->cancellable);
  set_open (live, FALSE);
}

gboolean
portail_live_is_open (PortailLive *live)
{
  return live->is_open;
}
