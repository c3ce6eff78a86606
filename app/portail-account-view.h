/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows of a session: companies, person, sync, and what must be said or asked. */
#pragma once

#include "app/portail-account-companies.h"
#include "app/portail-sign-in.h"
#include "app/portail-sync.h"
#include "app/portail-window.h"

G_BEGIN_DECLS

/* @username: the account's, where nothing better is known; or NULL. */
void portail_account_view_show_companies (PortailWindow *window,
                                          const PortailAccountCompanies *companies,
                                          const char *username);
/* Indicator and banner. @store may be NULL. */
void portail_account_view_show (PortailWindow *window, PortailSync *sync, PortailTokenStore *store);
/* Asks whether @numbers[0] of @numbers[1] rows may go, and tells @sync if so. */
void portail_account_view_ask_removal (PortailWindow *window,
                                       PortailSync *sync,
                                       const char *scope,
                                       const guint numbers[2]);
/* A PortailSignInLauncher that opens the system's browser. */
void
portail_account_view_launch_browser (PortailSignIn *sign_in, const char *uri, gpointer user_data);

G_END_DECLS
