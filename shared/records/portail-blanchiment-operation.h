/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An operation of the game's blanchiment (domain.md §6); nothing here is about real money.
 *
 * 1. Both rates are those of the day on which it was entered and stay with it; the company's part
 *    and the group's part follow from them (shared, as all figures).
 * 2. The server computes risk_score with risk_rules, the list of what fired, and keeps the review
 *    of a suspect, {outcome, comment, reviewer_id, reviewed_at}. `percentage` is what a client
 *    sent beside. */
#pragma once

#include "shared/portail-record.h"

#define PORTAIL_BLANCHIMENT_RISK_MAX 100

typedef enum
{
  PORTAIL_BLANCHIMENT_EN_COURS = 1,
  PORTAIL_BLANCHIMENT_TERMINE,
  PORTAIL_BLANCHIMENT_SUSPENDU,
  PORTAIL_BLANCHIMENT_ANNULE,
} PortailBlanchimentStatus;

typedef struct
{
  PortailRecord base;
  PortailBlanchimentStatus status;
  PortailDay date_recu;
  PortailDay date_rendu;
  char *groupe;
  char *employee_id;
  char *employee_name;
  char *donneur_id;  /* as players write it, no id of ours */
  char *receveur_id; /* likewise */
  PortailMoney amount;
  PortailRate entreprise_taux;
  PortailRate groupe_taux;
  char *transaction_type;
  PortailRate percentage;
  gint64 risk_score; /* 0–100 */
  char *risk_rules;
  char *review;
} PortailBlanchimentOperation;

extern const PortailRecordType portail_blanchiment_operation_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlanchimentOperation, portail_record_free)
