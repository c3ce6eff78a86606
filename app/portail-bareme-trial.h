/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tax table as text to change or to paste over, with its mode, and what is wrong with it. Nothing
 * of it is stored: it is for trying. Signal "changed" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-bareme.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREME_TRIAL (portail_bareme_trial_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremeTrial, portail_bareme_trial, PORTAIL, BAREME_TRIAL, AdwBin)

GtkWidget *portail_bareme_trial_new (void);
/* Shows @bareme; copies it. */
void portail_bareme_trial_set (PortailBaremeTrial *trial, const PortailBareme *bareme);
/* What is shown; NULL while something is wrong with it. Its name is that of the table that was set
 * last. Borrowed until the next change. */
const PortailBareme *portail_bareme_trial_get (PortailBaremeTrial *trial);
/* Whether it differs from what was set. */
gboolean portail_bareme_trial_is_changed (PortailBaremeTrial *trial);
/* As if somebody had pasted it over one of both tables. */
void
portail_bareme_trial_paste (PortailBaremeTrial *trial, PortailBaremeTable table, const char *text);

G_END_DECLS
