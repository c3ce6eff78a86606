/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-discord-id.h"

#include <string.h>

gboolean
portail_discord_id_is_valid (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return text[length] == '\0' && length >= 17 && length <= 20;
}
