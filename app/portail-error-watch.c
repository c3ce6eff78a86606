/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-watch.h"

#include "app/portail-error-dialog.h"
#include "app/portail-error-sender.h"

#define CONSENT_KEY "report-errors"

struct _PortailErrorWatch
{
  GObject parent_instance;

  PortailWindow *window; /* weak */
  GSettings *settings;   /* or NULL */
  PortailErrorReporter *reporter;
  PortailErrorSender *sender;
  GPtrArray *asked; /* of PortailErrorReport; NULL before and after the question */
};

G_DEFINE_FINAL_TYPE (PortailErrorWatch, portail_error_watch, G_TYPE_OBJECT)

static PortailErrorConsent
get_consent (PortailErrorWatch *watch)
{
  return watch->settings != NULL && g_settings_get_boolean (watch->settings, CONSENT_KEY)
             ? PORTAIL_ERROR_CONSENT_GIVEN
             : PORTAIL_ERROR_CONSENT_NONE;
}

static void
on_consent_changed (PortailErrorWatch *watch)
{
  portail_error_reporter_set_consent (watch->reporter, get_consent (watch));
}

static void
on_decided (PortailErrorWatch *watch, int decision, const char *comment)
{
  portail_error_reporter_decide (watch->reporter, watch->asked, (PortailErrorDecision) decision,
                                 comment);
}

static void
ask (PortailErrorWatch *watch)
{
  PortailErrorDialog *dialog;

  if (watch->asked == NULL || watch->asked->len == 0 || watch->window == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (watch->window)))
    return;
  g_signal_handlers_disconnect_by_func (watch->window, ask, watch);
  dialog = portail_error_dialog_new (GTK_WINDOW (watch->window), watch->asked);
  g_signal_connect_object (dialog, "decided", G_CALLBACK (on_decided), watch, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_started (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailErrorWatch) watch = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&watch->asked, g_ptr_array_unref);
  watch->asked = portail_error_reporter_start_finish (PORTAIL_ERROR_REPORTER (object), result,
                                                      &error);
  if (error != NULL)
    g_message ("Crashes leave no marker: %s", error->message);
  if (watch->window == NULL)
    return;
  watch->sender = portail_error_sender_new (watch->reporter,
                                            portail_window_get_desk (watch->window));
  g_signal_connect_object (watch->window, "map", G_CALLBACK (ask), watch,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  ask (watch);
}

static void
portail_error_watch_dispose (GObject *object)
{
  PortailErrorWatch *watch = PORTAIL_ERROR_WATCH (object);

  g_clear_object (&watch->sender);
  g_clear_object (&watch->reporter);
  g_clear_object (&watch->settings);
  g_clear_weak_pointer (&watch->window);
  g_clear_pointer (&watch->asked, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_error_watch_parent_class)->dispose (object);
}

static void
portail_error_watch_class_init (PortailErrorWatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_error_watch_dispose;
}

static void
portail_error_watch_init (PortailErrorWatch *watch)
{
}

PortailErrorWatch *
portail_error_watch_new (PortailWindow *window, GSettings *settings, const char *folder)
{
  PortailErrorWatch *watch = g_object_new (PORTAIL_TYPE_ERROR_WATCH, NULL);

  g_set_weak_pointer (&watch->window, window);
  watch->settings = settings != NULL ? g_object_ref (settings) : NULL;
  watch->reporter = portail_error_reporter_new (folder, get_consent (watch));
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::" CONSENT_KEY, G_CALLBACK (on_consent_changed),
                             watch, G_CONNECT_SWAPPED);
  portail_error_reporter_start_async (watch->reporter, on_started, g_object_ref (watch));
  return watch;
}

void
portail_error_watch_stop (PortailErrorWatch *watch)
{
  g_return_if_fail (PORTAIL_IS_ERROR_WATCH (watch));
  g_clear_object (&watch->sender);
  if (watch->reporter != NULL)
    portail_error_reporter_stop (watch->reporter);
}

PortailErrorReporter *
portail_error_watch_get_reporter (PortailErrorWatch *watch)
{
  g_return_val_if_fail (PORTAIL_IS_ERROR_WATCH (watch), NULL);
  return watch->reporter;
}
