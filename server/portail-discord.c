/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-discord.h"

#include <string.h>

#include "server/portail-discord-avatar.h"
#include "server/portail-discord-bot.h"
#include "server/portail-discord-call.h"
#include "server/portail-discord-member.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"

#define DEFAULT_TIMEOUT_MILLISECONDS 10000
/* Discord lists this many guilds at once, which is also the most that one account may join: a list
 * that reaches it may have been cut. */
#define MAX_GUILDS          200
#define MAX_NAME_CHARACTERS 255

struct _PortailDiscord
{
  char *api_base;
  char *client_id;
  char *client_secret;
  char *redirect_uri;
  guint timeout_milliseconds;
  PortailDiscordGate gate;
  PortailDiscordBot *bot; /* or NULL */
};

PortailDiscord *
portail_discord_new (const PortailDiscordSettings *settings)
{
  PortailDiscord *discord = g_new0 (PortailDiscord, 1);

  discord->api_base = g_strdup (settings->api_base);
  discord->client_id = g_strdup (settings->client_id);
  discord->client_secret = g_strdup (settings->client_secret);
  discord->redirect_uri = g_strdup (settings->redirect_uri);
  discord->timeout_milliseconds = settings->timeout_milliseconds > 0
                                      ? settings->timeout_milliseconds
                                      : DEFAULT_TIMEOUT_MILLISECONDS;
  portail_discord_gate_init (&discord->gate, PORTAIL_DISCORD_PEOPLE);
  if (settings->bot_token != NULL)
    discord->bot = portail_discord_bot_new (settings);
  return discord;
}

void
portail_discord_free (PortailDiscord *discord)
{
  if (discord == NULL)
    return;
  g_free (discord->api_base);
  g_free (discord->client_id);
  g_free (discord->client_secret);
  g_free (discord->redirect_uri);
  portail_discord_gate_clear (&discord->gate);
  portail_discord_bot_free (discord->bot);
  g_free (discord);
}

PortailDiscordBot *
portail_discord_get_bot (PortailDiscord *discord)
{
  return discord->bot;
}

guint
portail_discord_get_wait (PortailDiscord *discord)
{
  return portail_discord_gate_get_wait (&discord->gate);
}

static void
free_guild (gpointer pointer)
{
  PortailGuildMembership *guild = pointer;

  g_hash_table_unref (guild->role_ids);
  g_free (guild);
}

PortailDiscordIdentity *
portail_discord_identity_new (void)
{
  PortailDiscordIdentity *identity = g_new0 (PortailDiscordIdentity, 1);

  identity->guilds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_guild);
  return identity;
}

void
portail_discord_identity_free (PortailDiscordIdentity *identity)
{
  if (identity == NULL)
    return;
  g_free (identity->discord_id);
  g_free (identity->username);
  g_free (identity->display_name);
  g_free (identity->email);
  g_free (identity->avatar_url);
  g_hash_table_unref (identity->guilds);
  g_free (identity);
}

PortailGuildMembership *
portail_discord_identity_ensure_guild (PortailDiscordIdentity *identity, const char *guild_id)
{
  PortailGuildMembership *guild = g_hash_table_lookup (identity->guilds, guild_id);

  if (guild == NULL)
    {
      guild = g_new0 (PortailGuildMembership, 1);
      guild->role_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (identity->guilds, g_strdup (guild_id), guild);
    }
  return guild;
}

static gboolean
fail_with_answer (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY,
                       _ ("Discord gave an answer that cannot be used."));
  return FALSE;
}

static void
append_form_field (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

static char *
make_exchange_form (PortailDiscord *discord, const PortailDiscordGrant *grant)
{
  GString *form = g_string_new (NULL);

  append_form_field (form, "grant_type", "authorization_code");
  append_form_field (form, "client_id", discord->client_id);
  append_form_field (form, "client_secret", discord->client_secret);
  append_form_field (form, "redirect_uri", discord->redirect_uri);
  append_form_field (form, "code", grant->code);
  if (grant->code_verifier != NULL)
    append_form_field (form, "code_verifier", grant->code_verifier);
  return g_string_free (form, FALSE);
}

static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length > 0 && length <= 2048;
}

