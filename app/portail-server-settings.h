/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's settings that all may read, as a form shows them (domain.md §7.1): the value of
 * `blanchiment.defaults` with its weights, and of `tax.due_delay_days`. No record of the schema. */
#pragma once

#include "shared/portail-blanchiment-settings.h"
#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  gint64 due_delay_days;
  PortailRate entreprise_taux;
  PortailRate groupe_taux;
  gint64 somme_points;
  PortailMoney somme_seuil;
  gint64 cumul_points;
  PortailMoney cumul_seuil;
  gint64 duree_points;
  gint64 duree_jours;
  gint64 parties_points;
} PortailServerSettings;

extern const PortailRecordType portail_server_settings_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailServerSettings, portail_record_free)

/* An operation to try the weights with. */
typedef struct
{
  PortailRecord base;
  PortailMoney amount;
  PortailMoney cumul; /* of the same employé within 30 days, the amount included */
  gint64 days;        /* open for */
  char *donneur_id;
  char *receveur_id;
} PortailRiskTrial;

extern const PortailRecordType portail_risk_trial_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRiskTrial, portail_record_free)

/* From the stored JSON of both settings, which may be NULL. Owned. */
PortailServerSettings *portail_server_settings_new (const char *blanchiment_json,
                                                    const char *delay_json);
void portail_server_settings_check (const PortailServerSettings *settings,
                                    PortailProblems *problems);
/* Only of settings without a problem. */
void portail_server_settings_get_blanchiment (const PortailServerSettings *settings,
                                              PortailBlanchimentSettings *blanchiment);
/* The values to store; owned. */
char *portail_server_settings_to_blanchiment_json (const PortailServerSettings *settings);
char *portail_server_settings_to_delay_json (const PortailServerSettings *settings);
/* What the weights say of @trial, and each rule that fired in words: owned. */
char *portail_server_settings_try (const PortailServerSettings *settings,
                                   const PortailRiskTrial *trial,
                                   PortailBlanchimentRisk *risk);
