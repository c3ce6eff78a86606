/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list below an entry of what may stand where one types.
 *
 * 1. Down and Up choose in the list, Enter and Tab take what is chosen, Escape closes it; nothing
 *    is chosen by itself, so Enter and Tab keep their meaning for who does not look at it.
 * 2. The keyboard stays in the entry. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-suggestion.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPLETION (portail_completion_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompletion, portail_completion, PORTAIL, COMPLETION, GObject)

/* What may stand at the letter @position of @text, and in whose @place. GPtrArray of
 * PortailSuggestion; owned by who asks. */
typedef GPtrArray *(*PortailSuggest) (gpointer user_data,
                                      const char *text,
                                      guint position,
                                      PortailTextPlace *place);

/* @name: of the list, spoken. @entry, which outlives the completion, does not keep it; @suggest is
 * not called once it is gone. */
PortailCompletion *portail_completion_new (GtkEditable *entry,
                                           const char *name,
                                           PortailSuggest suggest,
                                           gpointer user_data);
/* Puts @text into the entry without offering what may follow. */
void portail_completion_set_text (PortailCompletion *completion, const char *text);

G_END_DECLS
