/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Discord mapping would change for whom, asked before it is saved. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-json.h"

/* @trial: the answer of the trial. A dialog over the window of @within, with the responses "cancel"
 * and "save"; not shown yet. */
AdwMessageDialog *portail_mapping_effects_new (GtkWidget *within, const PortailJson *trial);
