/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How suspicious an operation of the blanchiment is (domain.md §6, contract.md §6): a pure function
 * of the operation, the company's operations of the 30 days that end at its date_recu, the weights
 * and today.
 *
 * 1. Names of employés and groupes compare by portail_text_fold(); an empty one is like no other.
 * 2. The sums of 30 days count the operation itself once, and never one that is annulé.
 * 3. Amounts and sums above a limit fire, those at it do not. A rule of 0 points never fires. */
#pragma once

#include "shared/portail-blanchiment.h"

/* The window of the sums, its last day included. */
#define PORTAIL_BLANCHIMENT_WINDOW_DAYS 30
/* From these scores on. */
#define PORTAIL_BLANCHIMENT_SCORE_MOYEN 30
#define PORTAIL_BLANCHIMENT_SCORE_ELEVE 60

typedef enum
{
  PORTAIL_BLANCHIMENT_RULE_SOMME,   /* `somme`: one large amount */
  PORTAIL_BLANCHIMENT_RULE_CUMUL,   /* `cumul`: much of one employé or groupe within 30 days */
  PORTAIL_BLANCHIMENT_RULE_DUREE,   /* `duree`: open for long */
  PORTAIL_BLANCHIMENT_RULE_PARTIES, /* `donneur_receveur`: the same, or one missing */
  PORTAIL_BLANCHIMENT_N_RULES,
} PortailBlanchimentRule;

typedef enum
{
  PORTAIL_BLANCHIMENT_FAIBLE,
  PORTAIL_BLANCHIMENT_MOYEN,
  PORTAIL_BLANCHIMENT_ELEVE,
  PORTAIL_BLANCHIMENT_N_LEVELS,
} PortailBlanchimentLevel;

typedef struct
{
  guint points[PORTAIL_BLANCHIMENT_N_RULES]; /* 0–100 each */
  PortailMoney somme_seuil;
  PortailMoney cumul_seuil;
  guint duree_jours;
} PortailBlanchimentWeights;

/* 40 above 50 000 $; 20 above 100 000 $ in 30 days; 20 after 14 days; 20. */
extern const PortailBlanchimentWeights portail_blanchiment_default_weights;

/* Of one employé or one groupe in a window. */
typedef struct
{
  PortailMoney total; /* at most PORTAIL_MONEY_MAX_CENTS, whatever the sum is */
  guint n;
} PortailBlanchimentSum;

typedef struct
{
  PortailBlanchimentSum employe;
  PortailBlanchimentSum groupe;
} PortailBlanchimentSums;

typedef enum
{
  PORTAIL_BLANCHIMENT_BY_EMPLOYE,
  PORTAIL_BLANCHIMENT_BY_GROUPE,
} PortailBlanchimentBy;

typedef enum
{
  PORTAIL_BLANCHIMENT_PARTIES_GOOD,
  PORTAIL_BLANCHIMENT_PARTIES_SAME,
  PORTAIL_BLANCHIMENT_PARTIES_NO_DONNEUR,
  PORTAIL_BLANCHIMENT_PARTIES_NO_RECEVEUR,
  PORTAIL_BLANCHIMENT_PARTIES_NEITHER,
} PortailBlanchimentParties;

/* What came out, with all that explains it. */
typedef struct
{
  guint score;                               /* 0–100 */
  guint points[PORTAIL_BLANCHIMENT_N_RULES]; /* of the rules that fired, else 0 */
  PortailBlanchimentLevel level;
  gboolean is_suspect; /* a high score, or suspendu */
  PortailBlanchimentBy by;
  PortailBlanchimentSum sum; /* of the larger one, by .by */
  gint32 n_days;             /* open for; PORTAIL_BLANCHIMENT_NO_DAYS when not open */
  PortailBlanchimentParties parties;
  PortailBlanchimentWeights weights;
} PortailBlanchimentRisk;

/* All borrowed. */
typedef struct
{
  const GPtrArray *operations; /* of PortailBlanchimentOperation; those of other days do not count,
                                * nor does it whether the operation is among them */
  const PortailBlanchimentWeights *weights;
  PortailDay today;
} PortailBlanchimentContext;

/* Looks at each operation of the context once; portail-blanchiment-index is for many. */
void portail_blanchiment_risk_evaluate (const PortailBlanchimentOperation *operation,
                                        const PortailBlanchimentContext *context,
                                        PortailBlanchimentRisk *risk);
/* With the sums of its window known already. */
void portail_blanchiment_risk_evaluate_sums (const PortailBlanchimentOperation *operation,
                                             const PortailBlanchimentSums *sums,
                                             const PortailBlanchimentWeights *weights,
                                             PortailDay today,
                                             PortailBlanchimentRisk *risk);

PortailBlanchimentLevel portail_blanchiment_get_level (guint score);
/* Wire names `faible`, `moyen`, `eleve`. */
const char *portail_blanchiment_level_get_name (PortailBlanchimentLevel level);
/* Translated. Static. */
const char *portail_blanchiment_level_get_title (PortailBlanchimentLevel level);
/* Wire name and member of the weights. */
const char *portail_blanchiment_rule_get_name (PortailBlanchimentRule rule);
/* A short title, translated. Static. */
const char *portail_blanchiment_rule_get_title (PortailBlanchimentRule rule);

typedef enum
{
  PORTAIL_BLANCHIMENT_RULES_STORED, /* what changes only when the score does: `risk_rules` */
  PORTAIL_BLANCHIMENT_RULES_FULL,   /* with the figures of today and a sentence for people */
} PortailBlanchimentRulesForm;

/* `[{"rule":"somme","points":40,…}, …]`, canonical, in the order of the rules. */
void portail_blanchiment_risk_append_rules (const PortailBlanchimentRisk *risk,
                                            const PortailBlanchimentOperation *operation,
                                            PortailBlanchimentRulesForm form,
                                            GString *json);
/* Why @rule fired, one sentence in the user's language. Owned. */
char *portail_blanchiment_risk_explain (const PortailBlanchimentRisk *risk,
                                        const PortailBlanchimentOperation *operation,
                                        PortailBlanchimentRule rule);
