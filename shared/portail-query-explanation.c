/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-query-explanation.h"

#include "shared/portail-i18n.h"

static const PortailQueryExplanation explanations[] = {
  {
      .title = N_ ("Words"),
      .example = "garage fact",
      .meaning = N_ ("Archives with these words or beginnings of words, in any order."),
  },
  {
      .title = N_ ("Phrase"),
      .example = "\"bon client\"",
      .meaning = N_ ("Exactly these words, one after the other."),
  },
  {
      .key = "tag",
      .title = N_ ("Tag"),
      .example = "tag:vip",
      .meaning = N_ ("A tag that begins so; in quotes, the whole tag."),
  },
  {
      .key = "type",
      .title = N_ ("Type"),
      .example = "type:facture",
      .meaning = N_ ("The type: dotation, impot, facture, diplome, blanchiment or autre."),
  },
  {
      .key = "statut",
      .title = N_ ("Status"),
      .example = "statut:valide",
      .meaning = N_ ("The status: en_attente, valide or refuse."),
  },
  {
      .key = "entreprise",
      .title = N_ ("Company"),
      .example = "entreprise:garage",
      .meaning = N_ ("The company, by its name or a part of it."),
  },
  {
      .key = "montant",
      .title = N_ ("Amount"),
      .example = "montant:>1000",
      .meaning = N_ ("The amount: >, >=, <, <= or =, or a range as in 1000..2000."),
  },
  {
      .key = "date",
      .title = N_ ("Date"),
      .example = "date:2025-09..2025-10",
      .meaning = N_ ("The date: a day, week, month or year, or a range of them."),
  },
  {
      .title = N_ ("Without"),
      .example = "-tag:vip",
      .meaning = N_ ("A minus sign in front leaves out the archives that match."),
  },
  { .title = NULL },
};

const PortailQueryExplanation *
portail_query_explanation_get_table (void)
{
  return explanations;
}
