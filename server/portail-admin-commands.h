/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of the table of portail-admin.c, by what they are about. */
#pragma once

#include "server/portail-account-edit.h"
#include "server/portail-admin.h"

/* Who sits at the machine. */
PortailAccountEditor portail_admin_get_editor (const PortailAdminCall *call);

gboolean portail_admin_users_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_show (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_invite (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_disable (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_enable (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_set_role (PortailAdminCall *call, GError **error);
gboolean portail_admin_users_superadmin (PortailAdminCall *call, GError **error);
gboolean portail_admin_roles_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_roles_grant (PortailAdminCall *call, GError **error);
gboolean portail_admin_roles_withdraw (PortailAdminCall *call, GError **error);
gboolean portail_admin_sessions_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_sessions_revoke (PortailAdminCall *call, GError **error);
gboolean portail_admin_local_account_create (PortailAdminCall *call, GError **error);
gboolean portail_admin_local_account_password (PortailAdminCall *call, GError **error);
gboolean portail_admin_local_account_disable (PortailAdminCall *call, GError **error);
gboolean portail_admin_local_account_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_export_user (PortailAdminCall *call, GError **error);
gboolean portail_admin_erase_user (PortailAdminCall *call, GError **error);

gboolean portail_admin_mapping_dry_run (PortailAdminCall *call, GError **error);
gboolean portail_admin_keys_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_keys_rotate (PortailAdminCall *call, GError **error);
gboolean portail_admin_keys_retire (PortailAdminCall *call, GError **error);
gboolean portail_admin_audit_verify (PortailAdminCall *call, GError **error);
gboolean portail_admin_audit_export (PortailAdminCall *call, GError **error);
gboolean portail_admin_period_unlock (PortailAdminCall *call, GError **error);
gboolean portail_admin_retention_list (PortailAdminCall *call, GError **error);
gboolean portail_admin_retention_run (PortailAdminCall *call, GError **error);
gboolean portail_admin_setting (PortailAdminCall *call, GError **error);
gboolean portail_admin_settings (PortailAdminCall *call, GError **error);
gboolean portail_admin_import (PortailAdminCall *call, GError **error);
