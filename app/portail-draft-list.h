/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and is not saved (portail-draft.h), of forms and sheets: where it was meant to go,
 * the texts, and what one may do with them. It is the one place where a text is still found whose
 * record was closed, deleted or taken away while one typed.
 *
 * Signal "changed" () when portail_draft_list_get_n() has. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DRAFT_LIST (portail_draft_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailDraftList, portail_draft_list, PORTAIL, DRAFT_LIST, AdwBin)

/* @stack: where discarding can be taken back. */
GtkWidget *portail_draft_list_new (PortailUndoStack *stack);
/* NULL for none. */
void portail_draft_list_set_cache (PortailDraftList *list, PortailCache *cache);
/* What was typed since. */
void portail_draft_list_read (PortailDraftList *list);
guint portail_draft_list_get_n (PortailDraftList *list);

G_END_DECLS
