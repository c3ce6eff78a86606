/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first minute: the server's address and « Se connecter avec Discord » (desktop.md).
 *
 * Signals: "sign-in" (const char *address) when the button is pressed with an address that is a
 * web address; "cancel" while it waits for the browser. The page does nothing by itself: whoever
 * signs in tells it what to show. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-account.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SIGN_IN_PAGE (portail_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailSignInPage, portail_sign_in_page, PORTAIL, SIGN_IN_PAGE, AdwBin)

void portail_sign_in_page_set_address (PortailSignInPage *page, const char *address);
const char *portail_sign_in_page_get_address (PortailSignInPage *page);
/* Ready for the button, with what went wrong before; NULL for nothing. Never markup. */
void portail_sign_in_page_show_ready (PortailSignInPage *page, const char *failure);
/* The system browser is open: a spinner and a button that cancels. */
void portail_sign_in_page_show_waiting (PortailSignInPage *page);

/* Those that can be gone on with instead; of PortailAccount. */
void portail_sign_in_page_set_accounts (PortailSignInPage *page, const GPtrArray *accounts);

G_END_DECLS
