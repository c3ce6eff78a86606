/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds archives of the cache in the language of portail-archive-query.h, as the server does:
 * a PortailRecordFind. Every text is a query; what a device holds, its user may read. */
#pragma once

#include "app/portail-record-query.h"

GPtrArray *portail_archive_find (PortailDatabase *database, const char *words, GError **error);
