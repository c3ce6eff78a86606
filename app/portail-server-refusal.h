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

/* Takes @problems, which may be NULL. */
void portail_server_refusal_attach (GTask *task, PortailProblems *problems);
/* NULL where nothing was named. Borrowed. */
const PortailProblems *portail_server_refusal_get (GAsyncResult *result);
