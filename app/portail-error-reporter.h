/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what goes wrong in this program, for who agreed to it (GSettings `report-errors`), and
 * keeps what he decides to send until it is sent.
 *
 * 1. Without consent nothing is kept, in memory or on disk, but the marker of a crash
 *    (portail-crash-marker.h), which says nothing of the person and goes at the next start. Taking
 *    the consent back removes everything that was collected and not sent.
 * 2. What is kept was cleaned first (portail-redaction.h), whoever reads it later.
 * 3. Nothing is sent that was not shown: reports of earlier runs wait until somebody decides.
 * 4. The same error of the same version is asked about once.
 * Files are written on a thread, one after the other.
 *
 * Signal "queue-changed" (): reports that may be sent have come or gone. Main thread. */
#pragma once

#include "app/portail-error-report.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ERROR_REPORTER (portail_error_reporter_get_type ())
G_DECLARE_FINAL_TYPE (PortailErrorReporter,
                      portail_error_reporter,
                      PORTAIL,
                      ERROR_REPORTER,
                      GObject)

typedef enum
{
  PORTAIL_ERROR_CONSENT_NONE,
  PORTAIL_ERROR_CONSENT_GIVEN,
} PortailErrorConsent;

typedef enum
{
  PORTAIL_ERROR_SEND,
  PORTAIL_ERROR_DISCARD,
} PortailErrorDecision;

/* @folder: of its files, made where it is missing. One a process at a time; hears the log once
 * portail_error_log_install() was called. */
PortailErrorReporter *portail_error_reporter_new (const char *folder, PortailErrorConsent consent);
void portail_error_reporter_set_consent (PortailErrorReporter *reporter,
                                         PortailErrorConsent consent);

/* Takes the marker and the reports of earlier runs, and leaves a marker for this one. Once. */
void portail_error_reporter_start_async (PortailErrorReporter *reporter,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* What somebody is to be asked about: GPtrArray of PortailErrorReport, empty for nothing. Owned. */
GPtrArray *portail_error_reporter_start_finish (PortailErrorReporter *reporter,
                                                GAsyncResult *result,
                                                GError **error);
/* What was decided about @reports; @comment may be NULL and goes with the first of them. */
void portail_error_reporter_decide (PortailErrorReporter *reporter,
                                    const GPtrArray *reports,
                                    PortailErrorDecision decision,
                                    const char *comment);

/* The next report to send; NULL for none. Borrowed until "queue-changed". */
const PortailErrorReport *portail_error_reporter_get_next (PortailErrorReporter *reporter);
/* It was taken, or never will be. */
void portail_error_reporter_drop_next (PortailErrorReporter *reporter);
guint portail_error_reporter_count_queued (PortailErrorReporter *reporter);

/* Until every file is written. */
void portail_error_reporter_settle_async (PortailErrorReporter *reporter,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean portail_error_reporter_settle_finish (PortailErrorReporter *reporter,
                                               GAsyncResult *result,
                                               GError **error);
/* The run ends well: no marker stays. */
void portail_error_reporter_stop (PortailErrorReporter *reporter);

G_END_DECLS
