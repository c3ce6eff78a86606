/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of the barème that a person sees, as read in the cache's thread. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-bareme.h"
#include "shared/records/portail-bareme-version.h"

typedef enum
{
  PORTAIL_BAREME_PHASE_DRAFT,
  PORTAIL_BAREME_PHASE_COMING,   /* published, applies later */
  PORTAIL_BAREME_PHASE_IN_FORCE, /* the newest that applies */
  PORTAIL_BAREME_PHASE_PAST,
  PORTAIL_BAREME_N_PHASES,
} PortailBaremePhase;

typedef struct
{
  PortailBaremeVersion *version;
  PortailBaremePhase phase;
  char *author; /* NULL: not known */
} PortailBaremeEntry;

typedef struct
{
  GPtrArray *entries;  /* of PortailBaremeEntry, the newest first */
  PortailBareme force; /* the tables that apply now, without a name */
} PortailBaremeList;

/* A query: versions of the server and of @enterprise_id, which may be NULL, as of @now. */
PortailQuery *portail_bareme_list_query_new (const char *enterprise_id, PortailWeek now);
void portail_bareme_list_free (PortailBaremeList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBaremeList, portail_bareme_list_free)

/* Translated. Static. */
const char *portail_bareme_phase_get_title (PortailBaremePhase phase);
