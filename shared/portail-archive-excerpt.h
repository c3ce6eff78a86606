/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an archive in which a search has found its words, beside the title. */
#pragma once

#include "shared/portail-search-excerpt.h"
#include "shared/records/portail-archive.h"

/* Whether @query has words that must be there. */
gboolean portail_archive_excerpt_is_asked (const PortailArchiveQuery *query);
/* Of the first text among @readable that has one of the words; else of the description. Owned. */
PortailExcerpt *portail_archive_excerpt_new (const PortailArchiveQuery *query,
                                             const PortailArchive *archive,
                                             PortailFieldSet readable);