/* "Bearer <token>" for the calls that follow. */
static char *
exchange (PortailDiscord *discord,
          const PortailDiscordGrant *grant,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *url = g_strconcat (discord->api_base, "/oauth2/token", NULL);
  g_autofree char *form = make_exchange_form (discord, grant);
  const PortailDiscordCall call = { &discord->gate, url, NULL, form, discord->timeout_milliseconds,
                                    cancellable };
  g_auto (PortailDiscordReply) reply = { 0 };
  const char *token;

  if (!portail_discord_call (&call, &reply, error))
    return NULL;
  if (reply.status == 400
      && g_strcmp0 (
             portail_json_get_member_string (portail_discord_reply_get_root (&reply), "error"),
             "invalid_grant")
             == 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                           _ ("Discord does not know this sign-in any more."));
      return NULL;
    }
  token = portail_json_get_member_string (portail_discord_reply_get_root (&reply), "access_token");
  if (reply.status != 200 || !is_token (token))
    {
      g_message ("Discord answered %u to an exchange", reply.status);
      fail_with_answer (error);
      return NULL;
    }
  return g_strconcat ("Bearer ", token, NULL);
}

gboolean
portail_discord_check_client (PortailDiscord *discord, GError **error)
{
  g_autofree char *url = g_strconcat (discord->api_base, "/oauth2/token", NULL);
  g_autoptr (GString) form = g_string_new (NULL);
  g_auto (PortailDiscordReply) reply = { 0 };
  PortailDiscordCall call = { .gate = &discord->gate,
                              .url = url,
                              .timeout_milliseconds = discord->timeout_milliseconds };

  append_form_field (form, "grant_type", "client_credentials");
  append_form_field (form, "scope", "identify");
  append_form_field (form, "client_id", discord->client_id);
  append_form_field (form, "client_secret", discord->client_secret);
  call.form = form->str;
  if (!portail_discord_call (&call, &reply, error))
    return FALSE;
  if (reply.status == 200
      && is_token (
          portail_json_get_member_string (portail_discord_reply_get_root (&reply), "access_token")))
    return TRUE;
  if (reply.status != 400 && reply.status != 401)
    return fail_with_answer (error);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED,
                       _ ("Discord does not know this application, or its secret is another."));
  return FALSE;
}

/* What people typed elsewhere, cut to what a field holds; NULL for nothing. */
static char *
dup_name (const PortailJson *json)
{
  const char *text = portail_json_get_string (json);
  g_autoptr (GString) name = g_string_new (NULL);

  for (glong i = 0; text != NULL && *text != '\0' && i < MAX_NAME_CHARACTERS; i++)
    {
      gunichar character = g_utf8_get_char (text);

      g_string_append_unichar (name, g_unichar_iscntrl (character) ? ' ' : character);
      text = g_utf8_next_char (text);
    }
  g_strstrip (name->str);
  return *name->str != '\0' ? g_strdup (name->str) : NULL;
}

static PortailDiscordIdentity *
read_identity (const PortailJson *root)
{
  g_autoptr (PortailDiscordIdentity) identity = portail_discord_identity_new ();
  const PortailJson *verified = portail_json_get (root, "verified");
  const char *discord_id = portail_discord_get_id (portail_json_get (root, "id"));

  identity->username = dup_name (portail_json_get (root, "username"));
  if (discord_id == NULL || identity->username == NULL)
    return NULL;
  identity->discord_id = g_strdup (discord_id);
  identity->display_name = dup_name (portail_json_get (root, "global_name"));
  identity->avatar_url = portail_discord_avatar_make_url (
      discord_id, portail_json_get_member_string (root, "avatar"));
  if (verified != NULL && verified->kind == PORTAIL_JSON_TRUE)
    identity->email = dup_name (portail_json_get (root, "email"));
  return g_steal_pointer (&identity);
}

static gboolean
get (PortailDiscord *discord,
     const char *url,
     const char *authorization,
     GCancellable *cancellable,
     PortailDiscordReply *reply)
{
  const PortailDiscordCall call = {
    &discord->gate, url, authorization, NULL, discord->timeout_milliseconds, cancellable
  };
  g_autoptr (GError) error = NULL;

  if (portail_discord_call (&call, reply, &error))
    return TRUE;
  g_message ("Discord: %s", error->message);
  return FALSE;
}

