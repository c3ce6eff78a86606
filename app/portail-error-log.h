/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears the program's log in whichever thread it is written, and makes reports of its criticals and
 * warnings while somebody collects them (portail-error-reporter.h). Every line goes on to where it
 * went before. */
#pragma once

#include "app/portail-error-report.h"

/* Once a process, before its first thread. */
void portail_error_log_install (void);

typedef enum
{
  PORTAIL_ERROR_LOG_IDLE, /* nothing is kept in memory */
  PORTAIL_ERROR_LOG_COLLECTING,
} PortailErrorLogState;

void portail_error_log_set_state (PortailErrorLogState state);
/* Called on the main thread when reports wait for portail_error_log_steal(); NULL for nobody. */
void portail_error_log_listen (void (*on_heard) (gpointer user_data), gpointer user_data);
/* What was heard since: GPtrArray of PortailErrorReport, without a function that frees them. Owned
 * with its reports. */
GPtrArray *portail_error_log_steal (void);
