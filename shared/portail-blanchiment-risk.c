/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-risk.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-text-fold.h"

const PortailBlanchimentWeights portail_blanchiment_default_weights = {
  .points = {
      [PORTAIL_BLANCHIMENT_RULE_SOMME] = 40,
      [PORTAIL_BLANCHIMENT_RULE_CUMUL] = 20,
      [PORTAIL_BLANCHIMENT_RULE_DUREE] = 20,
      [PORTAIL_BLANCHIMENT_RULE_PARTIES] = 20,
  },
  .somme_seuil = { 50000 * 100 },
  .cumul_seuil = { 100000 * 100 },
  .duree_jours = 14,
};

typedef struct
{
  const char *name;
  const char *title;
} Words;

static const Words rule_words[PORTAIL_BLANCHIMENT_N_RULES] = {
  [PORTAIL_BLANCHIMENT_RULE_SOMME] = { "somme", N_ ("Large amount") },
  [PORTAIL_BLANCHIMENT_RULE_CUMUL] = { "cumul", N_ ("Much within 30 days") },
  [PORTAIL_BLANCHIMENT_RULE_DUREE] = { "duree", N_ ("Open for long") },
  [PORTAIL_BLANCHIMENT_RULE_PARTIES] = { "donneur_receveur", N_ ("Giver and receiver") },
};

static const Words level_words[PORTAIL_BLANCHIMENT_N_LEVELS] = {
  [PORTAIL_BLANCHIMENT_FAIBLE] = { "faible", NC_ ("risk", "Low") },
  [PORTAIL_BLANCHIMENT_MOYEN] = { "moyen", NC_ ("risk", "Medium") },
  [PORTAIL_BLANCHIMENT_ELEVE] = { "eleve", NC_ ("risk", "High") },
};

static const char *const parties_names[] = {
  [PORTAIL_BLANCHIMENT_PARTIES_SAME] = "identiques",
  [PORTAIL_BLANCHIMENT_PARTIES_NO_DONNEUR] = "donneur_absent",
  [PORTAIL_BLANCHIMENT_PARTIES_NO_RECEVEUR] = "receveur_absent",
  [PORTAIL_BLANCHIMENT_PARTIES_NEITHER] = "absents",
};

/* Whether it is its own folded form; ids of the game mostly are, and folding costs more than all
 * the rest of an evaluation. */
