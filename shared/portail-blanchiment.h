/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blanchiment of the game (domain.md §6, RP only): how the somme of an operation is shared, and
 * how long the money was away. Pure functions. */
#pragma once

#include "shared/portail-problem.h"
#include "shared/records/portail-blanchiment-operation.h"

/* What the company and the groupe get of a somme; the rest stays with whoever brought it. Each
 * 0–100 %, together at most 100 %. */
typedef struct
{
  PortailRate entreprise_taux;
  PortailRate groupe_taux;
} PortailBlanchimentShares;

/* 15 % and 80 %, where nobody set others. */
#define PORTAIL_BLANCHIMENT_SHARES_DEFAULT                                                         \
  ((PortailBlanchimentShares){ PORTAIL_PERCENT (15), PORTAIL_PERCENT (80) })

/* Adds a problem for each share that is missing (`required`) or out of range (`out_of_range`), and
 * for a sum above 100 %. */
void portail_blanchiment_shares_check (const PortailBlanchimentShares *shares,
                                       PortailProblems *problems);

/* @amount × @taux in whole dollars, half away from zero. Null where one of them is null or the rate
 * is none of a share. */
PortailMoney portail_blanchiment_get_part (PortailMoney amount, PortailRate taux);

/* Wire name. NULL for no status, here and below. Static. */
const char *portail_blanchiment_status_get_name (PortailBlanchimentStatus status);
/* Translated. */
const char *portail_blanchiment_status_get_title (PortailBlanchimentStatus status);

/* en_cours or suspendu. */
gboolean portail_blanchiment_is_open (const PortailBlanchimentOperation *operation);

#define PORTAIL_BLANCHIMENT_NO_DAYS (-1)

/* Whole days from date_recu to date_rendu, of an open operation to @today; never less than 0.
 * PORTAIL_BLANCHIMENT_NO_DAYS without both ends. */
gint32 portail_blanchiment_get_days (const PortailBlanchimentOperation *operation,
                                     PortailDay today);
