/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Describes @page by plain text. Its own property is markup, which a reason with the name of a file
 * or of a person must not be. */
void portail_status_text_set (AdwStatusPage *page, const char *text);

G_END_DECLS
