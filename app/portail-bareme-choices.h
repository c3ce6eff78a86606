/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tax tables with which one may calculate: the one that applies to a week, the drafts, and all
 * that were published; and what a company calculates with in that week. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-dotation-sheet.h"

typedef enum
{
  PORTAIL_BAREME_APPLIES, /* to the week */
  PORTAIL_BAREME_DRAFT,
  PORTAIL_BAREME_PUBLISHED,
} PortailBaremeKind;

typedef struct
{
  PortailBaremeKind kind;
  char *title; /* as a chooser says it */
  char *name;
  PortailBareme bareme; /* its name is that name */
} PortailBaremeChoice;

typedef struct
{
  GPtrArray *choices;          /* of PortailBaremeChoice; the first applies */
  PortailDotationSheet *basis; /* an empty sheet of the company and week */
} PortailBaremeChoices;

void portail_bareme_choices_free (PortailBaremeChoices *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBaremeChoices, portail_bareme_choices_free)

/* Reads PortailBaremeChoices. @enterprise_id NULL: what applies to companies without a table of
 * their own. Tables that portail_bareme_check() refuses, as a draft may be, are left out. */
PortailQuery *portail_bareme_choices_new_query (const char *enterprise_id, PortailWeek period);
