/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-own-figures.h"

#include "shared/portail-i18n.h"

static const struct
{
  const char *name;
  const char *title;
} figures[PORTAIL_N_OWN] = {
  [PORTAIL_OWN_CA] = { "ca", N_ ("My turnover") },
  [PORTAIL_OWN_SALAIRE] = { "salaire", N_ ("My salary") },
  [PORTAIL_OWN_PRIME] = { "prime", N_ ("My bonus") },
};

PortailOwnFigures *
portail_own_figures_new (PortailWeek period)
{
  PortailOwnFigures *own = g_new0 (PortailOwnFigures, 1);

  own->first = (PortailWeek){ period.number - (PORTAIL_DASHBOARD_WEEKS - 1) };
  return own;
}

void
portail_own_figures_free (PortailOwnFigures *own)
{
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    g_free (own->weeks[i].dotation_id);
  g_free (own);
}

const char *
portail_own_figure_get_name (PortailOwnFigure figure)
{
  return figures[figure].name;
}

const char *
portail_own_figure_get_title (PortailOwnFigure figure)
{
  return figures[figure].title;
}

gboolean
portail_own_figures_load_periods (const PortailOwnFigures *own,
                                  PortailDatabase *database,
                                  const char *enterprise_id,
                                  GHashTable *periods,
                                  GError **error)
{
  PortailWeek last = { own->first.number + PORTAIL_DASHBOARD_WEEKS - 1 };
  char from[PORTAIL_WEEK_TEXT_SIZE];
  char to[PORTAIL_WEEK_TEXT_SIZE];
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT id, period FROM dotation WHERE enterprise_id = ? AND period >= ? AND period <= ?"
      " AND status <> 'refuse' AND trashed_at IS NULL",
      "ttt", enterprise_id, portail_week_format (own->first, from), portail_week_format (last, to));
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (periods, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gint64
get_cents (PortailMoney money)
{
  return portail_money_is_null (money) ? 0 : money.cents;
}

void
portail_own_figures_add_row (PortailOwnFigures *own,
                             const PortailDotationRow *row,
                             PortailWeek period)
{
  gint32 place = period.number - own->first.number;
  PortailOwnWeek *week = &own->weeks[place];

  if (place < 0 || place >= PORTAIL_DASHBOARD_WEEKS)
    return;
  if (week->dotation_id == NULL)
    week->dotation_id = g_strdup (row->dotation_id);
  week->cents[PORTAIL_OWN_CA] += get_cents (row->run) + get_cents (row->facture)
                                 + get_cents (row->vente);
  week->cents[PORTAIL_OWN_SALAIRE] += get_cents (row->salaire);
  week->cents[PORTAIL_OWN_PRIME] += get_cents (row->prime);
}

static gint64
get_value (const PortailOwnWeek *week, PortailOwnFigure figure)
{
  return week->dotation_id != NULL ? week->cents[figure] : PORTAIL_CARD_NOTHING;
}

PortailCard
portail_own_figures_get_card (const PortailOwnFigures *own, PortailOwnFigure figure)
{
  return (PortailCard){
    .value = get_value (&own->weeks[PORTAIL_DASHBOARD_WEEKS - 1], figure),
    .previous = get_value (&own->weeks[PORTAIL_DASHBOARD_WEEKS - 2], figure),
  };
}
