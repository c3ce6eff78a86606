/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows and ops say about which contents stay on this device. */
#pragma once

#include "app/portail-blob-files.h"
#include "app/portail-cache-store.h"
#include "app/portail-content-file.h"

typedef struct
{
  PortailContentRules rules; /* kept: what ops name; what is pinned is the caller's to add */
  GHashTable *pins;          /* set of ids of documents and companies */
  GPtrArray *pinned;         /* of PortailDocument: all that they say */
  GPtrArray *released;       /* of names that were let go before it was looked; may be NULL */
} PortailBlobFacts;

void portail_blob_facts_free (gpointer facts);
/* A PortailQueryRun. Owned PortailBlobFacts. */
gpointer portail_blob_facts_find (PortailDatabase *database, gpointer unused, GError **error);
/* A PortailFilesRun over facts: removes what need not stay. Owned PortailContentStock. */
gpointer portail_blob_facts_tidy (PortailFilesRoom *room, gpointer input, GError **error);

/* A PortailStoreRun each, over the id of a document or a company. */
gpointer portail_blob_facts_pin (PortailCacheStore *store, gpointer id, GError **error);
gpointer portail_blob_facts_unpin (PortailCacheStore *store, gpointer id, GError **error);
