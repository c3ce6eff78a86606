/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is configured of the blanchiment (domain.md §7): the staff's `blanchiment.defaults`,
 * {entreprise_taux, groupe_taux, weights}, over what is built in, and the shares that a company has
 * in its own settings over both.
 *
 *   weights: {somme, cumul, duree, donneur_receveur, somme_seuil, cumul_seuil, duree_jours} */
#pragma once

#include "shared/portail-blanchiment-risk.h"
#include "shared/portail-json.h"

/* Key of the global setting. */
#define PORTAIL_BLANCHIMENT_DEFAULTS_KEY "blanchiment.defaults"

typedef struct
{
  PortailBlanchimentShares shares;
  PortailBlanchimentWeights weights;
} PortailBlanchimentSettings;

/* What is built in. */
void portail_blanchiment_settings_init (PortailBlanchimentSettings *settings);
/* Reads the members of @object, the value of the global setting, over what @settings says. The two
 * shares come together or not at all. Adds a problem for every member that is unknown, of a wrong
 * kind or out of range; field is the member, `weights.somme` inside the weights. */
void portail_blanchiment_settings_read_json (PortailBlanchimentSettings *settings,
                                             const PortailJson *object,
                                             PortailProblems *problems);
/* Reads `entreprise_taux` and `groupe_taux` of a company's settings; other members are not ours. */
void portail_blanchiment_settings_read_company (PortailBlanchimentSettings *settings,
                                                const PortailJson *object,
                                                PortailProblems *problems);
/* Reads the members of @object over what @weights says. @path stands before their names. */
void portail_blanchiment_weights_read_json (PortailBlanchimentWeights *weights,
                                            const PortailJson *object,
                                            const char *path,
                                            PortailProblems *problems);
/* As the three read it back: canonical. Owned. */
char *portail_blanchiment_settings_to_json (const PortailBlanchimentSettings *settings);
void portail_blanchiment_weights_append_json (const PortailBlanchimentWeights *weights,
                                              GString *json);

/* Built in, then the stored JSON of the global setting, then that of the company's settings. Either
 * may be NULL; a stored text that is not good any more leaves what was there. */
void portail_blanchiment_settings_resolve (PortailBlanchimentSettings *settings,
                                           const char *defaults_json,
                                           const char *company_json);
