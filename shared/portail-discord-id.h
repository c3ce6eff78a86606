/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A Discord snowflake: text of 17–20 digits, never a number (domain.md §1). */
gboolean portail_discord_id_is_valid (const char *text);
