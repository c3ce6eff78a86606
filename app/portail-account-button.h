/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works here: avatar, name and role, and the menu behind them with the accounts of this
 * computer. Strings from people are never markup. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-account.h"
#include "app/portail-desk.h"
#include "shared/portail-role.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ACCOUNT_BUTTON (portail_account_button_get_type ())
G_DECLARE_FINAL_TYPE (PortailAccountButton, portail_account_button, PORTAIL, ACCOUNT_BUTTON, AdwBin)

/* Whose picture it shows, where there is one: of the account that is on @desk. Once. */
void portail_account_button_set_desk (PortailAccountButton *button, PortailDesk *desk);
void portail_account_button_set_person (PortailAccountButton *button,
                                        const char *name,
                                        PortailRole role);
/* @accounts: of PortailAccount; what app.switch-account chooses among. */
void portail_account_button_set_accounts (PortailAccountButton *button, const GPtrArray *accounts);
void portail_account_button_popup (PortailAccountButton *button);

G_END_DECLS
