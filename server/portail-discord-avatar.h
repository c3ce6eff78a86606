/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures that people have at Discord: their addresses, and their bytes.
 *
 * 1. An address is made of an id and a name that Discord gave, never taken as it stands: what is
 *    asked for is below one base alone, and redirects are not followed.
 * 2. What comes back is hostile: it is limited in size and time, and is a picture by its bytes,
 *    whatever its head says. Nobody but portail-thumbnail.h opens it. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-file-type.h"

/* Bytes; some ten times what Discord makes of this size. */
#define PORTAIL_DISCORD_AVATAR_MAX_BYTES (256 * 1024)

/* The address of the picture @name of the account @discord_id; NULL for a name that is none. Owned.
 */
char *portail_discord_avatar_make_url (const char *discord_id, const char *name);
/* The name in such an address of @discord_id's; NULL for any other address, or NULL. Owned. */
char *portail_discord_avatar_dup_name (const char *url, const char *discord_id);

typedef struct
{
  const char *base; /* "https://cdn.discordapp.com", without a slash at its end */
  const char *discord_id;
  const char *name; /* as portail_discord_avatar_dup_name() gives it */
} PortailAvatarQuestion;

/* Its bytes and their *@type, a picture's. NOT_FOUND where Discord has it no more, UNAVAILABLE when
 * nothing was answered in time or @cancellable, which may be NULL, was cancelled, BAD_GATEWAY for
 * all else. Blocks for seconds: on the job pool. Owned. */
GBytes *portail_discord_avatar_fetch (const PortailAvatarQuestion *question,
                                      PortailFileType *type,
                                      GCancellable *cancellable,
                                      GError **error);
