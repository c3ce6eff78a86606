/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends answers as they are to be sent: at once, when released, later, without end or not at all.
 * All functions belong to the thread whose main context serves the messages. */
#pragma once

#include "tests/discord/portail-discord-answer.h"

#include <libsoup/soup.h>

typedef struct _PortailDiscordCourier PortailDiscordCourier;

/* @on_changed is called with @owner whenever the number of held answers may have changed. */
PortailDiscordCourier *portail_discord_courier_new (void (*on_changed) (gpointer owner),
                                                    gpointer owner);
/* Nothing may wait any more: abandon () first. */
void portail_discord_courier_free (PortailDiscordCourier *self);

void portail_discord_courier_deliver (PortailDiscordCourier *self,
                                      SoupServerMessage *message,
                                      PortailDiscordAnswer *answer);
/* Sends every held answer. */
void portail_discord_courier_release (PortailDiscordCourier *self);
guint portail_discord_courier_count_held (PortailDiscordCourier *self);
/* Closes the connection of every answer that waits. */
void portail_discord_courier_abandon (PortailDiscordCourier *self);
