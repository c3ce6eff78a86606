/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-log.h"

#include "app/portail-crash-marker.h"
#include "app/portail-redaction.h"

/* Different errors that wait; more tell no more. */
#define MAX_HEARD 50
/* Bytes of one line that a crash would tell. */
#define MAX_LINE 230

static struct
{
  GMutex mutex;
  GPtrArray *reports; /* of PortailErrorReport that nobody has taken */
  void (*on_heard) (gpointer user_data);
  gpointer user_data;
  int is_collecting; /* atomic */
} heard;

static GPrivate is_hearing; /* what is done here may log itself */

/* Libraries whose criticals are faults of this program too. */
static const char *const toolkits[] = { "Gtk",   "Gdk",   "Gsk",     "Adwaita", "GLib",
                                        "Pango", "cairo", "libsoup", NULL };

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static gboolean
is_toolkit (const char *domain)
{
  for (gsize i = 0; toolkits[i] != NULL; i++)
    if (g_str_has_prefix (domain, toolkits[i]))
      return TRUE;
  return FALSE;
}

/* "critical", "warning"; NULL for what is no fault. */
static const char *
judge (GLogLevelFlags level, const char *domain)
{
  gboolean is_ours = domain == NULL || g_str_has_prefix (domain, "portail");

  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) && (is_ours || is_toolkit (domain)))
    return "critical";
  return (level & G_LOG_LEVEL_WARNING) && is_ours ? "warning" : NULL;
}

static gboolean
tell (gpointer unused)
{
  if (heard.on_heard != NULL)
    heard.on_heard (heard.user_data);
  return G_SOURCE_REMOVE;
}

static void
keep_report (PortailErrorReport *report)
{
  g_mutex_lock (&heard.mutex);
  if (heard.reports == NULL)
    heard.reports = g_ptr_array_new ();
  if (heard.reports->len < MAX_HEARD)
    g_ptr_array_add (heard.reports, g_steal_pointer (&report));
  if (heard.reports->len == 1)
    g_idle_add (tell, NULL);
  g_mutex_unlock (&heard.mutex);
  if (report != NULL)
    portail_error_report_free (report);
}

static void
hear (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");
  const char *kind = judge (level, domain);
  gboolean is_told = (level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_MESSAGE;

  if (message == NULL || !is_told || (kind == NULL && domain != NULL))
    return;
  if (kind != NULL)
    {
      g_autofree char *whole = domain != NULL ? g_strdup_printf ("%s: %s", domain, message)
                                              : g_strdup (message);
      g_autofree char *stack = portail_crash_marker_dup_stack ();
      PortailErrorReport *report = portail_error_report_new (kind, whole, stack);

      portail_crash_marker_note (report->message);
      keep_report (report);
    }
  else
    {
      g_autofree char *clean = portail_redaction_clean (message, MAX_LINE);

      portail_crash_marker_note (clean);
    }
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  if (g_atomic_int_get (&heard.is_collecting) && g_private_get (&is_hearing) == NULL)
    {
      g_private_set (&is_hearing, GINT_TO_POINTER (TRUE));
      hear (level, fields, n_fields);
      g_private_set (&is_hearing, NULL);
    }
  return g_log_writer_default (level, fields, n_fields, NULL);
}

void
portail_error_log_install (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}

void
portail_error_log_set_state (PortailErrorLogState state)
{
  g_atomic_int_set (&heard.is_collecting, state == PORTAIL_ERROR_LOG_COLLECTING);
}

void
portail_error_log_listen (void (*on_heard) (gpointer user_data), gpointer user_data)
{
  heard.on_heard = on_heard;
  heard.user_data = user_data;
}

GPtrArray *
portail_error_log_steal (void)
{
  GPtrArray *reports;

  g_mutex_lock (&heard.mutex);
  reports = g_steal_pointer (&heard.reports);
  g_mutex_unlock (&heard.mutex);
  return reports != NULL ? reports : g_ptr_array_new ();
}
