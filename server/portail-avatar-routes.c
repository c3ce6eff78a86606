/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-avatar-routes.h"

#include <string.h>

#include "server/portail-access.h"
#include "server/portail-discord-avatar.h"
#include "server/portail-thumbnail.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

typedef struct
{
  char *name;
  char *tag;
  GBytes *picture; /* NULL for a client that has it */
  gboolean is_new; /* to be kept */
} Avatar;

void
portail_avatar_free_prepared (gpointer prepared)
{
  Avatar *avatar = prepared;

  g_free (avatar->name);
  g_free (avatar->tag);
  g_clear_pointer (&avatar->picture, g_bytes_unref);
  g_free (avatar);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Avatar, portail_avatar_free_prepared)

/* The picture that was kept under @name; *@picture stays NULL where there is none. */
static gboolean
load (PortailContext *context, const char *name, GBytes **picture, GError **error)
{
  PortailStatement *statement = portail_database_query (
      context->database, error, "SELECT picture FROM avatar WHERE user_id = ? AND name = ?", "tt",
      portail_access_get_user (context->access)->base.id, name);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  if (step == PORTAIL_STEP_ROW)
    *picture = portail_statement_dup_bytes (statement, 0);
  if (statement != NULL)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

/* A picture that cannot be made small is Discord's fault, not the caller's. */
static GBytes *
make (PortailContext *context, const char *name, GError **error)
{
  const PortailAvatarQuestion question = {
    .base = portail_server_config_get_text (context->config, PORTAIL_SETTING_DISCORD_CDN_BASE),
    .discord_id = portail_access_get_user (context->access)->discord_id,
    .name = name,
  };
  PortailFileType type;
  g_autoptr (GBytes) fetched = portail_discord_avatar_fetch (&question, &type, context->cancellable,
                                                             error);
  g_autoptr (GError) failure = NULL;
  GBytes *picture;

  if (fetched == NULL)
    return NULL;
  picture = portail_thumbnail_new (fetched, type, PORTAIL_AVATAR_PIXELS, context->cancellable,
                                   &failure);
  if (picture != NULL)
    return picture;
  if (g_error_matches (failure, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA))
    failure->code = PORTAIL_ERROR_BAD_GATEWAY;
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
is_known (const PortailRequest *request, const char *tag)
{
  const char *known = portail_request_get_header (request, "If-None-Match");

  return known != NULL && strstr (known, tag) != NULL;
}

gpointer
portail_avatar_prepare (PortailContext *context, const PortailRequest *request, GError **error)
{
  const PortailUser *user = portail_access_get_user (context->access);
  g_autoptr (Avatar) avatar = g_new0 (Avatar, 1);

  avatar->name = portail_discord_avatar_dup_name (user->avatar_url, user->discord_id);
  if (avatar->name == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is no such picture."));
      return NULL;
    }
  avatar->tag = g_strdup_printf ("\"%s-%u\"", avatar->name, PORTAIL_AVATAR_PIXELS);
  if (is_known (request, avatar->tag))
    return g_steal_pointer (&avatar);
  if (!load (context, avatar->name, &avatar->picture, error))
    return NULL;
  if (avatar->picture == NULL)
    {
      avatar->picture = make (context, avatar->name, error);
      avatar->is_new = TRUE;
    }
  return avatar->picture != NULL ? g_steal_pointer (&avatar) : NULL;
}

/* One row a person: the last picture goes. */
static gboolean
keep (PortailContext *context, const Avatar *avatar, GError **error)
{
  return portail_database_run (context->database, error,
                               "INSERT INTO avatar (user_id, name, picture) VALUES (?, ?, ?)"
                               " ON CONFLICT (user_id) DO UPDATE SET name = excluded.name,"
                               " picture = excluded.picture",
                               "ttb", portail_access_get_user (context->access)->base.id,
                               avatar->name, avatar->picture);
}

static PortailAnswer *
answer_picture (GBytes *picture)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (picture, &length);

  return portail_answer_new_bytes (
      200, portail_file_type_get_mime (portail_file_type_detect (bytes, length)),
      g_bytes_ref (picture));
}

PortailAnswer *
portail_avatar_get (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Avatar *avatar = context->prepared;
  PortailAnswer *answer;

  if (avatar->is_new && !keep (context, avatar, error))
    return NULL;
  answer = avatar->picture != NULL ? answer_picture (avatar->picture) : portail_answer_new (304);
  portail_answer_add_header (answer, "Content-Security-Policy",
                             "default-src 'none'; frame-ancestors 'none'; sandbox");
  portail_answer_add_header (answer, "Cross-Origin-Resource-Policy", "same-origin");
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  portail_answer_add_header (answer, "ETag", avatar->tag);
  return answer;
}
