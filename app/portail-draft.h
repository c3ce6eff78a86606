/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has typed and not yet saved, in outbox.db: a form's texts, the cells of a sheet
 * that are no values. Data, not cache: it survives a crash and a rebuilt cache, and goes with the
 * account and with the company's rows (sync.md; contract.md §9).
 *
 * A draft is known by what it is of: the type's name and the record's id, or for a record that is
 * not there yet portail_draft_dup_new_id() of its company. Its text is its owner's affair.
 * Calls are done in their order, in the cache's thread. */
#pragma once

#include "app/portail-cache.h"

/* The type of those that are the server's words, to be shown without it, and nobody's work: JSON
 * with the member "at", milliseconds since 1970. Only the latest ones stay. */
#define PORTAIL_DRAFT_ANSWER "answer"
/* A member, true: of those that stay whatever comes after them. */
#define PORTAIL_DRAFT_LASTING "is_lasting"

typedef struct
{
  char *type; /* "employee"; a page may have words of its own: "dotation/notes" */
  char *id;
  char *enterprise_id; /* NULL outside a company */
  gint64 base_rev;     /* of the record when it was typed; 0: none */
  char *text;          /* JSON */
} PortailDraft;

/* Copies all; @text NULL for none. */
PortailDraft *portail_draft_new (const PortailDraft *draft);
void portail_draft_free (PortailDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDraft, portail_draft_free)

/* "new:<company>". @enterprise_id may be NULL. Owned. */
char *portail_draft_dup_new_id (const char *enterprise_id);

/* Copies @draft; a NULL text takes the draft away. @callback may be NULL. */
void portail_draft_keep_async (PortailCache *cache,
                               const PortailDraft *draft,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean portail_draft_keep_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* PORTAIL_ERROR_NOT_FOUND where there is none. Owned. */
void portail_draft_load_async (PortailCache *cache,
                               const char *type,
                               const char *id,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PortailDraft *portail_draft_load_finish (PortailCache *cache, GAsyncResult *result, GError **error);
