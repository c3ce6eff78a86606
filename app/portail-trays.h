/* SPDX-License-Identifier: GPL-3.0-or-later */
/* À envoyer, À résoudre, Refusé: what the server does not have, until the user acts (sync.md,
 * Conflicts). Nothing leaves a tray by itself but by the server's answer. A page whose undo takes
 * back what was cancelled. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TRAYS (portail_trays_get_type ())
G_DECLARE_FINAL_TYPE (PortailTrays, portail_trays, PORTAIL, TRAYS, AdwBin)

typedef enum
{
  PORTAIL_TRAY_TO_SEND,
  PORTAIL_TRAY_TO_RESOLVE,
  PORTAIL_TRAY_REFUSED,
  PORTAIL_N_TRAYS,
} PortailTray;

/* @desk: names of companies, roles, what is sent. */
GtkWidget *portail_trays_new (PortailDesk *desk);
/* NULL for none, and where what the desk has is not to be shown. */
void portail_trays_set_cache (PortailTrays *trays, PortailCache *cache);
void portail_trays_show (PortailTrays *trays, PortailTray tray);
/* The first tray that needs a decision, else the one to send. */
void portail_trays_show_urgent (PortailTrays *trays);
PortailTray portail_trays_get_shown (PortailTrays *trays);
/* Asks for a file and writes all changes there. */
void portail_trays_export (PortailTrays *trays);
guint portail_trays_get_n (PortailTrays *trays, PortailTray tray);

G_END_DECLS
