/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of accounts, for lists of the server that know people by their ids only. The first page
 * is kept, so names are there without a server too. Signal "changed" (). Main thread. */
#pragma once

#include "app/portail-server-list.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_USER_DIRECTORY (portail_user_directory_get_type ())
G_DECLARE_FINAL_TYPE (PortailUserDirectory,
                      portail_user_directory,
                      PORTAIL,
                      USER_DIRECTORY,
                      GObject)

/* Reads all accounts. */
PortailUserDirectory *portail_user_directory_new (PortailDesk *desk);
/* What somebody is called: by the directory, else the beginning of the id; the server itself for
 * NULL. Owned. */
char *portail_user_directory_dup_name (PortailUserDirectory *directory, const char *user_id);
/* The name in an account of the list. Borrowed. */
const char *portail_user_directory_get_title (const PortailJson *user);
/* Ids and names in turn, by name, NULL at the end: choices of a filter. Owned with its texts. */
char **portail_user_directory_dup_choices (PortailUserDirectory *directory);

G_END_DECLS
