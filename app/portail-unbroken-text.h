/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of which a part stays on one line, for labels that may break it: its spaces become no-break
 * ones. For the eye alone, not for files. */
#pragma once

#include "shared/portail-week.h"

G_BEGIN_DECLS

/* @text whose first @part, if it has one, is not broken. Owned. */
char *portail_unbroken_text (const char *text, const char *part);
/* As portail_week_to_text(); its days stay together. Owned. */
char *portail_unbroken_text_of_week (PortailWeek week);
/* The same of a text that portail_week_to_text() made. Takes it. Owned. */
char *portail_unbroken_text_take_week (char *text);

G_END_DECLS
