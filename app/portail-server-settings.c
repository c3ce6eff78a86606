/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-settings.h"

#include "app/portail-blanchiment-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax-delay.h"

#define MAX_POINTS 100
#define MAX_DAYS   3650

static const PortailField fields[] = {
  {
      PORTAIL_INTEGER (PortailServerSettings, due_delay_days),
      .title = N_ ("Days until the tax is due"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_RATE (PortailServerSettings, entreprise_taux),
      .title = N_ ("Share of the company"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_RATE (PortailServerSettings, groupe_taux),
      .title = N_ ("Share of the group"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_INTEGER (PortailServerSettings, somme_points),
      .title = N_ ("Large amount: points"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_MONEY (PortailServerSettings, somme_seuil),
      .title = N_ ("Large amount: above"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_INTEGER (PortailServerSettings, cumul_points),
      .title = N_ ("Much within 30 days: points"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_MONEY (PortailServerSettings, cumul_seuil),
      .title = N_ ("Much within 30 days: above"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_INTEGER (PortailServerSettings, duree_points),
      .title = N_ ("Open for long: points"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_INTEGER (PortailServerSettings, duree_jours),
      .title = N_ ("Open for long: more than days"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
  {
      PORTAIL_INTEGER (PortailServerSettings, parties_points),
      .title = N_ ("Giver and receiver the same, or one missing: points"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
};

const PortailRecordType portail_server_settings_type = {
  PORTAIL_RECORD_TYPE (PortailServerSettings, fields),
  .name = "server_settings",
  .title = N_ ("Settings of the server"),
  .module = PORTAIL_MODULE_SETTINGS,
};

static const PortailField trial_fields[] = {
  { PORTAIL_MONEY (PortailRiskTrial, amount), .title = N_ ("Amount") },
  { PORTAIL_MONEY (PortailRiskTrial, cumul), .title = N_ ("Sum of the employee within 30 days") },
  { PORTAIL_INTEGER (PortailRiskTrial, days), .title = N_ ("Days open") },
  { PORTAIL_TEXT (PortailRiskTrial, donneur_id), .title = N_ ("Giver"), .max = 100 },
  { PORTAIL_TEXT (PortailRiskTrial, receveur_id), .title = N_ ("Receiver"), .max = 100 },
};

const PortailRecordType portail_risk_trial_type = {
  PORTAIL_RECORD_TYPE (PortailRiskTrial, trial_fields),
  .name = "risk_trial",
  .title = N_ ("Example"),
  .module = PORTAIL_MODULE_SETTINGS,
};

PortailServerSettings *
portail_server_settings_new (const char *blanchiment_json, const char *delay_json)
{
  PortailServerSettings *settings = portail_record_new (&portail_server_settings_type);
  PortailBlanchimentSettings blanchiment;
  const PortailBlanchimentWeights *weights = &blanchiment.weights;

  portail_blanchiment_settings_init (&blanchiment);
  portail_blanchiment_settings_resolve (&blanchiment, blanchiment_json, NULL);
  settings->due_delay_days = portail_tax_delay_resolve (delay_json, NULL);
  settings->entreprise_taux = blanchiment.shares.entreprise_taux;
  settings->groupe_taux = blanchiment.shares.groupe_taux;
  settings->somme_points = weights->points[PORTAIL_BLANCHIMENT_RULE_SOMME];
  settings->somme_seuil = weights->somme_seuil;
  settings->cumul_points = weights->points[PORTAIL_BLANCHIMENT_RULE_CUMUL];
  settings->cumul_seuil = weights->cumul_seuil;
  settings->duree_points = weights->points[PORTAIL_BLANCHIMENT_RULE_DUREE];
  settings->duree_jours = weights->duree_jours;
  settings->parties_points = weights->points[PORTAIL_BLANCHIMENT_RULE_PARTIES];
  return settings;
}

static void
check_range (const PortailServerSettings *settings,
             const char *name,
             int max,
             PortailProblems *problems)
{
  int index = portail_record_type_find_field (&portail_server_settings_type, name);
  gint64 number = portail_field_get_integer (
      portail_record_type_get_field (&portail_server_settings_type, (guint) index), settings);

  if (number < 0 || number > max)
    portail_problems_add (problems, name, "out_of_range", _ ("From 0 to %d is possible."), max);
}

void
portail_server_settings_check (const PortailServerSettings *settings, PortailProblems *problems)
{
  const PortailBlanchimentShares shares = { settings->entreprise_taux, settings->groupe_taux };

  check_range (settings, "due_delay_days", PORTAIL_DUE_DELAY_DAYS_MAX, problems);
  check_range (settings, "somme_points", MAX_POINTS, problems);
  check_range (settings, "cumul_points", MAX_POINTS, problems);
  check_range (settings, "duree_points", MAX_POINTS, problems);
  check_range (settings, "parties_points", MAX_POINTS, problems);
  check_range (settings, "duree_jours", MAX_DAYS, problems);
  portail_blanchiment_shares_check (&shares, problems);
}

void
portail_server_settings_get_blanchiment (const PortailServerSettings *settings,
                                         PortailBlanchimentSettings *blanchiment)
{
  PortailBlanchimentWeights *weights = &blanchiment->weights;

  blanchiment->shares.entreprise_taux = settings->entreprise_taux;
  blanchiment->shares.groupe_taux = settings->groupe_taux;
  weights->points[PORTAIL_BLANCHIMENT_RULE_SOMME] = (guint) settings->somme_points;
  weights->points[PORTAIL_BLANCHIMENT_RULE_CUMUL] = (guint) settings->cumul_points;
  weights->points[PORTAIL_BLANCHIMENT_RULE_DUREE] = (guint) settings->duree_points;
  weights->points[PORTAIL_BLANCHIMENT_RULE_PARTIES] = (guint) settings->parties_points;
  weights->somme_seuil = settings->somme_seuil;
  weights->cumul_seuil = settings->cumul_seuil;
  weights->duree_jours = (guint) settings->duree_jours;
}

char *
portail_server_settings_to_blanchiment_json (const PortailServerSettings *settings)
{
  PortailBlanchimentSettings blanchiment;

  portail_server_settings_get_blanchiment (settings, &blanchiment);
  return portail_blanchiment_settings_to_json (&blanchiment);
}

char *
portail_server_settings_to_delay_json (const PortailServerSettings *settings)
{
  return g_strdup_printf ("{\"days\":%" G_GINT64_FORMAT "}", settings->due_delay_days);
}

char *
portail_server_settings_try (const PortailServerSettings *settings,
                             const PortailRiskTrial *trial,
                             PortailBlanchimentRisk *risk)
{
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);
  const PortailBlanchimentSums sums = { .employe = { trial->cumul, 1 } };
  PortailDay today = portail_timestamp_get_paris_day (portail_timestamp_now ());
  PortailBlanchimentSettings blanchiment;

  portail_server_settings_get_blanchiment (settings, &blanchiment);
  operation->status = PORTAIL_BLANCHIMENT_EN_COURS;
  operation->amount = trial->amount;
  operation->donneur_id = g_strdup (trial->donneur_id);
  operation->receveur_id = g_strdup (trial->receveur_id);
  operation->date_recu = today;
  if (trial->days != PORTAIL_INTEGER_NULL && trial->days > 0 && trial->days <= MAX_DAYS)
    operation->date_recu = (PortailDay){ today.number - (gint32) trial->days };
  portail_blanchiment_risk_evaluate_sums (operation, &sums, &blanchiment.weights, today, risk);
  return portail_blanchiment_risk_list_reasons (risk, operation);
}
