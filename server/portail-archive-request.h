/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request asks of the archives: `?q=` in the language of portail-archive-query.h, with
 * `enterprise_id`, `doc_type` (or `type`), `status`, `sort` (`-date`, `date`, `rank`), `cursor` and
 * `limit`, among what the caller may see. */
#pragma once

#include "server/portail-record-reach.h"
#include "server/portail-route.h"
#include "shared/portail-archive-search.h"
#include "shared/records/portail-archive.h"

typedef struct
{
  PortailSearchRequest search; /* borrows from the rest */
  PortailRecordReach *reach;
  PortailArchiveQuery *query;
  GArray *companies; /* of PortailSearchCompany */
  GHashTable *names; /* id of a company → its name */
} PortailArchiveRequest;

/* Whether the parameters ask for a search; other lists are those of every record. */
gboolean portail_archive_request_is_search (const PortailRequest *request);
/* INVALID for a parameter that is none. @asked is to be cleared in any case. */
gboolean portail_archive_request_read (PortailContext *context,
                                       const PortailRequest *request,
                                       PortailArchiveRequest *asked,
                                       GError **error);
void portail_archive_request_clear (PortailArchiveRequest *asked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailArchiveRequest, portail_archive_request_clear)

/* *@archive is owned; NULL for one that is gone. */
gboolean portail_archive_request_load (PortailDatabase *database,
                                       const char *id,
                                       PortailArchive **archive,
                                       GError **error);
