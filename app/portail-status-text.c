/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-status-text.h"

void
portail_status_text_set (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}
