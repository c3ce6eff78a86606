/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of the whole server that sync (domain.md §7.1): when taxes are due, shares of the
 * blanchiment and the weights of its risk, with an operation to try them on. What is typed counts
 * once it is saved, as one op; until then it is a draft. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-record-form.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SERVER_SETTINGS_PAGE (portail_server_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerSettingsPage,
                      portail_server_settings_page,
                      PORTAIL,
                      SERVER_SETTINGS_PAGE,
                      AdwBin)

GtkWidget *portail_server_settings_page_new (PortailDesk *desk);
gboolean portail_server_settings_page_is_ready (PortailServerSettingsPage *page);
/* As Ctrl+S: FALSE where something is wrong, which is shown. */
gboolean portail_server_settings_page_save (PortailServerSettingsPage *page);
/* Both borrowed. */
PortailRecordForm *portail_server_settings_page_get_form (PortailServerSettingsPage *page);
/* The score of the trial that is shown; -1 for none. */
int portail_server_settings_page_get_score (PortailServerSettingsPage *page);

G_END_DECLS
