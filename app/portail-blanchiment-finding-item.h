/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A suspect in a list. Never changed; main thread. */
#pragma once

#include <glib-object.h>

#include "app/portail-blanchiment-survey.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_FINDING_ITEM (portail_blanchiment_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentFindingItem,
                      portail_blanchiment_finding_item,
                      PORTAIL,
                      BLANCHIMENT_FINDING_ITEM,
                      GObject)

/* Refs @finding. */
PortailBlanchimentFindingItem *
portail_blanchiment_finding_item_new (PortailBlanchimentFinding *finding);
/* Borrowed. */
const PortailBlanchimentFinding *
portail_blanchiment_finding_item_get (PortailBlanchimentFindingItem *item);

G_END_DECLS
