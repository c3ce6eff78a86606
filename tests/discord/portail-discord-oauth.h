/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth2 endpoints, as Discord answers them (its documentation, and the answers that its issue
 * tracker quotes):
 *
 * 1. An unknown client_id or a redirect_uri that is not exactly a registered one gives an error
 *    page and never a redirect. Other faults of an authorize address go back to the redirect_uri
 *    as error, error_description and the unchanged state.
 * 2. Codes need response_type=code; of the challenges only S256 exists.
 * 3. prompt=none skips the page when this browser picked a user before, by a cookie, and that user
 *    agreed to the same scope before.
 * 4. The token endpoint reads form bodies only: anything else, JSON too, looks like a request
 *    without a grant type: 400 unsupported_grant_type.
 * 5. The grant type is checked first, then the client (Basic header, else client_id and
 *    client_secret of the form; 401 invalid_client), then the grant.
 * 6. A missing or malformed verifier is invalid_request; a wrong one, and a dead, used or unknown
 *    code, another redirect_uri or a used refresh token, are invalid_grant.
 *
 * Handlers return a new answer; they have no path arguments. */
#pragma once

#include "tests/discord/portail-discord-world.h"

/* GET /oauth2/authorize: the page. */
PortailDiscordAnswer *portail_discord_oauth_ask (PortailDiscordWorld *world,
                                                 const PortailDiscordRequest *request,
                                                 const char *const *arguments);
/* POST /oauth2/authorize: the page's form. */
PortailDiscordAnswer *portail_discord_oauth_decide (PortailDiscordWorld *world,
                                                    const PortailDiscordRequest *request,
                                                    const char *const *arguments);
PortailDiscordAnswer *portail_discord_oauth_token (PortailDiscordWorld *world,
                                                   const PortailDiscordRequest *request,
                                                   const char *const *arguments);
PortailDiscordAnswer *portail_discord_oauth_revoke (PortailDiscordWorld *world,
                                                    const PortailDiscordRequest *request,
                                                    const char *const *arguments);
