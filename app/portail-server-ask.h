/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the server whose answer is no list and no settings: a trial, a preview, a proof.
 * It is asked now or not at all. Main thread. */
#pragma once

#include "app/portail-desk.h"
#include "shared/portail-json.h"

/* FALSE, and G_IO_ERROR_CANCELLED in *@error instead of what is there, where @asked is no longer
 * the client of @desk: what was answered to one account is not shown to another. */
gboolean portail_server_ask_is_wanted (PortailDesk *desk, PortailApiClient *asked, GError **error);

/* Takes @request. UNAVAILABLE where @desk has no server. */
void portail_server_ask_async (PortailDesk *desk,
                               PortailApiRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* G_IO_ERROR_CANCELLED where another account is shown by then. The answer, null where it has no
 * body. The error of a refusal names each member that is wrong,
 * a line each; portail_server_refusal_get() has them too. Owned. */
PortailJsonDocument *portail_server_ask_finish (GAsyncResult *result, GError **error);
