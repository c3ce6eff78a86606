/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations of one company made ready for evaluating many of them: running sums by employé and
 * by groupe in the order of days, so that the sum of a window is two look-ups.
 *
 * 1. n operations are indexed in O(n log n), one is evaluated in O(log n).
 * 2. What it answers is what portail_blanchiment_risk_evaluate() answers for the same operations.
 */
#pragma once

#include "shared/portail-blanchiment-risk.h"

typedef struct _PortailBlanchimentIndex PortailBlanchimentIndex;

/* @operations (of PortailBlanchimentOperation) must outlive it and stay as they are. */
PortailBlanchimentIndex *portail_blanchiment_index_new (const GPtrArray *operations);
void portail_blanchiment_index_free (PortailBlanchimentIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentIndex, portail_blanchiment_index_free)

/* Operation number @place, from 0. */
void portail_blanchiment_index_evaluate (const PortailBlanchimentIndex *index,
                                         guint place,
                                         const PortailBlanchimentWeights *weights,
                                         PortailDay today,
                                         PortailBlanchimentRisk *risk);

typedef enum
{
  PORTAIL_BLANCHIMENT_NAME_EMPLOYE,
  PORTAIL_BLANCHIMENT_NAME_GROUPE,
  PORTAIL_BLANCHIMENT_N_NAMES,
} PortailBlanchimentName;

/* The number of the employé or groupe of operation @place: equal numbers, equal folded names. 0 for
 * an empty name, else below get_n_names(). */
guint portail_blanchiment_index_get_name (const PortailBlanchimentIndex *index,
                                          PortailBlanchimentName name,
                                          guint place);
guint portail_blanchiment_index_get_n_names (const PortailBlanchimentIndex *index,
                                             PortailBlanchimentName name);