static PortailDiscordIdentity *
fetch_identity (PortailDiscord *discord,
                const char *authorization,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *url = g_strconcat (discord->api_base, "/users/@me", NULL);
  const PortailDiscordCall call = {
    &discord->gate, url, authorization, NULL, discord->timeout_milliseconds, cancellable
  };
  g_auto (PortailDiscordReply) reply = { 0 };
  PortailDiscordIdentity *identity = NULL;

  if (!portail_discord_call (&call, &reply, error))
    return NULL;
  if (reply.status == 200)
    identity = read_identity (portail_discord_reply_get_root (&reply));
  if (identity == NULL)
    fail_with_answer (error);
  return identity;
}

/* Notes the guilds of the list @root that were asked for.
 * Returns: whether the list is complete and every entry of it makes sense. */
static gboolean
read_guilds (PortailDiscordIdentity *identity, const PortailJson *root)
{
  if (root == NULL || root->kind != PORTAIL_JSON_ARRAY
      || portail_json_count_children (root) >= MAX_GUILDS)
    return FALSE;
  for (const PortailJson *entry = root->first_child; entry != NULL; entry = entry->next)
    {
      const PortailJson *owner = portail_json_get (entry, "owner");
      const char *id = portail_discord_get_id (portail_json_get (entry, "id"));
      PortailGuildMembership *guild;

      if (id == NULL)
        return FALSE;
      guild = g_hash_table_lookup (identity->guilds, id);
      if (guild == NULL)
        continue;
      guild->standing = PORTAIL_GUILD_MEMBER;
      guild->knows_owner = TRUE;
      guild->is_owner = owner != NULL && owner->kind == PORTAIL_JSON_TRUE;
    }
  return TRUE;
}

/* As if no list had been answered, or as if it had named no guild. */
static void
reset_guilds (PortailDiscordIdentity *identity, PortailGuildStanding standing)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, identity->guilds);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PortailGuildMembership *guild = value;

      guild->standing = standing;
      guild->knows_owner = guild->is_owner = FALSE;
    }
}

/* Who is in no list is a stranger, when the list is complete; else every guild must be asked. */
static void
fetch_guilds (PortailDiscord *discord,
              const char *authorization,
              GCancellable *cancellable,
              PortailDiscordIdentity *identity)
{
  g_autofree char *url = g_strconcat (discord->api_base, "/users/@me/guilds", NULL);
  g_auto (PortailDiscordReply) reply = { 0 };

  reset_guilds (identity, PORTAIL_GUILD_STRANGER);
  if (!get (discord, url, authorization, cancellable, &reply) || reply.status != 200
      || !read_guilds (identity, portail_discord_reply_get_root (&reply)))
    reset_guilds (identity, PORTAIL_GUILD_UNKNOWN);
}

/* A token that Discord refuses asks no more: those who give us less than we asked for would use up
 * the refusals after which nobody is asked for a while. */
static void
fetch_members (PortailDiscord *discord,
               const char *authorization,
               GCancellable *cancellable,
               PortailDiscordIdentity *identity)
{
  gboolean is_refused = FALSE;
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, identity->guilds);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      PortailGuildMembership *guild = value;
      g_autofree char *url = g_strdup_printf ("%s/users/@me/guilds/%s/member", discord->api_base,
                                              (const char *) id);
      g_auto (PortailDiscordReply) reply = { 0 };

      if (guild->standing == PORTAIL_GUILD_STRANGER)
        continue;
      guild->standing = PORTAIL_GUILD_UNKNOWN;
      if (!is_refused && get (discord, url, authorization, cancellable, &reply))
        guild->standing = portail_discord_judge_member (guild, &reply);
      is_refused |= reply.status == 401;
      if (guild->standing != PORTAIL_GUILD_MEMBER)
        g_hash_table_remove_all (guild->role_ids);
    }
}

PortailDiscordIdentity *
portail_discord_identify (PortailDiscord *discord,
                          const PortailDiscordGrant *grant,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *authorization = exchange (discord, grant, cancellable, error);
  g_autoptr (PortailDiscordIdentity) identity = NULL;

  if (authorization == NULL)
    return NULL;
  identity = fetch_identity (discord, authorization, cancellable, error);
  if (identity == NULL)
    return NULL;
  for (guint i = 0; i < grant->guild_ids->len; i++)
    portail_discord_identity_ensure_guild (identity, g_ptr_array_index (grant->guild_ids, i));
  if (grant->guild_ids->len > 0)
    {
      fetch_guilds (discord, authorization, cancellable, identity);
      fetch_members (discord, authorization, cancellable, identity);
    }
  return g_steal_pointer (&identity);
}
