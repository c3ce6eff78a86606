/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail-server admin …` as the command line runs it. */
#pragma once

#include "server/portail-admin.h"

/* Asks for what the command needs, has it run by the server that uses the database of @config, or
 * here where none does, and prints what it says. */
gboolean portail_admin_client_run (const PortailServerConfig *config,
                                   PortailAdminRequest *request,
                                   GError **error);
