/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the reporting of errors beside a window: follows the setting `report-errors`, asks about
 * what earlier runs left once the window is there, sends what was decided. Main thread. */
#pragma once

#include "app/portail-error-reporter.h"
#include "app/portail-window.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ERROR_WATCH (portail_error_watch_get_type ())
G_DECLARE_FINAL_TYPE (PortailErrorWatch, portail_error_watch, PORTAIL, ERROR_WATCH, GObject)

/* @folder: of the files of reports. @settings may be NULL, which is no consent. */
PortailErrorWatch *
portail_error_watch_new (PortailWindow *window, GSettings *settings, const char *folder);
/* The run ends well. */
void portail_error_watch_stop (PortailErrorWatch *watch);
PortailErrorReporter *portail_error_watch_get_reporter (PortailErrorWatch *watch);

G_END_DECLS
