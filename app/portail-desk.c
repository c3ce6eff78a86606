/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-desk.h"

struct _PortailDesk
{
  GObject parent_instance;

  PortailShellContext *context;
  GSettings *settings; /* or NULL */
  PortailCache *cache;
  PortailApiClient *client;
  PortailSync *sync;
  PortailBlobCache *blobs;
  char *user_id;
  char *directory;
};

G_DEFINE_FINAL_TYPE (PortailDesk, portail_desk, G_TYPE_OBJECT)

static guint account_changed_signal;

static void
drop_blobs (PortailDesk *desk)
{
  if (desk->blobs != NULL)
    portail_blob_cache_stop (desk->blobs);
  g_clear_object (&desk->blobs);
}

/* Megabytes as g_format_size() counts them. */
static void
apply_limit (PortailDesk *desk)
{
  gint64 n_megabytes = desk->settings != NULL
                           ? g_settings_get_uint (desk->settings, "documents-megabytes")
                           : 0;

  if (desk->blobs != NULL)
    portail_blob_cache_set_limit (desk->blobs, n_megabytes > 0 ? n_megabytes * 1000000 : -1);
}

static void
portail_desk_dispose (GObject *object)
{
  PortailDesk *desk = PORTAIL_DESK (object);

  drop_blobs (desk);
  g_clear_object (&desk->context);
  g_clear_object (&desk->settings);
  g_clear_object (&desk->cache);
  g_clear_object (&desk->client);
  g_clear_object (&desk->sync);
  G_OBJECT_CLASS (portail_desk_parent_class)->dispose (object);
}

static void
portail_desk_finalize (GObject *object)
{
  PortailDesk *desk = PORTAIL_DESK (object);

  g_free (desk->user_id);
  g_free (desk->directory);
  G_OBJECT_CLASS (portail_desk_parent_class)->finalize (object);
}

static void
portail_desk_class_init (PortailDeskClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_desk_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_desk_finalize;
  account_changed_signal = g_signal_new ("account-changed", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_desk_init (PortailDesk *desk)
{
}

PortailDesk *
portail_desk_new (PortailShellContext *context, GSettings *settings)
{
  PortailDesk *desk = g_object_new (PORTAIL_TYPE_DESK, NULL);

  desk->context = g_object_ref (context);
  g_set_object (&desk->settings, settings);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::documents-megabytes", G_CALLBACK (apply_limit),
                             desk, G_CONNECT_SWAPPED);
  return desk;
}

void
portail_desk_set_account (PortailDesk *desk, const PortailDeskAccount *account)
{
  static const PortailDeskAccount none = { 0 };

  g_return_if_fail (PORTAIL_IS_DESK (desk));
  if (account == NULL)
    account = &none;
  g_set_object (&desk->cache, account->cache);
  g_set_object (&desk->client, account->client);
  g_set_object (&desk->sync, account->sync);
  g_free (desk->user_id);
  desk->user_id = g_strdup (account->user_id);
  g_free (desk->directory);
  desk->directory = g_strdup (account->directory);
  drop_blobs (desk);
  if (account->cache != NULL && account->directory != NULL)
    desk->blobs = portail_blob_cache_new (account->cache, account->client, account->sync,
                                          account->directory);
  apply_limit (desk);
  g_signal_emit (desk, account_changed_signal, 0);
}

PortailShellContext *
portail_desk_get_context (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->context;
}

GSettings *
portail_desk_get_settings (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->settings;
}

PortailCache *
portail_desk_get_cache (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->cache;
}

PortailApiClient *
portail_desk_get_client (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->client;
}

PortailSync *
portail_desk_get_sync (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->sync;
}

PortailBlobCache *
portail_desk_get_blobs (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->blobs;
}

const char *
portail_desk_get_user_id (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->user_id;
}

const char *
portail_desk_get_directory (PortailDesk *desk)
{
  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  return desk->directory;
}

const char *
portail_desk_get_company_id (PortailDesk *desk)
{
  const PortailShellCompany *company;

  g_return_val_if_fail (PORTAIL_IS_DESK (desk), NULL);
  company = portail_shell_context_get_company (desk->context);
  return company != NULL ? company->id : NULL;
}

PortailRole
portail_desk_get_highest_role (PortailDesk *desk)
{
  PortailRole highest;

  g_return_val_if_fail (PORTAIL_IS_DESK (desk), PORTAIL_ROLE_NONE);
  highest = portail_shell_context_get_role_everywhere (desk->context);
  for (guint i = 0; i < portail_shell_context_get_n_companies (desk->context); i++)
    highest = MAX (highest, portail_shell_context_get_company_at (desk->context, i)->role);
  return highest;
}

PortailRole
portail_desk_get_role (PortailDesk *desk, const char *enterprise_id)
{
  const PortailShellCompany *company;

  g_return_val_if_fail (PORTAIL_IS_DESK (desk), PORTAIL_ROLE_NONE);
  company = enterprise_id != NULL
                ? portail_shell_context_find_company (desk->context, enterprise_id)
                : portail_shell_context_get_company (desk->context);
  return company != NULL ? company->role : PORTAIL_ROLE_NONE;
}

PortailRights
portail_desk_get_rights (PortailDesk *desk, PortailModule module, const char *enterprise_id)
{
  return portail_permission_get (module, portail_desk_get_role (desk, enterprise_id));
}
