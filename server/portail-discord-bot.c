/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-discord-bot.h"

#include <string.h>

#include "server/portail-discord-member.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define DEFAULT_TIMEOUT_MILLISECONDS 20000
/* Discord gives up to 1000; half of them stay well below what an answer may have. */
#define PAGE_SIZE 500
/* A guild has at most some million members; more pages than that are a mistake or a trap. */
#define MAX_PAGES 4000

struct _PortailDiscordBot
{
  char *api_base;
  char *authorization;
  guint timeout_milliseconds;
  PortailDiscordGate gate;
};

PortailDiscordBot *
portail_discord_bot_new (const PortailDiscordSettings *settings)
{
  PortailDiscordBot *bot = g_new0 (PortailDiscordBot, 1);

  bot->api_base = g_strdup (settings->api_base);
  bot->authorization = g_strconcat ("Bot ", settings->bot_token, NULL);
  bot->timeout_milliseconds = settings->timeout_milliseconds > 0 ? settings->timeout_milliseconds
                                                                 : DEFAULT_TIMEOUT_MILLISECONDS;
  portail_discord_gate_init (&bot->gate, PORTAIL_DISCORD_BOT);
  return bot;
}

void
portail_discord_bot_free (PortailDiscordBot *bot)
{
  if (bot == NULL)
    return;
  g_free (bot->api_base);
  g_free (bot->authorization);
  portail_discord_gate_clear (&bot->gate);
  g_free (bot);
}

void
portail_guild_census_free (PortailGuildCensus *census)
{
  if (census == NULL)
    return;
  g_free (census->owner_id);
  g_clear_pointer (&census->role_names, g_hash_table_unref);
  g_clear_pointer (&census->members, g_hash_table_unref);
  g_free (census);
}

/* One question; FALSE when no further one makes sense. @path begins behind the API's base. */
static gboolean
ask (PortailDiscordBot *bot,
     const char *path,
     GCancellable *cancellable,
     PortailDiscordReply *reply,
     GError **error)
{
  g_autofree char *url = g_strconcat (bot->api_base, path, NULL);
  const PortailDiscordCall call = {
    &bot->gate, url, bot->authorization, NULL, bot->timeout_milliseconds, cancellable
  };

  if (!portail_discord_call (&call, reply, error))
    return FALSE;
  if (reply->status != 401)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("Discord refuses the bot: DISCORD_BOT_TOKEN is not good."));
  return FALSE;
}

static void
read_role_names (const PortailJson *roles, PortailGuildCensus *census)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (roles == NULL || roles->kind != PORTAIL_JSON_ARRAY)
    return;
  for (const PortailJson *role = roles->first_child; role != NULL; role = role->next)
    {
      const char *id = portail_discord_get_id (portail_json_get (role, "id"));
      const char *name = portail_json_get_member_string (role, "name");

      if (id == NULL || name == NULL)
        return;
      g_hash_table_insert (names, g_strdup (id), g_strdup (name));
    }
  census->role_names = g_steal_pointer (&names);
}

static gboolean
ask_guild (PortailDiscordBot *bot,
           const char *guild_id,
           PortailGuildCensus *census,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_strconcat ("/guilds/", guild_id, NULL);
  g_auto (PortailDiscordReply) reply = { 0 };
  const PortailJson *root;

  if (!ask (bot, path, cancellable, &reply, error))
    return FALSE;
  root = portail_discord_reply_get_root (&reply);
  if (reply.status != 200)
    {
      g_message ("Discord answered %u to a question about a guild", reply.status);
      return TRUE;
    }
  census->owner_id = g_strdup (portail_discord_get_id (portail_json_get (root, "owner_id")));
  read_role_names (portail_json_get (root, "roles"), census);
  return TRUE;
}

/* Ids by number: a longer one is higher. */
static int
compare_ids (const char *a, const char *b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  if (length_a != length_b)
    return length_a < length_b ? -1 : 1;
  return strcmp (a, b);
}

/* The id of the last of the page, so that the next begins after it; NULL for a page that cannot be
 * believed. Borrowed from @members. */
