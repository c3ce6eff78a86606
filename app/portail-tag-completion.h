/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single tags while a line of tags is typed: a list below it, of which the arrows and Enter or Tab
 * take one; what stands between other commas stays. Main thread. */
#pragma once

#include <adwaita.h>

/* Of a line that has none yet, or others from now on. Copies @tags; NULL for none. */
void portail_tag_completion_set (AdwEntryRow *line, const char *const *tags);
/* Behind what is there already. */
void portail_tag_completion_append (GtkEditable *line, const char *tag);
