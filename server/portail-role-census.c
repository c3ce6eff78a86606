/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-census.h"

#include "server/portail-known-guilds.h"
#include "server/portail-roles.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"

static void
free_identity (gpointer identity)
{
  portail_discord_identity_free (identity);
}

static PortailRoleCensus *
census_new (void)
{
  PortailRoleCensus *census = g_new0 (PortailRoleCensus, 1);

  census->user_ids = g_ptr_array_new_with_free_func (g_free);
  census->identities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_identity);
  census->role_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_hash_table_unref);
  return census;
}

void
portail_role_census_free (PortailRoleCensus *census)
{
  if (census == NULL)
    return;
  g_hash_table_unref (census->identities);
  g_ptr_array_unref (census->user_ids);
  g_hash_table_unref (census->role_names);
  g_free (census);
}

static gboolean
list_accounts (PortailRoleCensus *census, PortailDatabase *reader, GError **error)
{
  PortailStatement *statement = portail_database_query (
      reader, error,
      "SELECT id, discord_id FROM user WHERE is_active = 1 AND trashed_at IS NULL"
      " AND id NOT IN (SELECT user_id FROM local_account) ORDER BY id",
      "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailDiscordIdentity *identity;
      char *id;

      if (!portail_discord_id_is_valid (portail_statement_get_text (statement, 1)))
        continue;
      identity = portail_discord_identity_new ();
      identity->discord_id = portail_statement_dup_text (statement, 1);
      id = portail_statement_dup_text (statement, 0);
      g_ptr_array_add (census->user_ids, id);
      g_hash_table_insert (census->identities, id, identity);
    }
  return step == PORTAIL_STEP_DONE;
}