static gboolean
is_folded (const char *text)
{
  return text != NULL && *text != '\0'
         && text[strspn (text, "0123456789abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* NULL for a name that is like no other. Owned. */
static char *
fold_name (const char *name)
{
  g_autofree char *key = name != NULL ? portail_text_fold (name) : NULL;

  return key != NULL && *key != '\0' ? g_steal_pointer (&key) : NULL;
}

static gboolean
is_in_window (const PortailBlanchimentOperation *other, PortailDay last)
{
  return other->status != PORTAIL_BLANCHIMENT_ANNULE && !portail_day_is_null (other->date_recu)
         && !portail_day_is_null (last) && other->date_recu.number <= last.number
         && other->date_recu.number > last.number - PORTAIL_BLANCHIMENT_WINDOW_DAYS;
}

/* Without ids an operation is itself where every value is the same. */
static gboolean
is_itself (const PortailBlanchimentOperation *other, const PortailBlanchimentOperation *operation)
{
  if (other == operation)
    return TRUE;
  if (other->base.id != NULL && operation->base.id != NULL)
    return g_str_equal (other->base.id, operation->base.id);
  return (portail_record_get_differing_fields (other, operation)
          & ~(PortailFieldSet) (1 << PORTAIL_COMMON_ID))
         == 0;
}

static void
add_to_sum (PortailBlanchimentSum *sum, const char *key, const char *name, PortailMoney amount)
{
  g_autofree char *other = key != NULL ? fold_name (name) : NULL;

  if (other == NULL || !g_str_equal (key, other))
    return;
  sum->n++;
  if (!portail_money_is_null (amount) && !portail_money_add (&sum->total, amount, NULL))
    sum->total.cents = PORTAIL_MONEY_MAX_CENTS;
}

static PortailBlanchimentSums
sum_window (const PortailBlanchimentOperation *operation, const GPtrArray *operations)
{
  g_autofree char *employe = fold_name (operation->employee_name);
  g_autofree char *groupe = fold_name (operation->groupe);
  PortailBlanchimentSums sums = { 0 };
  gboolean has_itself = FALSE;

  for (guint i = 0; i <= operations->len; i++)
    {
      gboolean is_end = i == operations->len;
      const PortailBlanchimentOperation *other = is_end ? operation
                                                        : g_ptr_array_index (operations, i);

      if (!is_in_window (other, operation->date_recu))
        continue;
      if (!is_end && !has_itself && is_itself (other, operation))
        {
          has_itself = TRUE;
          continue;
        }
      add_to_sum (&sums.employe, employe, other->employee_name, other->amount);
      add_to_sum (&sums.groupe, groupe, other->groupe, other->amount);
    }
  return sums;
}

static PortailBlanchimentParties
get_parties (const PortailBlanchimentOperation *operation)
{
  g_autofree char *donneur = NULL;
  g_autofree char *receveur = NULL;

  if (is_folded (operation->donneur_id) && is_folded (operation->receveur_id))
    return g_str_equal (operation->donneur_id, operation->receveur_id)
               ? PORTAIL_BLANCHIMENT_PARTIES_SAME
               : PORTAIL_BLANCHIMENT_PARTIES_GOOD;
  donneur = fold_name (operation->donneur_id);
  receveur = fold_name (operation->receveur_id);
  if (donneur == NULL && receveur == NULL)
    return PORTAIL_BLANCHIMENT_PARTIES_NEITHER;
  if (donneur == NULL)
    return PORTAIL_BLANCHIMENT_PARTIES_NO_DONNEUR;
  if (receveur == NULL)
    return PORTAIL_BLANCHIMENT_PARTIES_NO_RECEVEUR;
  return g_str_equal (donneur, receveur) ? PORTAIL_BLANCHIMENT_PARTIES_SAME
                                         : PORTAIL_BLANCHIMENT_PARTIES_GOOD;
}

static gboolean
is_above (PortailMoney amount, PortailMoney limit)
{
  return !portail_money_is_null (amount) && amount.cents > limit.cents;
}

static void
fire (PortailBlanchimentRisk *risk, PortailBlanchimentRule rule, gboolean is_true)
{
  if (!is_true)
    return;
  risk->points[rule] = risk->weights.points[rule];
  risk->score = MIN (PORTAIL_BLANCHIMENT_RISK_MAX, risk->score + risk->points[rule]);
}

void
portail_blanchiment_risk_evaluate_sums (const PortailBlanchimentOperation *operation,
                                        const PortailBlanchimentSums *sums,
                                        const PortailBlanchimentWeights *weights,
                                        PortailDay today,
                                        PortailBlanchimentRisk *risk)
{
  gboolean is_of_groupe = sums->groupe.total.cents > sums->employe.total.cents;

  *risk = (PortailBlanchimentRisk){
    .by = is_of_groupe ? PORTAIL_BLANCHIMENT_BY_GROUPE : PORTAIL_BLANCHIMENT_BY_EMPLOYE,
    .sum = is_of_groupe ? sums->groupe : sums->employe,
    .n_days = portail_blanchiment_is_open (operation)
                  ? portail_blanchiment_get_days (operation, today)
                  : PORTAIL_BLANCHIMENT_NO_DAYS,
    .parties = get_parties (operation),
    .weights = *weights,
  };
  fire (risk, PORTAIL_BLANCHIMENT_RULE_SOMME, is_above (operation->amount, weights->somme_seuil));
  fire (risk, PORTAIL_BLANCHIMENT_RULE_CUMUL, is_above (risk->sum.total, weights->cumul_seuil));
  fire (risk, PORTAIL_BLANCHIMENT_RULE_DUREE, risk->n_days > (gint64) weights->duree_jours);
  fire (risk, PORTAIL_BLANCHIMENT_RULE_PARTIES, risk->parties != PORTAIL_BLANCHIMENT_PARTIES_GOOD);
  risk->level = portail_blanchiment_get_level (risk->score);
  risk->is_suspect = risk->score >= PORTAIL_BLANCHIMENT_SCORE_ELEVE
                     || operation->status == PORTAIL_BLANCHIMENT_SUSPENDU;
}

void
portail_blanchiment_risk_evaluate (const PortailBlanchimentOperation *operation,
                                   const PortailBlanchimentContext *context,
                                   PortailBlanchimentRisk *risk)
{
  PortailBlanchimentSums sums = sum_window (operation, context->operations);

  portail_blanchiment_risk_evaluate_sums (operation, &sums, context->weights, context->today, risk);
}

PortailBlanchimentLevel
portail_blanchiment_get_level (guint score)
{
  if (score >= PORTAIL_BLANCHIMENT_SCORE_ELEVE)
    return PORTAIL_BLANCHIMENT_ELEVE;
  return score >= PORTAIL_BLANCHIMENT_SCORE_MOYEN ? PORTAIL_BLANCHIMENT_MOYEN
                                                  : PORTAIL_BLANCHIMENT_FAIBLE;
}

const char *
portail_blanchiment_level_get_name (PortailBlanchimentLevel level)
{
  return level_words[level].name;
}

const char *
portail_blanchiment_level_get_title (PortailBlanchimentLevel level)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "risk", level_words[level].title);
}

const char *
portail_blanchiment_rule_get_name (PortailBlanchimentRule rule)
{
  return rule_words[rule].name;
}

const char *
portail_blanchiment_rule_get_title (PortailBlanchimentRule rule)
{
  return _ (rule_words[rule].title);
}

static void
append_money (GString *json, const char *name, PortailMoney money)
{
  portail_json_append_name (json, name);
  portail_money_append_json (money, json);
}

static void
append_number (GString *json, const char *name, gint64 number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

/* What explains the rule, before the names that come after `explication` and `par` in canonical
 * order are written by the caller. */
static void
append_rule (const PortailBlanchimentRisk *risk,
             const PortailBlanchimentOperation *operation,
             PortailBlanchimentRule rule,
             PortailBlanchimentRulesForm form,
             GString *json)
{
  gboolean is_full = form == PORTAIL_BLANCHIMENT_RULES_FULL;
  g_autofree char *sentence = NULL;

  g_string_append_c (json, '{');
  if (rule == PORTAIL_BLANCHIMENT_RULE_PARTIES)
    append_text (json, "cas", parties_names[risk->parties]);
  if (is_full)
    {
      sentence = portail_blanchiment_risk_explain (risk, operation, rule);
      append_text (json, "explication", sentence);
    }
  if (rule == PORTAIL_BLANCHIMENT_RULE_DUREE && is_full)
    append_number (json, "jours", risk->n_days);
  if (rule == PORTAIL_BLANCHIMENT_RULE_CUMUL && is_full)
    append_number (json, "operations", risk->sum.n);
  if (rule == PORTAIL_BLANCHIMENT_RULE_CUMUL)
    append_text (json, "par", risk->by == PORTAIL_BLANCHIMENT_BY_GROUPE ? "groupe" : "employe");
  append_number (json, "points", risk->points[rule]);
  append_text (json, "rule", rule_words[rule].name);
  if (rule == PORTAIL_BLANCHIMENT_RULE_SOMME)
    append_money (json, "seuil", risk->weights.somme_seuil);
  else if (rule == PORTAIL_BLANCHIMENT_RULE_CUMUL)
    append_money (json, "seuil", risk->weights.cumul_seuil);
  else if (rule == PORTAIL_BLANCHIMENT_RULE_DUREE)
    append_number (json, "seuil", risk->weights.duree_jours);
  if (rule == PORTAIL_BLANCHIMENT_RULE_SOMME)
    append_money (json, "somme", operation->amount);
  if (rule == PORTAIL_BLANCHIMENT_RULE_CUMUL && is_full)
    append_money (json, "somme", risk->sum.total);
  g_string_append_c (json, '}');
}

void
portail_blanchiment_risk_append_rules (const PortailBlanchimentRisk *risk,
                                       const PortailBlanchimentOperation *operation,
                                       PortailBlanchimentRulesForm form,
                                       GString *json)
{
  gboolean is_first = TRUE;

  g_string_append_c (json, '[');
  for (int rule = 0; rule < PORTAIL_BLANCHIMENT_N_RULES; rule++)
    {
      if (risk->points[rule] == 0)
        continue;
      if (!is_first)
        g_string_append_c (json, ',');
      is_first = FALSE;
      append_rule (risk, operation, (PortailBlanchimentRule) rule, form, json);
    }
  g_string_append_c (json, ']');
}

static char *
explain_cumul (const PortailBlanchimentRisk *risk, const PortailBlanchimentOperation *operation)
{
  g_autofree char *total = portail_money_to_text (risk->sum.total);
  g_autofree char *limit = portail_money_to_text (risk->weights.cumul_seuil);

  if (risk->by == PORTAIL_BLANCHIMENT_BY_GROUPE)
    /* Translators: a groupe, an amount, a smaller amount. */
    return g_strdup_printf (_ ("The group %1$s brought %2$s within 30 days, more than %3$s."),
                            operation->groupe, total, limit);
  /* Translators: an employé, an amount, a smaller amount. */
  return g_strdup_printf (_ ("The employee %1$s took %2$s within 30 days, more than %3$s."),
                          operation->employee_name, total, limit);
}

static const char *
explain_parties (PortailBlanchimentParties parties)
{
  switch (parties)
    {
    case PORTAIL_BLANCHIMENT_PARTIES_SAME:
      return _ ("The giver is the receiver too.");
    case PORTAIL_BLANCHIMENT_PARTIES_NO_DONNEUR:
      return _ ("The giver is missing.");
    case PORTAIL_BLANCHIMENT_PARTIES_NO_RECEVEUR:
      return _ ("The receiver is missing.");
    case PORTAIL_BLANCHIMENT_PARTIES_NEITHER:
      return _ ("Giver and receiver are missing.");
    case PORTAIL_BLANCHIMENT_PARTIES_GOOD:
      return _ ("Giver and receiver are given.");
    }
  g_return_val_if_reached (NULL);
}

static char *
explain_somme (const PortailBlanchimentRisk *risk, const PortailBlanchimentOperation *operation)
{
  g_autofree char *amount = portail_money_to_text (operation->amount);
  g_autofree char *limit = portail_money_to_text (risk->weights.somme_seuil);

  return g_strdup_printf (_ ("The amount of %1$s is more than %2$s."), amount, limit);
}

static char *
explain_duree (const PortailBlanchimentRisk *risk)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Open for %1$d day, more than %2$u.",
                                       "Open for %1$d days, more than %2$u.",
                                       (gulong) MAX (0, risk->n_days)),
                          risk->n_days, risk->weights.duree_jours);
}

char *
portail_blanchiment_risk_explain (const PortailBlanchimentRisk *risk,
                                  const PortailBlanchimentOperation *operation,
                                  PortailBlanchimentRule rule)
{
  switch (rule)
    {
    case PORTAIL_BLANCHIMENT_RULE_SOMME:
      return explain_somme (risk, operation);
    case PORTAIL_BLANCHIMENT_RULE_CUMUL:
      return explain_cumul (risk, operation);
    case PORTAIL_BLANCHIMENT_RULE_DUREE:
      return explain_duree (risk);
    case PORTAIL_BLANCHIMENT_RULE_PARTIES:
      return g_strdup (explain_parties (risk->parties));
    case PORTAIL_BLANCHIMENT_N_RULES:
      break;
    }
  g_return_val_if_reached (NULL);
}
