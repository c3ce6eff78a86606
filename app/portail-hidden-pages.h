/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says to screen readers what GTK 4.8 keeps from them: that the pages of a stack or leaflet that
 * are not in front are hidden. Otherwise all modules that were opened once are read as one. */
#pragma once

/* For all widgets of the process. Once, after gtk_init(). */
void portail_hidden_pages_announce (void);
