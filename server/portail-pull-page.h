/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/portail-sync-pull.h"

/* Appends the page of one scope, after a comma unless it is the first; nothing for a scope without
 * news. It stops when @json has @max_length bytes. */
gboolean portail_pull_page_append (const PortailPullRequest *request,
                                   const char *scope,
                                   gsize max_length,
                                   GString *json,
                                   GError **error);
