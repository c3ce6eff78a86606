/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server tells about its API: openapi.json and the pages that show it, with all that they
 * load. Made once, at the first question at the latest, and kept compressed; immutable from then
 * on, for any thread. */
#pragma once

#include <glib.h>

typedef struct _PortailApiDocs PortailApiDocs;

typedef struct
{
  const char *name;
  const char *content_type;
  GBytes *gzip;
  char *version; /* changes with the content; quoted it is the ETag */
} PortailApiFile;

PortailApiDocs *portail_api_docs_new (void);
void portail_api_docs_free (PortailApiDocs *docs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailApiDocs, portail_api_docs_free)

/* Begins to make it, on a thread of its own. Once. */
void portail_api_docs_warm_up (PortailApiDocs *docs);
/* NULL for a name that there is not. Borrowed. */
const PortailApiFile *portail_api_docs_find (PortailApiDocs *docs, const char *name);
/* The file as it was before it was compressed. Owned. */
GBytes *portail_api_file_inflate (const PortailApiFile *file);
