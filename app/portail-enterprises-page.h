/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The companies that somebody sees (contract.md §11): name, owner, whether it is active, its
 * blanchiment, Discord server and roles, and its members below. Staff makes companies; who has one
 * changes its label and description. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ENTERPRISES_PAGE (portail_enterprises_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailEnterprisesPage,
                      portail_enterprises_page,
                      PORTAIL,
                      ENTERPRISES_PAGE,
                      AdwBin)

GtkWidget *portail_enterprises_page_new (PortailDesk *desk);

G_END_DECLS
