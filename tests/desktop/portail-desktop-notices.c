/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-notices.h"

#include <gio/gio.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"

#define NAME     "org.freedesktop.Notifications"
#define PATH     "/org/freedesktop/Notifications"
#define PATIENCE (30 * G_TIME_SPAN_SECOND)

static const char description[] =
    "<node><interface name='" NAME "'>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/></method>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "</interface></node>";

typedef struct
{
  guint32 id;
  char *words; /* title and body */
} Notice;

static GMutex mutex;
static GCond came;
static GArray *notices; /* of Notice; guarded by mutex */
static GDBusConnection *bus;
static gboolean is_ready; /* guarded by mutex */

static guint32
keep (GVariant *parameters)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  guint32 replaced;
  Notice notice = { 0 };

  g_variant_get_child (parameters, 1, "u", &replaced);
  g_variant_get_child (parameters, 3, "s", &title);
  g_variant_get_child (parameters, 4, "s", &body);
  g_mutex_lock (&mutex);
  notice.id = replaced != 0 ? replaced : notices->len + 1;
  notice.words = g_strconcat (title, " ", body, NULL);
  g_array_append_val (notices, notice);
  g_cond_broadcast (&came);
  g_mutex_unlock (&mutex);
  return notice.id;
}

static void
call (GDBusConnection *connection,
      const char *sender,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      GDBusMethodInvocation *invocation,
      gpointer user_data)
{
  static const char *const capabilities[] = { "actions", "body", NULL };
  GVariant *answer = NULL;

  if (g_str_equal (method, "Notify"))
    answer = g_variant_new ("(u)", keep (parameters));
  else if (g_str_equal (method, "GetCapabilities"))
    answer = g_variant_new ("(^as)", capabilities);
  else if (g_str_equal (method, "GetServerInformation"))
    answer = g_variant_new ("(ssss)", "Portail", "Tests", "1", "1.2");
  g_dbus_method_invocation_return_value (invocation, answer);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_mutex_lock (&mutex);
  is_ready = TRUE;
  g_cond_broadcast (&came);
  g_mutex_unlock (&mutex);
}

static gpointer
serve (gpointer unused)
{
  static const GDBusInterfaceVTable table = { .method_call = call };
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);

  g_main_context_push_thread_default (context);
  g_dbus_connection_register_object (bus, PATH, node->interfaces[0], &table, NULL, NULL, NULL);
  g_bus_own_name_on_connection (bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, NULL, NULL);
  g_main_loop_run (loop);
  return NULL;
}

void
portail_desktop_notices_start (void)
{
  g_autoptr (GError) error = NULL;

  notices = g_array_new (FALSE, TRUE, sizeof (Notice));
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  portail_demo_check (error);
  g_thread_unref (g_thread_new ("notices", serve, NULL));
  g_mutex_lock (&mutex);
  while (!is_ready)
    g_cond_wait (&came, &mutex);
  g_mutex_unlock (&mutex);
}

/* Under the mutex; 0 for none. */
static guint32
find (const char *words)
{
  for (guint i = notices->len; i > 0; i--)
    if (strstr (g_array_index (notices, Notice, i - 1).words, words) != NULL)
      return g_array_index (notices, Notice, i - 1).id;
  return 0;
}

void
portail_desktop_notices_press (const char *words)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gboolean is_in_time = TRUE;
  guint32 id;

  g_mutex_lock (&mutex);
  while ((id = find (words)) == 0 && is_in_time)
    is_in_time = g_cond_wait_until (&came, &mutex, deadline);
  g_mutex_unlock (&mutex);
  if (id == 0)
    portail_demo_fail ("no notification says “%s”", words);
  g_dbus_connection_emit_signal (bus, NULL, PATH, NAME, "ActionInvoked",
                                 g_variant_new ("(us)", id, "default"), NULL);
}