/* What the member list of a guild says of one person. */
static void
look_up (const PortailGuildCensus *list, const char *discord_id, PortailGuildMembership *guild)
{
  GHashTable *role_ids = g_hash_table_lookup (list->members, discord_id);
  GHashTableIter iter;
  gpointer id;

  guild->standing = role_ids != NULL ? PORTAIL_GUILD_MEMBER : PORTAIL_GUILD_STRANGER;
  if (role_ids == NULL)
    return;
  g_hash_table_iter_init (&iter, role_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (guild->role_ids, g_strdup (id));
}

/* A guild that is being asked for. */
typedef struct
{
  PortailDiscordBot *bot;
  const char *guild_id;
  PortailGuildCensus *list;
  GCancellable *cancellable;
} Round;

/* One by one. FALSE with *@is_closed for a guild that lets nobody be asked for, which is no error.
 */
static gboolean
ask_one (const Round *round,
         const char *discord_id,
         PortailGuildMembership *guild,
         gboolean *is_closed,
         GError **error)
{
  const PortailMemberQuestion question = { round->guild_id, discord_id };
  g_autoptr (GError) failure = NULL;

  if (portail_discord_bot_ask_member (round->bot, &question, guild, round->cancellable, &failure))
    return TRUE;
  *is_closed = g_error_matches (failure, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN);
  if (!*is_closed)
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
ask_everybody (PortailRoleCensus *census, const Round *round, GError **error)
{
  gboolean is_closed = FALSE;
  gboolean is_unclear = FALSE;

  for (guint i = 0; i < census->user_ids->len; i++)
    {
      PortailDiscordIdentity *identity = g_hash_table_lookup (
          census->identities, g_ptr_array_index (census->user_ids, i));
      PortailGuildMembership *guild = portail_discord_identity_ensure_guild (identity,
                                                                             round->guild_id);

      guild->knows_owner = round->list->owner_id != NULL;
      guild->is_owner = g_strcmp0 (round->list->owner_id, identity->discord_id) == 0;
      if (round->list->members != NULL)
        look_up (round->list, identity->discord_id, guild);
      else if (!ask_one (round, identity->discord_id, guild, &is_closed, error))
        {
          census->n_silent_guilds++;
          return is_closed;
        }
      is_unclear = is_unclear || guild->standing == PORTAIL_GUILD_UNKNOWN;
    }
  if (is_unclear)
    census->n_silent_guilds++;
  return TRUE;
}

static gboolean
ask_guild (PortailRoleCensus *census, Round *round, GError **error)
{
  g_autoptr (PortailGuildCensus) list = portail_discord_bot_take_census (
      round->bot, round->guild_id, round->cancellable, error);

  if (list == NULL)
    return FALSE;
  round->list = list;
  if (list->role_names != NULL)
    g_hash_table_insert (census->role_names, g_strdup (round->guild_id),
                         g_hash_table_ref (list->role_names));
  if (list->owner_id != NULL)
    return ask_everybody (census, round, error);
  census->n_silent_guilds++;
  return TRUE;
}

PortailRoleCensus *
portail_role_census_take (PortailDiscordBot *bot,
                          PortailDatabase *reader,
                          const GPtrArray *guild_ids,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PortailRoleCensus) census = census_new ();

  census->begun_at = portail_timestamp_now ();
  if (!list_accounts (census, reader, error))
    return NULL;
  for (guint i = 0; i < guild_ids->len; i++)
    {
      Round round = { bot, g_ptr_array_index (guild_ids, i), NULL, cancellable };

      if (!ask_guild (census, &round, error))
        return NULL;
    }
  return g_steal_pointer (&census);
}

static gboolean
save_names (PortailDatabase *database, const char *guild_id, GHashTable *names, GError **error)
{
  GHashTableIter iter;
  gpointer id, name;

  if (!portail_database_run (database, error, "DELETE FROM known_role WHERE guild_id = ?", "t",
                             guild_id))
    return FALSE;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    if (!portail_database_run (database, error,
                               "INSERT INTO known_role (guild_id, role_id, name) VALUES (?, ?, ?)",
                               "ttt", guild_id, (const char *) id, (const char *) name))
      return FALSE;
  return TRUE;
}

static gboolean
save_all_names (PortailDatabase *database, const PortailRoleCensus *census, GError **error)
{
  GHashTableIter iter;
  gpointer guild_id, names;

  g_hash_table_iter_init (&iter, census->role_names);
  while (g_hash_table_iter_next (&iter, &guild_id, &names))
    if (!save_names (database, guild_id, names, error))
      return FALSE;
  return TRUE;
}

/* Whether the account is still one to change: meanwhile it may have been disabled, or its owner may
 * have signed in, which tells more than we know. What a wrong clock wrote into the future does not
 * count. */
static gboolean
is_to_change (PortailRecordWriter *writer,
              const PortailRoleCensus *census,
              const char *user_id,
              gboolean *is_it,
              GError **error)
{
  PortailStatement *statement = portail_database_query (
      portail_record_writer_get_database (writer), error,
      "SELECT 1 FROM user WHERE id = ? AND is_active = 1 AND trashed_at IS NULL"
      " AND NOT EXISTS (SELECT 1 FROM known_guild WHERE known_guild.user_id = user.id"
      " AND learnt_at > ? AND learnt_at <= ?)",
      "tii", user_id, census->begun_at.milliseconds,
      portail_record_writer_get_now (writer).milliseconds);
  PortailStep step = PORTAIL_STEP_ERROR;

  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *is_it = step == PORTAIL_STEP_ROW;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
apply_to (PortailRecordWriter *writer,
          const PortailRoleMapping *mapping,
          const PortailRoleCensus *census,
          const char *user_id,
          GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  const PortailDiscordIdentity *identity = g_hash_table_lookup (census->identities, user_id);
  g_autofree char *scope = portail_scope_of_user (user_id);
  const PortailAuditEvent event = {
    .scope = scope, .action = "roles", .target_type = "user", .target_id = user_id
  };
  gboolean is_it;

  if (!is_to_change (writer, census, user_id, &is_it, error))
    return FALSE;
  return !is_it
         || (portail_known_guilds_save (database, user_id, identity,
                                        portail_record_writer_get_now (writer), error)
             && portail_roles_apply (writer, mapping, user_id, identity, error)
             && portail_record_writer_audit (writer, &event, error));
}

gboolean
portail_role_census_apply (const PortailRoleCensus *census,
                           guint first,
                           PortailDatabase *database,
                           PortailTimestamp now,
                           GError **error)
{
  g_autoptr (PortailRoleMapping) mapping = NULL;
  guint end = MIN (first + PORTAIL_ROLE_CENSUS_STEP, census->user_ids->len);

  if (first == 0 && !save_all_names (database, census, error))
    return FALSE;
  mapping = portail_role_mapping_load (database, error);
  for (guint i = first; mapping != NULL && i < end; i++)
    {
      const char *user_id = g_ptr_array_index (census->user_ids, i);
      g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (database, NULL, NULL,
                                                                          now);

      if (!apply_to (writer, mapping, census, user_id, error))
        return FALSE;
    }
  return mapping != NULL;
}
