/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP client as rude as a test wants: it sends exactly the bytes that it is given. Every wait
 * ends after 20 s with a failed assertion. */
#pragma once

#include <glib.h>

typedef struct _PortailRawClient PortailRawClient;

PortailRawClient *portail_raw_client_new (guint16 port);
void portail_raw_client_free (PortailRawClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRawClient, portail_raw_client_free)

void portail_raw_client_send (PortailRawClient *client, const char *text);
/* FALSE once the server has cut the connection. */
gboolean portail_raw_client_try_send (PortailRawClient *client, const char *bytes, gsize length);
/* Sends no more, still reads. */
void portail_raw_client_half_close (PortailRawClient *client);
/* One answer with its body. Returns: its status, 0 when the server closed instead. The texts are
 * owned by the caller and may be NULL. */
guint portail_raw_client_read_answer (PortailRawClient *client, char **head, char **body);
/* The same, of an answer to HEAD. */
guint portail_raw_client_read_head (PortailRawClient *client, char **head);
/* Everything up to and with @end, chunks decoded, owned; NULL when the server closed before. */
char *portail_raw_client_read_until (PortailRawClient *client, const char *end);
/* Waits for the end of a chunked body. What came before it stays readable. */
void portail_raw_client_wait_body_end (PortailRawClient *client);
/* Waits until the server closes; what it sends before is lost. */
void portail_raw_client_wait_closed (PortailRawClient *client);
