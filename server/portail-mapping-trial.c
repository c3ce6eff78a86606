/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-mapping-trial.h"

#include "server/portail-discord-bot.h"
#include "server/portail-known-guilds.h"
#include "server/portail-role-census.h"
#include "server/portail-roles.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-user.h"

static void
effect_free (gpointer pointer)
{
  PortailMappingEffect *effect = pointer;

  g_free (effect->user_id);
  g_free (effect->discord_id);
  g_free (effect->name);
  g_free (effect->enterprise_id);
  g_free (effect->enterprise_name);
  g_free (effect);
}

void
portail_mapping_trial_free (PortailMappingTrial *trial)
{
  if (trial == NULL)
    return;
  g_ptr_array_unref (trial->effects);
  g_free (trial);
}

/* What @seen surely says stands over what was known. */
static void
learn (PortailDiscordIdentity *known, const PortailDiscordIdentity *seen)
{
  GHashTableIter iter;
  gpointer guild_id, value;

  g_hash_table_iter_init (&iter, seen->guilds);
  while (g_hash_table_iter_next (&iter, &guild_id, &value))
    {
      const PortailGuildMembership *from = value;
      PortailGuildMembership *to;

      if (from->standing == PORTAIL_GUILD_UNKNOWN)
        continue;
      to = portail_discord_identity_ensure_guild (known, guild_id);
      to->standing = from->standing;
      if (from->knows_owner)
        to->is_owner = from->is_owner;
      to->knows_owner |= from->knows_owner;
      g_hash_table_unref (to->role_ids);
      to->role_ids = g_hash_table_ref (from->role_ids);
    }
}

static PortailMappingEffect *
effect_new (const PortailUser *user,
            const PortailRoleChange *change,
            const PortailRoleMapping *mapping)
{
  PortailMappingEffect *effect = g_new0 (PortailMappingEffect, 1);

  effect->user_id = g_strdup (user->base.id);
  effect->discord_id = g_strdup (user->discord_id);
  effect->name = g_strdup (user->display_name != NULL ? user->display_name : user->username);
  effect->enterprise_id = g_strdup (change->enterprise_id);
  if (change->enterprise_id != NULL)
    effect->enterprise_name = g_strdup (
        portail_role_mapping_find_enterprise (mapping, change->enterprise_id)->name);
  effect->before = change->before;
  effect->after = change->after;
  return effect;
}

typedef struct
{
  PortailDatabase *reader;
  const PortailRoleMapping *mapping;
  const PortailRoleCensus *census; /* NULL without bot */
} Question;

static gboolean
try_user (PortailMappingTrial *trial,
          const Question *question,
          const PortailUser *user,
          GError **error)
{
  g_autoptr (PortailDiscordIdentity) identity = portail_known_guilds_load (question->reader,
                                                                           user->base.id, error);
  const PortailDiscordIdentity *seen = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (identity == NULL)
    return FALSE;
  if (question->census != NULL)
    seen = g_hash_table_lookup (question->census->identities, user->base.id);
  if (seen != NULL)
    learn (identity, seen);
  changes = portail_roles_plan (question->reader, question->mapping, user->base.id, identity,
                                error);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    g_ptr_array_add (trial->effects,
                     effect_new (user, g_ptr_array_index (changes, i), question->mapping));
  return changes != NULL;
}

PortailMappingTrial *
portail_mapping_trial_run (PortailDatabase *reader,
                           const PortailRoleMapping *mapping,
                           PortailDiscordBot *bot,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (PortailMappingTrial) trial = g_new0 (PortailMappingTrial, 1);
  g_autoptr (GPtrArray) guild_ids = portail_role_mapping_list_guild_ids (mapping);
  g_autoptr (PortailRoleCensus) census = NULL;
  g_autoptr (GPtrArray) users = NULL;
  Question question = { reader, mapping, NULL };

  trial->effects = g_ptr_array_new_with_free_func (effect_free);
  trial->is_live = bot != NULL;
  if (bot != NULL)
    {
      question.census = census = portail_role_census_take (bot, reader, guild_ids, cancellable,
                                                           error);
      if (census == NULL)
        return NULL;
    }
  users = portail_record_sql_list (reader, &portail_user_type, error,
                                   "WHERE trashed_at IS NULL ORDER BY id", "");
  for (guint i = 0; users != NULL && i < users->len; i++)
    if (!try_user (trial, &question, g_ptr_array_index (users, i), error))
      return NULL;
  trial->n_users = users != NULL ? users->len : 0;
  return users != NULL ? g_steal_pointer (&trial) : NULL;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

void
portail_mapping_trial_append_json (const PortailMappingTrial *trial, GString *json)
{
  g_string_append (json, "{\"items\":[");
  for (guint i = 0; i < trial->effects->len; i++)
    {
      const PortailMappingEffect *effect = g_ptr_array_index (trial->effects, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "user_id", effect->user_id);
      append_text (json, "discord_id", effect->discord_id);
      append_text (json, "display_name", effect->name);
      append_text (json, "enterprise_id", effect->enterprise_id);
      append_text (json, "enterprise_name", effect->enterprise_name);
      append_text (json, "before", portail_role_get_name (effect->before));
      append_text (json, "after", portail_role_get_name (effect->after));
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],\"users\":");
  portail_json_append_integer (json, trial->n_users);
  g_string_append (json, trial->is_live ? ",\"is_live\":true}" : ",\"is_live\":false}");
}

void
portail_mapping_trial_append_text (const PortailMappingTrial *trial, GString *text)
{
  for (guint i = 0; i < trial->effects->len; i++)
    {
      const PortailMappingEffect *effect = g_ptr_array_index (trial->effects, i);

      g_string_append_printf (
          text, "%s\t%s\t%s\t%s → %s\n", effect->discord_id, effect->name,
          effect->enterprise_name != NULL ? effect->enterprise_name : _ ("(whole server)"),
          portail_role_get_title (effect->before), portail_role_get_title (effect->after));
    }
  g_string_append_printf (text, _ ("%u accounts looked at, %u changes\n"), trial->n_users,
                          trial->effects->len);
}
