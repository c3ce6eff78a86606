/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at the REST API, signed in by the seed's web flow, following every redirect. What is
 * asked must succeed, or the demo fails. Blocks. */
#pragma once

#include <json-glib/json-glib.h>

typedef struct _PortailDemoClient PortailDemoClient;

/* @discord_id is chosen on the provider's page of the server at @address. */
PortailDemoClient *portail_demo_client_new (const char *address, const char *discord_id);
void portail_demo_client_free (PortailDemoClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDemoClient, portail_demo_client_free)

/* The answer to a POST of @body. Owned. */
JsonNode *portail_demo_client_post (PortailDemoClient *client, const char *path, JsonObject *body);
/* The text of the answer to @method of @body, JSON with `'` in place of `"`; NULL for none.
 * Owned. */
char *portail_demo_client_send (PortailDemoClient *client,
                                const char *method,
                                const char *path,
                                const char *body);
/* The status of the answer to a POST of the text @body, whatever it is. */
guint portail_demo_client_try (PortailDemoClient *client, const char *path, const char *body);
