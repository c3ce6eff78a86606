/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the reports that somebody decided to send to the server of the open account, one after the
 * other: at once where it can be reached, else when it can be again. What the server will never
 * take is dropped. Main thread. */
#pragma once

#include "app/portail-desk.h"
#include "app/portail-error-reporter.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ERROR_SENDER (portail_error_sender_get_type ())
G_DECLARE_FINAL_TYPE (PortailErrorSender, portail_error_sender, PORTAIL, ERROR_SENDER, GObject)

PortailErrorSender *portail_error_sender_new (PortailErrorReporter *reporter, PortailDesk *desk);

G_END_DECLS
