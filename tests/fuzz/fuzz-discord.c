/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as what Discord answers about a member of a guild. The first byte is the status. Roles
 * are taken from a whole list of ids alone, and absence from the one answer that says so. */
#include <string.h>

#include "server/portail-discord-member.h"
#include "shared/portail-discord-id.h"
#include "tests/fuzz/fuzz-target.h"

static const guint statuses[] = { 200, 404, 401, 403, 429, 500, 204, 302 };

/* That an answer is of no use is told each time, which is too often here. */
static GLogWriterOutput
write_what_matters (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  return level & G_LOG_LEVEL_MESSAGE ? G_LOG_WRITER_HANDLED
                                     : g_log_writer_default (level, fields, n_fields, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (GHashTable) role_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PortailGuildMembership guild = { .role_ids = role_ids };
  PortailDiscordReply reply = { .status = n_bytes > 0 ? statuses[bytes[0] % 8] : 0 };
  PortailGuildStanding standing;
  GHashTableIter iter;
  gpointer id;
  static gsize is_quiet;

  if (g_once_init_enter (&is_quiet))
    {
      g_log_set_writer_func (write_what_matters, NULL, NULL);
      g_once_init_leave (&is_quiet, 1);
    }
  if (n_bytes > 1)
    reply.json = portail_json_parse ((const char *) bytes + 1, n_bytes - 1, NULL);
  standing = portail_discord_judge_member (&guild, &reply);
  g_assert_true (standing != PORTAIL_GUILD_MEMBER || (reply.status == 200 && reply.json != NULL));
  g_assert_true (standing != PORTAIL_GUILD_STRANGER || (reply.status == 404 && reply.json != NULL));
  g_hash_table_iter_init (&iter, role_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (portail_discord_id_is_valid (id));
  portail_discord_reply_clear (&reply);
  return 0;
}