static const char *
read_page (const PortailJson *page, const char *after, GHashTable *members)
{
  const char *last = after;

  for (const PortailJson *entry = page->first_child; entry != NULL; entry = entry->next)
    {
      const PortailJson *user = portail_json_get (entry, "user");
      const char *id = portail_discord_get_id (portail_json_get (user, "id"));
      g_autoptr (GHashTable) role_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                               NULL);
      char *key;

      if (id == NULL || compare_ids (id, last) <= 0
          || !portail_discord_read_role_ids (portail_json_get (entry, "roles"), role_ids))
        return NULL;
      last = key = g_strdup (id);
      g_hash_table_insert (members, key, g_steal_pointer (&role_ids));
    }
  return last;
}

/* census->members stays NULL for a guild that does not list them. Its owner is always one of them:
 * a list without him has lost others as well. */
static gboolean
ask_members (PortailDiscordBot *bot,
             const char *guild_id,
             PortailGuildCensus *census,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          (GDestroyNotify) g_hash_table_unref);
  const char *after = "0";

  for (int n_pages = 0; n_pages < MAX_PAGES && after != NULL; n_pages++)
    {
      g_autofree char *path = g_strdup_printf ("/guilds/%s/members?limit=%d&after=%s", guild_id,
                                               PAGE_SIZE, after);
      g_auto (PortailDiscordReply) reply = { 0 };
      const PortailJson *page;

      if (!ask (bot, path, cancellable, &reply, error))
        return FALSE;
      page = portail_discord_reply_get_root (&reply);
      if (reply.status != 200 || page == NULL || page->kind != PORTAIL_JSON_ARRAY)
        break;
      after = read_page (page, after, members);
      if (after != NULL && portail_json_count_children (page) < PAGE_SIZE
          && g_hash_table_contains (members, census->owner_id))
        {
          census->members = g_steal_pointer (&members);
          return TRUE;
        }
    }
  g_message ("Discord does not list the members of a guild; they are asked for one by one");
  return TRUE;
}

PortailGuildCensus *
portail_discord_bot_take_census (PortailDiscordBot *bot,
                                 const char *guild_id,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (PortailGuildCensus) census = g_new0 (PortailGuildCensus, 1);

  if (!ask_guild (bot, guild_id, census, cancellable, error))
    return NULL;
  /* A guild that says nothing of itself does not know the bot. */
  if (census->owner_id != NULL && !ask_members (bot, guild_id, census, cancellable, error))
    return NULL;
  return g_steal_pointer (&census);
}

gboolean
portail_discord_bot_ask_member (PortailDiscordBot *bot,
                                const PortailMemberQuestion *question,
                                PortailGuildMembership *guild,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autofree char *path = g_strdup_printf ("/guilds/%s/members/%s", question->guild_id,
                                           question->discord_id);
  g_auto (PortailDiscordReply) reply = { 0 };

  guild->standing = PORTAIL_GUILD_UNKNOWN;
  if (!ask (bot, path, cancellable, &reply, error))
    return FALSE;
  guild->standing = portail_discord_judge_member (guild, &reply);
  if (guild->standing != PORTAIL_GUILD_MEMBER)
    g_hash_table_remove_all (guild->role_ids);
  if (reply.status != 403)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Discord does not let the bot see this guild."));
  return FALSE;
}

guint
portail_discord_bot_get_wait (PortailDiscordBot *bot)
{
  return portail_discord_gate_get_wait (&bot->gate);
}

char *
portail_discord_bot_get_name (PortailDiscordBot *bot, GError **error)
{
  g_auto (PortailDiscordReply) reply = { 0 };
  const char *name = NULL;

  if (!ask (bot, "/users/@me", NULL, &reply, error))
    return NULL;
  if (reply.status == 200)
    name = portail_json_get_member_string (portail_discord_reply_get_root (&reply), "username");
  if (name == NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY,
                         _ ("Discord gave an answer that cannot be used."));
  return g_strdup (name);
}
