/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of the barème DOT (domain.md §3.2). With published_at set it never changes again;
 * without a company it is server-wide. Its tranches and its wealth table are parts of it. */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_ARRONDI_DOLLAR = 1,
  PORTAIL_ARRONDI_CENT,
} PortailArrondi;

typedef enum
{
  PORTAIL_MODE_TRANCHE = 1,
  PORTAIL_MODE_PROGRESSIF,
} PortailModeChoice;

typedef struct
{
  PortailRecord base;
  char *name;
  PortailWeek effective_from;
  PortailTimestamp published_at;
  PortailArrondi arrondi;
  PortailModeChoice mode_impot;
  char *note;
} PortailBaremeVersion;

extern const PortailRecordType portail_bareme_version_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBaremeVersion, portail_record_free)
