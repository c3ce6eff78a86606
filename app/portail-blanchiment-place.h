/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blanchiment of a company as the place of an import (domain.md §6):
 * Date;Groupe;Employé;Donneur;Receveur;Somme. The operations get the shares of today; an import is
 * one op, and one step that can be undone.
 *
 * Signal "apply" (PortailSyncOp, taken by its one handler) when the lines are to be written. */
#pragma once

#include "app/portail-import-preview.h"
#include "shared/portail-blanchiment.h"
#include "shared/portail-change.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_PLACE (portail_blanchiment_place_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentPlace,
                      portail_blanchiment_place,
                      PORTAIL,
                      BLANCHIMENT_PLACE,
                      GObject)

typedef struct
{
  const char *enterprise_id;
  PortailBlanchimentShares shares;
  GPtrArray *operations; /* of PortailBlanchimentOperation: what is there; never changed */
  GHashTable *people;    /* folded name → id of the employee; or NULL */
} PortailBlanchimentPlaceSource;

/* Copies the id, refs the others. */
PortailBlanchimentPlace *
portail_blanchiment_place_new (const PortailBlanchimentPlaceSource *source);

/* Of an owner that is a PortailBlanchimentPlace. */
extern const PortailImportPlace portail_blanchiment_import_place;

G_END_DECLS
