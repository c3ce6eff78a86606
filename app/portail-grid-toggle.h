/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yes and no as people type them into a cell. */
#pragma once

/* The model's text for what was typed into a toggle, "1" or "0": static. NULL with an owned reason
 * for what says neither. */
const char *portail_grid_toggle_read (const char *text, char **reason);
