/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-known-guilds.h"

#include <string.h>

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_role_ids (const PortailGuildMembership *guild)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, guild->role_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_texts);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (",", (char **) ids->pdata);
}

gboolean
portail_known_guilds_save (PortailDatabase *database,
                           const char *user_id,
                           const PortailDiscordIdentity *identity,
                           PortailTimestamp now,
                           GError **error)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, identity->guilds);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const PortailGuildMembership *guild = value;
      g_autofree char *role_ids = join_role_ids (guild);
      const char *is_owner = guild->is_owner ? "1" : "0";

      if (guild->standing == PORTAIL_GUILD_UNKNOWN)
        continue;
      if (!portail_database_run (
              database, error,
              "INSERT INTO known_guild (user_id, guild_id, is_member, is_owner, role_ids, "
              "learnt_at)"
              " VALUES (?, ?, ?, CAST(? AS INTEGER), ?, ?) ON CONFLICT (user_id, guild_id)"
              " DO UPDATE SET is_member = excluded.is_member, role_ids = excluded.role_ids,"
              " is_owner = COALESCE (excluded.is_owner, is_owner), learnt_at = excluded.learnt_at",
              "ttitti", user_id, (const char *) id,
              (gint64) (guild->standing == PORTAIL_GUILD_MEMBER),
              guild->knows_owner ? is_owner : NULL, role_ids, now.milliseconds))
        return FALSE;
    }
  return TRUE;
}

static void
read_guild (PortailStatement *statement, PortailDiscordIdentity *identity)
{
  PortailGuildMembership *guild = portail_discord_identity_ensure_guild (
      identity, portail_statement_get_text (statement, 0));
  g_auto (GStrv) role_ids = g_strsplit (portail_statement_get_text (statement, 3), ",", -1);

  guild->standing = portail_statement_get_int64 (statement, 1) != 0 ? PORTAIL_GUILD_MEMBER
                                                                    : PORTAIL_GUILD_STRANGER;
  guild->knows_owner = !portail_statement_is_null (statement, 2);
  guild->is_owner = portail_statement_get_int64 (statement, 2) != 0;
  for (guint i = 0; role_ids[i] != NULL; i++)
    g_hash_table_add (guild->role_ids, g_strdup (role_ids[i]));
}

PortailDiscordIdentity *
portail_known_guilds_load (PortailDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (PortailDiscordIdentity) identity = portail_discord_identity_new ();
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT guild_id, is_member, is_owner, role_ids FROM known_guild WHERE user_id = ?", "t",
      user_id);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    read_guild (statement, identity);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&identity) : NULL;
}

static GPtrArray *
list_guild_ids (PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT guild_id FROM known_guild UNION SELECT guild_id FROM known_role",
      "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

gboolean
portail_known_guilds_forget (PortailDatabase *database, const GPtrArray *guild_ids, GError **error)
{
  g_autoptr (GPtrArray) known = list_guild_ids (database, error);

  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const char *id = g_ptr_array_index (known, i);

      if (g_ptr_array_find_with_equal_func ((GPtrArray *) guild_ids, id, g_str_equal, NULL))
        continue;
      if (!portail_database_run (database, error, "DELETE FROM known_guild WHERE guild_id = ?", "t",
                                 id)
          || !portail_database_run (database, error, "DELETE FROM known_role WHERE guild_id = ?",
                                    "t", id))
        return FALSE;
    }
  return known != NULL;
}
