/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text whose parts stand out, as what was searched: by attributes, never markup. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-search-excerpt.h"

/* @text may be NULL; @ranges of it: GArray of PortailTextRange, or NULL for none. */
void portail_text_marks_show (GtkInscription *inscription, const char *text, const GArray *ranges);
