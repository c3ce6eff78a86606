/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server finds wrong with a request, member by member: the `errors[]` of its 422 answer,
 * carried by the result of whoever has sent the request. Main thread. */
#pragma once

#include "app/portail-api-client.h"
#include "shared/portail-problem.h"

/* NULL where @answer names nothing. Owned. */
PortailProblems *portail_server_refusal_read (const PortailApiAnswer *answer);
/* A line each; @message where @problems, which may be NULL, has none. Owned. */
char *portail_server_refusal_to_text (const PortailProblems *problems, const char *message);

/* Whether it was told where it belongs. */
typedef gboolean (*PortailRefusalTeller) (const PortailProblem *problem, gpointer user_data);
/* Gives each of @problems, which may be NULL, to @tell. Those that it did not tell; owned. */
PortailProblems *portail_server_refusal_share (const PortailProblems *problems,
                                               PortailRefusalTeller tell,
                                               gpointer user_data);

/* Takes @problems, which may be NULL. */
void portail_server_refusal_attach (GTask *task, PortailProblems *problems);
/* NULL where nothing was named. Borrowed. */
const PortailProblems *portail_server_refusal_get (GAsyncResult *result);
